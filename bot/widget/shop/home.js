// The front page: what to ask, the departments, a few products customers like.

import { h, picture, safeUrl } from "../lib/dom.js";
import { roundMoney } from "../lib/format.js";
import { getProducts } from "./api.js";
import { invitation, suggestedShelf } from "./suggested.js";
import { departmentUrl } from "./frame.js";
import { imageUrl, shelf } from "./tile.js";

const PICKS = 8;
const GLIMPSES = 4;
const KINDS = 2;

export async function homePage(_name, context) {
  const { words, departments } = context;
  const [{ products }, suggested] = await Promise.all([
    getProducts({ sort: "rating", per_page: PICKS }), context.visit.recommend({ k: PICKS }),
  ]);
  const doors = departments.length
    ? section(words.shop.browse, h("ul", { class: "doors" }, departments.map((one) => door(one, words))))
    : null;
  const picks = section(words.shop.picks, products.length ? shelf(products, context) : null);
  const forYou = suggested?.personalised ? yours(suggested.hits, context) : null;
  const general = suggested?.hits.length && !suggested.personalised
    ? section(words.shop.popular, suggestedShelf(suggested.hits, context))
    : picks;
  const nodes = [welcome(context, products), forYou, asking(context), doors, forYou ? null : general];
  return { title: "", nodes };
}

/** What is suggested to this visitor, and where they see why and put an end to it. */
function yours(hits, context) {
  const { words } = context;
  if (!hits.length) return null;
  return section(words.shop.forYou, [
    suggestedShelf(hits, context),
    h("p", { class: "fine" }, h("a", { href: "/you", text: words.shop.you.link })),
  ]);
}

/** Asked once, where something would come of it; whoever has answered isn't asked again. */
function asking(context) {
  const { visit } = context;
  if (visit.hasAnswered) return null;
  const place = h("div", { class: "column part" });
  place.append(invitation(context, async (yes) => {
    if (yes && !(await visit.agree({ personalisation: true, analytics: true }))) return;
    if (!yes) visit.decline();
    place.replaceChildren(h("p", { role: "status", text: yes ? context.words.shop.remember.thanks : context.words.shop.remember.fine }));
  }));
  return place;
}

/** What to ask for: of the sample what it is made for, of a catalogue what it has most of. */
function openers({ shop, words, locale }) {
  if (shop.sample) return words.shop.examples;
  const kinds = (shop.kinds ?? []).map(({ name, under }) =>
    words.shop.exampleKind(name, under ? roundMoney(under, shop.currency, locale) : ""));
  return [...kinds.slice(0, KINDS), ...words.shop.exampleQuestions];
}

function welcome(context, products) {
  const { shop, words, ask } = context;
  const examples = openers(context).map((text) => h("li", {},
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
