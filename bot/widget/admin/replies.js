// The replies of the last hour, and one of them explained: which fact fed which slot.

import { h } from "../lib/dom.js";
import { clock } from "../lib/format.js";
import { attentionView } from "./attention/view.js";
import { fault } from "./fault.js";

export async function repliesPage(admin, context) {
  const id = context.address.searchParams.get("id");
  const words = { text: context.text.attention, locale: context.locale };
  if (!id) return list((await admin.get("/api/replies")).replies, words);
  try {
    return explained(await admin.get(`/api/replies/${encodeURIComponent(id)}`), id, words);
  } catch (error) {
    if (error.status !== 404) throw error;
    return [back(words.text), h("p", { role: "alert", text: words.text.gone })];
  }
}

function list(replies, { text, locale }) {
  if (!replies.length) return [h("p", { class: "soft", text: text.none })];
  const head = text.columns.map((name) => h("th", { scope: "col", text: name }));
  const rows = replies.map((one) => h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `/admin/replies?${new URLSearchParams({ id: one.reply_id })}`, text: one.reply })),
    h("td", { text: kind(one) }),
    h("td", {}, text.sources[one.source], one.fault ? h("span", { class: "meaning", text: fault(one.fault, text) }) : null),
    h("td", {}, h("time", { datetime: one.said, text: clock(new Date(one.said), locale) }))));
  return [
    h("p", { class: "soft", text: text.about }),
    h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
      h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows))),
  ];
}

function explained(told, id, words) {
  const { text } = words;
  return [
    back(text),
    h("blockquote", { class: "reply", text: told.reply }),
    h("p", { class: "soft", text: told.model ? text.model(told) : `${text.sources.template} · ${kind(told.plan)}` }),
    h("p", {}, save(told, id, text)),
    told.summary ? attentionView(told, words) : template(told, text),
    h("h2", { text: text.limitsTitle }),
    h("ul", { class: "limits" }, text.limits.map((one) => h("li", { text: one }))),
  ];
}

function template(told, text) {
  const facts = told.facts.map((fact) => h("li", {}, h("strong", { text: `{${fact.slot}} ` }), fact.text, h("span", { class: "meaning", text: fact.source })));
  return [why(told.fault, text), h("p", { class: "honest", text: text.template }), h("ul", { class: "limits" }, facts)];
}

function why(note, text) {
  if (!note) return null;
  return h("p", {}, h("strong", { text: `${text.why} ` }), fault(note, text), h("span", { class: "meaning", text: text.note(note) }));
}

function back(text) {
  return h("p", {}, h("a", { href: "/admin/replies", text: text.back }));
}

function save(told, id, text) {
  const download = () => {
    const href = URL.createObjectURL(new Blob([JSON.stringify(told)], { type: "application/json" }));
    h("a", { href, download: `reply-${id}.json` }).click();
    URL.revokeObjectURL(href);
  };
  return h("button", { type: "button", class: "narrow", text: text.save, on: { click: download } });
}

function kind({ task, ask }) {
  return [task, ask].filter(Boolean).join(" · ");
}
