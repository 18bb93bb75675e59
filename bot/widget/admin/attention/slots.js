// Which fact fed which slot, as a table. Owns no figures: they are the summary's.

import { h } from "../../lib/dom.js";
import { percent } from "../../lib/format.js";
import { factOf, named } from "./figures.js";

export function slotTable(told, { text, locale }, choose) {
  const { slots } = told.summary;
  if (!slots.length) return h("p", { class: "soft", text: text.noSlots });
  const rows = slots.map((slot) => h("tr", {},
    h("th", { scope: "row" },
      h("button", { type: "button", class: "link", text: `{${slot.slot}}`, on: { click: () => choose({ place: slot.token, head: null, target: `fact:${slot.slot}` }) } }),
      h("span", { class: "meaning", text: factOf(told, slot.slot).text })),
    h("td", { text: factOf(told, slot.slot).source }),
    h("td", { text: `{${slot.most}}` }),
    h("td", { class: "share" }, share(slot.own_of_facts, locale)),
    h("td", { class: "strongest" }, strongest(told, slot, text, locale, choose))));
  const head = text.slotColumns.map((name) => h("th", { scope: "col", text: name }));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("caption", { class: "quiet", text: text.slots }),
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

function share(value, locale) {
  const bar = h("span", { class: "share-bar", "aria-hidden": "true" });
  bar.style.setProperty("--length", value);
  return [percent(value, locale), bar];
}

/** Leads to that head, when that word was written. */
function strongest(told, slot, text, locale, choose) {
  const { token, layer, head, share: most } = slot.strongest;
  const said = text.look({ share: percent(most, locale), layer, head, word: named(told, token) });
  const go = () => choose({ place: token, head: { layer, head }, target: `fact:${slot.slot}` });
  return h("button", { type: "button", class: "link", text: said, on: { click: go } });
}
