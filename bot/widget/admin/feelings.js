// What reviews feel, by product and aspect, month by month, in customers' own words.

import { balanceBar, balanceColumns } from "../lib/columns.js";
import { h } from "../lib/dom.js";
import { count, day } from "../lib/format.js";

const SPANS = ["", "30", "90", "365"];
const DAY_MS = 86400000;
const ADDRESS = "/admin/feelings";

export async function feelingsPage(admin, context) {
  const asked = read(context.address.searchParams);
  const [all, found] = await Promise.all([
    admin.get(report({ ...asked, aspect: "", product: "" })),
    admin.get(report(asked)),
  ]);
  const { text } = context;
  return [
    h("p", { class: "soft", text: text.feelings.about }),
    choices(all, asked, context),
    found.reviews ? told(found, asked, context) : h("p", { class: "soft", text: text.feelings.none }),
  ];
}

function read(parameters) {
  const span = parameters.get("days") ?? "";
  return {
    product: parameters.get("product") ?? "", aspect: parameters.get("aspect") ?? "",
    days: SPANS.includes(span) ? span : "",
  };
}

function report({ product, aspect, days }) {
  const since = days ? new Date(Date.now() - Number(days) * DAY_MS).toISOString().slice(0, 10) : "";
  const asked = { product_id: product, aspect, since };
  const given = Object.entries(asked).filter(([, value]) => value);
  return `/api/reviews/report?${new URLSearchParams(given)}`;
}

function address(asked) {
  const given = Object.entries(asked).filter(([, value]) => value);
  return given.length ? `${ADDRESS}?${new URLSearchParams(given)}` : ADDRESS;
}

/** One form: what is chosen stays chosen. */
function choices(all, asked, { text }) {
  const words = text.feelings;
  const select = (name, label, options) => h("label", {}, label, h("select", { name },
    options.map(([value, said]) => h("option", { value, text: said, selected: value === asked[name] }))));
  const products = [["", words.all], ...all.products.map((one) => [one.product_id, one.title])];
  const aspects = [["", words.all], ...all.aspects.map(({ aspect }) => [aspect, words.aspects[aspect] ?? aspect])];
  const spans = SPANS.map((days) => [days, words.days(days)]);
  return h("form", { class: "gate", action: ADDRESS, method: "get" },
    select("product", words.product, products), select("aspect", words.aspect, aspects), select("days", words.since, spans),
    h("button", { type: "submit", class: "button", text: words.show }));
}

function told(found, asked, context) {
  const { feelings: words } = context.text;
  const chosen = asked.aspect ? found.aspects.find((one) => one.aspect === asked.aspect) : null;
  return [
    h("p", { text: words.counted(found) }),
    section(words.byAspect, aspectTable(found.aspects, asked, context)),
    section(words.byMonth, overTime(chosen?.months ?? found.months, context)),
    section(words.quotes, found.aspects.map((one) => quotes(one, chosen !== null, asked, context))),
    asked.product ? null : section(words.byProduct, productTable(found.products, asked, context)),
  ];
}

function section(title, content) {
  return h("section", { class: "part" }, h("h2", { text: title }), content);
}

function aspectTable(aspects, asked, { text, locale }) {
  const { feelings: words } = text;
  const most = Math.max(1, ...aspects.flatMap((one) => [one.positive, one.negative]));
  const rows = aspects.map((one) => h("tr", {},
    h("th", { scope: "row" }, h("a", { href: address({ ...asked, aspect: one.aspect }), text: words.aspects[one.aspect] ?? one.aspect })),
    h("td", { class: "picture-cell" }, balanceBar(one, most)),
    [one.positive, one.negative, one.mixed].map((number) => h("td", { text: count(number, locale) }))));
  return table(words.aspectColumns, rows);
}

function overTime(months, { text, locale }) {
  const { feelings: words } = text;
  const name = new Intl.DateTimeFormat(locale, { month: "short", year: "numeric" });
  const rows = months.map((one) => h("tr", {},
    h("th", { scope: "row", text: name.format(new Date(`${one.month}-15T12:00:00`)) }),
    [one.positive, one.negative].map((number) => h("td", { text: count(number, locale) }))));
  return [balanceColumns(months), table(words.monthColumns, rows)];
}

function quotes(one, everything, asked, { text, locale }) {
  const { feelings: words } = text;
  const shown = everything ? one.quotes : ["positive", "negative"]
    .map((label) => one.quotes.find((quote) => quote.label === label)).filter(Boolean);
  if (!shown.length) return null;
  return h("div", { class: "quotes" },
    h("h3", { text: words.aspects[one.aspect] ?? one.aspect }),
    shown.map((quote) => h("figure", { class: `quote ${quote.label}` },
      h("blockquote", { text: quote.text }),
      h("figcaption", { class: "soft" },
        `${words.labels[quote.label] ?? quote.label} · `,
        h("a", { href: address({ ...asked, product: quote.product_id }), text: quote.title }),
        ` · ${day(quote.written, locale)}`))));
}

function productTable(products, asked, { text, locale }) {
  const { feelings: words } = text;
  const rows = products.map((one) => h("tr", {},
    h("th", { scope: "row" }, h("a", { href: address({ ...asked, product: one.product_id }), text: one.title })),
    [one.reviews, one.positive, one.negative].map((number) => h("td", { text: count(number, locale) })),
    h("td", { text: words.aspects[one.worst] ?? one.worst })));
  return table(words.productColumns, rows);
}

function table(columns, rows) {
  const head = columns.map((name) => (name ? h("th", { scope: "col", text: name }) : h("td", {})));
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)));
}
