// The merchant's pages: one file for every address under /admin, filled here once the admin token is
// given. Owns the token for as long as the tab lives, and which page an address shows.

import { h } from "../lib/dom.js";
import { browserLocale } from "../lib/format.js";
import { getShop } from "../shop/api.js";
import { loadWords } from "../words/index.js";
import { Admin } from "./api.js";
import { copyPage } from "./copy/page.js";
import { audiencesPage } from "./audiences.js";
import { customersPage } from "./customers.js";
import { experimentsPage } from "./experiments/page.js";
import { explainPage } from "./explain.js";
import { exposurePage } from "./exposure.js";
import { feelingsPage } from "./feelings.js";
import { homePage } from "./home.js";
import { inboxPage } from "./inbox/page.js";
import { predictPage } from "./predict.js";
import { questionsPage } from "./questions.js";
import { repliesPage } from "./replies.js";
import { requestsPage } from "./requests.js";
import { searchesPage } from "./searches.js";

const PAGES = {
  "": homePage,
  inbox: inboxPage,
  requests: requestsPage,
  copy: copyPage,
  customers: customersPage,
  searches: searchesPage,
  questions: questionsPage,
  feelings: feelingsPage,
  predict: predictPage,
  audiences: audiencesPage,
  exposure: exposurePage,
  experiments: experimentsPage,
  explain: explainPage,
  replies: repliesPage,
};
const KEPT = "storeclerk:admin";
const content = document.getElementById("content");

async function start() {
  const [, name = ""] = window.location.pathname.match(/^\/admin\/?([a-z]*)\/?$/) ?? [];
  const shop = await getShop();
  const words = await loadWords(shop.language);
  const text = words.admin;
  const context = { shop, words, text, locale: browserLocale(shop.locale), currency: shop.currency, address: new URL(window.location.href) };
  document.documentElement.lang = context.locale;
  document.title = `${text.pages[name]} · ${shop.name}`;
  document.getElementById("top").replaceChildren(header(context, name));
  await show(name, context, sessionStorage.getItem(KEPT) ?? "");
}

async function show(name, context, token) {
  if (!token) return content.replaceChildren(gate(name, context));
  try {
    const nodes = await PAGES[name](new Admin(token), context);
    sessionStorage.setItem(KEPT, token);
    content.replaceChildren(h("div", { class: "column part" }, h("h1", { text: context.text.pages[name] }), nodes));
  } catch (error) {
    if (error.status !== 401 && error.status !== 403) throw error;
    sessionStorage.removeItem(KEPT);
    content.replaceChildren(gate(name, context, true));
  }
  return undefined;
}

function header({ shop, text }, name) {
  const links = Object.keys(PAGES).map((page) => h("li", {},
    h("a", { href: page ? `/admin/${page}` : "/admin", text: text.pages[page], "aria-current": page === name ? "page" : null })));
  return h("div", {},
    h("div", { class: "column masthead" }, h("a", { class: "name", href: "/", text: shop.name })),
    h("nav", { class: "departments", "aria-label": text.navigation }, h("ul", { class: "column" }, links)));
}

function gate(name, context, refused = false) {
  const { text } = context;
  const input = h("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const enter = (event) => {
    event.preventDefault();
    show(name, context, input.value.trim()).catch(fail);
  };
  return h("div", { class: "column plain" },
    h("h1", { text: text.pages[name] }),
    refused ? h("p", { role: "alert", text: text.refused }) : null,
    h("form", { class: "gate", on: { submit: enter } },
      h("label", { for: "token", text: text.token }), input,
      h("button", { type: "submit", class: "button", text: text.enter })),
    h("p", { class: "soft", text: text.tokenHint }));
}

function fail(error) {
  console.error(error);
  content.replaceChildren(h("div", { class: "column plain", role: "alert" }, h("h1", { text: "Storeclerk" }), h("p", { text: String(error.message) })));
}

start().catch(fail);
