// What there is for the merchant, and what is wrong with the merchant's own file.

import { h } from "../lib/dom.js";

export async function homePage(admin, { text }) {
  const [rules, policies] = await Promise.all([admin.get("/api/merchandising"), admin.get("/api/knowledge")]);
  const pages = Object.keys(text.about).map((page) => h("li", {},
    h("a", { href: `/admin/${page}`, text: text.pages[page] }), h("p", { class: "soft", text: text.about[page] })));
  return [
    h("ul", { class: "admin-list" }, pages),
    h("h2", { text: text.merchandising }),
    h("p", { text: text.rules(rules) }),
    problems(rules),
    h("h2", { text: text.policies }),
    h("p", { text: text.policiesRead(policies) }),
    problems(policies),
  ];
}

function problems({ problems: told }) {
  return told.length ? h("div", { class: "honest", role: "alert" }, told.map((one) => h("p", { text: one }))) : null;
}
