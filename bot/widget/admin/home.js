// What there is for the merchant, and what is wrong with the merchant's own file.

import { h } from "../lib/dom.js";

export async function homePage(admin, { text }) {
  const rules = await admin.get("/api/merchandising");
  const pages = ["searches", "explain", "replies"].map((page) => h("li", {},
    h("a", { href: `/admin/${page}`, text: text.pages[page] }), h("p", { class: "soft", text: text.about[page] })));
  return [
    h("ul", { class: "admin-list" }, pages),
    h("h2", { text: text.merchandising }),
    h("p", { text: text.rules(rules) }),
    rules.problems.length
      ? h("div", { class: "honest", role: "alert" }, rules.problems.map((one) => h("p", { text: one })))
      : null,
  ];
}
