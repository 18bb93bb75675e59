// What is shown how often, against what there is and what is bought: a picture with its numbers.

import { h } from "../lib/dom.js";
import { count, roundMoney } from "../lib/format.js";
import { pairChart } from "../lib/pairs.js";

const DAYS = [7, 30, 90];

export async function exposurePage(admin, context) {
  const { text, locale, address } = context;
  const words = text.exposure;
  const asked = Number(address.searchParams.get("days"));
  const days = DAYS.includes(asked) ? asked : 30;
  const told = await admin.get(`/api/exposure?${new URLSearchParams({ days })}`);
  const tabs = DAYS.map((one) => h("li", {}, h("a", {
    class: "narrow", href: `/admin/exposure?days=${one}`, text: words.days(one), "aria-current": one === days ? "page" : null,
  })));
  return [
    h("p", { class: "soft", text: words.about }),
    h("nav", { "aria-label": text.pages.exposure }, h("ul", { class: "chips tabs" }, tabs)),
    told.impressions ? charts(told, context) : h("p", { role: "status", text: words.none }),
  ];
}

function charts(told, { text, locale, currency }) {
  const words = text.exposure;
  const counted = (number) => count(number, locale);
  const chart = (caption, rows, name) => (rows.length
    ? pairChart(caption, words.series, rows.map((one) => ({ name: name(one), values: [one.shown, one.catalogue, one.demand] })), locale)
    : null);
  const band = (one) => `${roundMoney(one.low, currency, locale)} – ${roundMoney(one.high, currency, locale)}`;
  return [
    h("p", { role: "status", text: words.summary(told, counted) }),
    h("p", { text: words.gini(told.gini) }),
    chart(words.newness, told.newness, (one) => words.ages[one.name]),
    chart(words.prices, told.price_bands, band),
    chart(words.brands, told.brands, (one) => one.name || words.others),
    h("p", { class: "soft", text: words.limits }),
  ];
}
