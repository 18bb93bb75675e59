// The inbox: who waits for a person, and one conversation to answer. Owns when it is looked at anew.

import { h } from "../../lib/dom.js";
import { Conversation } from "./conversation.js";
import { ConversationList } from "./list.js";

const LIST_EVERY_MS = 4000;
const CONVERSATION_EVERY_MS = 2000;

export async function inboxPage(admin, context) {
  const id = context.address.searchParams.get("id");
  const text = context.text.inbox;
  const list = new ConversationList(context, id);
  list.show((await admin.get("/api/handoffs")).handoffs);
  const offline = h("p", { class: "honest", role: "status", hidden: true, text: text.offline });
  const follow = (work, everyMs) => repeat(list.element, offline, work, everyMs);
  follow(async () => list.show((await admin.get("/api/handoffs")).handoffs), LIST_EVERY_MS);
  const main = await chosen(admin, context, id, follow);
  return [offline, h("div", { class: `inbox ${id ? "one" : "all"}` }, list.element, main)];
}

async function chosen(admin, context, id, follow) {
  const text = context.text.inbox;
  if (!id) return h("p", { class: "soft inbox-empty", text: text.choose });
  const path = `/api/handoffs/${encodeURIComponent(id)}`;
  try {
    const conversation = new Conversation(admin, context, path);
    conversation.show(await admin.get(path));
    follow(async () => conversation.show(await admin.get(path)), CONVERSATION_EVERY_MS);
    return conversation.element;
  } catch (error) {
    if (error.status !== 404) throw error;
    return h("div", {}, h("p", { role: "alert", text: text.gone }), h("a", { href: "/admin/inbox", text: text.back }));
  }
}

/** Again and again while the page shows `element`; a failure is told and tried again. */
function repeat(element, offline, work, everyMs) {
  setTimeout(async () => {
    if (!element.isConnected) return;
    try {
      await work();
      offline.hidden = true;
    } catch (error) {
      offline.hidden = false;
      console.warn("storeclerk: inbox", error);
    }
    repeat(element, offline, work, everyMs);
  }, everyMs);
}
