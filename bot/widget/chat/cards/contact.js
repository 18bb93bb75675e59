// How to reach a person. Shows the ways the server gives, else the shop's own.

import { h } from "../../lib/dom.js";

const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+$/;
const NUMBER = /^\+?[\d\s()-]{5,}$/;

export function contactCard(custom, { shop }) {
  const email = custom.email ?? shop.contact?.email ?? "";
  const phone = custom.phone ?? shop.contact?.phone ?? "";
  const ways = [
    NUMBER.test(phone) ? h("a", { href: `tel:${phone.replace(/[^\d+]/g, "")}`, text: phone }) : null,
    ADDRESS.test(email) ? h("a", { href: `mailto:${email}`, text: email }) : null,
  ].filter(Boolean);
  return ways.length ? [h("p", { class: "contact" }, ways)] : [];
}
