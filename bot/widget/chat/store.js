// What the chat remembers in this browser: the session token, the transcript, whether the panel is
// open, the half-written message. Owns no network and no elements.

const MAX_ENTRIES = 80;
const MAX_AGE_MS = 12 * 60 * 60 * 1000;

/**
 * One conversation per server. The token and transcript live in localStorage, so that a new page or
 * tab goes on where the last one stopped; the panel's state and the draft belong to the tab.
 */
export class Store {
  #key;
  #entries = [];

  constructor(server, { local = window.localStorage, tab = window.sessionStorage } = {}) {
    this.#key = `storeclerk:${new URL(server).host}`;
    this.local = guarded(local);
    this.tab = guarded(tab);
    this.reload();
  }

  reload() {
    const saved = parse(this.local.get(`${this.#key}:transcript`));
    const fresh = saved && Date.now() - saved.at < MAX_AGE_MS && Array.isArray(saved.entries);
    this.#entries = fresh ? saved.entries : [];
    if (!fresh) for (const name of ["session", "person", "unread"]) this.local.remove(`${this.#key}:${name}`);
  }

  get entries() {
    return this.#entries;
  }

  get session() {
    return this.local.get(`${this.#key}:session`) || null;
  }

  set session(token) {
    if (token) this.local.set(`${this.#key}:session`, token);
    else this.local.remove(`${this.#key}:session`);
  }

  get isOpen() {
    return this.tab.get(`${this.#key}:open`) === "yes";
  }

  set isOpen(open) {
    this.tab.set(`${this.#key}:open`, open ? "yes" : "no");
  }

  /** The person who has the conversation: a name, `?` while one is asked for, "" for nobody. */
  get person() {
    return this.local.get(`${this.#key}:person`) ?? "";
  }

  set person(name) {
    this.#flag("person", name);
  }

  /** Whether a person wrote while the panel was closed. */
  get unread() {
    return this.local.get(`${this.#key}:unread`) === "yes";
  }

  set unread(on) {
    this.#flag("unread", on ? "yes" : "");
  }

  get draft() {
    return this.tab.get(`${this.#key}:draft`) ?? "";
  }

  set draft(text) {
    this.tab.set(`${this.#key}:draft`, text);
  }

  /** True when a change seen by another tab is ours to take over. */
  concerns(storageEvent) {
    return storageEvent.key === null || storageEvent.key === `${this.#key}:transcript`;
  }

  add(entry) {
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.splice(0, this.#entries.length - MAX_ENTRIES);
    this.save();
    return entry;
  }

  find(predicate) {
    return this.#entries.find(predicate);
  }

  save() {
    const transcript = { at: Date.now(), entries: this.#entries };
    this.local.set(`${this.#key}:transcript`, JSON.stringify(transcript));
  }

  clear() {
    this.#entries = [];
    this.session = null;
    this.draft = "";
    this.person = "";
    this.unread = false;
    this.local.remove(`${this.#key}:transcript`);
  }

  #flag(name, value) {
    if (value) this.local.set(`${this.#key}:${name}`, value);
    else this.local.remove(`${this.#key}:${name}`);
  }
}

/** Storage may be forbidden or full; then the chat works on, without a memory. */
function guarded(storage) {
  const attempt = (work) => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  return {
    get: (key) => attempt(() => storage.getItem(key)),
    set: (key, value) => attempt(() => storage.setItem(key, value)),
    remove: (key) => attempt(() => storage.removeItem(key)),
  };
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
