// Experiments: what is tried and what it says, a form for another, how levers are set, and what other
// orders of suggestions would have got. Owns the list; the server owns every figure and verdict.

import { h } from "../../lib/dom.js";
import { count } from "../../lib/format.js";
import { sentence } from "./figures.js";
import { form } from "./form.js";
import { onePart } from "./one.js";
import { rankingPart } from "./ranking.js";
import { settingsPart } from "./settings.js";

export async function experimentsPage(admin, context) {
  const { text, address } = context;
  const words = text.experiments;
  const id = address.searchParams.get("id");
  const told = await admin.get("/api/experiments");
  if (id) {
    const one = await admin.get(`/api/experiments/${encodeURIComponent(id)}`);
    return h("div", { class: "tried" }, h("p", {}, h("a", { href: "/admin/experiments", text: words.back })), onePart(admin, context, told, one));
  }
  const ranking = await admin.get("/api/experiments/ranking?days=30");
  return h("div", { class: "tried" },
    h("p", { class: "soft", text: words.about }),
    told.experiments.length ? list(told, context) : h("p", { role: "status", text: words.none }),
    form(admin, context, told),
    settingsPart(admin, context, told),
    rankingPart(ranking, context));
}

function list(told, context) {
  const { text, locale } = context;
  const words = text.experiments;
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table experiments" },
    h("caption", { text: words.list }),
    h("thead", {}, h("tr", {}, words.columns.map((name) => h("th", { scope: "col", text: name })))),
    h("tbody", {}, told.experiments.map((one) => h("tr", {},
      h("th", { scope: "row" },
        h("a", { href: `/admin/experiments?id=${encodeURIComponent(one.experiment_id)}`, text: one.name }),
        h("span", { class: "meaning", text: words.levers[one.lever] ?? one.lever })),
      h("td", { text: words.states[one.state] }),
      h("td", { text: count(one.visitors, locale) }),
      h("td", { class: "says", text: sentence(one, told, context) }))))));
}
