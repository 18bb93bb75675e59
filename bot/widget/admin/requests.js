// Returns, exchanges, tickets and the like that a person has to see to; each can be closed with a
// note. Owns the list and that form.

import { h } from "../lib/dom.js";
import { day } from "../lib/format.js";

const STATES = ["open", "closed"];

export async function requestsPage(admin, context) {
  const { text, address } = context;
  const asked = address.searchParams.get("state");
  const state = STATES.includes(asked) ? asked : "open";
  const { requests } = await admin.get(`/api/requests?${new URLSearchParams({ state, k: 500 })}`);
  const tabs = STATES.map((one) => h("li", {}, h("a", {
    class: "narrow", href: `/admin/requests?state=${one}`, text: text.requests.states[one], "aria-current": one === state ? "page" : null,
  })));
  return [
    h("p", { class: "soft", text: text.requests.about }),
    h("nav", { "aria-label": text.pages.requests }, h("ul", { class: "chips tabs" }, tabs)),
    requests.length
      ? h("ul", { class: "requests" }, requests.map((one) => entry(admin, context, one)))
      : h("p", { class: "soft", text: text.requests.none[state] }),
  ];
}

function entry(admin, context, one) {
  const element = h("li", { id: one.reference });
  element.append(...parts(admin, context, one, (closed) => element.replaceChildren(...parts(admin, context, closed))));
  return element;
}

function parts(admin, { text, locale }, one, show) {
  const { kinds, who, order, opened, closed } = text.requests;
  return [
    h("h2", { text: `${kinds[one.kind] ?? one.kind} · ${one.reference}` }),
    h("p", { class: "soft" }, [opened(day(one.opened, locale)), order(one.order_id), who(one)].filter(Boolean).join(" · ")),
    ...one.goods.map((goods) => h("p", { text: goods })),
    one.reason ? h("p", { text: one.reason }) : null,
    one.said ? h("blockquote", { text: one.said }) : null,
    one.closed
      ? h("p", { class: "soft", role: "status", text: closed(day(one.closed, locale), one) })
      : form(admin, text.requests, one, show),
  ].filter(Boolean);
}

function form(admin, text, { reference }, show) {
  const note = h("input", { id: `note-${reference}`, maxlength: 2000, autocomplete: "off" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "narrow", text: text.close });
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      show(await admin.post(`/api/requests/${encodeURIComponent(reference)}/close`, { note: note.value.trim() }));
    } catch (error) {
      problem.textContent = error.message && error.status ? error.message : text.failed;
      problem.hidden = false;
      button.disabled = false;
    }
  };
  return h("form", { class: "gate", on: { submit } },
    h("label", { for: note.id, text: text.note }), note, button, problem);
}
