// Tokens, launcher, panel, composer.

export const panelRules = `
:host {
  --accent: var(--storeclerk-accent, #2b5a4c);
  --on-accent: var(--storeclerk-on-accent, #ffffff);
  --paper: var(--storeclerk-paper, #fffdfa);
  --wash: var(--storeclerk-wash, #f4f0e8);
  --ink: var(--storeclerk-ink, #24211d);
  --soft: var(--storeclerk-soft, #5f584e);
  --line: var(--storeclerk-line, #e0d9cc);
  --tint: color-mix(in srgb, var(--accent) 9%, var(--paper));
  --problem: #8f2f16;
  color: var(--ink);
  font: 400 15px/1.5 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  text-align: start;
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, p, ul, ol, dl, dd, figure, blockquote { margin: 0; padding: 0; }
ul, ol { list-style: none; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher {
  position: fixed; inset: auto 24px 24px auto; z-index: 2147483000;
  display: inline-flex; align-items: center; gap: 10px; padding: 13px 20px 13px 17px;
  border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent); font-weight: 600;
  box-shadow: 0 1px 2px rgb(36 33 29 / .25), 0 10px 28px -8px rgb(36 33 29 / .45);
  transition: transform .15s ease;
}
.launcher:hover { transform: translateY(-2px); }
.launcher:focus-visible { outline-offset: 3px; }
.launcher.small { padding: 13px; }
.launcher.small span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher.unread::before { content: ""; position: absolute; inset: -3px -3px auto auto; width: 16px; height: 16px; border-radius: 50%; background: #c8452b; border: 2px solid var(--paper); }

.panel {
  position: fixed; inset: auto 24px 24px auto; z-index: 2147483000;
  width: min(420px, calc(100vw - 32px)); height: min(720px, calc(100dvh - 48px));
  display: flex; flex-direction: column; overflow: hidden;
  background: var(--paper); border: 1px solid var(--line); border-radius: 16px;
  box-shadow: 0 2px 6px rgb(36 33 29 / .08), 0 24px 60px -16px rgb(36 33 29 / .38);
}
.heading {
  display: flex; align-items: center; gap: 4px; padding: 13px 12px 12px 20px;
  border-bottom: 1px solid var(--line);
}
.heading-words { flex: 1; min-width: 0; }
.heading h2 { font-size: 16px; font-weight: 650; line-height: 1.3; letter-spacing: -.005em; }
.heading p { color: var(--soft); font-size: 13px; line-height: 1.3; }
.icon-button {
  display: grid; place-items: center; width: 40px; height: 40px; border: 0; border-radius: 10px;
  background: none; color: var(--soft);
}
.icon-button:hover { background: var(--wash); color: var(--ink); }
.notice { padding: 8px 20px; background: var(--wash); color: var(--soft); font-size: 13px; border-bottom: 1px solid var(--line); }
.scroller { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 18px 16px 10px; }
.log-list { display: flex; flex-direction: column; gap: 16px; border-radius: 8px; }
.remark { min-height: 0; padding: 0 20px; color: var(--soft); font-size: 13px; }
.remark:not(:empty) { padding-block: 4px; }

.composer { padding: 10px 14px 14px; border-top: 1px solid var(--line); }
.composer-row {
  display: flex; align-items: flex-end; gap: 6px; padding: 5px 5px 5px 14px;
  background: var(--paper); border: 1px solid #8d8578; border-radius: 14px;
}
.composer-row:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.composer textarea {
  flex: 1; min-width: 0; padding: 7px 0; border: 0; background: none; resize: none; outline: 0;
  line-height: 1.45; max-height: 132px; font-size: 16px;
}
.composer textarea::placeholder { color: #6d665b; opacity: 1; }
.send {
  display: grid; place-items: center; flex: none; width: 38px; height: 38px; border: 0; border-radius: 10px;
  background: var(--accent); color: var(--on-accent);
}
.send:disabled { background: var(--wash); color: #7d7568; cursor: default; }
.left { padding: 5px 4px 0; color: var(--soft); font-size: 12.5px; text-align: end; }

@media (max-width: 520px) {
  .launcher { inset: auto 12px 12px auto; padding: 12px; }
  .launcher span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .panel { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; box-shadow: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .18s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(10px); } }
}
@media (prefers-reduced-motion: reduce) {
  .launcher { transition: none; }
}
@media print { .launcher, .panel { display: none; } }
`;
