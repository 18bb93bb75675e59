// Every pair of tokens for the chosen head: a row for each that was written, a column for each that
// could be looked at. For the eye; the words and their bars say the same row by row. Owns the drawing.

import { h } from "../../lib/dom.js";
import { looks, shown, written } from "./figures.js";

const SVG = "http://www.w3.org/2000/svg";
const CELL = 10;
const FAINT = 0.01;

export function pairMap(told, { text }, choose) {
  const places = written(told);
  const columns = told.tokens.length - 1;
  const svg = element("svg", {
    viewBox: `0 -14 ${columns * CELL} ${places.length * CELL + 14}`, class: "pair-map", role: "img", preserveAspectRatio: "xMinYMin",
  });
  const name = element("title", {});
  const squares = element("g", { class: "squares" });
  const row = element("rect", { class: "row", x: 0, width: columns * CELL, height: CELL });
  svg.append(name, ...borders(told, text, places.length), squares, row);
  svg.addEventListener("click", (event) => choose({ place: places[placeAt(svg, event, places.length)] }));
  let drawn = null;
  return {
    element: h("div", { class: "wide-table" }, svg),
    show({ place, head }) {
      const key = JSON.stringify(head);
      if (key !== drawn) squares.replaceChildren(...squaresOf(told, places, head));
      drawn = key;
      name.textContent = text.pairsOf(head);
      row.setAttribute("y", String(places.indexOf(place) * CELL));
    },
  };
}

function squaresOf(told, places, head) {
  return places.flatMap((place, line) => looks(told, place, head)
    .map((share, at) => (share < FAINT ? null : square(told, place, line, share, at)))
    .filter(Boolean));
}

function square(told, place, line, share, at) {
  const rect = element("rect", {
    x: at * CELL, y: line * CELL, width: CELL, height: CELL, "fill-opacity": Math.sqrt(share).toFixed(3),
  });
  const label = element("title", {});
  label.textContent = `${shown(told, place)} ← ${shown(told, at)}: ${(100 * share).toFixed(0)} %`;
  rect.append(label);
  return rect;
}

/** Where a part begins, with its name above. */
function borders(told, text, lines) {
  const parts = told.tokens.map((token) => token.part);
  return parts.flatMap((part, at) => {
    if (part === "marks" || part === parts[at - 1]) return [];
    const label = element("text", { x: at * CELL, y: -4 });
    label.textContent = text.partsShort[part];
    return [label, element("line", { x1: at * CELL, x2: at * CELL, y1: 0, y2: lines * CELL })];
  });
}

function placeAt(svg, event, lines) {
  const { y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return Math.min(lines - 1, Math.max(0, Math.floor(y / CELL)));
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
