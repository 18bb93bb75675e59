// What is about to be done, or was done: the table that the customer says yes to. Shows what the
// server wrote, row by row; a question alone needs no card.

import { h } from "../../lib/dom.js";

export function serviceCard({ stage, summary }) {
  if (!summary?.length) return [];
  const rows = summary.flatMap(({ label, value }) => [h("dt", { text: label }), h("dd", { text: value })]);
  return [h("article", { class: `service ${stage === "done" ? "done" : "waits"}` }, h("dl", {}, rows))];
}
