// Which fact fed which slot, as a table. Owns no figures: they are the summary's.

import { h } from "../../lib/dom.js";
import { percent } from "../../lib/format.js";
import { factOf, named } from "./figures.js";

const NOTABLE = 0.5;

export function slotTable(told, { text, locale }, choose) {
  const { slots } = told.summary;
  if (!slots.length) return h("p", { class: "soft", text: text.noSlots });
  const rows = slots.map((slot) => h("tr", {},
    h("th", { scope: "row" },
      h("button", { type: "button", class: "link", text: `{${slot.slot}}`, on: { click: () => choose({ place: slot.token, head: null, target: `fact:${slot.slot}` }) } }),
      h("span", { class: "meaning", text: factOf(told, slot.slot).text })),
    h("td", { text: factOf(told, slot.slot).source }),
    h("td", { class: "share" }, share(slot.looks[slot.slot].share, locale)),
    h("td", { class: "strongest" }, strongest(told, slot, text, choose)),
    h("td", { class: "seen", text: seen(slot, locale) })));
  const head = text.slotColumns.map((name) => h("th", { scope: "col", text: name }));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table slots" },
    h("caption", { class: "quiet", text: text.slots }),
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

function share(value, locale) {
  const bar = h("span", { class: "share-bar", "aria-hidden": "true" });
  bar.style.setProperty("--length", value);
  return [percent(value, locale), bar];
}

/** The facts that a head gave at least half of its look. */
function seen(slot, locale) {
  const notable = Object.entries(slot.looks).filter(([, look]) => look.share >= NOTABLE);
  return notable.map(([name, look]) => `{${name}} ${percent(look.share, locale)}`).join(", ") || "–";
}

/** Leads to that head, when that word was written. */
function strongest(told, slot, text, choose) {
  const { token, layer, head } = slot.looks[slot.slot];
  const said = text.look({ layer, head, word: named(told, token) });
  const go = () => choose({ place: token, head: { layer, head }, target: `fact:${slot.slot}` });
  return h("button", { type: "button", class: "link", text: said, on: { click: go } });
}
