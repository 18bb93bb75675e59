// What adds up to something, as bars with the numbers beside them. Owns no words and no scores.

import { label } from "./format.js";
import { h } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 12;

/** A hit's score by its parts. */
export function scoreChart(hit, text) {
  const parts = hit.score_parts ?? [];
  if (!parts.length) return null;
  const rows = parts.map((one) => ({ name: partName(one.part, text), added: one.added }));
  return barChart(rows, { title: text.scoreTitle, sum: text.scoreSum, total: number(hit.score) });
}

/** A table whose bars are drawn for the eye alone: every number stands in it as text, too. `rows`
 * are `{name, added, note?}`; `sum` and `total` close it. */
export function barChart(rows, { title, sum, total }) {
  const most = Math.max(...rows.map((one) => Math.abs(one.added)), 0);
  const below = rows.some((one) => one.added < 0);
  return h("table", { class: "score" },
    h("caption", { text: title }),
    h("tbody", {}, rows.map((one) => row(one, most, below))),
    sum ? h("tfoot", {}, h("tr", {},
      h("th", { scope: "row", text: sum }), h("td", { class: "bar" }), h("td", { text: total }))) : null);
}

function partName(part, text) {
  return text.scoreParts[part] ?? label(part);
}

function row({ name, added, note }, most, below) {
  return h("tr", {},
    h("th", { scope: "row" }, name, note ? h("span", { class: "meaning", text: note }) : null),
    h("td", { class: "bar" }, bar(added, most, below)),
    h("td", { text: number(added, true) }));
}

/** Zero stands at the left, or in the middle where something is taken off. */
function bar(added, most, below) {
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  const room = below ? WIDTH / 2 : WIDTH;
  const zero = below ? WIDTH / 2 : 0;
  const length = most ? Math.max(1, (Math.abs(added) / most) * room) : 0;
  svg.append(
    element("rect", {
      class: added < 0 ? "less" : "more", x: added < 0 ? zero - length : zero, y: 1,
      width: length, height: HEIGHT - 2, rx: 2,
    }),
    element("line", { class: "zero", x1: zero, x2: zero, y1: 0, y2: HEIGHT }));
  return svg;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function number(value, signed = false) {
  const text = Math.abs(value).toFixed(2);
  if (value < 0) return `−${text}`;
  return signed ? `+${text}` : text;
}
