// Sums over an explained reply's attention. Owns no elements.
//
// `told` is what `/api/replies/{id}` gives. The token at `place` was drawn from the row before it: that
// row is what was looked at when it was written.

/** The places of the tokens that were written. */
export function written(told) {
  return told.tokens.map((_, place) => place).filter((place) => place >= told.prompt_tokens);
}

/** A share for each token that stood before `place` when it was written; `head` null: the mean of all. */
export function looks(told, place, head) {
  const heads = head ? [told.attention[head.layer][head.head]] : told.attention.flat();
  const shares = new Array(place).fill(0);
  for (const rows of heads) {
    rows[place - 1].forEach((share, at) => { shares[at] += share / heads.length; });
  }
  return shares;
}

/** What goes to `target`: a part's name, or `fact:` and a slot. */
export function sumOf(told, shares, target) {
  return shares.reduce((sum, share, at) => (isOf(told.tokens[at], target) ? sum + share : sum), 0);
}

function isOf(token, target) {
  if (!target.startsWith("fact:")) return token.part === target;
  return token.part === "facts" && `fact:${token.slot}` === target;
}

/** The most looked at first. */
export function strongest(shares, most) {
  return shares.map((share, at) => ({ share, at })).sort((a, b) => b.share - a.share).slice(0, most);
}

/** A token as it is shown: a slot of the reply by its fact, a blank by its sign. */
export function shown(told, place) {
  const token = told.tokens[place];
  if (token.part === "reply" && token.slot) return factOf(told, token.slot)?.text ?? token.text;
  if (token.slot) return token.slot;
  return token.text.trim() || "␣";
}

/** The same in a sentence: a slot by its name. */
export function named(told, place) {
  const { slot } = told.tokens[place];
  return slot ? `{${slot}}` : `“${shown(told, place)}”`;
}

export function factOf(told, slot) {
  return told.facts.find((fact) => fact.slot === slot);
}
