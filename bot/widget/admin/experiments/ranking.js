// What clicks other orders of suggestions would have got. Owns the table; where there is no estimate
// it says why.

import { h } from "../../lib/dom.js";
import { count } from "../../lib/format.js";

export function rankingPart(ranking, { text, locale }) {
  const words = text.experiments;
  const { ranking: own } = words;
  const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const written = (value) => number.format(value);
  return h("section", { "aria-labelledby": "orders" },
    h("h2", { id: "orders", text: own.title }),
    ranking.pages ? filled() : h("p", { class: "soft", text: own.nothing }));

  function filled() {
    const rows = ranking.orders.map((one) => h("tr", {},
      h("th", { scope: "row", text: words.values[one.order] ?? one.order }),
      h("td", { text: one.why_not ? own.why[one.why_not] : written(one.estimate) }),
      h("td", { text: one.why_not ? "–" : `${written(one.low)} – ${written(one.high)}` }),
      h("td", { text: count(Math.round(one.effective_pages), locale) })));
    return [
      h("p", { text: own.about(count(ranking.pages, locale), count(ranking.visitors, locale), written(ranking.clicks_a_page)) }),
      h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
        h("caption", { class: "quiet", text: own.title }),
        h("thead", {}, h("tr", {}, own.columns.map((name) => h("th", { scope: "col", text: name })))),
        h("tbody", {}, rows))),
    ];
  }
}
