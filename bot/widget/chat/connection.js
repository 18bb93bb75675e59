// The line to the server: WebSocket with back-off, and plain HTTP where a WebSocket cannot be had.
// Owns what was sent and not yet answered; knows nothing of how messages look.

import { visiting } from "../lib/visit.js";
import { getNews, postMessage, reachable } from "./http.js";
import { Outbox } from "./outbox.js";

const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000, 15000];
const PING_EVERY_MS = 25000;
const PONG_WITHIN_MS = 10000;
const TRIES_BEFORE_HTTP = 2;
const NEWS_EVERY_MS = 4000;
const REFUSED_TOKEN = /session|token|auth/i;

/**
 * Events (each a CustomEvent whose `detail` is said here): `session` token; `state` one of
 * `connecting`, `open`, `reconnecting`, `offline`; `typing`, `message`, `done`, `failed` as in the
 * protocol, `failed` with `{id, error: {code, message}}`.
 */
export class Connection extends EventTarget {
  #socket = null;
  #ready = false;
  #overHttp = false;
  #everOpen = false;
  #failures = 0;
  #lastNews = "";
  #newsTimer = 0;
  #retryTimer = 0;
  #pingTimer = 0;
  #pongTimer = 0;
  #closed = true;
  #outbox = new Outbox();

  constructor({ server, session, customerToken = "" }) {
    super();
    this.server = server;
    this.session = session;
    this.customerToken = customerToken;
    /** Set while a person may write: over plain HTTP that has to be asked for. */
    this.expectsNews = false;
    this.retryNow = () => this.#retryNow();
  }

  open() {
    if (!this.#closed) return;
    this.#closed = false;
    window.addEventListener("online", this.retryNow);
    this.#connect();
  }

  close() {
    this.#closed = true;
    window.removeEventListener("online", this.retryNow);
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#newsTimer);
    this.#drop();
  }

  /** Forget the session and everything waiting; the next connection starts a new conversation. */
  restart() {
    this.#outbox.clear();
    this.session = null;
    if (this.#closed) return;
    this.#drop();
    if (!this.#overHttp) this.#connect();
  }

  /** Send now, or keep until the line is up. */
  send(id, text) {
    this.#outbox.add(id, text);
    if (this.#overHttp) this.#post(id, text);
    else if (this.#ready) this.#transmit(id, text);
    else this.open();
  }

  #connect() {
    this.#emit("state", this.#everOpen || this.#failures ? "reconnecting" : "connecting");
    const address = new URL("/chat", this.server);
    address.protocol = address.protocol.replace("http", "ws");
    let socket;
    try {
      socket = new WebSocket(address);
    } catch {
      this.#lost();
      return;
    }
    this.#socket = socket;
    socket.addEventListener("open", () => this.#hello());
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", () => socket === this.#socket && this.#lost());
  }

  #hello() {
    const hello = { type: "hello", session: this.session };
    if (this.customerToken) hello.customer_token = this.customerToken;
    this.#socket.send(JSON.stringify(hello));
  }

  #receive(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    clearTimeout(this.#pongTimer);
    if (frame.type === "session") this.#welcomed(frame.session);
    else if (frame.type === "typing") this.#emit("typing", frame);
    else if (frame.type === "message") this.#told(frame);
    else if (frame.type === "done") this.#answered("done", frame);
    else if (frame.type === "error") this.#refused(frame);
  }

  /** What came unasked, from a colleague, is acknowledged once it is kept here. */
  #told(frame) {
    this.#emit("message", frame);
    if (!frame.id && frame.turn_id) this.#socket.send(JSON.stringify({ type: "seen", turn_ids: [frame.turn_id] }));
  }

  #welcomed(session) {
    this.session = session;
    this.#ready = true;
    this.#everOpen = true;
    this.#failures = 0;
    this.#emit("session", session);
    this.#emit("state", "open");
    this.#pingTimer = setInterval(() => this.#ping(), PING_EVERY_MS);
    const { again, givenUp } = this.#outbox.afterReconnect();
    for (const { id, text } of again) this.#transmit(id, text);
    for (const { id } of givenUp) this.#emit("failed", { id, error: { code: "lost", message: "" } });
  }

  #refused(frame) {
    const code = frame.error?.code ?? "";
    if (!this.#ready && REFUSED_TOKEN.test(code) && this.#forgetToken()) {
      this.#hello();
      return;
    }
    this.#answered("failed", frame);
  }

  /** Go on without the token that was refused: first the session's, then the customer's. */
  #forgetToken() {
    const had = this.session || this.customerToken;
    if (this.session) this.session = null;
    else this.customerToken = "";
    return Boolean(had);
  }

  #answered(event, frame) {
    if (frame.id) this.#outbox.remove(frame.id);
    this.#emit(event, frame);
  }

  #transmit(id, text) {
    this.#outbox.markSent(id);
    this.#socket.send(JSON.stringify({ type: "message", id, text, ...visiting(this.server) }));
  }

  #ping() {
    this.#socket.send(JSON.stringify({ type: "ping" }));
    this.#pongTimer = setTimeout(() => this.#socket?.close(), PONG_WITHIN_MS);
  }

  async #lost() {
    this.#drop();
    if (this.#closed) return;
    this.#failures += 1;
    if (!this.#everOpen && this.#failures >= TRIES_BEFORE_HTTP && (await reachable(this.server))) {
      this.#useHttp();
      return;
    }
    this.#emit("state", navigator.onLine === false ? "offline" : "reconnecting");
    const pause = BACK_OFF_MS[Math.min(this.#failures - 1, BACK_OFF_MS.length - 1)];
    this.#retryTimer = setTimeout(() => this.#connect(), pause * (0.7 + 0.6 * Math.random()));
  }

  #retryNow() {
    if (this.#closed || this.#ready || this.#overHttp) return;
    clearTimeout(this.#retryTimer);
    this.#drop();
    this.#connect();
  }

  #drop() {
    clearInterval(this.#pingTimer);
    clearTimeout(this.#pongTimer);
    const socket = this.#socket;
    this.#socket = null;
    this.#ready = false;
    socket?.close();
  }

  #useHttp() {
    this.#overHttp = true;
    this.#emit("state", "open");
    for (const { id, text } of this.#outbox.afterReconnect().again) this.#post(id, text);
    this.#askForNews();
  }

  async #askForNews() {
    if (this.#closed) return;
    if (this.expectsNews && this.session) {
      for (const message of await getNews(this, this.#lastNews)) {
        this.#lastNews = message.turn_id;
        this.#emit("message", message);
      }
    }
    this.#newsTimer = setTimeout(() => this.#askForNews(), NEWS_EVERY_MS);
  }

  async #post(id, text) {
    this.#outbox.markSent(id);
    this.#emit("typing", { id });
    const { session, messages, error } = await postMessage(this, id, text);
    if (!this.#outbox.has(id)) return;
    if (error && REFUSED_TOKEN.test(error.code) && this.#forgetToken()) {
      this.#post(id, text);
      return;
    }
    if (error) {
      this.#answered("failed", { id, error });
      return;
    }
    this.session = session;
    this.#emit("session", session);
    messages.forEach((message, index) => this.#emit("message", { ...(isNews(message) ? {} : { id }), index, ...message }));
    this.#answered("done", { id });
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** A colleague's words, or about one: no answer to what was sent. */
function isNews(message) {
  return message.custom?.type === "human" || (message.custom?.type === "notice" && message.custom.state);
}
