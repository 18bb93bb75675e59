// Telling the shop that somebody took a result. Owns no search.

/** Told even while the page goes away, and never waited for. */
export function tellClick(query, productId, server = window.location.href) {
  fetch(new URL("/api/events", server), {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ type: "click", product_id: productId, query: String(query ?? "").slice(0, 500) }),
  }).catch(() => {});
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
