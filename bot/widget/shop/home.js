// The front page: what to ask, the departments, a few products customers like.

import { h, picture, safeUrl } from "../lib/dom.js";
import { getProducts } from "./api.js";
import { departmentUrl } from "./frame.js";
import { imageUrl, shelf } from "./tile.js";

const PICKS = 8;
const GLIMPSES = 4;

export async function homePage(_name, context) {
  const { words, departments } = context;
  const { products } = await getProducts({ sort: "rating", per_page: PICKS });
  const nodes = [
    welcome(context, products),
    section(words.shop.browse, h("ul", { class: "doors" }, departments.map((one) => door(one, words)))),
    products.length ? section(words.shop.picks, shelf(products, context)) : null,
  ];
  return { title: "", nodes };
}

function welcome({ shop, words, ask }, products) {
  const examples = words.shop.examples.map((text) => h("li", {},
    h("button", { type: "button", class: "example", text, on: { click: () => ask(text) } })));
  const glimpse = products.slice(-GLIMPSES).map((one) =>
    picture(imageUrl(one, one.variant_id), one.title, { eager: true }));
  return h("section", { class: "welcome" }, h("div", { class: "column welcome-row" },
    h("div", {},
      h("h1", { text: shop.tagline || shop.name }),
      h("p", { class: "lead", text: words.shop.homeLead }),
      h("h2", { class: "quiet", text: words.shop.askTitle }),
      h("ul", { class: "examples" }, examples)),
    h("div", { class: "glimpse", "aria-hidden": "true" }, glimpse)));
}

function section(title, body) {
  return h("section", { class: "column part" }, h("h2", { text: title }), body);
}

function door({ name, count, image }, words) {
  return h("li", {}, h("a", { class: "door", href: departmentUrl(name) },
    picture(safeUrl(image), name),
    h("span", { class: "door-name", text: name }),
    h("span", { class: "door-count", text: words.shop.count(count) })));
}
