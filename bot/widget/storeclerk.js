// <storeclerk-chat>: the shop's assistant on any page, with one script tag:
//
//   <script type="module" src="https://shop.example/widget/storeclerk.js"></script>
//   <storeclerk-chat></storeclerk-chat>
//
// Attributes, all optional: `server` (where Storeclerk runs; default: where this file came from),
// `title`, `greeting`, `customer-token` (signed by the shop's back end), `language`.
// Methods: `open()`, `close()`, `ask(text)`, `addToCart(item)`. Owns the element; chat/ owns what it does.

import { Controller } from "./chat/controller.js";
import { sheets } from "./chat/styles/index.js";
import { View } from "./chat/view.js";
import { browserLocale } from "./lib/format.js";
import { loadWords } from "./words/index.js";

class StoreclerkChat extends HTMLElement {
  #started = null;
  #controller = null;

  connectedCallback() {
    this.#started ??= this.#start();
  }

  disconnectedCallback() {
    this.#controller?.stop();
    this.#controller = null;
    this.#started = null;
    this.shadowRoot?.replaceChildren();
  }

  /** Show the panel and put the cursor in it. */
  async open() {
    (await this.#started)?.open();
  }

  async close() {
    (await this.#started)?.close();
  }

  /** Show the panel and send `text` as if the customer had typed it. */
  async ask(text) {
    (await this.#started)?.ask(String(text));
  }

  /** Put `{product_id, variant_id, quantity?}` into the conversation's cart: how many of it are in
   * there now, 0 when it could not be done. */
  async addToCart(item) {
    return (await this.#started)?.addToCart(item) ?? 0;
  }

  async #start() {
    const server = this.getAttribute("server") || new URL("/", import.meta.url).href;
    const shop = await shopSettings(server);
    const words = await loadWords(this.getAttribute("language") || shop.language);
    if (!this.isConnected) return null;
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets;
    const context = {
      server, words, shop,
      locale: browserLocale(shop.locale),
      title: this.getAttribute("title") || shop.name || words.chat.title,
      greeting: this.getAttribute("greeting") || words.chat.greeting,
      customerToken: this.getAttribute("customer-token") || "",
      maxLength: Number(shop.max_message_chars) || 1000,
    };
    // The host's `title` would otherwise show as a tooltip over the whole conversation.
    this.removeAttribute("title");
    this.#controller = new Controller(context, new View(root, context));
    this.#controller.start();
    return this.#controller;
  }
}

/** The shop's name, currency and locale; a shop that can't be reached is left nameless for now. */
async function shopSettings(server) {
  try {
    const answer = await fetch(new URL("/api/shop", server));
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}

if (!customElements.get("storeclerk-chat")) customElements.define("storeclerk-chat", StoreclerkChat);
