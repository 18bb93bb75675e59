// The demo shop: one page file for every address, filled here. Owns which page an address shows;
// each page has its file.

import { h } from "../lib/dom.js";
import { browserLocale } from "../lib/format.js";
import { Visit } from "../lib/visit.js";
import { loadWords } from "../words/index.js";
import { ApiError, getDepartments, getShop } from "./api.js";
import { departmentPage } from "./department.js";
import { footer, header } from "./frame.js";
import { homePage } from "./home.js";
import { productPage } from "./product.js";
import { searchPage } from "./search.js";
import { youPage } from "./you.js";

const content = document.getElementById("content");

/** The page of an address: `/`, `/?q=words`, `/d/<department>`, `/p/<product_id>`, `/you`. */
function pageOf({ pathname, searchParams }) {
  if (pathname === "/you") return { kind: "you", draw: youPage, name: "" };
  const [, kind, rest] = pathname.match(/^\/([dp])\/(.+?)\/?$/) ?? [];
  if (kind === "d") return { kind, draw: departmentPage, name: decoded(rest) };
  if (kind === "p") return { kind, draw: productPage, name: decoded(rest) };
  if (pathname !== "/") return { draw: missingPage, name: pathname };
  const query = (searchParams.get("q") ?? "").trim();
  return query ? { draw: searchPage, name: query } : { draw: homePage, name: "" };
}

async function missingPage(pathname) {
  throw new ApiError(404, pathname);
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Send a question to the assistant, which opens; its own file may still be on its way. */
async function ask(text) {
  await customElements.whenDefined("storeclerk-chat");
  document.querySelector("storeclerk-chat")?.ask(text);
}

/** How many of it are in the chat's cart now; 0 when it could not be done. */
async function addToCart(item) {
  await customElements.whenDefined("storeclerk-chat");
  return (await document.querySelector("storeclerk-chat")?.addToCart(item)) ?? 0;
}

async function start() {
  const address = new URL(window.location.href);
  const page = pageOf(address);
  content.setAttribute("aria-busy", "true");
  let words = await loadWords("en");
  try {
    const [shop, departments] = await Promise.all([getShop(), getDepartments()]);
    words = await loadWords(shop.language);
    const context = {
      shop, departments, words, ask, addToCart, address, visit: new Visit(),
      locale: browserLocale(shop.locale), currency: shop.currency,
    };
    document.documentElement.lang = browserLocale(shop.locale);
    document.getElementById("top").replaceChildren(...header(context, page));
    document.getElementById("foot").replaceChildren(...footer(context));
    const { title, nodes } = await page.draw(page.name, context);
    document.title = title ? `${title} · ${shop.name}` : shop.name;
    content.replaceChildren(...nodes.filter(Boolean));
  } catch (error) {
    content.replaceChildren(problem(error, words));
  } finally {
    content.removeAttribute("aria-busy");
  }
}

function problem(error, { shop, tryAgain }) {
  const missing = error.isMissing;
  if (error.isMissing === undefined) console.error(error);
  document.title = missing ? shop.missingTitle : shop.failedTitle;
  const again = h("button", { type: "button", class: "button", text: tryAgain, on: { click: () => window.location.reload() } });
  const home = h("a", { href: "/", class: "button", text: shop.home });
  return h("div", { class: "column plain", role: "alert" },
    h("h1", { text: missing ? shop.missingTitle : shop.failedTitle }),
    h("p", { text: missing ? shop.missing : shop.failed }),
    missing ? home : again);
}

start();
