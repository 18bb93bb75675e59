// Every head of every layer at a glance: how much of its look went to the chosen part of the prompt.
// A head can be chosen, or the mean of them all. Owns the grid.

import { h } from "../../lib/dom.js";
import { percent } from "../../lib/format.js";
import { roving } from "../../lib/roving.js";
import { looks, sumOf } from "./figures.js";

export function headGrid(told, { text, locale }, choose) {
  const { layers, heads } = told.model;
  const every = h("button", { type: "button", role: "radio", class: "narrow", text: text.allHeads });
  const cells = range(layers).map((layer) => range(heads).map((head) =>
    h("button", { type: "button", role: "radio", class: "cell", "aria-label": text.head({ layer, head }), dataset: { layer, head } })));
  const mark = roving([[every], ...cells], (one) => choose({ head: headOf(one) }));
  const target = h("select", { id: "target", on: { change: () => choose({ target: target.value }) } },
    targets(told, text).map(([value, name]) => h("option", { value, text: name })));
  return {
    element: h("section", { class: "heads" },
      h("h3", { id: "heads", text: text.heads }),
      h("p", {}, h("label", { for: "target", text: text.shade }), " ", target),
      h("div", { role: "radiogroup", "aria-labelledby": "heads" }, h("p", {}, every), grid(cells, text))),
    show({ place, head, target: chosen }) {
      target.value = chosen;
      mark(head ? cells[head.layer][head.head] : every);
      for (const cell of cells.flat()) {
        const share = sumOf(told, looks(told, place, headOf(cell)), chosen);
        cell.style.setProperty("--share", share);
        cell.textContent = percent(share, locale);
        cell.setAttribute("aria-label", `${text.head(headOf(cell))}: ${percent(share, locale)}`);
      }
    },
  };
}

function grid(cells, text) {
  const head = cells[0].map((_, number) => h("th", { scope: "col", text: `${text.headShort} ${number}` }));
  return h("table", { class: "grid", role: "presentation" },
    h("thead", {}, h("tr", {}, h("td"), head)),
    h("tbody", {}, cells.map((row, layer) => h("tr", {},
      h("th", { scope: "row", text: `${text.layer} ${layer}` }), row.map((cell) => h("td", {}, cell))))));
}

function targets(told, text) {
  const facts = told.facts.map((fact) => [`fact:${fact.slot}`, text.fact(fact.slot)]);
  return [...Object.entries(text.parts), ...facts];
}

function headOf(cell) {
  const { layer, head } = cell.dataset;
  return layer === undefined ? null : { layer: Number(layer), head: Number(head) };
}

function range(length) {
  return Array.from({ length }, (_, number) => number);
}
