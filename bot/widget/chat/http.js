// The chat's few HTTP calls. Owns turning a failed call into `{code, message}`; nothing throws.

import { visiting } from "../lib/visit.js";

const ANSWER_WITHIN_MS = 30000;

/** `POST /chat/messages` -> `{session, messages}` or `{error}`. */
export async function postMessage({ server, session, customerToken }, id, text) {
  const body = { session, id, text, ...visiting(server) };
  return post(new URL("/chat/messages", server), body, customerToken);
}

/** `GET /chat/messages`: what a colleague wrote since the message `after`; [] when it can't be had. */
export async function getNews({ server, session }, after) {
  const url = new URL("/chat/messages", server);
  if (after) url.searchParams.set("after", after);
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${session}` }, signal });
    return answer.ok ? (await answer.json()).messages : [];
  } catch {
    return [];
  }
}

/** `GET /api/offer`: what a visitor who agreed to be known may be offered first; "" for nobody else. */
export async function getOffer({ server }) {
  const { visit } = visiting(server);
  if (!visit) return "";
  try {
    const headers = { Authorization: `Bearer ${visit}` };
    const answer = await fetch(new URL("/api/offer", server), { headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return (answer.ok && (await answer.json()).offer?.text) || "";
  } catch {
    return "";
  }
}

/** `POST /api/session`: a conversation's token before anything was said; null when none can be had. */
export async function openSession({ server, customerToken }) {
  const { session } = await post(new URL("/api/session", server), {}, customerToken);
  return session ?? null;
}

/** `POST /api/cart`: `{quantity}` or `{error}`. */
export const postCart = ({ server, session }, item) => post(new URL("/api/cart", server), item, session);

/** `POST /api/feedback`: true when the vote was stored. */
export async function postVote({ server, session }, { turnId, index, value }) {
  const body = { session, turn_id: turnId, index, value };
  const { error } = await post(new URL("/api/feedback", server), body);
  return !error;
}

/** Whether the server answers at all, whatever it thinks of WebSockets. */
export async function reachable(server) {
  try {
    return (await fetch(new URL("/health", server), { signal: AbortSignal.timeout(4000) })).ok;
  } catch {
    return false;
  }
}

async function post(url, body, token = "") {
  const headers = { "Content-Type": "application/json" };
  if (token) headers.Authorization = `Bearer ${token}`;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  try {
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    const json = await answer.json().catch(() => ({}));
    if (answer.ok) return json;
    return { error: json.error ?? { code: `http_${answer.status}`, message: "" } };
  } catch {
    return { error: { code: "unreachable", message: "" } };
  }
}
