// The chat's style sheets, made once and shared by every element. A page may set the tokens that
// begin with --storeclerk- to fit the chat to its own colours.

import { cardRules } from "./cards.js";
import { messageRules } from "./messages.js";
import { panelRules } from "./panel.js";

export const sheets = [panelRules, messageRules, cardRules].map((rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
});
