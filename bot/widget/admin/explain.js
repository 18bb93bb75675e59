// Why a search finds what it finds, hit by hit.

import { h } from "../lib/dom.js";
import { money } from "../lib/format.js";
import { scoreChart } from "../lib/chart.js";
import { chips, correctionNotices, relaxedNotices } from "../lib/understood.js";
import { lines } from "../shop/why.js";

const HITS = 10;

export async function explainPage(admin, context) {
  const { text, address } = context;
  const query = (address.searchParams.get("q") ?? "").trim();
  const form = h("form", { class: "gate", role: "search", action: "/admin/explain", method: "get" },
    h("label", { for: "q", text: text.query }),
    h("input", { id: "q", name: "q", type: "search", value: query, required: true, maxlength: 300 }),
    h("button", { type: "submit", class: "button", text: text.explain }));
  if (!query) {
    // The token is checked all the same.
    await admin.get("/api/merchandising");
    return [form];
  }
  const result = await admin.search(query, HITS);
  return [form, understood(result, context), list(result, context)];
}

function understood(result, { words, text, currency, locale }) {
  const shop = { currency, locale };
  const made = chips(result.understood, words, shop).map((chip) => h("li", { class: "chip", text: chip.text }));
  const notes = [...correctionNotices(result.understood, words), ...relaxedNotices(result, words, shop)];
  return [
    h("p", { class: "soft", text: text.searched(result) }),
    made.length ? h("ul", { class: "chips" }, made) : null,
    notes.length ? h("div", { class: "honest" }, notes.map((one) => h("p", { text: one }))) : null,
  ];
}

function list({ hits }, { words, text, locale }) {
  if (!hits.length) return h("p", { text: words.shop.noneTitle });
  return h("ol", { class: "explained" }, hits.map((hit, place) => h("li", {},
    h("h2", {}, `${place + 1}. `, h("a", { href: `/p/${encodeURIComponent(hit.product_id)}`, text: hit.title })),
    h("p", { class: "soft", text: [hit.brand, money(hit.price, locale), hit.product_id].filter(Boolean).join(" · ") }),
    h("div", { class: "explained-row" },
      h("div", {}, h("h3", { text: text.reasons }),
        h("ul", { class: "why-reasons" }, lines(hit.reasons, words.shop).map((one) => h("li", { text: one })))),
      scoreChart(hit, words.shop)))));
}
