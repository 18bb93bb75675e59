// The line the customer types in: Enter sends, it grows with the text, it counts near the limit.
// Owns no network.

import { h, icon } from "../lib/dom.js";
import { SEND } from "../lib/icons.js";

const COUNT_FROM = 0.85;
const MAX_HEIGHT_PX = 132;

export class Composer {
  constructor({ words, maxLength }, { send, draft }) {
    this.words = words.chat;
    this.maxLength = maxLength;
    this.handlers = { send, draft };
    this.input = h("textarea", {
      id: "storeclerk-input", rows: 1, maxlength: maxLength, placeholder: this.words.placeholder,
      "aria-label": this.words.input, "aria-describedby": "storeclerk-hint storeclerk-left",
      enterkeyhint: "send", autocomplete: "off",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.left = h("p", { id: "storeclerk-left", class: "left", role: "status", hidden: true });
    this.button = h("button", { type: "submit", class: "send", "aria-label": this.words.send, disabled: true },
      icon(SEND));
    this.element = h("form", { class: "composer", on: { submit: (event) => this.#submit(event) } },
      h("div", { class: "composer-row" }, this.input, this.button),
      this.left,
      h("p", { id: "storeclerk-hint", class: "quiet", text: this.words.hint }));
  }

  set text(value) {
    this.input.value = value;
    this.#measure();
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  #typed() {
    this.handlers.draft(this.input.value);
    this.#measure();
  }

  #measure() {
    const { value } = this.input;
    this.button.disabled = value.trim() === "";
    this.left.hidden = value.length < this.maxLength * COUNT_FROM;
    this.left.textContent = this.left.hidden ? "" : this.words.left(this.maxLength - value.length);
    this.input.style.height = "auto";
    const height = Math.min(this.input.scrollHeight, MAX_HEIGHT_PX);
    this.input.style.height = height ? `${height}px` : "";
  }

  #key(event) {
    // `isComposing`: Enter that accepts a word of an input method is not a send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const said = this.input.value;
    if (!said.trim()) return;
    this.text = "";
    this.handlers.send(said);
    this.focus();
  }
}
