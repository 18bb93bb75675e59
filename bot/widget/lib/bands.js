// An interval over time as a band around its middle, and one interval as a line with a dot. Drawn for
// the eye alone: who calls writes every number as text, too. Owns no words.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 160;
const EDGE = 6;

/** `days`: [{estimate, low, high}], oldest first; what has no estimate is left out. */
export function band(days) {
  const known = days.filter((one) => one.estimate !== null && Number.isFinite(one.low) && Number.isFinite(one.high));
  const svg = element("svg", { class: "band", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  if (!known.length) return svg;
  const points = known.length === 1 ? [known[0], known[0]] : known;
  const least = Math.min(0, ...points.map((one) => one.low));
  const most = Math.max(0, ...points.map((one) => one.high));
  const x = (place) => EDGE + (place / (points.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value) => EDGE + ((most - value) / (most - least || 1)) * (HEIGHT - 2 * EDGE);
  const along = (name) => points.map((one, place) => `${x(place)},${y(one[name])}`);
  svg.append(
    element("polygon", { class: "between", points: [...along("high"), ...along("low").reverse()].join(" ") }),
    element("line", { class: "zero", x1: 0, x2: WIDTH, y1: y(0), y2: y(0) }),
    element("polyline", { class: "middle", points: along("estimate").join(" ") }));
  return svg;
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
