// Shares of a whole as bars, with the numbers beside them: departments, kinds, brands. Owns no words.

import { h } from "./dom.js";
import { percent } from "./format.js";

const MOST = 5;

/** `taste` as /api/profile has it; `text` names the tables. */
export function shareTables(taste, text, locale) {
  return [
    shares(text.departments, taste.departments, locale),
    shares(text.categories, taste.categories, locale),
    shares(text.brands, taste.brands, locale),
  ];
}

function shares(title, named, locale) {
  if (!named.length) return null;
  return h("table", { class: "shares" },
    h("caption", { text: title }),
    h("tbody", {}, named.slice(0, MOST).map(({ name, share }) => h("tr", {},
      h("th", { scope: "row", text: name }),
      h("td", { class: "bar" }, h("meter", { min: 0, max: 1, value: share, "aria-hidden": "true" })),
      h("td", { text: percent(share, locale) })))));
}
