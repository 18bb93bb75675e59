// The words that were written, to choose from, and what was read before them; a bar under each says
// how much it was looked at. Owns those two boxes.

import { h } from "../../lib/dom.js";
import { percent } from "../../lib/format.js";
import { roving } from "../../lib/roving.js";
import { shown, sumOf, written } from "./figures.js";

const READ = ["plan", "query", "facts", "marks"];
const LABELLED = 0.1;

/** `show(state, shares)` draws the bars and marks the chosen word. */
export function wordBoxes(told, { text, locale }, choose) {
  const places = written(told);
  const radios = places.map((place) => radio(told, place));
  const bySentence = told.sentences.map((_, number) => radios.filter((_r, at) => told.tokens[places[at]].sentence === number));
  const mark = roving(bySentence, (one) => choose({ place: places[radios.indexOf(one)] }));
  const reading = READ.map((part) => readPart(told, part, text));
  const bars = new Map([...reading.flatMap((one) => one.bars), ...radios.map((one, at) => [places[at], one.querySelector(".look")])]);
  return {
    element: h("div", { class: "words" },
      h("section", {},
        h("h3", { id: "written", text: text.written }),
        h("div", { class: "written", role: "radiogroup", "aria-labelledby": "written" },
          bySentence.map((sentence) => h("p", { class: "sentence" }, sentence)))),
      h("section", {},
        h("h3", { text: text.read }),
        reading.map((one) => one.element))),
    show({ place }, shares) {
      mark(radios[places.indexOf(place)]);
      const most = Math.max(...shares);
      for (const [at, bar] of bars) draw(bar, shares[at], most, locale);
      for (const one of reading) one.total.textContent = percent(sumOf(told, shares, one.part), locale);
    },
  };
}

function radio(told, place) {
  const { slot } = told.tokens[place];
  return h("button", { type: "button", role: "radio", class: slot ? "word slot" : "word", title: slot ? `{${slot}}` : null },
    h("span", { class: "word-text", text: shown(told, place) }),
    slot ? h("span", { class: "word-slot", text: slot }) : null,
    h("span", { class: "look", "aria-hidden": "true" }));
}

function readPart(told, part, text) {
  const places = told.tokens.map((_, at) => at).filter((at) => told.tokens[at].part === part);
  const total = h("span", { class: "total" });
  const bars = places.map((at) => [at, h("span", { class: "look" })]);
  const items = bars.map(([at, bar]) => h("li", { class: "word" },
    h("span", { class: "word-text", text: shown(told, at) }), bar));
  const list = items.length ? h("ul", { class: "read" }, items) : h("p", { class: "soft", text: text.noQuery });
  return { part, total, bars, element: h("div", { class: "read-part" }, h("h4", {}, text.parts[part], " ", total), list) };
}

/** The longest bar is what was looked at most; a share worth a word is said in figures. */
function draw(bar, share, most, locale) {
  bar.style.setProperty("--length", share && most ? share / most : 0);
  bar.textContent = share >= LABELLED ? percent(share, locale) : "";
}
