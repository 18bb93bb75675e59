// One message of the conversation with all that hangs on it: cards, time, state, thumbs, evidence.
// Owns no network; what the customer does goes to the handlers.

import { h, icon } from "../lib/dom.js";
import { clock } from "../lib/format.js";
import { THUMB_DOWN, THUMB_UP } from "../lib/icons.js";
import { cards, replies } from "./cards/index.js";
import { paragraphs } from "./prose.js";
import { evidenceDisclosure } from "./cards/evidence.js";
import { besideQuotes } from "./cards/policy.js";

/** A person's words, and what is said about who has the conversation, look unlike an answer. */
const KINDS = { human: "human", notice: "aside" };

export class MessageView {
  constructor(entry, context, handlers) {
    this.entry = entry;
    this.context = context;
    this.handlers = handlers;
    this.element = h("div", { class: `message ${entry.role}` });
    this.votes = new Map();
    this.footer = h("div", { class: "footer" });
    this.#build();
    this.update();
  }

  /** Show the entry's present state: sent or failed, voted or not. Focus stays where it is. */
  update() {
    const { vote, state, role } = this.entry;
    for (const [value, button] of this.votes) button.setAttribute("aria-pressed", String(vote === value));
    if (role === "customer") this.footer.replaceChildren(...this.#customerFooter());
    this.element.classList.toggle("failed", state === "failed");
  }

  #build() {
    const { entry, context } = this;
    const { chat } = context.words;
    const kind = entry.custom?.type;
    const who = h("span", { class: "quiet", text: `${speaker(entry, chat)}: ` });
    const rich = entry.role === "shop" ? cards(entry, context, this.handlers.send) : [];
    // `text` says everything, for channels without cards; `lead` is what is left to say beside them.
    const isShown = rich.length > 0 || ["choices", "service"].includes(entry.custom?.type);
    const said = (isShown && entry.custom?.lead) || entry.text;
    const text = isShown ? besideQuotes(said, entry.custom.passages) : said;
    const name = kind === "human" ? h("p", { class: "by", "aria-hidden": "true", text: entry.custom.name }) : null;
    const bubble = h("div", { class: "bubble" }, name, who, paragraphs(text));
    if (KINDS[kind]) this.element.classList.add(KINDS[kind]);
    this.element.append(bubble, ...rich);
    if (kind === "notice") return;
    if (entry.role === "shop") this.footer.append(...this.#shopFooter());
    this.element.append(this.footer);
    if (entry.role === "shop") this.element.append(...replies(entry, context, this.handlers.send));
  }

  #time() {
    const { at } = this.entry;
    const text = clock(at, this.context.locale);
    return h("time", { datetime: new Date(at).toISOString(), text });
  }

  #customerFooter() {
    const { entry, context, handlers } = this;
    const { chat, tryAgain } = context.words;
    if (entry.state === "failed") {
      return [
        h("span", { class: "problem", text: entry.problem || chat.failed }),
        h("button", { type: "button", class: "link", text: tryAgain, on: { click: handlers.retry } }),
      ];
    }
    return [this.#time()];
  }

  #shopFooter() {
    const { entry, context } = this;
    const evidence = evidenceDisclosure(entry, context);
    const votes = entry.turnId && entry.custom?.type !== "human" ? this.#voteButtons() : null;
    return [h("div", { class: "footer-row" }, this.#time(), votes), evidence].filter(Boolean);
  }

  #voteButtons() {
    const { chat } = this.context.words;
    for (const [value, name, paths] of [["up", chat.useful, THUMB_UP], ["down", chat.notUseful, THUMB_DOWN]]) {
      this.votes.set(value, h("button", {
        type: "button", class: "vote", "aria-label": name, title: name,
        on: { click: () => this.handlers.vote(value) },
      }, icon(paths, { size: 16 })));
    }
    return h("span", { class: "votes" }, [...this.votes.values()]);
  }
}

function speaker({ role, custom }, chat) {
  if (role === "customer") return chat.you;
  return custom?.type === "human" ? chat.said(custom.name) : chat.assistant;
}
