// What will come of the visits of today, and why; whether what was learnt still holds. Owns no
// figures: the server's are shown, as bars and as text.

import { barChart } from "../lib/chart.js";
import { h } from "../lib/dom.js";
import { clock, count, day } from "../lib/format.js";

const MOST_REASONS = 8;

export async function predictPage(admin, context) {
  const text = context.text.predict;
  const [{ model, visits }, { drift }] = await Promise.all([admin.get("/api/predict/visits"), admin.get("/api/predict/drift")]);
  if (!model) return [h("p", { text: text.nothing }), h("pre", { text: text.command })];
  return [
    model.made_up ? h("div", { class: "honest", role: "note" }, h("p", { text: text.madeUp })) : null,
    learnt(model, context),
    h("h2", { text: text.now }),
    h("p", { class: "soft", text: text.consent }),
    visits.length ? h("ol", { class: "explained", id: "visits" }, visits.map((one) => visit(one, context))) : h("p", { class: "soft", text: text.nobody }),
    h("h2", { text: text.drift.title }),
    ...(drift ? driftParts(drift, context) : [h("p", { class: "soft", text: text.drift.nothing })]),
  ].filter(Boolean);
}

function learnt(model, { text: { predict: text }, locale }) {
  const figures = model.baselines?.["logistic regression"];
  return h("p", { class: "soft" }, [
    text.learnt(day(model.until, locale), count(model.visits, locale), count(model.bought, locale)),
    model.because === "better" && figures ? text.figures(model.auc.toFixed(3), figures.auc.toFixed(3)) : text.share(percent(model.share, locale)),
  ].join(" "));
}

function visit(one, context) {
  const { text: { predict: text }, locale } = context;
  return h("li", {},
    h("h3", { class: "chance" }, text.chance(percent(one.purchase_probability, locale)),
      one.made_up ? h("span", { class: "made-up", text: text.madeUpMark }) : null),
    h("p", { class: "soft", text: [one.visitor, text.state(one.visit), clock(new Date(one.visit.last), locale), likely(one, context)].filter(Boolean).join(" · ") }),
    h("div", { class: "explained-row" }, h("div", {}, h("h4", { text: text.did }), acts(one, context)), reasons(one, context)));
}

function likely({ next_action: next, visit: { over, bought } }, { text: { predict: text }, locale }) {
  if (over || bought) return "";
  const [name, share] = Object.entries(next).sort((a, b) => b[1] - a[1])[0];
  return text.next(text.acts[name] ?? name, percent(share, locale));
}

function acts({ acts: done }, { text: { predict: text }, locale }) {
  return h("ol", { class: "why-reasons" }, done.map((act) => h("li", {},
    `${clock(new Date(act.occurred), locale)} ${text.acts[act.type] ?? act.type} `,
    act.product_id && act.title ? h("a", { href: `/p/${encodeURIComponent(act.product_id)}`, text: act.title }) : null)));
}

function reasons(one, { text: { predict: text }, locale }) {
  const shown = one.contributions.slice(0, MOST_REASONS);
  const rest = one.contributions.slice(MOST_REASONS).reduce((sum, each) => sum + each.added, 0);
  const rows = [
    { name: text.base, added: one.base },
    ...shown.map((each) => ({ name: each.words, note: said(each.value, text, locale), added: each.added })),
    ...(one.contributions.length > MOST_REASONS ? [{ name: text.rest, added: rest }] : []),
  ];
  return barChart(rows, { title: text.why, sum: text.sum, total: percent(one.purchase_probability, locale) });
}

/** What a column held: a kind in words, a number with at most two places. */
function said(value, text, locale) {
  if (value === null) return text.unknown;
  if (typeof value === "string") return text.values[value] ?? value;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
}

function driftParts(drift, { text: { predict: text }, locale }) {
  const words = text.drift;
  const weeks = drift.weeks.map((one) => h("tr", {},
    h("th", { scope: "row", text: day(one.begins, locale) }),
    h("td", { text: count(one.rows, locale) }), h("td", { text: percent(one.foreseen, locale) }), h("td", { text: percent(one.came, locale) })));
  const moved = drift.features.map((one) => ({ name: one.words, note: words.verdicts[one.verdict], added: one.psi }));
  return [
    h("p", { class: "soft", text: words.about(count(drift.visits, locale), percent(drift.fresh, locale)) }),
    h("p", { text: words.calibration(drift.calibration_error.toFixed(3), drift.learnt_calibration_error?.toFixed(3)) }),
    h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
      h("caption", { class: "quiet", text: words.weeks }),
      h("thead", {}, h("tr", {}, words.columns.map((name) => h("th", { scope: "col", text: name })))), h("tbody", {}, weeks))),
    h("div", { class: "drift" }, barChart(moved, { title: words.stability })),
  ];
}

function percent(share, locale) {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share);
}
