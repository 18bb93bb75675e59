// What happens when: ties the store, the connection and the view together. Owns no elements and no
// sockets.

import { Connection } from "./connection.js";
import { getOffer, openSession, postCart, postVote } from "./http.js";
import { Store } from "./store.js";

// The server remembers for ten minutes which ids it has answered.
const RESUME_WITHIN_MS = 9 * 60 * 1000;
const REFUSED = /token|session|auth/i;

export class Controller {
  constructor(context, view) {
    this.context = context;
    this.view = view;
    this.store = new Store(context.server);
    this.connection = new Connection({
      server: context.server,
      session: this.store.session,
      customerToken: context.customerToken,
    });
    this.onStorage = (event) => this.#followOtherTab(event);
    this.onScroll = () => this.view.shrink();
  }

  start() {
    this.view.bind({
      open: () => this.open(),
      close: () => this.close(),
      restart: () => this.restart(),
      send: (text) => this.send(text),
      retry: (id) => this.retry(id),
      vote: (entry, value) => this.vote(entry, value),
      draft: (text) => { this.store.draft = text; },
    });
    this.#listen();
    window.addEventListener("storage", this.onStorage);
    window.addEventListener("scroll", this.onScroll, { passive: true });
    this.view.restore(this.store.entries, this.store.draft);
    this.#showPerson();
    this.#resume();
    if (this.store.isOpen) this.open({ focus: false });
    else if (this.store.person) this.connection.open();
    this.view.unread(this.store.unread);
  }

  stop() {
    this.connection.close();
    window.removeEventListener("storage", this.onStorage);
    window.removeEventListener("scroll", this.onScroll);
  }

  open({ focus = true } = {}) {
    this.store.isOpen = true;
    this.view.open({ focus });
    this.#unread(false);
    this.connection.open();
    this.#offer();
  }

  close() {
    this.store.isOpen = false;
    this.view.close();
  }

  ask(text) {
    this.open();
    this.send(text);
  }

  /** Into the cart of this conversation, which begins with it where nothing was said yet. */
  async addToCart(item) {
    if (!this.store.session) await this.#begin();
    let told = await postCart(this.connection, item);
    if (told.error && REFUSED.test(told.error.code)) {
      this.store.session = null;
      await this.#begin();
      told = await postCart(this.connection, item);
    }
    return told.error ? 0 : told.quantity;
  }

  async #begin() {
    const session = await openSession(this.context);
    this.connection.session = this.store.session = session;
    this.store.save();
  }

  send(text) {
    const said = text.trim();
    if (!said) return;
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const entry = { role: "customer", id, text: said, at: Date.now(), state: "sending" };
    this.store.draft = "";
    this.view.append(this.store.add(entry));
    this.view.typing(true);
    this.connection.send(id, said);
  }

  /** Try a message that failed once more. The id stays: should the first try have been answered
   * after all, the server sends that answer and doesn't act twice. */
  retry(id) {
    const entry = this.store.find((candidate) => candidate.id === id);
    if (!entry) return;
    this.#settle(entry, "sending");
    this.view.typing(true);
    this.connection.send(entry.id, entry.text);
  }

  restart() {
    this.store.clear();
    this.#showPerson();
    this.connection.restart();
    this.view.typing(false);
    this.view.restore([], "");
    this.view.focus();
  }

  async vote(entry, value) {
    const before = entry.vote ?? null;
    if (before === value) return;
    entry.vote = value;
    this.view.update(entry);
    const { server, session } = this.connection;
    const stored = await postVote({ server, session }, { ...entry, value });
    if (!stored) entry.vote = before;
    this.store.save();
    this.view.update(entry);
    this.view.say(stored ? this.context.words.chat.thanks : this.context.words.chat.voteFailed);
  }

  #listen() {
    const on = (name, handler) =>
      this.connection.addEventListener(name, (event) => handler(event.detail));
    on("session", (token) => { this.store.session = token; });
    on("state", (state) => this.view.connection(state));
    on("typing", () => this.view.typing(true));
    on("message", (frame) => this.#receive(frame));
    on("done", ({ id }) => this.#done(id));
    on("failed", ({ id, error }) => this.#failed(id, error));
  }

  /** A page left in mid-question: ask again under the same id, or say that the answer is lost. */
  #resume() {
    for (const entry of this.store.entries.filter(({ state }) => state === "sending")) {
      if (Date.now() - entry.at > RESUME_WITHIN_MS) this.#failed(entry.id, { code: "lost" });
      else {
        this.view.typing(true);
        this.connection.send(entry.id, entry.text);
      }
    }
  }

  #receive(frame) {
    const known = (entry) =>
      entry.role === "shop" && frame.turn_id && entry.turnId === frame.turn_id && entry.index === frame.index;
    if (this.store.find(known)) return;
    if (frame.id) this.#settle(this.store.find((entry) => entry.id === frame.id), "sent");
    const entry = this.store.add({
      role: "shop", at: Date.now(), turnId: frame.turn_id ?? null, index: frame.index ?? 0,
      text: String(frame.text ?? ""), custom: frame.custom ?? null, evidence: frame.evidence ?? null,
    });
    this.view.append(entry);
    this.#minds(entry.custom);
    if (!frame.id && !this.store.isOpen) this.#unread(true);
  }

  /** Who has the conversation: while a person is asked for or there, the line stays open. */
  #minds(custom) {
    const { type, state } = custom ?? {};
    if (type === "handoff" && state && state !== "none") this.store.person = this.store.person || "?";
    else if (type === "notice" && state === "taken") this.store.person = custom.by;
    else if (type === "notice" && state === "closed") this.store.person = "";
    this.#showPerson();
  }

  #showPerson() {
    const { person } = this.store;
    this.connection.expectsNews = person !== "";
    this.view.person(person === "?" ? "" : person);
  }

  /** Asked for where nothing was said yet: an offer is made once a visit. */
  async #offer() {
    if (this.store.entries.length) return;
    const text = await getOffer(this.context);
    if (text && !this.store.entries.length) this.view.offer(text);
  }

  #unread(on) {
    this.store.unread = on;
    this.view.unread(on);
  }

  #done(id) {
    this.#settle(this.store.find((entry) => entry.id === id), "sent");
    this.view.typing(false);
  }

  #failed(id, error) {
    this.view.typing(false);
    const entry = this.store.find((candidate) => candidate.id === id);
    if (entry) this.#settle(entry, "failed", this.#kindly(error));
    else this.view.say(this.#kindly(error));
  }

  #settle(entry, state, problem = "") {
    if (!entry || (entry.state === state && entry.problem === problem)) return;
    entry.state = state;
    entry.problem = problem;
    this.store.save();
    this.view.update(entry);
  }

  #kindly(error) {
    const { chat } = this.context.words;
    return error?.code === "lost" ? chat.lost : error?.message || chat.failed;
  }

  #followOtherTab(event) {
    if (!this.store.concerns(event)) return;
    this.store.reload();
    this.connection.session = this.store.session;
    this.view.restore(this.store.entries, this.store.draft);
  }
}
