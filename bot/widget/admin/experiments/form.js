// The form that drafts an experiment: one value of a lever against what is usual. Owns what is asked;
// how long it takes is the server's to say, and is said while the form is filled in.

import { h } from "../../lib/dom.js";
import { count } from "../../lib/format.js";

const DEFAULTS = { smallest: 1, traffic: 100, window: 3, guard: 1 };

export function form(admin, context, told) {
  const words = context.text.experiments;
  const text = words.form;
  const fields = made(words, told);
  const takes = h("p", { class: "soft", role: "status" });
  const problem = h("p", { class: "problem", role: "alert", hidden: true });
  const guess = async () => {
    values(fields, words, told);
    const asked = { lever: fields.lever.value, measure: fields.measure.value, smallest: smallest(fields, told), traffic: share(fields.traffic) };
    try {
      const plan = await admin.get(`/api/experiments/plan?${new URLSearchParams(asked)}`);
      takes.textContent = text.takes(plan, (number) => count(number, context.locale));
    } catch {
      takes.textContent = "";
    }
  };
  const submit = async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const one = await admin.post("/api/experiments", draft(fields, text, told));
      window.location.assign(`/admin/experiments?id=${encodeURIComponent(one.experiment_id)}`);
    } catch (error) {
      problem.textContent = error.message || words.failed;
      problem.hidden = false;
    }
  };
  for (const field of [fields.lever, fields.measure, fields.smallest, fields.traffic]) field.addEventListener("change", guess);
  guess();
  return h("section", { "aria-labelledby": "try" },
    h("h2", { id: "try", text: text.title }),
    h("form", { class: "audience-form experiment-form", on: { submit } },
      labelled(fields.name, text.name), labelled(fields.lever, text.lever), labelled(fields.value, text.against),
      labelled(fields.measure, text.measure), labelled(fields.smallest, text.smallest, fields.unit),
      h("details", {}, h("summary", { text: context.text.experiments.guards }), labelled(fields.guard, text.guard, h("span", { class: "meaning", text: text.guardHint }))),
      labelled(fields.traffic, text.traffic), labelled(fields.window, text.window),
      takes, h("button", { type: "submit", class: "button", text: text.create }), problem));
}

function made(words, told) {
  const choice = (id, values) => h("select", { id }, values.map(([value, name]) => h("option", { value, text: name })));
  const number = (id, value, more) => h("input", { id, type: "number", value, required: true, ...more });
  const fields = {
    name: h("input", { id: "try-name", required: true, maxlength: 200, autocomplete: "off" }),
    lever: choice("try-lever", told.levers.map(({ lever }) => [lever, words.levers[lever] ?? lever])),
    value: h("select", { id: "try-value" }),
    measure: choice("try-measure", told.measures.map(({ measure }) => [measure, words.measures[measure] ?? measure])),
    smallest: number("try-smallest", DEFAULTS.smallest, { min: 0.01, step: "any" }),
    unit: h("span", { class: "meaning" }),
    guard: h("input", { id: "try-guard", type: "number", min: 0, step: "any", value: DEFAULTS.guard }),
    traffic: number("try-traffic", DEFAULTS.traffic, { min: 1, max: 100 }),
    window: number("try-window", DEFAULTS.window, { min: 1, max: 30 }),
  };
  values(fields, words, told);
  return fields;
}

/** Those of the lever that is chosen, but the one that is set now: against that it is tried. */
function values({ lever, value, measure, unit }, words, told) {
  const chosen = told.levers.find((one) => one.lever === lever.value);
  if (value.dataset.lever !== chosen.lever) {
    value.dataset.lever = chosen.lever;
    value.replaceChildren(...chosen.values.filter((one) => one.value !== chosen.value).map((one) =>
      h("option", { value: one.value, text: `${words.values[one.value] ?? one.value}: ${one.about}` })));
  }
  unit.textContent = isMoney(measure, told) ? words.form.inMoney(told.currency) : words.form.inPoints;
}

function draft(fields, text, told) {
  const chosen = told.levers.find((one) => one.lever === fields.lever.value);
  const [now, other] = text.arms;
  return {
    name: fields.name.value.trim(), lever: chosen.lever, measure: fields.measure.value,
    arms: [{ name: now, value: chosen.value }, { name: other, value: fields.value.value }],
    smallest: smallest(fields, told), traffic: share(fields.traffic), window_days: Number(fields.window.value),
    guards: fields.guard.value === "" ? [] : [{ measure: "purchase", margin: share(fields.guard) }],
  };
}

function smallest({ smallest: field, measure }, told) {
  return isMoney(measure, told) ? Math.max(1, Math.round(Number(field.value) * told.minor_units)) : share(field);
}

function share(field) {
  return Number(field.value) / 100;
}

function isMoney(field, told) {
  return told.measures.find((one) => one.measure === field.value)?.money ?? false;
}

function labelled(field, name, more = null) {
  return [h("label", { for: field.id }, name, more), field];
}
