// Telling the shop that somebody took a result. Owns no search.

import { Visit } from "./visit.js";

/** Told even while the page goes away, and never waited for. Whoever lets the shop remember is told
 * by their token; for everybody else the click is counted alone. */
export function tellClick(query, productId, server = window.location.href) {
  const visit = new Visit(server);
  const event = { type: "click", product_id: productId };
  const asked = String(query ?? "").slice(0, 500);
  if (asked) event.query = asked;
  if (visit.token && visit.agreed.size) {
    visit.tell(event);
  } else if (asked) {
    fetch(new URL("/api/events", server), {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(event),
    }).catch(() => {});
  }
}

/** Handlers for a list whose items are `hits` in their order: a followed link is told. */
export function followed(hits, query, server) {
  const tell = (event) => {
    const item = event.target.closest("a[href]") && event.target.closest("li");
    const place = item ? [...event.currentTarget.children].findIndex((one) => one.contains(item)) : -1;
    if (place >= 0) tellClick(query, hits[place].product_id, server);
  };
  return { click: tell, auxclick: tell };
}
