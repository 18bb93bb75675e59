// What a query was taken to mean, as short labels. Owns the wording of chips and of the notice that
// a wish was loosened; the page or the chat decides where they stand.

import { label, money, plain, roundMoney } from "./format.js";

// A bare value of these says too little: `M` is a size, `4 l` a capacity.
const NAMED = new Set(["size", "capacity", "attribute:size", "attribute:capacity"]);
const YES = new Set(["yes", "true"]);

/** One constraint as a chip: `under €120`, `not black`, `waterproof`, `rated 4 or more`. */
export function chipText(constraint, words, { currency, locale }) {
  const { field, op } = constraint;
  if (op === "between") return rangeText(constraint, words, { currency, locale });
  // One word may stand for several values (`purple` for plum and lilac too): then the customer's own.
  if ((constraint.values ?? []).length > 1 && constraint.words) return constraint.words;
  const values = (constraint.values ?? []).map((value) => namedValue(field, value, words));
  const list = values.join(` ${words.or} `);
  return op === "none_of" ? `${words.not} ${list}` : list;
}

function namedValue(field, value, words) {
  if (field === "in_stock") return YES.has(String(value)) ? words.inStock : words.outOfStock;
  if (field.startsWith("attribute:") && YES.has(String(value))) return label(field).toLowerCase();
  if (NAMED.has(field)) return `${label(field).toLowerCase()} ${value}`;
  return plain(value);
}

function rangeText({ field, low, high, unit, open_low: above, open_high: below }, words, { currency, locale }) {
  const show = (bound) =>
    field === "price" ? roundMoney(bound, currency, locale) : `${bound} ${unit ?? ""}`.trim();
  const name = field === "price" ? "" : `${label(field).toLowerCase()} `;
  if (isSet(low) && isSet(high)) {
    return low === high ? `${name}${show(low)}` : `${name}${show(low)}–${show(high)}`;
  }
  if (isSet(high)) return `${name}${(below ? words.under : words.upTo)(show(high))}`;
  return `${name}${(above ? words.over : words.atLeast)(show(low))}`;
}

function isSet(bound) {
  return bound !== undefined && bound !== null;
}

/**
 * All chips of a query, each `{text, words, field, forget}`; `words` are the customer's own, "" when
 * unknown. `forget` holds what to say to be rid of each condition, in order, and last of the sort.
 */
export function chips(understood, words, shop, forget = []) {
  const constraints = understood?.constraints ?? [];
  const made = constraints.map((constraint, place) => ({
    text: chipText(constraint, words, shop),
    words: constraint.words ?? "",
    field: constraint.field,
    forget: forget[place] ?? "",
  }));
  const sort = understood?.sort && words.sorts[understood.sort];
  if (sort) made.push({ text: sort, words: "", field: "sort", forget: forget[constraints.length] ?? "" });
  return made.filter((chip) => chip.text);
}

/** What had to be given up, as sentences; empty when every wish was met. */
export function relaxedNotices({ relaxed, understood, nearest }, words, shop) {
  return (relaxed ?? []).map(({ constraint: field, from, to }) => {
    if (field === "category" && from && to) return words.otherKind(from, to);
    const said = (understood?.constraints ?? []).find((one) => one.field === field && one.op !== "none_of");
    const wish = chipText(said ?? unstated(field, from), words, shop) || label(field).toLowerCase();
    if (field === "price" && nearest) return words.nearest(wish, money(nearest, shop.locale));
    return to ? words.loosened(wish, chipText(unstated(field, to), words, shop)) : words.dropped(wish);
  });
}

const BOUND = /^([≤≥<>]) (-?[\d.e+]+)(?: (.*))?$/;
const SPAN = /^(-?[\d.e+]+)–(-?[\d.e+]+)(?: (.*))?$/;

/** The server states a loosened wish in signs (`≤ 30`, `20–30 cm`, `blue`): as a constraint again. */
function unstated(field, stated) {
  const text = String(stated ?? "");
  const [, sign, bound, boundUnit] = text.match(BOUND) ?? [];
  if (sign) {
    const side = sign === "≤" || sign === "<" ? "high" : "low";
    const open = { [`open_${side}`]: sign === "<" || sign === ">" };
    return { field, op: "between", [side]: Number(bound), unit: boundUnit, ...open };
  }
  const [, low, high, unit] = text.match(SPAN) ?? [];
  if (low) return { field, op: "between", low: Number(low), high: Number(high), unit };
  return { field, op: "any_of", values: text ? [text] : [] };
}

/** The spelling that was searched instead of the one typed. */
export function correctionNotices(understood, words) {
  return (understood?.corrections ?? []).map(({ from, to }) => words.corrected(from, to));
}
