// The launcher and the panel: where things stand, focus, and what a screen reader is told.
// Owns no state of the conversation; the controller says what to show.

import { h, icon } from "../lib/dom.js";
import { CHAT, CLOSE, RESTART } from "../lib/icons.js";
import { Composer } from "./composer.js";
import { MessageView } from "./message.js";

// As narrow as that, the panel covers the page (styles/panel.js).
const COVERS = "(max-width: 520px)";
// Scrolled so far, somebody is reading: the launcher makes itself small.
const READING_PX = 80;

export class View {
  #handlers = {};
  #messages = new Map();

  constructor(root, context) {
    this.context = context;
    this.root = root;
    this.#build();
  }

  bind(handlers) {
    this.#handlers = handlers;
  }

  open({ focus = true } = {}) {
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.launcher.setAttribute("aria-expanded", "true");
    this.#toEnd();
    if (focus) this.focus();
  }

  close() {
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  focus() {
    this.composer.focus();
  }

  /** Show a whole transcript at once, without reading it all out again. */
  restore(entries, draft) {
    this.log.setAttribute("aria-live", "off");
    this.#messages.clear();
    this.log.replaceChildren(this.#greeting());
    for (const entry of entries) this.#add(entry);
    this.starters.hidden = entries.length > 0;
    this.composer.text = draft;
    this.#toEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  /** Something to begin with that fits this visitor, before all others. */
  offer(text) {
    this.starters.prepend(this.#replyButton(text));
    this.#toEnd();
  }

  append(entry) {
    this.starters.hidden = true;
    if (entry.role === "customer") this.#spendReplies();
    this.#add(entry);
    this.#follow(entry);
  }

  update(entry) {
    this.#messages.get(entry)?.update();
  }

  typing(on) {
    this.typingRow.hidden = !on;
    if (on) this.#toEnd();
  }

  /** `open` hides the notice; any other state shows it under the heading. */
  connection(state) {
    const { chat } = this.context.words;
    const texts = { reconnecting: chat.reconnecting, offline: chat.offline };
    this.notice.textContent = texts[state] ?? "";
    this.notice.hidden = !texts[state];
    this.panel.dataset.state = state;
  }

  /** Under the heading: the person who has the conversation, else the assistant. */
  person(name) {
    const { chat } = this.context.words;
    this.subtitle.textContent = name ? chat.withPerson(name) : chat.title;
  }

  /** Something came while the panel was closed. */
  unread(on) {
    const { chat } = this.context.words;
    this.launcherText.textContent = on ? chat.unread : chat.open;
    this.launcher.classList.toggle("unread", on);
  }

  /** A short remark for everyone, screen readers included. */
  say(text) {
    this.remark.textContent = text;
    clearTimeout(this.remarkTimer);
    this.remarkTimer = setTimeout(() => { this.remark.textContent = ""; }, 4000);
  }

  #build() {
    const { chat } = this.context.words;
    this.launcherText = h("span", { text: chat.open });
    this.launcher = h("button", {
      type: "button", class: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog",
      on: { click: () => this.#handlers.open() },
    }, icon(CHAT, { size: 22 }), this.launcherText);
    this.log = h("div", { class: "log-list", role: "log", "aria-live": "polite", "aria-label": chat.log, tabindex: "0" });
    this.starters = h("div", { class: "replies", role: "group", "aria-label": chat.choices },
      chat.starters.map((text) => this.#replyButton(text)));
    this.typingRow = h("p", { class: "typing", role: "status", hidden: true },
      h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      h("span", { class: "quiet", text: chat.typing }));
    this.notice = h("p", { class: "notice", role: "status", hidden: true });
    this.remark = h("p", { class: "remark", role: "status" });
    this.scroller = h("div", { class: "scroller" }, this.log, this.starters, this.typingRow);
    this.composer = new Composer(this.context, {
      send: (text) => this.#handlers.send(text),
      draft: (text) => this.#handlers.draft(text),
    });
    this.panel = h("section", {
      class: "panel", role: "dialog", "aria-label": this.context.title, hidden: true,
      on: { keydown: (event) => this.#key(event), click: (event) => this.#click(event) },
    }, this.#heading(), this.notice, this.scroller, this.remark, this.composer.element);
    this.root.replaceChildren(this.launcher, this.panel);
    this.shrink();
  }

  /** The launcher covers no more of the page than it must while that is read. */
  shrink() {
    this.launcher.classList.toggle("small", window.scrollY > READING_PX);
  }

  #heading() {
    const { chat } = this.context.words;
    const button = (name, paths, act) => h("button", {
      type: "button", class: "icon-button", "aria-label": name, title: name, on: { click: act },
    }, icon(paths));
    this.subtitle = h("p", { text: chat.title });
    return h("header", { class: "heading" },
      h("div", { class: "heading-words" }, h("h2", { text: this.context.title }), this.subtitle),
      button(chat.restart, RESTART, () => this.#handlers.restart()),
      button(chat.close, CLOSE, () => this.#handlers.close()));
  }

  #greeting() {
    return h("div", { class: "message shop" }, h("p", { class: "bubble", text: this.context.greeting }));
  }

  #replyButton(text) {
    return h("button", { type: "button", class: "reply", text, on: { click: () => this.#handlers.send(text) } });
  }

  #add(entry) {
    const message = new MessageView(entry, this.context, {
      send: (text) => this.#handlers.send(text),
      retry: () => this.#handlers.retry(entry.id),
      vote: (value) => this.#handlers.vote(entry, value),
    });
    this.#messages.set(entry, message);
    this.log.append(message.element);
  }

  /** Quick replies belong to the last question, and what drops a condition to the last search:
   * once the customer has spoken they go. */
  #spendReplies() {
    for (const group of this.log.querySelectorAll(".replies, .chip .remove")) group.remove();
  }

  /** A page that is followed to from here opens under the panel where that covers it all: the panel
   * goes, and the conversation waits behind the launcher. */
  #click(event) {
    const link = event.target.closest("a[href]");
    const leaves = link && /^https?:$/.test(link.protocol) && !link.target;
    const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented;
    if (leaves && !elsewhere && window.matchMedia(COVERS).matches) this.#handlers.close();
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#handlers.close();
    }
  }

  /** Go to the end, but never so far that the question leaves: a long answer is read from its top. */
  #follow(entry) {
    this.#toEnd();
    const asked = [...this.log.querySelectorAll(".message.customer")].at(-1);
    if (entry.role !== "shop" || !asked) return;
    const hiddenPx = this.scroller.getBoundingClientRect().top - asked.getBoundingClientRect().top;
    if (hiddenPx > 0) this.scroller.scrollTop -= hiddenPx + 12;
  }

  #toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}
