// A measure's figures as a merchant reads them: shares in points, revenue as money. Owns no words.

import { money } from "../../lib/format.js";

/** How a difference of `measure` is written. `told` is the list's: currency and minor units. */
export function apartness(measure, told, { locale, text }) {
  const kind = told.measures.find((one) => one.measure === measure);
  if (kind?.money) return (value) => signed(value, (size) => money({ amount: size / told.minor_units, currency: told.currency }, locale));
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  return (value) => text.experiments.points(signed(value * 100, (size) => points.format(size)));
}

/** How a mean of `measure` is written. */
export function rate(measure, told, { locale }) {
  const kind = told.measures.find((one) => one.measure === measure);
  if (kind?.money) return (value) => money({ amount: value / told.minor_units, currency: told.currency }, locale);
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  return (value) => share.format(value);
}

function signed(value, written) {
  if (value === 0) return written(0);
  return `${value < 0 ? "−" : "+"}${written(Math.abs(value))}`;
}

/** The sentence of what an experiment says. */
export function sentence(one, told, context) {
  const words = context.text.experiments;
  const { verdict } = one;
  const measure = verdict.measure ?? one.measure;
  const written = apartness(measure, told, context);
  const shown = Object.fromEntries(["estimate", "low", "high"].filter((name) => Number.isFinite(verdict[name])).map((name) => [name, written(verdict[name])]));
  const arm = verdict.arm === undefined ? "" : one.arms[verdict.arm].name;
  const does = { better: words.better[measure], worse: words.worse[measure] };
  return words.verdicts[verdict.code]({ ...shown, ...does, arm, left: words.left(verdict.days_left) });
}
