// Plain text as paragraphs and lists. Knows line breaks and lines that begin with a dash; nothing in
// it is ever markup.

import { h } from "../lib/dom.js";

const ITEM = /^\s*[-•]\s+/;

/** Paragraphs of `text`; neighbouring lines that begin with a dash become one list. */
export function paragraphs(text) {
  const blocks = [];
  for (const line of String(text).split("\n").filter((one) => one.trim())) {
    if (!ITEM.test(line)) {
      blocks.push(h("p", { text: line }));
      continue;
    }
    if (blocks.at(-1)?.tagName !== "UL") blocks.push(h("ul"));
    blocks.at(-1).append(h("li", { text: line.replace(ITEM, "") }));
  }
  return blocks;
}
