// The button that puts the chosen version into the chat's cart, and the way to see that cart. Owns no
// cart: that is the conversation's.

import { h } from "../lib/dom.js";

/** `chosen()` is the variant that is shown. `{element, refresh}`; `refresh` when another is chosen. */
export function addToCart(product, chosen, context) {
  const { words: { shop: text }, visit, addToCart: put } = context;
  const said = h("p", { class: "in-cart", role: "status" });
  const button = h("button", { type: "button", class: "button wide", text: text.addToCart, on: { click: add } });
  async function add() {
    button.disabled = true;
    const { variant_id: variantId } = chosen();
    const count = await put({ product_id: product.product_id, variant_id: variantId });
    if (count) visit.tell({ type: "cart", product_id: product.product_id });
    said.replaceChildren(...(count ? [text.inCart(count, named(product, chosen())), " ", viewCart(context)] : [text.notInCart]));
    refresh();
  }
  function refresh() {
    button.disabled = chosen().in_stock === false;
  }
  refresh();
  return { element: h("div", { class: "to-cart" }, button, said), refresh };
}

export function viewCart({ words, ask }) {
  const { shop } = words;
  return h("button", { type: "button", class: "link-button", text: shop.viewCart, on: { click: () => ask(shop.viewCartText) } });
}

function named({ title }, { options }) {
  const chosen = Object.values(options ?? {}).join(", ");
  return chosen ? `${title} (${chosen})` : title;
}
