// A product as it stands on a shelf: picture, title, price, rating, stock. Owns no page.

import { h, icon, picture, safeUrl } from "../lib/dom.js";
import { count, money, saving } from "../lib/format.js";
import { STAR } from "../lib/icons.js";

export function productUrl(id) {
  return `/p/${encodeURIComponent(id)}`;
}

/** The shop's own pictures show the variant at hand; a picture from elsewhere stays as it is. */
export function imageUrl({ product_id: id, image }, variantId) {
  const own = `/images/${encodeURIComponent(id)}.svg`;
  const url = safeUrl(image || own);
  if (!variantId || !url || new URL(url).pathname !== own) return url;
  return `${own}?variant=${encodeURIComponent(variantId)}`;
}

/** `extra` stands at the end of the tile: reasons on a results page. */
export function tile(product, context, { level = "h3", extra = null, eager = false } = {}) {
  const href = productUrl(product.product_id);
  return h("article", { class: "tile" },
    picture(imageUrl(product, product.variant_id), product.title, { eager }),
    h("div", { class: "tile-words" },
      product.brand ? h("p", { class: "brand", text: product.brand }) : null,
      h(level, {}, h("a", { href, text: product.title })),
      price(product, context),
      h("p", { class: "facts" },
        rating(product, context),
        product.in_stock === false ? h("span", { class: "gone", text: context.words.stockNo }) : null),
      extra));
}

export function shelf(products, context, options) {
  return h("ul", { class: "shelf" },
    products.map((product, place) => h("li", {}, tile(product, context, { ...options, eager: place < 4 }))));
}

export function price({ price: now, list_price: before }, { words, locale }) {
  const text = money(now, locale);
  if (!text) return null;
  const percent = saving(now, before);
  if (!percent) return h("p", { class: "price" }, h("strong", { text }));
  return h("p", { class: "price offer" },
    h("strong", {}, h("span", { class: "quiet", text: `${words.now} ` }), text), " ",
    h("s", {}, h("span", { class: "quiet", text: `${words.was} ` }), money(before, locale)), " ",
    h("span", { class: "saving", text: words.save(percent) }));
}

export function rating({ rating: value, rating_count: votes }, { words, locale }) {
  if (!value) return null;
  return h("span", { class: "rating" },
    icon(STAR, { size: 14, filled: true }),
    h("span", { class: "quiet", text: words.rating(value, votes) }),
    h("span", { "aria-hidden": "true", text: votes ? `${value} (${count(votes, locale)})` : `${value}` }));
}
