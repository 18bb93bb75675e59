// The conversations, those that wait longest first. Owns the list and the count in the title.

import { h } from "../../lib/dom.js";
import { ago } from "../../lib/format.js";

const GROUPS = ["waiting", "taken", "closed"];

export class ConversationList {
  #shown = "";

  constructor({ text, locale, shop }, chosen) {
    this.text = text.inbox;
    this.title = `${text.pages.inbox} · ${shop.name}`;
    this.locale = locale;
    this.chosen = chosen;
    this.element = h("nav", { class: "inbox-list", "aria-label": this.text.list });
  }

  /** Nothing is touched where nothing changed: a link that has the focus keeps it. */
  show(handoffs) {
    const waiting = handoffs.filter(({ state }) => state === "waiting").length;
    document.title = waiting ? `(${waiting}) ${this.title}` : this.title;
    const groups = GROUPS.map((state) => this.#group(state, handoffs.filter((one) => one.state === state)));
    const fresh = h("div", {}, handoffs.length ? groups : h("p", { class: "soft", text: this.text.none }));
    if (fresh.innerHTML === this.#shown) return;
    this.#shown = fresh.innerHTML;
    const focused = document.activeElement?.closest?.(".inbox-list a")?.getAttribute("href");
    this.element.replaceChildren(...fresh.childNodes);
    if (focused) this.element.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }

  #group(state, handoffs) {
    if (!handoffs.length && state !== "waiting") return null;
    const { groups, nobody } = this.text;
    return [
      h("h2", { text: groups[state] }, handoffs.length ? h("span", { class: "count", text: String(handoffs.length) }) : null),
      handoffs.length
        ? h("ul", {}, handoffs.map((one) => h("li", {}, this.#link(one))))
        : h("p", { class: "soft", text: nobody }),
    ];
  }

  #link(one) {
    const { unanswered, takenBy, asked, closedBy } = this.text;
    const notes = [
      one.state === "taken" ? takenBy(one.taken_by) : null,
      one.state === "closed" ? closedBy[one.closed_by] : asked(ago(one.opened, this.locale)),
    ];
    return h("a", {
      href: `/admin/inbox?${new URLSearchParams({ id: one.id })}`, "aria-current": one.id === this.chosen ? "page" : null,
    },
    h("span", { class: "inbox-words", text: one.last || one.summary.split("\n")[0] }),
    h("span", { class: "meaning", text: notes.filter(Boolean).join(" · ") }),
    one.unanswered && one.state !== "closed" ? h("span", { class: "badge", text: unanswered(one.unanswered) }) : null);
  }
}
