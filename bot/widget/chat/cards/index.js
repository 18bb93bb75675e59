// Which card shows which kind of answer. Owns the table; each kind has its file.

import { h } from "../../lib/dom.js";
import { cartCard } from "./cart.js";
import { compareCard } from "./compare.js";
import { contactCard } from "./contact.js";
import { orderCard } from "./order.js";
import { policyCard } from "./policy.js";
import { productCards } from "./products.js";
import { serviceCard } from "./service.js";

const CARDS = {
  products: productCards,
  product: productCards,
  compare: compareCard,
  order: orderCard,
  policy: policyCard,
  handoff: contactCard,
  service: serviceCard,
  cart: cartCard,
};

/**
 * The rich part of a message: none for a kind we don't know, its words are enough. `send` says
 * something for the customer.
 */
export function cards(entry, context, send) {
  const make = CARDS[entry.custom?.type];
  if (!make) return [];
  try {
    return make(entry.custom, context, send).filter(Boolean);
  } catch (error) {
    // A malformed card must not take the words down with it.
    console.warn("storeclerk: card left out", error);
    return [];
  }
}

/** Quick replies: each sends its own text; that of a facet says what it would leave, too. */
export function replies(entry, { words }, send) {
  const texts = (entry.custom?.quick_replies ?? []).filter((text) => typeof text === "string" && text);
  if (!texts.length) return [];
  const labels = new Map((entry.custom.facets ?? []).map((facet) => [facet.text, facet.label]));
  const buttons = texts.map((text) => h("button", {
    type: "button", class: "reply", text: labels.get(text) || sentence(text), on: { click: () => send(text) },
  }));
  return [h("div", { class: "replies", role: "group", "aria-label": words.chat.choices }, buttons)];
}

function sentence(text) {
  return text[0].toUpperCase() + text.slice(1);
}
