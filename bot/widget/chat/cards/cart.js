// What is in the cart, with what each costs now. Shows the server's list; an empty cart needs no card.

import { h } from "../../lib/dom.js";
import { money } from "../../lib/format.js";

export function cartCard({ items, total }, { words, locale, server }) {
  if (!items?.length) return [];
  const lines = items.map(({ product_id: id, title, quantity, price }) => h("li", {},
    h("a", { href: new URL(`/p/${encodeURIComponent(id)}`, server).href, text: quantity > 1 ? `${quantity} × ${title}` : title }),
    price ? h("span", { class: "sum", text: money({ ...price, amount: price.amount * quantity }, locale) }) : null));
  const sum = total ? h("p", { class: "cart-total" },
    h("span", { text: words.chat.total }), h("strong", { text: money(total, locale) })) : null;
  return [h("article", { class: "order cart" }, h("ul", { class: "order-items" }, lines), sum)];
}
