// Choosing a variant: one group of radio buttons an option (colour, size). Owns which variant a
// choice leads to.

import { h } from "../lib/dom.js";
import { label } from "../lib/format.js";

/** Every option's values, in the order the variants name them: `[[name, [value, ...]], ...]`. */
export function optionValues(variants) {
  const values = new Map();
  for (const { options = {} } of variants) {
    for (const [name, value] of Object.entries(options)) {
      if (!values.has(name)) values.set(name, []);
      if (!values.get(name).includes(value)) values.get(name).push(value);
    }
  }
  return [...values];
}

/** The variant with `name` = `value` that keeps the most of the present choice. */
export function nearestVariant(variants, chosen, name, value) {
  const kept = (variant) =>
    Object.entries(chosen.options ?? {}).filter(([key, had]) => variant.options?.[key] === had).length;
  return variants
    .filter((variant) => variant.options?.[name] === value)
    .sort((a, b) => kept(b) - kept(a))[0];
}

/** The groups, or nothing for a product that comes in one form only. `onChoose` gets the variant. */
export function optionPicker(variants, start, words, onChoose) {
  const groups = optionValues(variants);
  if (!groups.length) return null;
  let chosen = start;
  const form = h("form", { class: "options" });
  const choose = (name, value) => {
    chosen = nearestVariant(variants, chosen, name, value) ?? chosen;
    refresh();
    onChoose(chosen);
  };
  const refresh = () => {
    for (const input of form.querySelectorAll("input")) {
      const { name, value } = input;
      input.checked = chosen.options[name] === value;
      const combination = variants.find((variant) =>
        groups.every(([key]) => variant.options?.[key] === (key === name ? value : chosen.options[key])));
      mark(input, combination, words);
    }
  };
  form.append(...groups.map(([name, values]) => group(name, values, choose)));
  refresh();
  return form;
}

function group(name, values, choose) {
  const radios = values.map((value, place) => {
    const id = `option-${name}-${place}`;
    return h("span", { class: "option" },
      h("input", { type: "radio", id, name, value, on: { change: () => choose(name, value) } }),
      h("label", { for: id, text: value }));
  });
  return h("fieldset", {}, h("legend", { text: label(name) }), h("div", { class: "option-row" }, radios));
}

/** A value stays choosable when its combination is missing or sold out; it says which it is. */
function mark(input, combination, words) {
  const option = input.parentElement;
  const note = !combination ? words.shop.notMade : combination.in_stock === false ? words.outOfStock : "";
  option.classList.toggle("unavailable", note !== "");
  if (note) input.setAttribute("aria-label", `${input.value}, ${note}`);
  else input.removeAttribute("aria-label");
}
