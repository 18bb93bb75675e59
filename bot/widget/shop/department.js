// One department's shelf, sorted and in pages.

import { h } from "../lib/dom.js";
import { ApiError, getProducts } from "./api.js";
import { breadcrumb } from "./frame.js";
import { shelf } from "./tile.js";

const PER_PAGE = 24;

export async function departmentPage(name, context) {
  const { words, departments, address } = context;
  const department = departments.find((one) => one.name === name);
  if (!department) throw new ApiError(404, name);
  const sort = address.searchParams.get("sort") ?? "";
  const page = Math.max(1, Number.parseInt(address.searchParams.get("page") ?? "1", 10) || 1);
  const { products, total } = await getProducts({ department: name, page, per_page: PER_PAGE, sort });
  const nodes = [h("div", { class: "column part" },
    breadcrumb([{ text: words.shop.home, href: "/" }, { text: name }], words),
    h("div", { class: "title-row" },
      h("div", {}, h("h1", { text: name }), h("p", { class: "soft", text: words.shop.count(total) })),
      sorter(sort, words.shop)),
    shelf(products, context, { level: "h2" }),
    pager({ page, pages: Math.ceil(total / PER_PAGE), sort }, words.shop))];
  return { title: name, nodes };
}

function sorter(sort, text) {
  const options = text.sortOptions.map(([value, name]) =>
    h("option", { value, text: name, selected: value === sort }));
  const go = (event) => { window.location.search = query({ sort: event.target.value }); };
  return h("div", { class: "sorter" },
    h("label", { for: "sort", text: text.sortLabel }),
    h("select", { id: "sort", on: { change: go } }, options));
}

function query({ page, sort }) {
  const given = [["page", page > 1 ? page : ""], ["sort", sort ?? ""]].filter(([, value]) => value);
  return `?${new URLSearchParams(given)}`;
}

/** First, last, and the neighbours of the page at hand; a gap of two or more becomes null. */
export function pageNumbers(page, pages) {
  const wanted = [1, page - 1, page, page + 1, pages].filter((n) => n >= 1 && n <= pages);
  const numbers = [...new Set(wanted)].sort((a, b) => a - b);
  return numbers.flatMap((n, i) => {
    const gap = i ? n - numbers[i - 1] - 1 : 0;
    if (gap === 1) return [n - 1, n];
    return gap ? [null, n] : [n];
  });
}

function pager({ page, pages, sort }, text) {
  if (pages < 2) return null;
  const link = (n, name, options = {}) =>
    h("li", {}, h("a", { href: query({ page: n, sort }), text: name, ...options }));
  const numbers = pageNumbers(page, pages).map((n) => {
    if (n === null) return h("li", { class: "gap", "aria-hidden": "true", text: "…" });
    return link(n, n, { "aria-label": text.page(n), "aria-current": n === page ? "page" : null });
  });
  return h("nav", { class: "pager", "aria-label": text.pages }, h("ul", {},
    page > 1 ? link(page - 1, text.previous, { rel: "prev" }) : null,
    numbers,
    page < pages ? link(page + 1, text.next, { rel: "next" }) : null));
}
