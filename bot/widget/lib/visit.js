// Who is visiting this shop: a token of their own, what they agreed to, and telling the shop what
// they did. Without a yes nothing is told and no token is asked for. Owns no elements; the server
// decides what is kept, this only spares it what it would drop.

export const PURPOSES = ["personalisation", "analytics", "marketing"];

export class Visit {
  #server;
  #key;

  constructor(server = window.location.href, storage = window.localStorage) {
    this.#server = server;
    this.#key = `storeclerk:${new URL(server).host}`;
    this.storage = storage;
  }

  get token() {
    return this.#read("visit");
  }

  /** What was agreed to in this browser, as far as it remembers. */
  get agreed() {
    return new Set((this.#read("agreed") || "").split(" ").filter(Boolean));
  }

  /** Whether the visitor has said yes or no to being asked. */
  get hasAnswered() {
    return this.#read("agreed") !== null;
  }

  /** "No, thanks": remembered here and nowhere else. */
  decline() {
    this.#write("agreed", "");
  }

  /** `said`: `{purpose: true | false}`. The purposes as the server has them now, or null. */
  async agree(said) {
    if (!this.token && !(await this.#open())) return null;
    const told = await this.#call("PUT", "/api/consent", said);
    if (told) this.#remember(told.purposes);
    return told?.purposes ?? null;
  }

  /** `{purposes, taste}`: what the shop has of this visitor; null without a token. */
  async profile() {
    const told = this.token ? await this.#call("GET", "/api/profile") : null;
    if (told) this.#remember(told.purposes);
    return told;
  }

  async forget() {
    return this.token ? this.#call("DELETE", "/api/profile") : null;
  }

  /** `{hits, personalised}`, or null where there is nothing to be had. */
  async recommend(wanted) {
    return this.#call("POST", "/api/recommend", wanted);
  }

  /** `{type, product_id?, query?}`: told even while the page goes away, and never waited for. */
  tell(event) {
    if (!this.token || !this.agreed.size) return;
    const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.#call("POST", "/api/events", { id, ...event }, { keepalive: true });
  }

  async #open() {
    const told = await this.#call("POST", "/api/session", {});
    if (told) this.#write("visit", told.session);
    return Boolean(told);
  }

  async #call(method, path, body, more = {}) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const { token } = this;
    if (token) headers.Authorization = `Bearer ${token}`;
    try {
      const answer = await fetch(new URL(path, this.#server), {
        method, headers, body: body && JSON.stringify(body), ...more,
      });
      if (answer.status === 401 && token) {
        this.#lose();
        return path === "/api/recommend" ? this.#call(method, path, body, more) : null;
      }
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** The token has expired: what was agreed to is unknown again, and may be asked for again. */
  #lose() {
    for (const name of ["visit", "agreed"]) this.#attempt(() => this.storage.removeItem(`${this.#key}:${name}`));
  }

  #remember(purposes) {
    this.#write("agreed", PURPOSES.filter((name) => purposes[name]?.granted).join(" "));
  }

  #read(name) {
    return this.#attempt(() => this.storage.getItem(`${this.#key}:${name}`)) ?? null;
  }

  #write(name, value) {
    this.#attempt(() => this.storage.setItem(`${this.#key}:${name}`, value));
  }

  /** Storage may be forbidden or full; then nobody is remembered. */
  #attempt(work) {
    try {
      return work();
    } catch {
      return null;
    }
  }
}

/** What goes along with a message, so that the chat knows what the pages may know. */
export function visiting(server) {
  const visit = new Visit(server);
  return visit.token && visit.agreed.size ? { visit: visit.token } : {};
}
