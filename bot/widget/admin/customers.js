// Customers with what they agreed to; of one of them, what is made of it and what would be suggested
// to them, and why. Owns both lists; what isn't agreed to isn't there to be shown.

import { h } from "../lib/dom.js";
import { clock, count, day, money } from "../lib/format.js";
import { shareTables } from "../lib/shares.js";

const PURPOSES = ["", "personalisation", "analytics", "marketing"];
const EACH = 50;

export function customersPage(admin, context) {
  const id = context.address.searchParams.get("id");
  return id ? onePage(admin, context, id) : listPage(admin, context);
}

async function listPage(admin, context) {
  const { text, address, locale } = context;
  const asked = address.searchParams;
  const purpose = PURPOSES.includes(asked.get("purpose")) ? asked.get("purpose") : "";
  const words = (asked.get("words") ?? "").trim();
  const page = Math.max(1, Number.parseInt(asked.get("page"), 10) || 1);
  const { customers, total } = await admin.get(`/api/customers?${new URLSearchParams({ purpose, words, page, per_page: EACH })}`);
  const tabs = PURPOSES.map((one) => h("li", {}, h("a", {
    class: "narrow", href: `/admin/customers?${new URLSearchParams({ purpose: one, words })}`,
    text: text.customers.purposes[one || "all"], "aria-current": one === purpose ? "page" : null,
  })));
  return [
    h("p", { class: "soft", text: text.customers.about }),
    search(text.customers, words, purpose),
    h("nav", { "aria-label": text.pages.customers }, h("ul", { class: "chips tabs" }, tabs)),
    h("p", { class: "soft", role: "status", text: text.customers.found(count(total, locale)) }),
    customers.length ? table(customers, context) : null,
    total > page * EACH
      ? h("p", {}, h("a", { class: "narrow", href: `/admin/customers?${new URLSearchParams({ purpose, words, page: page + 1 })}`, text: text.customers.next }))
      : null,
  ];
}

function search(text, words, purpose) {
  return h("form", { class: "gate", method: "get", action: "/admin/customers" },
    h("label", { for: "words", text: text.search }),
    h("input", { id: "words", name: "words", value: words, autocomplete: "off", maxlength: 100 }),
    purpose ? h("input", { type: "hidden", name: "purpose", value: purpose }) : null,
    h("button", { type: "submit", class: "button", text: text.go }));
}

function table(customers, { text, locale }) {
  const head = text.customers.columns.map((name) => h("th", { scope: "col", text: name }));
  const rows = customers.map((one) => h("tr", {},
    h("th", { scope: "row" },
      h("a", { href: `/admin/customers?${new URLSearchParams({ id: one.customer_id })}`, text: one.name || one.customer_id }),
      h("span", { class: "meaning", text: [one.customer_id, one.email].filter(Boolean).join(" · ") })),
    h("td", { text: agreed(one.consent, text.customers) }),
    h("td", { text: count(one.orders, locale) }),
    h("td", { text: count(one.events, locale) }),
    h("td", { text: one.latest ? `${day(one.latest, locale)}, ${clock(new Date(one.latest), locale)}` : "–" })));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}

function agreed(consent, text) {
  return consent.length ? consent.map((name) => text.purposes[name]).join(", ") : text.nothing;
}

async function onePage(admin, context, id) {
  const { text, locale } = context;
  const asked = new URLSearchParams({ customer_id: id });
  const [{ purposes, taste }, { hits, personalised }] = await Promise.all([
    admin.get(`/api/profile?${asked}`), admin.post("/api/recommend", { customer_id: id, k: 8, counted: false }),
  ]);
  const words = text.customers;
  const consent = Object.entries(purposes).map(([name, { granted, since }]) => h("tr", {},
    h("th", { scope: "row", text: words.purposes[name] }),
    h("td", { text: granted ? words.granted(since ? day(since, locale) : "") : words.refused(since ? day(since, locale) : "") })));
  return [
    h("p", {}, h("a", { href: "/admin/customers", text: words.back })),
    h("h2", { text: id }),
    h("table", { class: "shares" }, h("caption", { text: words.consent }), h("tbody", {}, consent)),
    taste.events ? shareTables(taste, context.words.shop.you, locale) : h("p", { class: "soft", text: words.noTaste }),
    h("h2", { text: personalised ? words.suggested : words.suggestedWidely }),
    h("ul", { class: "requests" }, hits.map((hit) => suggestion(hit, context))),
  ];
}

/** A suggestion with every reason there is for it, and each reason's evidence. */
function suggestion(hit, { locale }) {
  const reasons = hit.reasons.map(({ words, evidence }) => h("li", {},
    words,
    h("span", { class: "meaning", text: evidence.map(({ field, value, source }) => `${field} = ${value} (${source})`).join("; ") })));
  return h("li", {},
    h("h3", {}, h("a", { href: `/p/${encodeURIComponent(hit.product_id)}`, text: hit.title })),
    h("p", { class: "soft", text: [hit.brand, money(hit.price, locale)].filter(Boolean).join(" · ") }),
    h("ul", { class: "reasons" }, reasons));
}
