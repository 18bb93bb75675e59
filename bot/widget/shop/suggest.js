// What may be meant, under the search box while somebody types: a combobox with a list of its own.
// Owns keys, timing and the list; what is suggested is the server's.

import { h, picture } from "../lib/dom.js";
import { money } from "../lib/format.js";
import { suggest } from "./api.js";
import { imageUrl, productUrl } from "./tile.js";

const WAIT_MS = 90;

/** Let `form` with its `input` suggest. A choice goes to a product's page or searches. */
export function suggesting(form, input, context) {
  const { words, locale } = context;
  const list = h("ul", { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": words.shop.suggestions, hidden: true });
  const said = h("span", { class: "quiet", role: "status" });
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);
  form.append(list, said);

  let timer = 0;
  let asking = null;
  let active = -1;
  let typed = input.value;

  const options = () => [...list.querySelectorAll("[role=option]")];

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (place) => {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const chosen = options()[place];
    input.value = chosen ? chosen.dataset.text : typed;
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const take = (option) => {
    const { text, href } = option.dataset;
    close();
    if (href) window.location.assign(href);
    else {
      input.value = text;
      form.requestSubmit();
    }
  };

  const show = ({ suggestions, did_you_mean: meant }) => {
    const rows = suggestions.map((one, place) => row(one, place, { words, locale }));
    const hint = meant ? [h("li", { class: "meant", role: "presentation", text: words.shop.didYouMean(meant) })] : [];
    list.replaceChildren(...hint, ...rows);
    list.hidden = !rows.length;
    active = -1;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    input.removeAttribute("aria-activedescendant");
    said.textContent = rows.length ? words.shop.suggested(rows.length) : "";
  };

  const ask = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    typed = input.value;
    if (!typed.trim()) return close();
    try {
      const found = await suggest(typed, mine.signal);
      if (asking === mine && document.activeElement === input) show(found);
    } catch {
      // Aborted, or the server is away: nothing is suggested, and searching says so.
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = options().length - 1;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (event.key === "ArrowDown" && !list.hidden) mark(active >= last ? -1 : active + 1);
    else if (event.key === "ArrowUp" && !list.hidden) mark(active < 0 ? last : active - 1);
    else if (event.key === "Enter" && active >= 0) take(options()[active]);
    else if (event.key === "Escape" && !list.hidden) {
      input.value = typed;
      close();
    } else return;
    event.preventDefault();
  });
  // The pointer's press would take the cursor out of the box before the choice counts.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

function row(one, place, { words, locale }) {
  const isProduct = one.kind === "product";
  const detail = isProduct ? money(one.price, locale) : words.shop.suggestionKinds[one.kind]?.(one.count);
  return h("li", {
    id: `suggestion-${place}`, role: "option", "aria-selected": "false", class: `suggestion ${one.kind}`,
    dataset: { text: one.text, ...(isProduct ? { href: productUrl(one.product_id) } : {}) },
  },
  isProduct ? picture(imageUrl(one, one.variant_id), one.text, { eager: true }) : null,
  h("span", { class: "suggestion-text" }, marked(one)),
  detail ? h("span", { class: "suggestion-detail", text: detail }) : null);
}

/** What was typed stands out; places count code points. */
export function marked({ text, matched = [] }) {
  const letters = [...text];
  const pieces = [];
  let at = 0;
  for (const [start, stop] of matched) {
    pieces.push(letters.slice(at, start).join(""), h("mark", { text: letters.slice(start, stop).join("") }));
    at = stop;
  }
  return [...pieces, letters.slice(at).join("")];
}
