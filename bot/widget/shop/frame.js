// What stands around every page: header with departments and search, footer. Owns no page.

import { h, icon } from "../lib/dom.js";
import { SEARCH } from "../lib/icons.js";
import { viewCart } from "./cart.js";
import { suggesting } from "./suggest.js";

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;

export function departmentUrl(name) {
  return `/d/${encodeURIComponent(name)}`;
}

export function header(context, page) {
  const { shop, departments, words } = context;
  const text = words.shop;
  const links = departments.map(({ name }) => {
    const current = page.kind === "d" && page.name === name ? "page" : null;
    return h("li", {}, h("a", { href: departmentUrl(name), text: name, "aria-current": current }));
  });
  return [
    h("a", { class: "skip", href: "#content", text: text.skip }),
    h("div", { class: "column masthead" },
      h("a", { class: "name", href: "/", text: shop.name }),
      searchForm(context),
      viewCart(context)),
    links.length
      ? h("nav", { class: "departments", "aria-label": text.departments }, h("ul", { class: "column" }, links))
      : null,
  ].filter(Boolean);
}

function searchForm(context) {
  const text = context.words.shop;
  const query = context.address.searchParams.get("q") ?? "";
  const input = h("input", {
    id: "q", name: "q", type: "search", value: query, placeholder: text.searchHint, autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", enterkeyhint: "search", maxlength: 300, required: true,
  });
  const form = h("form", { class: "search", role: "search", action: "/", method: "get" },
    h("label", { class: "quiet", for: "q", text: text.search }),
    input,
    h("button", { type: "submit", "aria-label": text.searchButton }, icon(SEARCH)));
  suggesting(form, input, context);
  return form;
}

export function footer({ shop, words }) {
  const { email, phone } = shop.contact ?? {};
  const tax = shop.prices_include_tax ? words.shop.vat : words.shop.noVat;
  return [h("div", { class: "column foot" },
    h("div", {},
      h("p", { class: "name", text: shop.name }),
      h("p", { text: shop.tagline ?? "" })),
    h("div", {},
      ADDRESS.test(email ?? "") ? h("p", {}, h("a", { href: `mailto:${email}`, text: email })) : null,
      phone ? h("p", { text: phone }) : null,
      h("p", {}, h("a", { href: "/you", text: words.shop.you.link }))),
    h("p", { class: "fine", text: `${tax}.${shop.sample ? ` ${words.shop.footer}` : ""}` }))];
}

/** Where the reader is: `[{text, href?}]`, the last one without an address. */
export function breadcrumb(places, words) {
  const items = places.map(({ text, href }) =>
    h("li", {}, href ? h("a", { href, text }) : h("span", { "aria-current": "page", text })));
  return h("nav", { class: "breadcrumb", "aria-label": words.shop.breadcrumb }, h("ol", {}, items));
}
