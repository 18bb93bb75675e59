// One conversation: what it is about, what was said, and what a colleague can do. Owns no list.

import { h } from "../../lib/dom.js";
import { ago } from "../../lib/format.js";
import { Answer } from "./answer.js";
import { Transcript } from "./transcript.js";

export class Conversation {
  #admin;
  #path;
  #buttons;

  constructor(admin, context, path) {
    this.#admin = admin;
    this.#path = path;
    this.context = context;
    this.text = context.text.inbox;
    this.transcript = new Transcript(context);
    this.answer = new Answer(context, (said) => this.#act("messages", said));
    this.state = h("p", { class: "inbox-state", role: "status" });
    this.unsent = h("p", { class: "honest", role: "status", hidden: true });
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.briefing = h("section", { class: "inbox-brief", "aria-label": this.text.briefing });
    this.element = h("section", { class: "inbox-one" },
      h("p", { class: "inbox-back" }, h("a", { href: "/admin/inbox", text: this.text.back })),
      h("div", { class: "inbox-head" }, this.state, this.#actions()),
      this.unsent, this.briefing, this.transcript.element, this.problem, this.answer.element);
  }

  show(told) {
    const { state, unsent } = this.text;
    const words = told.state === "taken" ? state.taken(told.taken_by) : state[told.state];
    this.#say(this.state, words);
    this.unsent.hidden = !told.unsent;
    this.#say(this.unsent, told.unsent ? unsent(told.unsent) : "");
    if (!this.briefing.hasChildNodes()) this.briefing.append(...this.#brief(told));
    this.transcript.show(told.lines);
    this.answer.show(told.state);
    this.#buttons.take.hidden = told.state !== "waiting";
    this.#buttons["hand-back"].hidden = told.state !== "taken";
    this.#buttons.close.hidden = told.state === "closed";
  }

  /** A status that says the same again would be read out again. */
  #say(element, words) {
    if (element.textContent !== words) element.textContent = words;
  }

  #actions() {
    const { take, handBack, close } = this.text;
    const button = (step, text, kind) => h("button", {
      type: "button", class: kind, text, on: { click: () => this.#act(step, step === "take" ? { by: this.answer.name } : {}) },
    });
    this.#buttons = {
      take: button("take", take, "button"),
      "hand-back": button("hand-back", handBack, "narrow"),
      close: button("close", close, "narrow"),
    };
    return h("div", { class: "inbox-actions" }, Object.values(this.#buttons));
  }

  /** Whether it worked; what came of it is shown at once. */
  async #act(step, body) {
    this.problem.hidden = true;
    try {
      await this.#admin.post(`${this.#path}/${step}`, body);
      this.show(await this.#admin.get(this.#path));
      return true;
    } catch (error) {
      this.problem.textContent = error.message && error.status ? error.message : this.text.failed;
      this.problem.hidden = false;
      return false;
    }
  }

  #brief({ summary, evidence, opened }) {
    const { briefing, evidence: title, asked } = this.text;
    const facts = evidence.filter((one) => one && one.field).map((one) => [
      h("dt", { text: one.field }), h("dd", {}, `${one.value} `, h("span", { class: "soft", text: one.source }))]);
    return [
      h("h2", { text: briefing }),
      h("p", { class: "soft", text: asked(ago(opened, this.context.locale)) }),
      h("ul", {}, summary.split("\n").filter(Boolean).map((line) => h("li", { text: line }))),
      facts.length ? h("details", {}, h("summary", { text: title }), h("dl", {}, facts)) : null,
    ].filter(Boolean);
  }
}
