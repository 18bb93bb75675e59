// One reply explained: its slots and facts, its words and what was looked at, the heads, the pairs.
// Owns which word, which head and which part are chosen; the boxes draw them.

import { h } from "../../lib/dom.js";
import { percent } from "../../lib/format.js";
import { looks, named, strongest, written } from "./figures.js";
import { headGrid } from "./heads.js";
import { pairMap } from "./pairs.js";
import { slotTable } from "./slots.js";
import { wordBoxes } from "./words.js";

const NAMED = 4;

export function attentionView(told, context) {
  const { text, locale } = context;
  const first = told.summary.slots[0];
  const state = { place: first?.token ?? written(told)[0], head: null, target: "facts" };
  const said = h("p", { class: "said", role: "status" });
  const choose = (change) => {
    Object.assign(state, change);
    const shares = looks(told, state.place, state.head);
    said.textContent = sentence(told, state, shares, text, locale);
    for (const box of boxes) box.show(state, shares);
  };
  const boxes = [wordBoxes(told, context, choose), headGrid(told, context, choose), pairMap(told, context, choose)];
  const [words, heads, pairs] = boxes.map((box) => box.element);
  const table = slotTable(told, context, (change) => {
    choose(change);
    said.scrollIntoView({ block: "nearest" });
  });
  choose({});
  return [
    h("h2", { text: text.slots }), h("p", { class: "soft", text: text.slotsHint }), table,
    h("h2", { text: text.wordByWord }), h("p", { class: "soft", text: text.wordsHint }), said,
    h("div", { class: "attention" }, words, heads),
    h("h2", { text: text.pairs }), h("p", { class: "soft", text: text.pairsHint }), pairs,
  ];
}

function sentence(told, { place, head }, shares, text, locale) {
  const most = strongest(shares, NAMED).map(({ share, at }) => `${named(told, at)} ${percent(share, locale)}`);
  return text.lookedAt({ word: named(told, place), who: head ? text.head(head) : text.allHeads, most: most.join(", ") });
}
