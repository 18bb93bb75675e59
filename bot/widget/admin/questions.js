// What customers asked and got no answer to.

import { h } from "../lib/dom.js";
import { clock, count, day } from "../lib/format.js";

const KINDS = ["policy", "unclear", "outside", ""];

export async function questionsPage(admin, context) {
  const { text, address } = context;
  const asked = address.searchParams.get("kind");
  const kind = KINDS.includes(asked) ? asked : "policy";
  const { questions } = await admin.get(`/api/questions?${new URLSearchParams({ kind, k: 200 })}`);
  const tabs = KINDS.map((one) => h("li", {}, h("a", {
    class: "narrow", href: `/admin/questions?kind=${one}`, text: text.questions.kinds[one || "all"], "aria-current": one === kind ? "page" : null,
  })));
  return [
    h("p", { class: "soft", text: text.questions.about[kind || "all"] }),
    h("nav", { "aria-label": text.pages.questions }, h("ul", { class: "chips tabs" }, tabs)),
    questions.length ? table(questions, context) : h("p", { class: "soft", text: text.questions.none }),
  ];
}

function table(questions, { text, locale }) {
  const head = text.questions.columns.map((name) => h("th", { scope: "col", text: name }));
  const rows = questions.map((one) => h("tr", {},
    h("th", { scope: "row" },
      h("span", { text: one.question }),
      h("span", { class: "meaning", text: one.others.join(" · ") })),
    h("td", { text: count(one.times, locale) }),
    h("td", { text: count(Object.keys(one.days).length, locale) }),
    h("td", {}, h("time", { datetime: one.last, text: `${day(one.last, locale)}, ${clock(new Date(one.last), locale)}` }))));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}
