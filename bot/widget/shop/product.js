// One product: picture of the chosen variant, its options, price and stock, what it is made of.

import { h, picture } from "../lib/dom.js";
import { label, plain } from "../lib/format.js";
import { getProduct, search } from "./api.js";
import { addToCart } from "./cart.js";
import { breadcrumb, departmentUrl } from "./frame.js";
import { optionPicker } from "./options.js";
import { suggestedShelf } from "./suggested.js";
import { imageUrl, price, rating, shelf } from "./tile.js";

const FEW = 5;
const MORE = 4;

export async function productPage(id, context) {
  const [product, suggested] = await Promise.all([
    getProduct(id), context.visit.recommend({ product_id: id, k: 2 * MORE }),
  ]);
  const { words, visit } = context;
  visit.tell({ type: "view", product_id: product.product_id });
  const places = [
    { text: words.shop.home, href: "/" },
    product.department ? { text: product.department, href: departmentUrl(product.department) } : null,
    { text: product.title },
  ].filter(Boolean);
  const nodes = [
    h("div", { class: "column part" }, breadcrumb(places, words), stage(product, context)),
    ...await shelves(product, suggested, context),
  ];
  return { title: product.title, nodes };
}

/** What is bought with it, and what is like it, each with why; without those, others of its kind. */
async function shelves(product, suggested, context) {
  const text = context.words.shop;
  if (!suggested?.hits.length) {
    const more = await neighbours(product);
    return [more.length ? part("more", text.more, shelf(more, context)) : null];
  }
  const goesWith = ({ reasons }) => reasons[0]?.kind === "together";
  const together = suggested.hits.filter(goesWith).slice(0, MORE);
  const alike = suggested.hits.filter((hit) => !goesWith(hit)).slice(0, MORE);
  return [
    together.length ? part("together", text.together, suggestedShelf(together, context)) : null,
    alike.length ? part("more", text.likeIt, suggestedShelf(alike, context)) : null,
  ];
}

function part(id, title, body) {
  return h("section", { class: "column part", "aria-labelledby": id }, h("h2", { id, text: title }), body);
}

/** Others of its kind; a page without them is still the product's page. */
async function neighbours({ product_id: id, category }) {
  if (!category) return [];
  const alike = { field: "category", op: "any_of", values: [category] };
  try {
    const { hits } = await search(category, MORE + 1, { filters: [alike], counted: false });
    return hits.filter((one) => one.product_id !== id).slice(0, MORE);
  } catch {
    return [];
  }
}

function stage(product, context) {
  const { words, ask } = context;
  const gallery = h("div", { class: "gallery" });
  const offer = h("div", { class: "offer-box", "aria-live": "polite" });
  let chosen = null;
  const show = (variant) => {
    chosen = variant;
    const described = [product.title, ...Object.values(variant.options ?? {})].join(", ");
    const src = imageUrl(product, variant.variant_id);
    gallery.replaceChildren(picture(src, product.title, { alt: described, eager: true }));
    offer.replaceChildren(...[price(variant, context), stock(variant, words)].filter(Boolean));
  };
  const variants = product.variants?.length ? product.variants : [product];
  const start = variants.find((one) => one.variant_id === product.variant_id) ?? variants[0];
  show(start);
  const cart = addToCart(product, () => chosen, context);
  const facts = h("div", { class: "product-facts" },
    product.brand ? h("p", { class: "brand", text: product.brand }) : null,
    h("h1", { text: product.title }),
    rating(product, context),
    offer,
    optionPicker(variants, start, words, (variant) => { show(variant); cart.refresh(); }),
    cart.element,
    h("button", {
      type: "button", class: "button wide plain-button", text: words.shop.ask,
      on: { click: () => ask(words.shop.askText(product.title)) },
    }),
    about(product, words),
    details(product, context));
  return h("div", { class: "stage" }, gallery, facts);
}

function stock({ in_stock: inStock, stock: count }, words) {
  if (inStock === null || inStock === undefined) return null;
  if (!inStock) return h("p", { class: "stock gone", text: words.stockNo });
  const few = typeof count === "number" && count <= FEW;
  return h("p", { class: "stock", text: few ? words.stockFew(count) : words.stockYes });
}

function about({ description }, words) {
  if (!description) return null;
  const lines = String(description).split(/\n+/).filter((line) => line.trim());
  return h("section", { class: "about" },
    h("h2", { text: words.shop.about }), lines.map((text) => h("p", { text })));
}

/** Attributes that the options already offer for choice are left out of the table. */
function details({ attributes, variants = [] }, { words, locale }) {
  const chosen = new Set(variants.flatMap((variant) => Object.keys(variant.options ?? {})));
  const rows = Object.entries(attributes ?? {})
    .filter(([name]) => !chosen.has(name))
    .map(([name, value]) => h("tr", {},
      h("th", { scope: "row", text: label(name) }), h("td", { text: plain(value, locale) })));
  if (!rows.length) return null;
  return h("section", { class: "details" },
    h("h2", { text: words.shop.details }), h("table", {}, h("tbody", {}, rows)));
}
