// The merchant's JSON, asked for with the admin token. Owns that header.

import { ApiError } from "../shop/api.js";

export class Admin {
  #token;

  constructor(token) {
    this.#token = token;
  }

  get(path) {
    return this.#call(path, {});
  }

  post(path, body = {}) {
    return this.#call(path, { method: "POST", body: JSON.stringify(body) });
  }

  put(path, body) {
    return this.#call(path, { method: "PUT", body: JSON.stringify(body) });
  }

  /** Nothing comes back. */
  async remove(path) {
    const answer = await fetch(path, { method: "DELETE", headers: { Authorization: `Bearer ${this.#token}` } });
    if (!answer.ok) throw new ApiError(answer.status, "");
  }

  async file(path) {
    const answer = await fetch(path, { headers: { Authorization: `Bearer ${this.#token}` } });
    if (!answer.ok) throw new ApiError(answer.status, "");
    return answer.blob();
  }

  search(query, k) {
    return this.#call("/api/search", {
      method: "POST", body: JSON.stringify({ query, k, counted: false }),
    });
  }

  /** A file, as text. */
  async text(path) {
    const answer = await fetch(path, { headers: { Authorization: `Bearer ${this.#token}` } });
    if (!answer.ok) throw new ApiError(answer.status, "");
    return answer.text();
  }

  async #call(path, options) {
    const headers = { Authorization: `Bearer ${this.#token}`, "Content-Type": "application/json" };
    const answer = await fetch(path, { ...options, headers });
    const json = await answer.json().catch(() => null);
    if (!answer.ok || json === null) {
      throw Object.assign(new ApiError(answer.status, json?.error?.message ?? ""), { answer: json });
    }
    return json;
  }
}
