// The shop's policy in its own words, with where they stand. Owns no wording of policies.

import { h } from "../../lib/dom.js";

/** The words beside the quotes: what stands in a quote right below isn't said twice. */
export function besideQuotes(text, passages) {
  const rest = (passages ?? []).reduce((left, passage) => left.replace(passage.text, ""), text).trim();
  return rest || text;
}

export function policyCard({ passages }, { words }) {
  return (passages ?? []).slice(0, 2).map(({ heading, text, source }) =>
    h("figure", { class: "policy" },
      h("blockquote", {}, heading ? h("h3", { text: heading }) : null, lines(text)),
      source ? h("figcaption", { text: words.chat.fromPolicy(name(source)) }) : null));
}

/** `policy:returns#Refunds` or `returns` -> `returns`. */
function name(source) {
  return String(source).replace(/^policy:/, "").split("#")[0].replace(/_/g, " ");
}

function lines(text) {
  return String(text ?? "").split(/\n+/).filter(Boolean).map((line) => h("p", { text: line }));
}
