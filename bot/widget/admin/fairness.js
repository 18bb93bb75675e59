// Whether an audience holds each group evenly, and what stands in for a group. Owns the two tables,
// and the reading of pasted groups, which are sent once and kept nowhere.

import { h } from "../lib/dom.js";
import { count, percent } from "../lib/format.js";

/** `customer_id,group` a line, with or without that heading -> {customer: group}. */
export function groupsOf(text) {
  const lines = text.split(/\r?\n/).map((line) => line.split(",").map((cell) => cell.trim().replace(/^"|"$/g, "")));
  return Object.fromEntries(lines.filter(([id, group]) => id && group && id !== "customer_id").map(([id, group]) => [id, group]));
}

export function fairnessPart(fairness, context) {
  const words = context.text.audiences.fairness;
  return [
    h("h3", { text: words.title }),
    h("p", { class: "soft", text: words.rule(fairness.rule) }),
    table(words.groupColumns, fairness.groups.map((row) => group(row, words, context.locale)), words.groups),
    h("p", { class: "soft", text: words.proxies(fairness.proxy_flagged_above) }),
    table(words.proxyColumns, fairness.proxies.map((row) => proxy(row, words)), words.proxyTable),
  ];
}

function group(row, words, locale) {
  const interval = row.ci95 ? ` (${row.ci95.map((end) => end.toFixed(2)).join("–")})` : "";
  return [
    row.group,
    `${percent(row.share_of_eligible, locale)} (${count(row.eligible, locale)})`,
    `${percent(row.share_of_audience, locale)} (${count(row.audience, locale)})`,
    row.ratio === null ? "–" : `${row.ratio.toFixed(2)}${interval}`,
    [row.flagged ? words.flagged : words.fine, row.few ? words.few : ""].filter(Boolean).join(", "),
  ];
}

function proxy(row, words) {
  const interval = row.ci95 ? ` (${row.ci95.map((end) => end.toFixed(2)).join("–")})` : "";
  const told = row.auc === null ? words.tooFew : `${row.auc.toFixed(2)}${interval}`;
  return [words.features[row.feature] ?? row.feature, row.group, told, row.flagged ? words.standsIn : words.fine];
}

function table(columns, rows, caption) {
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("caption", { text: caption }),
    h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col", text: name })))),
    h("tbody", {}, rows.map(([first, ...cells]) => h("tr", {},
      h("th", { scope: "row", text: first }), cells.map((cell) => h("td", { text: cell })))))));
}
