// What customers searched for, and what came of it.

import { h } from "../lib/dom.js";
import { count, day, clock } from "../lib/format.js";
import { chips } from "../lib/understood.js";

const KINDS = ["empty", "unclicked", ""];

export async function searchesPage(admin, context) {
  const { text, address } = context;
  const only = KINDS.includes(address.searchParams.get("only")) ? address.searchParams.get("only") : "empty";
  const { searches } = await admin.get(`/api/searches?${new URLSearchParams({ only, k: 200 })}`);
  const tabs = KINDS.map((kind) => h("li", {}, h("a", {
    class: "narrow", href: `/admin/searches?only=${kind}`, text: text.only[kind || "all"], "aria-current": kind === only ? "page" : null,
  })));
  return [
    h("nav", { "aria-label": text.pages.searches }, h("ul", { class: "chips tabs" }, tabs)),
    searches.length ? table(searches, context) : h("p", { class: "soft", text: text.none }),
  ];
}

function table(searches, { text, locale, words, currency }) {
  const head = text.columns.map((name) => h("th", { scope: "col", text: name }));
  const rows = searches.map((one) => h("tr", {},
    h("th", { scope: "row" },
      h("a", { href: `/admin/explain?${new URLSearchParams({ q: one.query })}`, text: one.query }),
      h("span", { class: "meaning", text: meaning(one, { words, currency, locale }) })),
    ["searches", "empty", "relaxed", "clicks"].map((name) => h("td", { text: count(one[name], locale) })),
    h("td", {}, h("time", { datetime: one.last, text: `${day(one.last, locale)}, ${clock(new Date(one.last), locale)}` }))));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

/** What the last of them was taken to mean. */
function meaning({ understood }, { words, currency, locale }) {
  const made = chips(understood, words, { currency, locale }).map((chip) => chip.text);
  return [understood.text, ...made].filter(Boolean).join(" · ");
}
