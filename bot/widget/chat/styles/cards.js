// Products, comparison, order, service, policy.

export const cardRules = `
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chip { display: inline-flex; align-items: center; min-height: 28px; padding: 2px 10px; border-radius: 999px; background: var(--wash); color: var(--ink); font-size: 13px; }
.chip .remove { margin-inline: 4px -8px; width: 24px; height: 24px; border: 0; border-radius: 50%; background: none; color: var(--soft); font: inherit; font-size: 15px; line-height: 1; cursor: pointer; }
.chip .remove:hover, .chip .remove:focus-visible { background: var(--line); color: var(--ink); }
.honest { padding: 8px 12px; border-inline-start: 3px solid var(--accent); background: var(--tint); border-radius: 0 8px 8px 0; font-size: 14px; }

.products { display: flex; flex-direction: column; border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.products > li + li { border-top: 1px solid var(--line); }
.product { display: grid; grid-template-columns: 88px minmax(0, 1fr); gap: 14px; padding: 12px; }
.picture { display: block; width: 88px; aspect-ratio: 1; border-radius: 8px; overflow: hidden; background: var(--wash); }
.picture img { display: block; width: 100%; height: 100%; object-fit: cover; }
.picture-missing { display: grid; place-items: center; color: var(--soft); font-size: 28px; }
.product-words { min-width: 0; overflow-wrap: anywhere; }
.product h3 { font-size: 15px; font-weight: 600; line-height: 1.35; }
.product h3 a { color: var(--ink); text-decoration: none; }
.product h3 a:hover { color: var(--accent); text-decoration: underline; }
.options { color: var(--soft); font-size: 13px; }
.price { margin-top: 3px; }
.price strong { font-weight: 650; }
.price s { color: var(--soft); font-size: 13.5px; }
.offer strong, .saving { color: var(--accent); }
.saving { font-size: 13px; font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; gap: 2px 12px; color: var(--soft); font-size: 13px; }
.stock::before { content: ""; display: inline-block; width: 7px; height: 7px; margin-inline-end: 6px; border-radius: 50%; background: var(--accent); vertical-align: 1px; }
.stock.gone::before { background: none; box-shadow: inset 0 0 0 1.5px var(--soft); }
.rating { display: inline-flex; align-items: center; gap: 4px; }
.rating svg { color: #8a6414; }
.reason { margin-top: 6px; font-size: 14px; }
.reason:has(details:not([open])) > p { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; line-clamp: 3; overflow: hidden; }

.compare { overflow-x: auto; border: 1px solid var(--line); border-radius: 12px; }
.compare table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
.compare th, .compare td { padding: 8px 12px; text-align: start; vertical-align: top; min-width: 108px; }
.compare thead th { font-weight: 600; }
.compare tbody th { font-weight: 400; color: var(--soft); min-width: 84px; background: var(--paper); position: sticky; inset-inline-start: 0; }
.compare tbody tr { border-top: 1px solid var(--line); }
.compare .same td { color: var(--soft); }
.mark-word { display: inline-block; padding: 0 7px; border-radius: 999px; background: var(--tint); color: var(--accent); font-size: 12px; font-weight: 600; white-space: nowrap; }

.order { padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; }
.order header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; }
.order h3, .policy h3 { font-size: 15px; font-weight: 600; }
.badge { padding: 2px 10px; border-radius: 999px; background: var(--tint); color: var(--accent); font-size: 13px; font-weight: 600; }
.expected { color: var(--soft); font-size: 14px; }
.steps { margin: 12px 0 4px; }
.step { display: grid; grid-template-columns: 22px minmax(0, 1fr) max-content; gap: 10px; padding-bottom: 12px; position: relative; color: var(--soft); font-size: 14px; }
.step.done { color: var(--ink); }
.step:not(:last-child)::before { content: ""; position: absolute; inset: 22px auto 0 10px; width: 2px; background: var(--line); }
.mark { display: grid; place-items: center; width: 22px; height: 22px; border-radius: 50%; box-shadow: inset 0 0 0 2px var(--line); background: var(--paper); }
.done > .mark { background: var(--accent); color: var(--on-accent); box-shadow: none; }
.step time { color: var(--soft); font-size: 13px; }

.order-items { margin: 4px 0 10px; font-size: 14px; }
.order-items li { display: flex; justify-content: space-between; gap: 12px; padding: 4px 0; }
.order-items li + li { border-top: 1px solid var(--line); }
.sum { color: var(--soft); white-space: nowrap; }
.cart-total { display: flex; justify-content: space-between; gap: 12px; padding-top: 8px; border-top: 1px solid var(--line); font-size: 14px; }
.service { padding: 12px 16px; border: 1px solid var(--line); border-inline-start: 3px solid var(--accent); border-radius: 12px; font-size: 14px; }
.service.done { background: var(--tint); border-color: transparent; }
.service dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 14px; margin: 0; }
.service dt { color: var(--soft); }
.service dd { margin: 0; overflow-wrap: anywhere; }

.policy { padding: 2px 0 2px 14px; border-inline-start: 3px solid var(--line); font-size: 14px; }
.policy blockquote p { margin-top: 4px; overflow-wrap: anywhere; }
.policy figcaption { margin-top: 6px; color: var(--soft); font-size: 13px; }
.contact { display: flex; flex-wrap: wrap; gap: 4px 18px; padding: 0 4px; }
`;
