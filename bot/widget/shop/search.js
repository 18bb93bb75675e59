// What a search found: how the words were understood, what had to be given up, and why each product
// is there. Owns no ranking.

import { h } from "../lib/dom.js";
import { label } from "../lib/format.js";
import { chips, correctionNotices, relaxedNotices, withoutWords } from "../lib/understood.js";
import { search } from "./api.js";
import { tile } from "./tile.js";

const RESULTS = 24;
const SHOWN_REASONS = 4;

export async function searchPage(query, context) {
  const text = context.words.shop;
  const result = await search(query, RESULTS);
  const { hits } = result;
  const nodes = [h("div", { class: "column part" },
    h("h1", { text: text.resultsFor(query) }),
    hits.length ? h("p", { class: "soft", role: "status", text: counted(result, text) }) : null,
    understoodChips(query, result, context),
    notices(result, context),
    hits.length ? results(hits, context) : nothing(query, context))];
  return { title: text.resultsFor(query), nodes };
}

function counted({ hits, total, relaxed, understood }, text) {
  if (relaxed?.length) return text.foundRelaxed(hits.length);
  const isNarrowed = understood?.constraints?.length > 0;
  return isNarrowed && total > hits.length ? text.foundOf(hits.length, total) : text.found(hits.length);
}

function understoodChips(query, { understood }, { words, currency, locale }) {
  const made = chips(understood, words, { currency, locale });
  if (!made.length) return null;
  const items = made.map(({ text, words: said }) => {
    const rest = withoutWords(query, said);
    if (!rest) return h("li", { class: "chip", text });
    const href = `/?${new URLSearchParams({ q: rest })}`;
    return h("li", { class: "chip" }, text,
      h("a", { class: "remove", href, "aria-label": words.shop.remove(text) }, h("span", { "aria-hidden": "true", text: "×" })));
  });
  return h("div", { class: "understood" },
    h("span", { class: "soft", text: words.shop.understoodTitle }), h("ul", { class: "chips" }, items));
}

function notices(result, { words, currency, locale }) {
  const loosened = relaxedNotices(result, words, { currency, locale });
  const all = [...correctionNotices(result.understood, words), ...loosened];
  return all.length ? h("div", { class: "honest", role: "note" }, all.map((text) => h("p", { text }))) : null;
}

function results(hits, context) {
  const items = hits.map((hit, place) =>
    h("li", {}, tile(hit, context, { level: "h2", extra: reasons(hit, context), eager: place < 4 })));
  return h("ul", { class: "shelf" }, items);
}

function reasons(hit, { words }) {
  const lines = (hit.reasons ?? []).map((one) => reasonText(one, words.shop)).filter(Boolean);
  const unique = [...new Set(lines)].slice(0, SHOWN_REASONS);
  if (!unique.length) return null;
  return h("ul", { class: "reasons", "aria-label": words.why }, unique.map((text) => h("li", { text })));
}

// The tile says these already, right above.
const SHOWN_ABOVE = new Set(["price", "rating", "brand"]);

function reasonText({ kind, field, value, words: said }, text) {
  const make = text.reasons[kind];
  if (!make || SHOWN_ABOVE.has(field)) return "";
  return make({ field: label(field), name: field, value, said });
}

function nothing(query, { words, ask }) {
  return h("div", { class: "nothing" },
    h("h2", { text: words.shop.noneTitle }),
    h("p", { text: words.shop.none }),
    h("button", { type: "button", class: "button", text: words.shop.askInstead, on: { click: () => ask(query) } }));
}
