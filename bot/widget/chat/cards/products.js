// Products as cards: picture, title, price, stock, rating, and why. Owns no ranking: order is the
// server's.

import { followed } from "../../lib/clicks.js";
import { h, icon, picture, safeUrl } from "../../lib/dom.js";
import { count, money, saving } from "../../lib/format.js";
import { STAR } from "../../lib/icons.js";
import { chips, correctionNotices, relaxedNotices } from "../../lib/understood.js";
import { evidenceList } from "./evidence.js";

export function productCards(custom, context, send) {
  const { words } = context;
  const hits = custom.hits ?? [];
  const because = new Map((custom.explanations ?? []).map((one) => [one.product_id, one]));
  const list = h("ul", {
    class: "products", "aria-label": words.chat.products,
    on: followed(hits, custom.understood?.query, context.server),
  },
    hits.map((hit) => h("li", {}, card(hit, because.get(hit.product_id), context, custom.lead))));
  return [understoodRow(custom, context, send), noticeRow(custom, context), hits.length ? list : null];
}

/** What the search was taken to mean; each condition can be dropped by a click. */
function understoodRow(custom, { words, shop, locale }, send) {
  const made = chips(custom.understood, words, { currency: shop.currency, locale }, custom.forget);
  if (custom.like?.title) made.unshift({ text: words.like(custom.like.title) });
  if (!made.length) return null;
  return h("ul", { class: "chips", "aria-label": words.shop.understoodTitle },
    made.map(({ text, forget }) => h("li", { class: "chip" }, text, forget ? remove(text, forget) : null)));

  function remove(text, forget) {
    return h("button", {
      type: "button", class: "remove", "aria-label": words.shop.remove(text), on: { click: () => send(forget) },
    }, h("span", { "aria-hidden": "true", text: "×" }));
  }
}

function noticeRow(custom, { words, shop, locale }) {
  const notices = [
    ...correctionNotices(custom.understood, words),
    ...relaxedNotices(custom, words, { currency: shop.currency, locale }),
  ];
  if (!notices.length) return null;
  return h("div", { class: "honest" }, notices.map((text) => h("p", { text })));
}

function card(hit, explanation, context, lead) {
  const { words } = context;
  const address = productUrl(hit, context);
  const title = address ? h("a", { href: address, text: hit.title }) : hit.title;
  return h("article", { class: "product" },
    picture(imageUrl(hit, context), hit.title),
    h("div", { class: "product-words" },
      h("h3", {}, title),
      h("p", { class: "options", text: [hit.brand, options(hit)].filter(Boolean).join(" · ") }),
      priceLine(hit, context),
      h("p", { class: "facts" }, stock(hit, words), rating(hit, context)),
      reason(explanation, context, lead)));
}

/** On the shop's own pages the product's page; on another shop's, wherever its record points. */
function productUrl(hit, { server }) {
  return safeUrl(hit.url, server) || new URL(`/p/${encodeURIComponent(hit.product_id)}`, server).href;
}

function imageUrl(hit, { server }) {
  const address = hit.image || `/images/${encodeURIComponent(hit.product_id)}.svg`;
  const url = safeUrl(address, server);
  if (!url.startsWith(new URL("/images/", server).href) || !hit.variant_id) return url;
  const withVariant = new URL(url);
  withVariant.searchParams.set("variant", hit.variant_id);
  return withVariant.href;
}

function options({ attributes = {} }) {
  return ["colour", "size", "capacity"].map((name) => attributes[name]).filter(Boolean).join(", ");
}

function priceLine({ price, list_price: listPrice }, { words, locale }) {
  const now = money(price, locale);
  if (!now) return null;
  const percent = saving(price, listPrice);
  if (!percent) return h("p", { class: "price" }, h("strong", { text: now }));
  return h("p", { class: "price offer" },
    h("strong", {}, h("span", { class: "quiet", text: `${words.now} ` }), now), " ",
    h("s", {}, h("span", { class: "quiet", text: `${words.was} ` }), money(listPrice, locale)), " ",
    h("span", { class: "saving", text: words.save(percent) }));
}

function stock({ in_stock: inStock }, words) {
  if (inStock === null || inStock === undefined) return null;
  const text = inStock ? words.stockYes : words.stockNo;
  return h("span", { class: inStock ? "stock" : "stock gone", text });
}

function rating({ rating: value, rating_count: votes }, { words, locale }) {
  if (!value) return null;
  return h("span", { class: "rating" },
    icon(STAR, { size: 13, filled: true }),
    h("span", { class: "quiet", text: words.rating(value, votes) }),
    h("span", { "aria-hidden": "true", text: votes ? `${value} (${count(votes, locale)})` : `${value}` }));
}

/** What the bubble says already isn't said twice: then "why" was the question, and it stands open. */
function reason(explanation, context, lead) {
  if (!explanation) return null;
  const evidence = evidenceList(explanation.evidence, context);
  const said = explanation.text === lead;
  return h("div", { class: "reason" },
    explanation.text && !said ? h("p", { text: explanation.text }) : null,
    evidence ? h("details", { open: said }, h("summary", { text: context.words.why }), evidence) : null);
}
