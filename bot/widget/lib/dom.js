// Building page elements from data. Owns the one rule that keeps hostile text harmless: whatever
// comes from the server becomes a text node or a checked address, never markup.

const SAFE_PROTOCOLS = new Set(["http:", "https:"]);

/**
 * Make an element. `props`: `class`, `text`, `dataset`, `on` ({event: handler}), `hidden`-like
 * booleans, anything else an attribute. `null`, `undefined` and `false` are left out.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = String(value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else if (name === "on") listen(element, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter(isPresent));
  return element;
}

function listen(element, handlers) {
  for (const [event, handler] of Object.entries(handlers)) element.addEventListener(event, handler);
}

function isPresent(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

/** An address fit for `href` or `src`, or "" when it isn't one: `javascript:` and friends are not. */
export function safeUrl(value, base = document.baseURI) {
  if (typeof value !== "string" || value.trim() === "") return "";
  try {
    const url = new URL(value, base);
    return SAFE_PROTOCOLS.has(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/** A picture that never shows the browser's broken sign: it falls back to the title's first letter. */
export function picture(src, title, { alt = "", eager = false } = {}) {
  const frame = h("span", { class: "picture" });
  const letter = () => {
    frame.classList.add("picture-missing");
    frame.replaceChildren(h("span", { "aria-hidden": "true", text: (title || "?").trim().charAt(0) }));
  };
  if (!src) {
    letter();
    return frame;
  }
  const loading = eager ? "eager" : "lazy";
  frame.append(h("img", { src, alt, loading, decoding: "async", on: { error: letter } }));
  return frame;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon drawn from our own path data; never called with data from the server. */
export function icon(paths, { size = 20, filled = false } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", focusable: "false",
    fill: filled ? "currentColor" : "none", stroke: filled ? "none" : "currentColor",
    "stroke-width": 1.75, "stroke-linecap": "round", "stroke-linejoin": "round",
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, String(value));
  for (const d of [paths].flat()) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
