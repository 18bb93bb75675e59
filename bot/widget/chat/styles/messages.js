// Bubbles, what hangs under them, quick replies, the typing sign.

export const messageRules = `
.message { display: flex; flex-direction: column; gap: 8px; min-width: 0; }
.message.customer { align-items: flex-end; }
.bubble { max-width: 100%; overflow-wrap: anywhere; }
.bubble > :is(p, ul) + :is(p, ul) { margin-top: 6px; }
.bubble ul { padding-inline-start: 18px; list-style: disc; }
.bubble li + li { margin-top: 3px; }
.shop > .bubble { padding: 0 4px; }
.customer > .bubble {
  max-width: 86%; padding: 8px 14px; border-radius: 14px 14px 4px 14px;
  background: var(--accent); color: var(--on-accent);
}
.human > .bubble { padding: 8px 14px; border-radius: 14px 14px 14px 4px; background: var(--tint); align-self: flex-start; max-width: 92%; }
.by { color: var(--accent); font-size: 13px; font-weight: 650; }
.by + * + p { margin-top: 1px; }
.aside > .bubble { align-self: center; padding: 0 12px; color: var(--soft); font-size: 13px; text-align: center; text-wrap: balance; }
.failed > .bubble { background: var(--wash); color: var(--ink); border: 1px dashed var(--problem); }

.footer { display: flex; flex-wrap: wrap; align-items: center; gap: 0 14px; color: var(--soft); font-size: 12.5px; padding: 0 4px; }
.customer > .footer { gap: 8px; margin-top: -4px; }
.rests-on[open] { flex-basis: 100%; }
.footer-row { display: flex; align-items: center; gap: 8px; min-height: 28px; }
.problem { color: var(--problem); }
.link { padding: 0; border: 0; background: none; color: var(--accent); text-decoration: underline; text-underline-offset: 2px; font-weight: 600; }
.votes { display: inline-flex; gap: 2px; }
.vote {
  display: grid; place-items: center; width: 28px; height: 28px; border: 0; border-radius: 8px;
  background: none; color: var(--soft);
}
.vote:hover { background: var(--wash); color: var(--ink); }
.vote[aria-pressed="true"] { background: var(--tint); color: var(--accent); }

.replies { display: flex; flex-wrap: wrap; gap: 8px; }
.log-list + .replies { margin-top: 14px; }
.reply {
  padding: 7px 14px; border: 1px solid color-mix(in srgb, var(--accent) 55%, var(--paper)); border-radius: 999px;
  background: none; color: var(--accent); font-size: 14px; font-weight: 550; text-align: start; line-height: 1.35;
}
.reply:hover { background: var(--tint); }

.typing { display: flex; align-items: center; min-height: 24px; margin-top: 14px; padding: 0 4px; }
.dots { display: inline-flex; gap: 5px; }
.dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); opacity: .55; }
@media (prefers-reduced-motion: no-preference) {
  .dots i { animation: breathe 1.2s infinite ease-in-out; }
  .dots i:nth-child(2) { animation-delay: .15s; }
  .dots i:nth-child(3) { animation-delay: .3s; }
  @keyframes breathe { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
}

details > summary {
  display: inline-block; padding: 3px 0; color: var(--accent); font-size: 13px; font-weight: 550; cursor: pointer;
  border-radius: 4px; list-style: none;
}
details > summary::-webkit-details-marker { display: none; }
details > summary::after { content: "+"; margin-inline-start: 6px; font-weight: 400; }
details[open] > summary::after { content: "–"; }
.evidence { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 14px; margin-top: 4px; font-size: 13px; line-height: 1.45; }
.evidence:empty { display: none; }
.evidence dt { color: var(--soft); }
.evidence dd { color: var(--ink); overflow-wrap: anywhere; }
.source { color: var(--soft); font-size: 12px; }
.source::before { content: "· "; }
`;
