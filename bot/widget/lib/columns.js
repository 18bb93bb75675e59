// Praise and blame as a picture: columns over time, bars side by side. Drawn for the eye alone: who
// calls writes every number as text, too. Owns no words.

const SVG = "http://www.w3.org/2000/svg";
const BAR = { width: 160, height: 12 };
const COLUMN = { width: 28, gap: 8, half: 60 };

/** Blame to the left of the middle, praise to the right; `most` fills a side. */
export function balanceBar({ positive, negative }, most) {
  const { width, height } = BAR;
  const middle = width / 2;
  const length = (value) => (most ? (value / most) * middle : 0);
  const svg = drawing(width, height, "balance");
  svg.append(
    rectangle("less", middle - length(negative), 1, length(negative), height - 2),
    rectangle("more", middle, 1, length(positive), height - 2),
    line(middle, 0, middle, height));
  return svg;
}

/** A column a month: praise above the line, blame below it. */
export function balanceColumns(months) {
  const { width, gap, half } = COLUMN;
  const most = Math.max(1, ...months.flatMap((one) => [one.positive, one.negative]));
  const svg = drawing(Math.max(1, months.length) * (width + gap), 2 * half, "over-time");
  months.forEach((one, place) => {
    const x = place * (width + gap) + gap / 2;
    const [up, down] = [one.positive, one.negative].map((value) => (value / most) * (half - 2));
    svg.append(
      rectangle("more", x, half - up, width, up),
      rectangle("less", x, half, width, down));
  });
  svg.append(line(0, half, Math.max(1, months.length) * (width + gap), half));
  return svg;
}

function drawing(width, height, name) {
  return element("svg", { class: name, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
}

function rectangle(name, x, y, width, height) {
  return element("rect", { class: name, x, y, width, height, rx: 2 });
}

function line(x1, y1, x2, y2) {
  return element("line", { class: "zero", x1, y1, x2, y2 });
}

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
