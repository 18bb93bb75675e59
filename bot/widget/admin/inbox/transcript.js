// What was said, line by line; new lines are added, so that a reader's place and a screen reader's
// are kept. Owns no network.

import { h } from "../../lib/dom.js";
import { clock, day } from "../../lib/format.js";
import { paragraphs } from "../../chat/prose.js";

export class Transcript {
  #lines = new Map();
  #day = "";

  constructor({ text, locale }) {
    this.text = text.inbox;
    this.locale = locale;
    this.list = h("ol", { class: "inbox-lines", role: "log", "aria-live": "polite", "aria-label": this.text.conversation, tabindex: "0" });
    this.element = h("div", { class: "inbox-said" }, h("h2", { text: this.text.conversation }), this.list);
  }

  show(lines) {
    const { list } = this;
    const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    const fresh = lines.filter(({ id }) => !this.#lines.has(id));
    for (const line of fresh) this.#add(line);
    for (const line of lines) this.#lines.get(line.id).hidden = line.seen;
    // Later: the first time, the list isn't in the page yet.
    if (fresh.length && wasAtEnd) setTimeout(() => { list.scrollTop = list.scrollHeight; });
  }

  #add(line) {
    const { authors, unseen } = this.text;
    const at = new Date(line.said);
    const date = day(line.said, this.locale);
    if (date !== this.#day) this.list.append(h("li", { class: "inbox-day", text: date }));
    this.#day = date;
    const mark = h("span", { class: "inbox-unseen", hidden: line.seen, text: unseen });
    this.#lines.set(line.id, mark);
    this.list.append(h("li", { class: line.author },
      h("p", { class: "inbox-by" }, h("strong", { text: line.name || authors[line.author] }),
        h("time", { datetime: line.said, text: clock(at, this.locale) }), mark),
      h("div", { class: "inbox-text" }, paragraphs(line.text)),
      items(line.card)));
  }
}

/** What was shown beside the words, to open in a new tab. */
function items(card) {
  if (!card?.items?.length) return null;
  return h("ul", { class: "chips" }, card.items.map(({ id, title }) => h("li", {},
    h("a", { class: "chip", href: `/p/${encodeURIComponent(id)}`, target: "_blank", rel: "noopener", text: title }))));
}
