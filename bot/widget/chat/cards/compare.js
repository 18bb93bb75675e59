// Products side by side. Owns no choice of rows: the server says what is worth comparing.

import { h, safeUrl } from "../../lib/dom.js";
import { label, plain } from "../../lib/format.js";

export function compareCard({ table }, { words, locale, server }) {
  const { columns = [], rows = [] } = table ?? {};
  if (!columns.length) return [];
  const head = columns.map(({ product_id: id, title, url }) => {
    const href = safeUrl(url, server) || new URL(`/p/${encodeURIComponent(id)}`, server).href;
    return h("th", { scope: "col" }, h("a", { href, text: title }));
  });
  const body = rows.map((row) => h("tr", { class: row.differs === false ? "same" : "" },
    h("th", { scope: "row", text: label(row.label) }),
    columns.map((_, place) => h("td", {}, plain(row.values?.[place], locale) || "–", mark(row, place)))));
  const caption = h("caption", { class: "quiet", text: words.chat.compare });
  const frame = h("table", {}, caption,
    h("thead", {}, h("tr", {}, h("td"), head)), h("tbody", {}, body));
  // A wide table scrolls inside its frame, which the keyboard can reach.
  return [h("div", { class: "compare", tabindex: "0", role: "region", "aria-label": words.chat.compare }, frame)];
}

/** Where one number is the least or the most of its row, in a word: `lightest`. */
function mark(row, place) {
  if (row.mark?.place !== place) return null;
  return [" ", h("span", { class: "mark-word", text: row.mark.text })];
}
