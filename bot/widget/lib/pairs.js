// Shares of several wholes side by side as bars, with the numbers as text beside them. Owns no words
// and no shares.

import { h } from "./dom.js";
import { percent } from "./format.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 180;
const BAR = 9;

/** `rows`: [{name, values}], a value for each of `series` (names); the longest bar is the largest. */
export function pairChart(caption, series, rows, locale) {
  const most = Math.max(...rows.flatMap((row) => row.values), 0.0001);
  return h("table", { class: "pairs" },
    h("caption", { text: caption }),
    h("thead", {}, h("tr", {},
      h("td", { class: "bar" }), h("td", { class: "bar" }),
      series.map((name, place) => h("th", { scope: "col", class: `key key-${place}`, text: name })))),
    h("tbody", {}, rows.map(({ name, values }) => h("tr", {},
      h("th", { scope: "row", text: name }),
      h("td", { class: "bar" }, bars(values, most)),
      values.map((value) => h("td", { text: percent(value, locale) }))))));
}

function bars(values, most) {
  const height = values.length * BAR;
  const svg = element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  svg.style.height = `${height}px`;
  values.forEach((value, place) => svg.append(element("rect", {
    class: `key-${place}`, x: 0, y: place * BAR + 1, rx: 1.5, height: BAR - 2,
    width: value > 0 ? Math.max(1, (value / most) * WIDTH) : 0,
  })));
  return svg;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
