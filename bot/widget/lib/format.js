// Money, dates and names as this shop's customers read them. Owns no elements.

/** `en_IE` (the shop's own spelling) as the browser wants it: `en-IE`. */
export function browserLocale(locale) {
  const tag = String(locale || "en").replace("_", "-");
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return "en";
  }
}

/** `{amount, currency}` -> `€19.90`; "" when there is no price. */
export function money(price, locale = "en") {
  if (!price || typeof price.amount !== "number") return "";
  try {
    const style = { style: "currency", currency: price.currency };
    return new Intl.NumberFormat(locale, style).format(price.amount);
  } catch {
    return `${price.amount} ${price.currency ?? ""}`.trim();
  }
}

/** A bound the customer named: whole amounts lose their `.00`. */
export function roundMoney(amount, currency, locale = "en") {
  if (!currency) return String(amount);
  const digits = Number.isInteger(amount) ? 0 : 2;
  const style = {
    style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
  };
  try {
    return new Intl.NumberFormat(locale, style).format(amount);
  } catch {
    return String(amount);
  }
}

/** What an offer saves, in whole per cent; 0 when nothing is saved. */
export function saving(price, listPrice) {
  if (!price || !listPrice || listPrice.currency !== price.currency) return 0;
  if (!(listPrice.amount > price.amount)) return 0;
  return Math.round((1 - price.amount / listPrice.amount) * 100);
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY = { day: "numeric", month: "long" };

/** `2026-11-20` or a full timestamp -> `20 November`; the words themselves when they are no date. */
export function day(value, locale = "en") {
  if (!value) return "";
  const date = dateOf(value);
  return date ? new Intl.DateTimeFormat(locale, DAY).format(date) : String(value);
}

/** One date, or `[from, to]` of which either may be missing -> `24–26 November`. */
export function dayRange(value, locale = "en") {
  const [from, to] = [value].flat().filter(Boolean);
  if (!from || !to || from === to) return day(from, locale);
  const [first, last] = [dateOf(from), dateOf(to)];
  if (!first || !last || first > last) return day(to, locale);
  return new Intl.DateTimeFormat(locale, DAY).formatRange(first, last);
}

/** Noon keeps a bare date on its day in every time zone. */
function dateOf(value) {
  const date = new Date(ISO_DAY.test(value) ? `${value}T12:00:00` : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Milliseconds since 1970 -> `14:32`. */
export function clock(at, locale = "en") {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);
}

const STEPS = [[60, "minute"], [3600, "hour"], [86400, "day"]];

/** How long ago it was: `3 minutes ago`, `now`. */
export function ago(iso, locale = "en") {
  const seconds = Math.max(0, (Date.now() - new Date(iso).getTime()) / 1000);
  const [length, unit] = STEPS.findLast(([least]) => seconds >= least) ?? [1, "second"];
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return words.format(seconds < 60 ? 0 : -Math.floor(seconds / length), unit);
}

/** `battery_life`, `attribute:battery_life` or `attributes.battery_life` -> `Battery life`. */
export function label(name) {
  const words = String(name).replace(/^(attribute:|attributes\.)/, "").replace(/_/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A recorded value of any kind as one line: money, dates, lists, yes and no. */
export function plain(value, locale = "en") {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((item) => plain(item, locale)).join(", ");
  if (typeof value === "object") {
    if ("amount" in value) return money(value, locale);
    return Object.values(value).map((item) => plain(item, locale)).join(" ");
  }
  if (typeof value === "string" && ISO_DAY.test(value)) return day(value, locale);
  return String(value);
}

/** `1136` -> `1,136`. */
export function count(number, locale = "en") {
  return new Intl.NumberFormat(locale).format(number);
}

/** `.274` -> `27%`. */
export function percent(share, locale = "en") {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}
