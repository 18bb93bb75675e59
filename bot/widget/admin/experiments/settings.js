// How each lever is set for everybody, and setting it. Owns one row a lever.

import { h } from "../../lib/dom.js";
import { day } from "../../lib/format.js";

export function settingsPart(admin, context, told) {
  const words = context.text.experiments;
  return h("section", { "aria-labelledby": "settings" },
    h("h2", { id: "settings", text: words.settings }),
    h("p", { class: "soft", text: words.settingsHint }),
    h("ul", { class: "levers" }, told.levers.map((one) => row(admin, words, one))),
    told.history.length ? past(told.history, words, context.locale) : null);
}

function past(history, words, locale) {
  return h("details", {}, h("summary", { text: words.history }),
    h("ul", { class: "plain-list" }, history.map((one) => h("li", {
      text: words.historyLine({
        day: day(one.at, locale), lever: words.levers[one.lever] ?? one.lever, value: words.values[one.value] ?? one.value,
        by: one.by, undone: one.undone,
      }),
    }))));
}

function row(admin, words, one) {
  const name = words.levers[one.lever] ?? one.lever;
  const id = `lever-${one.lever}`;
  const select = h("select", { id }, one.values.map(({ value }) =>
    h("option", { value, text: words.values[value] ?? value, selected: value === one.value })));
  const note = h("span", { class: "soft", role: "status" });
  const set = async (event) => {
    event.preventDefault();
    try {
      await admin.put(`/api/experiments/levers/${one.lever}`, { value: select.value });
      note.textContent = words.setNow;
    } catch (error) {
      note.textContent = error.message || words.failed;
    }
  };
  return h("li", {}, h("form", { class: "gate", on: { submit: set } },
    h("label", { for: id }, name, h("span", { class: "meaning", text: one.about })), select,
    h("button", { type: "submit", class: "narrow", text: words.set(name) }), note));
}
