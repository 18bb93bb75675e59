// The line a colleague answers in, and the name they answer by. Owns that name, kept in this browser.

import { h } from "../../lib/dom.js";

const KEPT = "storeclerk:colleague";

export class Answer {
  #id = "";

  constructor({ text, shop }, send) {
    this.text = text.inbox;
    this.send = send;
    this.who = h("input", {
      id: "colleague", maxlength: 64, autocomplete: "nickname", required: true,
      on: { change: () => localStorage.setItem(KEPT, this.name) },
    });
    this.who.value = localStorage.getItem(KEPT) || shop.name;
    this.input = h("textarea", {
      id: "answer", rows: 3, required: true, "aria-describedby": "answer-hint",
      maxlength: shop.max_message_chars, on: { keydown: (event) => this.#key(event) },
    });
    this.button = h("button", { type: "submit", class: "button", text: this.text.send });
    this.element = h("form", { class: "inbox-answer", on: { submit: (event) => this.#submit(event) } },
      h("div", { class: "inbox-name" }, h("label", { for: "colleague", text: this.text.name }), this.who),
      h("label", { for: "answer", text: this.text.answer }), this.input,
      h("div", { class: "inbox-send" }, h("p", { id: "answer-hint", class: "soft", text: this.text.hint }), this.button));
  }

  get name() {
    return this.who.value.trim();
  }

  show(state) {
    this.element.hidden = state === "closed";
    this.button.textContent = state === "waiting" ? this.text.sendTakes : this.text.send;
  }

  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  /** A second try of the same words keeps its id: the customer gets them once. */
  async #submit(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text || this.button.disabled) return;
    this.#id ||= crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    this.button.disabled = true;
    if (await this.send({ text, by: this.name, id: this.#id })) {
      this.input.value = "";
      this.#id = "";
    }
    this.button.disabled = false;
    this.input.focus();
  }
}
