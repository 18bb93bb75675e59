// One piece of copy: its parts with what they rest on, what is wrong with it, and the three things
// that can be done. Owns the card; what a decision does to the list is the page's.

import { h } from "../../lib/dom.js";
import { money } from "../../lib/format.js";

/** `decide(action, body)` resolves to the piece as it is then, or throws with its `findings`. */
export function card(piece, { text, locale, decide }) {
  const words = text.copy;
  const element = h("article", {
    class: "copy-card", id: `piece-${piece.piece_id}`, tabindex: 0,
    "aria-label": `${words.kinds[piece.kind]}, ${piece.title || piece.product_id}`,
  });
  const show = (shown, findings = shown.findings) => {
    element.dataset.state = shown.state;
    element.replaceChildren(...reading(shown, findings, words, element, locale));
    bind(shown);
  };
  const tell = async (action, body) => {
    try {
      show(await decide(action, body, piece.piece_id));
      element.focus();
      return true;
    } catch (error) {
      const findings = error.answer?.findings ?? [{ part: "", words: "", why: error.message || words.failed }];
      problems(element, findings, words);
      return false;
    }
  };
  const bind = (shown) => {
    element.accept = () => tell("accept", {});
    element.reject = () => tell("reject", { reason: element.querySelector("input")?.value.trim() ?? "" });
    element.edit = () => element.replaceChildren(...editing(shown, words, tell, () => { show(shown); element.focus(); }));
  };
  element.show = show;
  show(piece);
  return element;
}

function reading(piece, findings, words, element, locale) {
  const act = (name) => h("button", { type: "button", class: "narrow", text: words[name], on: { click: () => element[name]() } });
  const why = h("input", { id: `why-${piece.piece_id}`, maxlength: 2000, autocomplete: "off" });
  return [
    h("p", { class: "soft" }, [words.kinds[piece.kind], words.states[piece.state], piece.decided_by, piece.audience].filter(Boolean).join(" · ")),
    h("h2", { text: piece.title || piece.product_id }),
    piece.because ? h("p", { class: "soft", text: `${piece.customer_id}: ${piece.because}` }) : null,
    ...piece.parts.map((part) => shownPart(part, words)),
    piece.mail?.shelf.length ? shelf(piece.mail.shelf, words, locale) : null,
    piece.mail ? folded(words.plain, h("pre", { text: piece.mail.plain })) : null,
    piece.mail ? folded(words.html, h("pre", { text: piece.mail.html })) : null,
    piece.reason ? h("p", { class: "soft", text: words.because(piece.reason) }) : null,
    h("div", { class: "copy-problems", role: "alert" }, listed(findings, words)),
    h("div", { class: "copy-acts" }, act("accept"), act("edit"), act("reject")),
    h("label", { for: why.id, text: words.why }), why,
  ].filter(Boolean);
}

function shownPart(part, words) {
  const room = part.limit < 1000 ? words.room(part.text.length, part.limit) : words.length(part.text.length);
  return h("section", {},
    h("h3", {}, `${words.parts[part.part] ?? part.part} `, h("span", { class: "soft", text: room })),
    h("p", { class: "copy-text", text: part.text }),
    folded(words.evidence(part.evidence.length), facts(part.evidence)));
}

/** What else stands in the e-mail, picked for this one customer. */
function shelf(things, words, locale) {
  return h("section", {},
    h("h3", { text: words.shelf }),
    h("ul", { class: "copy-shelf" }, things.map((one) => h("li", {},
      h("p", { text: `${one.title}, ${money(one.price, locale)}` }),
      h("p", { class: "soft", text: one.because }),
      folded(words.evidence(one.evidence.length), facts(one.evidence))))));
}

function facts(evidence) {
  return h("ul", {}, evidence.map(({ field, value, source }) => h("li", { text: `${field}: ${value} (${source})` })));
}

function folded(title, ...content) {
  return h("details", {}, h("summary", { text: title }), content);
}

function editing(piece, words, tell, stop) {
  const fields = piece.parts.map((part) => [part, h("textarea", { id: `${piece.piece_id}-${part.part}`, rows: part.limit < 100 ? 2 : 5 })]);
  for (const [part, field] of fields) field.value = part.text;
  const submit = (event) => {
    event.preventDefault();
    tell("edit", { texts: Object.fromEntries(fields.map(([part, field]) => [part.part, field.value])) });
  };
  const leave = (event) => event.key === "Escape" && stop();
  const form = h("form", { class: "copy-edit", on: { submit, keydown: leave } },
    fields.map(([part, field]) => [h("label", { for: field.id, text: words.parts[part.part] ?? part.part }), field]),
    h("div", { class: "copy-problems", role: "alert" }),
    h("div", { class: "copy-acts" },
      h("button", { type: "submit", class: "narrow", text: words.save }),
      h("button", { type: "button", class: "narrow", text: words.leave, on: { click: stop } })));
  requestAnimationFrame(() => fields[0][1].focus());
  return [h("h2", { text: piece.title || piece.product_id }), form];
}

function problems(element, findings, words) {
  element.querySelector(".copy-problems")?.replaceChildren(...listed(findings, words));
}

/** Which words are wrong, and why. */
function listed(findings, words) {
  return findings.map(({ part, words: said, why }) => h("p", { class: "problem" },
    part ? `${words.parts[part] ?? part}: ` : "", said ? h("mark", { text: said }) : null, said ? ` ${why}` : why));
}
