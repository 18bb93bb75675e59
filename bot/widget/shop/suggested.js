// What the shop suggests, each with the reason it is there; and asking whether it may remember.
// Owns no choice of products: order and reasons are the server's.

import { followed } from "../lib/clicks.js";
import { h } from "../lib/dom.js";
import { tile } from "./tile.js";

/** A shelf whose tiles say why they stand there. */
export function suggestedShelf(hits, context) {
  return h("ul", { class: "shelf", on: followed(hits, "") },
    hits.map((hit, place) => h("li", {}, tile(hit, context, { eager: place < 4, extra: because(hit) }))));
}

function because({ words }) {
  return words ? h("p", { class: "because", text: words }) : null;
}

/** The question, asked once; `answered(yes)` is called with what the visitor said. */
export function invitation({ words }, answered) {
  const text = words.shop.remember;
  const say = (yes) => ({ click: () => answered(yes) });
  return h("aside", { class: "invitation", "aria-labelledby": "invitation" },
    h("h2", { id: "invitation", text: text.title }),
    h("p", { text: text.about }),
    h("div", { class: "answers" },
      h("button", { type: "button", class: "button", text: text.yes, on: say(true) }),
      h("button", { type: "button", class: "button plain-button", text: text.no, on: say(false) })),
    h("p", { class: "fine" }, h("a", { href: "/you", text: text.more })));
}
