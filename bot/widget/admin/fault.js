// Why a template was said in place of the model's words. Owns which of the server's own notes means
// which of the sentences in words/*.js; whatever is not listed was found by the check of the reply.

const MEANS = [
  [/^Overloaded$/, "busy"],
  [/^(DeadlineExceeded|there was no time left)$/, "late"],
  [/^(ShuttingDown|StepFailed|NotServing)$/, "down"],
  [/^no model is at hand$/, "none"],
  [/^the model was never taught/, "untaught"],
  [/^(the model was unsure|it was cut off)/, "unsure"],
  [/^it isn't made of clauses|^a control token or a brace/, "strayed"],
  [/^it is longer than|^it is far too long/, "long"],
  [/^the hour's budget is spent$/, "budget"],
  [/^the other model: /, "silent"],
];

export function fault(note, text) {
  const found = MEANS.find(([pattern]) => pattern.test(note));
  return text.faults[found ? found[1] : "untrue"];
}
