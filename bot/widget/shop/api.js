// The shop's JSON, read from the server. Owns turning a bad answer into one kind of error.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }

  get isMissing() {
    return this.status === 404;
  }
}

export const getShop = () => call("/api/shop");

/** `[{name, count, image}]`, in the shop's order. */
export async function getDepartments() {
  return (await call("/api/departments")).departments;
}

/** `{products, total, page}`; `undefined` and "" among `wanted` are left to the server. */
export function getProducts(wanted) {
  const given = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== "");
  return call(`/api/products?${new URLSearchParams(given)}`);
}

export const getProduct = (id) => call(`/api/products/${encodeURIComponent(id)}`);

/** `asked` may hold `filters` ([{field, op, values}]), `also`, `without`, `sort`, `facets`. */
export function search(query, k, asked = {}) {
  return call("/api/search", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, k, ...asked }),
  });
}

/** `{suggestions, did_you_mean}` for what stands in the search box. */
export function suggest(typed, signal) {
  return call(`/api/suggest?${new URLSearchParams({ q: typed })}`, { signal });
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable");
  }
  const json = await answer.json().catch(() => null);
  if (!answer.ok) throw new ApiError(answer.status, json?.error?.message ?? "");
  if (json === null) throw new ApiError(answer.status, "");
  return json;
}
