// "What we remember": what the visitor agreed to, what the shop made of it, and forgetting it.

import { h } from "../lib/dom.js";
import { money } from "../lib/format.js";
import { shareTables } from "../lib/shares.js";
import { PURPOSES } from "../lib/visit.js";
import { breadcrumb } from "./frame.js";

export async function youPage(_name, context) {
  const { words, visit } = context;
  const text = words.shop.you;
  const body = h("div", {});
  const draw = (profile) => body.replaceChildren(choices(profile), remembered(profile));
  const places = [{ text: words.shop.home, href: "/" }, { text: text.title }];
  draw(await visit.profile());
  const nodes = [
    h("div", { class: "column part you" }, breadcrumb(places, words),
      h("h1", { text: text.title }), h("p", { class: "lead", text: text.lead }), body),
  ];
  return { title: text.title, nodes };

  function choices(profile) {
    const agreed = visit.agreed;
    const rows = PURPOSES.map((name) => {
      const granted = profile ? profile.purposes[name].granted : agreed.has(name);
      return h("div", { class: "choice" },
        h("input", { type: "checkbox", id: name, checked: granted, on: { change: (event) => say(name, event.target) } }),
        h("label", { for: name }, h("strong", { text: text.purposes[name][0] }), h("span", { text: text.purposes[name][1] })));
    });
    return h("fieldset", { class: "choices" }, h("legend", { text: text.choices }), rows);
  }

  async function say(name, box) {
    const told = await visit.agree({ [name]: box.checked });
    if (!told) box.checked = !box.checked;
    draw(await visit.profile());
    document.getElementById(name)?.focus();
  }

  function remembered(profile) {
    const taste = profile?.taste;
    if (!taste?.events) return h("p", { class: "nothing", text: text.nothing });
    const forget = async () => {
      await visit.forget();
      draw(await visit.profile());
    };
    return h("section", { class: "remembered" },
      h("h2", { text: text.remembered }),
      h("p", { text: text.count(taste.events) }),
      shareTables(taste, text, context.locale),
      taste.prices ? h("p", { text: text.prices(...taste.prices.map(spelled)) }) : null,
      Object.entries(taste.sizes).map(([kind, size]) => h("p", { text: text.size(kind, size) })),
      h("button", { type: "button", class: "button", text: text.forget, on: { click: forget } }));
  }

  function spelled(amount) {
    return money({ amount, currency: context.currency }, context.locale);
  }
}
