// Messages on their way: kept until they are answered, sent again once after a lost connection.
// Owns no connection.

const MAX_SENDS = 2;

export class Outbox {
  #waiting = new Map();

  add(id, text) {
    this.#waiting.set(id, { id, text, sends: 0 });
  }

  has(id) {
    return this.#waiting.has(id);
  }

  markSent(id) {
    const message = this.#waiting.get(id);
    if (message) message.sends += 1;
  }

  remove(id) {
    this.#waiting.delete(id);
  }

  clear() {
    this.#waiting.clear();
  }

  /**
   * What to do with the unanswered: `again` may still be sent (same id: a server that has seen it
   * does not act twice), `givenUp` had its second chance and is dropped here.
   */
  afterReconnect() {
    const all = [...this.#waiting.values()];
    const again = all.filter((message) => message.sends < MAX_SENDS);
    const givenUp = all.filter((message) => message.sends >= MAX_SENDS);
    for (const { id } of givenUp) this.#waiting.delete(id);
    return { again, givenUp };
  }
}
