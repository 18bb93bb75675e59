// Why a product is among the results: a few reasons in words, and behind them every reason and what
// each part added to its score. Owns no ranking.

import { scoreChart } from "../lib/chart.js";
import { h } from "../lib/dom.js";
import { label } from "../lib/format.js";

const SHOWN_REASONS = 3;
// The tile says these already, right above.
const SHOWN_ABOVE = new Set(["price", "rating", "brand"]);

export function why(hit, { words }) {
  const all = hit.reasons ?? [];
  const brief = lines(all.filter((one) => !SHOWN_ABOVE.has(one.field)), words.shop).slice(0, SHOWN_REASONS);
  return [
    brief.length ? h("ul", { class: "reasons", "aria-label": words.why }, brief.map((text) => h("li", { text }))) : null,
    opened(hit, lines(all, words.shop), words),
  ];
}

/** Opened on request: every reason, then the chart. */
export function opened(hit, reasons, words) {
  const chart = scoreChart(hit, words.shop);
  if (!chart) return null;
  return h("details", { class: "why" },
    h("summary", {}, words.why, h("span", { class: "quiet", text: ` ${hit.title}` })),
    reasons.length ? h("ul", { class: "why-reasons" }, reasons.map((text) => h("li", { text }))) : null,
    chart);
}

export function lines(reasons, text) {
  return [...new Set(reasons.map((one) => reasonText(one, text)).filter(Boolean))];
}

function reasonText({ kind, field, value, words: said }, text) {
  const make = text.reasons[kind];
  return make ? make({ field: label(field), name: field, value, said }) : "";
}
