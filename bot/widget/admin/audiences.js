// Audiences: whom a product or campaign is for, why, who is left out, and whether groups are met
// evenly. Owns the form and what it shows; who may be in one is the server's to say.

import { h } from "../lib/dom.js";
import { count, day } from "../lib/format.js";
import { fairnessPart, groupsOf } from "./fairness.js";

const MOST = 25;

export async function audiencesPage(admin, context) {
  const { text, address } = context;
  const id = address.searchParams.get("id");
  if (id) return [back(text), found(admin, context, await admin.get(`/api/audiences/${encodeURIComponent(id)}`))];
  const { audiences } = await admin.get("/api/audiences?k=50");
  const result = h("div", { "aria-live": "polite" });
  return [
    h("p", { class: "soft", text: text.audiences.about }),
    form(admin, context, result),
    result,
    audiences.length ? list(audiences, context) : null,
  ];
}

function form(admin, context, result) {
  const words = context.text.audiences;
  const product = h("input", { id: "audience-product", autocomplete: "off", maxlength: 128 });
  const campaign = h("textarea", { id: "audience-campaign", rows: 4, spellcheck: "false", placeholder: words.example });
  const groups = h("textarea", { id: "audience-groups", rows: 3, spellcheck: "false", placeholder: "customer_id,group" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const button = h("button", { type: "submit", class: "button", text: words.choose });
  const submit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      const about = campaign.value.trim() ? { campaign: campaign.value } : { product_id: product.value.trim() };
      const told = await admin.post("/api/audiences", { ...about, groups: groupsOf(groups.value) });
      result.replaceChildren(h("div", {}, found(admin, context, told)));
    } catch (error) {
      problem.textContent = error.message || words.failed;
      problem.hidden = false;
    }
    button.disabled = false;
  };
  return h("form", { class: "audience-form", on: { submit } },
    h("label", { for: product.id, text: words.product }), product,
    h("details", {}, h("summary", { text: words.campaign }),
      h("label", { for: campaign.id, text: words.campaignHint }), campaign),
    h("details", {}, h("summary", { text: words.groups }),
      h("label", { for: groups.id, text: words.groupsHint }), groups),
    button, problem);
}

function found(admin, context, told) {
  const { text, locale } = context;
  const words = text.audiences;
  const counted = (number) => count(number, locale);
  return [
    h("h2", { text: told.name || words.unnamed }),
    h("p", { role: "status", text: words.size(told, counted) }),
    buttons(admin, context, told),
    h("h3", { text: words.leftOut }),
    h("ul", { class: "plain-list" }, Object.entries(told.excluded).map(([why, number]) => h("li", { text: `${counted(number)} ${words.why[why] ?? why}` }))),
    reach(told, words, counted),
    told.fairness ? fairnessPart(told.fairness, context) : null,
    h("h3", { text: words.who }),
    h("ol", { class: "requests" }, told.customers.slice(0, MOST).map((one) => h("li", {},
      h("p", {}, h("strong", { text: one.customer_id }), ` ${one.score.toFixed(2)}`),
      one.reasons.map((reason) => h("p", { class: "reason" }, h("span", { class: "soft", text: `+${reason.added.toFixed(2)} ` }), reason.words))))),
    told.size > MOST ? h("p", { class: "soft", text: words.more(counted(told.size - MOST)) }) : null,
  ];
}

function reach(told, words, counted) {
  if (!told.reach.scores.length) return null;
  return h("table", { class: "shares" },
    h("caption", { text: words.reach }),
    h("tbody", {}, told.reach.scores.map((one) => h("tr", {},
      h("th", { scope: "row", text: words.atLeast(one.at_least.toFixed(2)) }),
      h("td", { class: "bar" }, h("meter", { min: 0, max: told.reach.scores[0].customers, value: one.customers, "aria-hidden": "true" })),
      h("td", { text: counted(one.customers) })))),
    h("tfoot", {}, h("tr", {}, h("td", { colspan: 3, class: "soft", text: words.noRate }))));
}

function buttons(admin, context, told) {
  const words = context.text.audiences;
  const note = h("span", { class: "soft", role: "status" });
  const save = async () => {
    note.textContent = "";
    try {
      download(await admin.text(`/api/audiences/${told.audience_id}.csv`));
    } catch {
      note.textContent = words.failed;
    }
  };
  const sent = async () => {
    try {
      const { recorded } = await admin.post(`/api/audiences/${told.audience_id}/sent`);
      note.textContent = words.sentNow(recorded);
    } catch {
      note.textContent = words.failed;
    }
  };
  return h("p", { class: "audience-buttons" },
    h("button", { type: "button", class: "narrow", text: words.export, on: { click: save } }),
    h("button", { type: "button", class: "narrow", text: words.sent, on: { click: sent } }), note);
}

function download(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  h("a", { href: url, download: "audience.csv" }).click();
  URL.revokeObjectURL(url);
}

function list(audiences, { text, locale }) {
  const words = text.audiences;
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("caption", { text: words.made }),
    h("thead", {}, h("tr", {}, words.columns.map((name) => h("th", { scope: "col", text: name })))),
    h("tbody", {}, audiences.map((one) => h("tr", {},
      h("th", { scope: "row" }, h("a", { href: `/admin/audiences?id=${encodeURIComponent(one.audience_id)}`, text: one.name || words.unnamed })),
      h("td", { text: day(one.made, locale) }),
      h("td", { text: count(one.size, locale) }),
      h("td", { text: count(one.sent, locale) }))))));
}

function back(text) {
  return h("p", {}, h("a", { href: "/admin/audiences", text: text.audiences.back }));
}
