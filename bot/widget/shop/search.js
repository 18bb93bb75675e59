// What a search found: how the words were understood, what had to be given up, and why each product
// is there. Owns no ranking.

import { followed } from "../lib/clicks.js";
import { h } from "../lib/dom.js";
import { chips, correctionNotices, relaxedNotices } from "../lib/understood.js";
import { search } from "./api.js";
import { departmentUrl } from "./frame.js";
import { tile } from "./tile.js";
import { why } from "./why.js";
import { Wish } from "./wish.js";

const RESULTS = 24;
const FACETS = 6;
const SORTS = ["price_asc", "price_desc", "rating", "newest"];

export async function searchPage(query, context) {
  const text = context.words.shop;
  const wish = Wish.of(query, context.address.searchParams);
  const result = await search(query, RESULTS, { ...wish.asked, facets: FACETS });
  const { hits } = result;
  context.visit.tell({ type: "search", query: query.slice(0, 500) });
  const nodes = [h("div", { class: "column part" },
    h("div", { class: "title-row" },
      h("div", {},
        h("h1", { text: text.resultsFor(query) }),
        h("p", { class: "soft", role: "status", text: hits.length ? counted(result, text) : text.noneTitle })),
      hits.length > 1 ? sorter(wish, result.understood, text) : null),
    understoodChips(wish, result, context),
    notices(result, context),
    hits.length ? narrower(wish, result, text) : null,
    hits.length ? results(hits, query, context) : nothing(wish, result, context))];
  return { title: text.resultsFor(query), nodes };
}

function counted({ hits, found, relaxed }, text) {
  if (relaxed?.length) return text.foundRelaxed(hits.length);
  return found > hits.length ? text.foundOf(hits.length, found) : text.found(hits.length);
}

function sorter(wish, understood, text) {
  const now = understood?.sort ?? "";
  const options = text.sortOptions
    .filter(([value]) => value === "" || SORTS.includes(value))
    .map(([value, name]) => h("option", { value, text: name, selected: value === now }));
  const go = (event) => {
    const sort = event.target.value;
    const next = sort || !understood?.sort ? wish.sortedBy(sort) : wish.sortedBy("").dropping("sort");
    window.location.assign(next.href);
  };
  return h("div", { class: "sorter" },
    h("label", { for: "sort", text: text.sortLabel }),
    h("select", { id: "sort", on: { change: go } }, options));
}

function understoodChips(wish, { understood }, { words, currency, locale }) {
  const made = chips(understood, words, { currency, locale });
  if (!made.length) return null;
  const items = made.map(({ text, field }) => h("li", { class: "chip" }, text,
    h("a", { class: "remove", href: without(wish, field).href, "aria-label": words.shop.remove(text) },
      h("span", { "aria-hidden": "true", text: "×" }))));
  return h("div", { class: "understood" },
    h("span", { class: "soft", text: words.shop.understoodTitle }), h("ul", { class: "chips" }, items));
}

function without(wish, field) {
  return field === "sort" ? wish.sortedBy("").dropping(field) : wish.dropping(field);
}

function notices(result, { words, currency, locale }) {
  const loosened = relaxedNotices(result, words, { currency, locale });
  const all = [...correctionNotices(result.understood, words), ...loosened];
  return all.length ? h("div", { class: "honest", role: "note" }, all.map((text) => h("p", { text }))) : null;
}

/** Conditions that split what was found, each a link that adds it. */
function narrower(wish, { facets = [] }, text) {
  if (!facets.length) return null;
  const links = facets.map((one) => h("li", {},
    h("a", { class: "narrow", href: wish.adding(one.text).href },
      one.text, " ", h("span", { class: "narrow-count", text: one.count }),
      h("span", { class: "quiet", text: ` ${text.products}` }))));
  return h("nav", { class: "narrower", "aria-label": text.narrow },
    h("span", { class: "soft", text: text.narrow }), h("ul", { class: "chips" }, links));
}

function results(hits, query, context) {
  const items = hits.map((hit, place) =>
    h("li", {}, tile(hit, context, { level: "h2", extra: why(hit, context), eager: place < 4 })));
  return h("ul", { class: "shelf", on: followed(hits, query) }, items);
}

/** Nothing found: which wishes to let go, where to look instead, and who can help. */
function nothing(wish, { understood }, { words, departments, currency, locale, ask }) {
  const text = words.shop;
  const wishes = chips(understood, words, { currency, locale }).map((chip) => h("li", {},
    h("a", { class: "narrow", href: without(wish, chip.field).href, text: text.letGo(chip.text) })));
  const shelves = departments.map(({ name, count }) => h("li", {},
    h("a", { class: "narrow", href: departmentUrl(name) }, name, " ", h("span", { class: "narrow-count", text: count }))));
  return h("div", { class: "nothing" },
    h("p", { text: text.none }),
    wishes.length ? h("section", {}, h("h2", { text: text.letGoTitle }), h("ul", { class: "chips" }, wishes)) : null,
    h("button", { type: "button", class: "button", text: text.askInstead, on: { click: () => ask(wish.query) } }),
    shelves.length ? h("section", {}, h("h2", { text: text.browse }), h("ul", { class: "chips" }, shelves)) : null);
}
