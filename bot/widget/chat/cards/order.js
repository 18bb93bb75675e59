// Where an order stands and what is in it. Shows what the server chose to tell to its own customer.

import { h, icon } from "../../lib/dom.js";
import { day, dayRange, label, money } from "../../lib/format.js";
import { CHECK } from "../../lib/icons.js";

export function orderCard({ order }, { words, locale }) {
  if (!order) return [];
  const { chat } = words;
  const list = order.steps ?? [];
  const reached = list.filter((step) => step.done).at(-1);
  const onTheWay = list.some((step) => !step.done);
  const expected = onTheWay ? dayRange(order.expected, locale) : "";
  const fact = (name, value) => (value ? [h("dt", { text: name }), h("dd", { text: value })] : null);
  return [h("article", { class: "order" },
    h("header", {},
      h("h3", { text: chat.order(order.order_id) }),
      h("span", { class: "badge", text: label(reached?.label ?? order.state ?? "") })),
    expected ? h("p", { class: "expected", text: chat.expected(expected) }) : null,
    steps(list, chat, locale),
    items(order.items ?? [], locale),
    h("dl", { class: "evidence" }, fact(chat.carrier, order.carrier), fact(chat.tracking, order.tracking)))];
}

function items(list, locale) {
  if (!list.length) return null;
  return h("ul", { class: "order-items" }, list.map(({ title, quantity, price }) => h("li", {},
    h("span", { text: quantity > 1 ? `${quantity} × ${title}` : title }),
    price ? h("span", { class: "sum", text: money(price, locale) }) : null)));
}

function steps(list, chat, locale) {
  if (!list.length) return null;
  const items = list.map(({ label: name, done, date }) => h("li", { class: done ? "step done" : "step" },
    h("span", { class: "mark" }, done ? icon(CHECK, { size: 14 }) : null),
    h("span", {}, label(name ?? ""), h("span", { class: "quiet", text: `, ${done ? chat.done : chat.pending}` })),
    date ? h("time", { datetime: date, text: day(date, locale) }) : null));
  return h("ol", { class: "steps" }, items);
}
