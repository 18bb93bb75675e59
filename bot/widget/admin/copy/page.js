// The shop's copy: written for a product or a customer, variants side by side, decided on by mouse or
// keyboard, exported. Owns the list, the keys and what was decided last.

import { h } from "../../lib/dom.js";
import { card } from "./card.js";

const STATES = ["proposed", "accepted", "edited", "rejected", ""];
const KINDS = ["description", "search_ad", "listing", "social", "email"];
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const ACTS = { a: "accept", e: "edit", r: "reject" };

export async function copyPage(admin, context) {
  const { text, address } = context;
  const asked = address.searchParams.get("state") ?? "proposed";
  const state = STATES.includes(asked) ? asked : "proposed";
  const { pieces } = await admin.get(`/api/copy/pieces?${new URLSearchParams({ state, k: 200 })}`);
  const list = new List(admin, context);
  list.add(pieces);
  return [
    h("p", { class: "soft", text: text.copy.about }),
    writing(admin, context, list),
    h("p", { class: "soft", text: text.copy.keys }),
    h("nav", { "aria-label": text.pages.copy }, h("ul", { class: "chips tabs" }, STATES.map((one) => h("li", {}, h("a", {
      class: "narrow", href: `/admin/copy?${new URLSearchParams({ state: one })}`, text: text.copy.states[one || "all"], "aria-current": one === state ? "page" : null,
    }))))),
    h("div", { class: "copy-acts" }, list.undoButton, exporting(admin, text)),
    list.told,
    list.element,
  ];
}

/** The cards on the page, and the last decision made on it. */
class List {
  #last = null;

  constructor(admin, { text, locale }) {
    this.admin = admin;
    this.text = text;
    this.locale = locale;
    this.told = h("p", { class: "soft", role: "status" });
    this.undoButton = h("button", { type: "button", class: "narrow", disabled: true, text: text.copy.undo, on: { click: () => this.undo() } });
    this.none = h("p", { class: "soft", text: text.copy.none });
    this.element = h("div", { class: "copy-grid", on: { keydown: (event) => this.#pressed(event) } }, this.none);
  }

  add(pieces) {
    if (pieces.length) this.none.remove();
    const cards = pieces.map((piece) => card(piece, { text: this.text, locale: this.locale, decide: (...told) => this.#decide(...told) }));
    this.element.prepend(...cards);
    return cards;
  }

  async undo() {
    if (!this.#last) return;
    const piece = await this.admin.post(`/api/copy/pieces/${this.#last}/undo`);
    this.#remember(null);
    const found = document.getElementById(`piece-${piece.piece_id}`);
    found?.show(piece);
    found?.focus();
    this.told.textContent = this.text.copy.undone;
  }

  async #decide(action, body, id) {
    const piece = await this.admin.post(`/api/copy/pieces/${id}/${action}`, body);
    this.#remember(id);
    this.told.textContent = this.text.copy.decided(this.text.copy.states[piece.state], piece.title);
    return piece;
  }

  #remember(id) {
    this.#last = id;
    this.undoButton.disabled = !id;
  }

  /** Keys count on a card itself, not in its fields. */
  #pressed(event) {
    const current = event.target;
    if (!current.matches(".copy-card") || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    const act = ACTS[event.key.toLowerCase()];
    if (step) {
      const cards = [...this.element.querySelectorAll(".copy-card")];
      cards[cards.indexOf(current) + step]?.focus();
    } else if (act) current[act]();
    else if (event.key.toLowerCase() === "u") this.undo();
    else return;
    event.preventDefault();
  }
}

function writing(admin, { text }, list) {
  const words = text.copy;
  const field = (id, label, element) => h("label", { for: id }, label, element);
  const kind = h("select", { id: "copy-kind" }, KINDS.map((one) => h("option", { value: one, text: words.kinds[one] })));
  const about = h("select", { id: "copy-about" }, ["product_id", "customer_id"].map((one) => h("option", { value: one, text: words.whose[one] })));
  const number = h("input", { id: "copy-number", required: true, maxlength: 128, autocomplete: "off", "aria-label": words.number });
  const audience = h("input", { id: "copy-audience", maxlength: 100, autocomplete: "off" });
  const tone = h("select", { id: "copy-tone" }, Object.entries(words.tones).map(([value, said]) => h("option", { value, text: said })));
  const count = h("input", { id: "copy-count", type: "number", min: 1, max: 20, value: 3 });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "button", text: words.write });
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    const body = { kind: kind.value, [about.value]: number.value.trim(), audience: audience.value.trim(), n: Number(count.value) };
    if (tone.value) body.tone = tone.value;
    try {
      const { pieces } = await admin.post("/api/copy/pieces", body);
      list.add(pieces)[0]?.focus();
      list.told.textContent = words.written(pieces.length);
    } catch (error) {
      problem.textContent = error.status ? error.message : words.failed;
      problem.hidden = false;
    }
    button.disabled = false;
  };
  return h("form", { class: "gate copy-write", on: { submit } },
    field("copy-kind", words.kind, kind), field("copy-about", words.for, about), number,
    field("copy-audience", words.audience, audience), field("copy-tone", words.tone, tone),
    field("copy-count", words.count, count), button, problem);
}

function exporting(admin, text) {
  const save = async () => {
    const url = URL.createObjectURL(await admin.file("/api/copy/pieces.csv"));
    h("a", { href: url, download: "copy.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };
  return h("button", { type: "button", class: "narrow", text: text.copy.export, on: { click: save } });
}
