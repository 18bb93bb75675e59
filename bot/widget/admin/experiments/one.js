// One experiment: what it says, its arms, its interval over time, its guardrails, and what can be done
// with it. Owns what is shown; deciding is the server's.

import { band } from "../../lib/bands.js";
import { h } from "../../lib/dom.js";
import { count, day, percent } from "../../lib/format.js";
import { apartness, rate, sentence } from "./figures.js";

export function onePart(admin, context, told, one) {
  const place = h("div", { class: "tried" });
  const show = (now) => place.replaceChildren(...parts(admin, context, told, now, show).flat(3).filter(Boolean));
  show(one);
  return place;
}

function parts(admin, context, told, one, show) {
  const words = context.text.experiments;
  const { locale } = context;
  const dates = [words.states[one.state], one.started ? words.started(day(one.started, locale)) : "", one.stopped ? words.ended(day(one.stopped, locale)) : ""];
  return [
    h("h2", { text: one.name }),
    h("p", { class: "soft", text: [...dates, words.levers[one.lever] ?? one.lever].filter(Boolean).join(" · ") }),
    h("p", { class: "verdict", role: "status", text: sentence(one, told, context) }),
    one.uneven ? h("p", { class: "honest", role: "alert", text: words.uneven }) : null,
    one.stopped ? h("p", { text: stopped(one, words) }) : null,
    one.adopted ? h("p", { text: words.adopted(valueName(one.adopted.value, words), one.adopted.by, day(one.adopted.at, locale)) }) : null,
    buttons(admin, words, one, show),
    h("p", { class: "soft", text: words.judged(words.measuresAbout[one.measure], one.window_days) }),
    arms(one, told, context),
    one.days.length ? picture(one, told, context) : null,
    one.guards.length ? guards(one, told, context) : null,
  ];
}

function stopped({ stopped_because: why }, words) {
  const [kind, measure] = why.split(":");
  return words.stopped(kind, measure ? words.measures[measure] ?? measure : "");
}

function valueName(value, words) {
  return words.values[value] ?? value;
}

function buttons(admin, words, one, show) {
  const problem = h("span", { class: "soft", role: "alert" });
  const act = (what, body) => async () => {
    problem.textContent = "";
    try {
      await admin.post(`/api/experiments/${one.experiment_id}/${what}`, body);
      show(await admin.get(`/api/experiments/${one.experiment_id}`));
    } catch (error) {
      problem.textContent = error.message || words.failed;
    }
  };
  const discard = async () => {
    try {
      await admin.remove(`/api/experiments/${one.experiment_id}`);
      window.location.assign("/admin/experiments");
    } catch {
      problem.textContent = words.failed;
    }
  };
  const button = (text, what, body) => h("button", { type: "button", class: "narrow", text, on: { click: act(what, body) } });
  return h("p", { class: "audience-buttons" },
    one.state === "draft" ? button(words.start, "start") : null,
    one.state === "draft" ? h("button", { type: "button", class: "narrow", text: words.discard, on: { click: discard } }) : null,
    one.state === "running" ? button(words.stop, "stop") : null,
    one.state === "stopped" && !one.adopted ? one.arms.slice(1).map((arm) => button(words.adopt(arm.name), "adopt", { arm: arm.name })) : null,
    one.adopted ? button(words.undo, "undo") : null,
    problem);
}

function arms(one, told, context) {
  const words = context.text.experiments;
  const { locale } = context;
  const written = rate(one.measure, told, context);
  return table(words.arms, words.armColumns, one.arms.map((arm) => [
    arm.name, valueName(arm.value, words), percent(arm.share, locale), count(arm.visitors, locale), count(arm.counted, locale),
    arm.counted ? written(arm.mean) : "–",
  ]));
}

/** A band for each of the other arms, and the same days as a table. */
function picture(one, told, context) {
  const words = context.text.experiments;
  const written = apartness(one.measure, told, context);
  return one.arms.slice(1).map((arm, place) => {
    const days = one.days.map(({ day: date, comparisons }) => ({ date, ...comparisons[place] }));
    const rows = days.map(({ date, estimate, low, high }) => [day(date, context.locale), ...[estimate, low, high].map((value) => (value === null ? words.notYet : written(value)))]);
    return h("figure", { class: "over-days" },
      h("figcaption", {}, h("h3", { text: `${arm.name}: ${words.picture}` }), h("p", { class: "soft", text: words.pictureHint })),
      band(days),
      h("details", {}, h("summary", { text: words.numbers }), table(arm.name, words.dayColumns, rows)));
  });
}

function guards(one, told, context) {
  const words = context.text.experiments;
  return table(words.guards, words.guardColumns, one.guards.map((guard) => {
    const written = apartness(guard.measure, told, context);
    const found = typeof guard.estimate === "number" ? `${written(guard.estimate)} (${written(guard.low)} – ${written(guard.high)})` : words.notYet;
    return [words.measures[guard.measure] ?? guard.measure, written(guard.margin).replace(/^\+/, ""), found, words.guardStates[guard.state ?? "unknown"]];
  }));
}

function table(caption, columns, rows) {
  return h("div", { class: "wide-table" }, h("table", { class: "admin-table" },
    h("caption", { text: caption }),
    h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col", text: name })))),
    h("tbody", {}, rows.map(([first, ...cells]) => h("tr", {},
      h("th", { scope: "row", text: first }), cells.map((cell) => h("td", { text: cell })))))));
}
