// The records a statement rests on, as a list of field and value. Owns no judgement of them.

import { h } from "../../lib/dom.js";
import { label, plain } from "../../lib/format.js";

/** `[{field, value, source}]` as a definition list; null when there is none. */
export function evidenceList(evidence, { words, locale }) {
  // A row that only names an attribute says nothing; the row with its value follows.
  const known = (evidence ?? []).filter((one) => one?.field && one.field !== "attributes");
  if (!known.length) return null;
  const seen = new Set();
  const rows = known.map(({ field, value, source }) => {
    const text = plain(value, locale);
    const key = `${field}\n${text}`;
    if (!text || seen.has(key)) return null;
    seen.add(key);
    return [
      h("dt", { text: words.chat.fields[field] ?? label(field) }),
      h("dd", {}, text, " ", h("span", { class: "source", text: sourceName(source, words) })),
    ];
  });
  return h("dl", { class: "evidence" }, rows);
}

/** A disclosure under a message whose cards don't already show what it rests on. */
export function evidenceDisclosure(entry, context) {
  if ((entry.custom?.explanations ?? []).length || entry.custom?.passages) return null;
  const list = evidenceList(entry.evidence, context);
  if (!list) return null;
  return h("details", { class: "rests-on" }, h("summary", { text: context.words.chat.evidence }), list);
}

/** `catalog:FL-123/red` -> `catalogue`, `policy:returns#Refunds` -> `policy: Refunds`. */
function sourceName(source, words) {
  const [kind, rest = ""] = String(source ?? "").split(/:(.*)/s);
  const name = words.chat.sources[kind] ?? kind;
  const section = rest.split("#")[1];
  return section ? `${name}: ${section}` : name;
}
