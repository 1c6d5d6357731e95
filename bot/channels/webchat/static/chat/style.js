// The chat's looks. A constructed style sheet needs no permission of the page's content policy.

const CSS = `
:host {
  --ink: #22302d; --quiet: #4d5c58; --line: #c9d5d0; --paper: #ffffff; --ground: #f4f7f5;
  --leaf: #1b5e53; --leaf-soft: #dcece6; --sun: #7a4700; --sun-soft: #fff3d9; --warn: #9b2c1c; --warn-soft: #fdeeea;
  display: block; color: var(--ink); line-height: 1.75; font-size: 16px;
  word-break: auto-phrase; overflow-wrap: anywhere;
  font-family: "Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic UI", Meiryo, sans-serif;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
p, h2, h3, ul { margin: 0; padding: 0; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
button, textarea { font: inherit; color: inherit; }
button { min-height: 44px; min-width: 44px; padding: 6px 14px; border-radius: 10px; border: 1px solid var(--leaf);
  background: var(--paper); color: var(--leaf); cursor: pointer; }
button:hover { background: var(--leaf-soft); }
:focus-visible { outline: 3px solid #1a4fd6; outline-offset: 2px; }

.launcher { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; min-height: 56px; padding: 8px 22px;
  border-radius: 28px; background: var(--leaf); color: #fff; font-weight: 700; box-shadow: 0 4px 16px rgb(0 0 0 / 25%); }
.launcher:hover { background: #144a41; }
.panel { display: flex; flex-direction: column; width: 100%; height: var(--akari-chat-height, min(760px, 92vh)); min-height: 420px;
  background: var(--paper); border: 1px solid var(--line); border-radius: 16px; overflow: hidden; }
.panel.floating { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; width: min(420px, calc(100vw - 32px));
  height: min(720px, calc(100dvh - 32px)); min-height: 0; box-shadow: 0 8px 32px rgb(0 0 0 / 25%); }
@media (max-width: 480px) {
  .panel.floating { inset: 0; width: 100%; height: 100dvh; border: 0; border-radius: 0; }
}

.head { display: flex; gap: 6px 12px; align-items: center; justify-content: space-between;
  padding: 10px 14px; border-bottom: 1px solid var(--line); }
.title h2 { font-size: 17px; line-height: 1.4; }
.state { font-size: 13px; line-height: 1.5; color: var(--quiet); }
.panel[data-answering="waiting"] .state, .panel[data-answering="counselor"] .state { color: var(--sun); font-weight: 700; }
.tools { display: flex; gap: 4px; align-items: center; flex: none; }
.plain { border-color: transparent; background: transparent; padding: 6px 8px; font-size: 14px; text-decoration: underline; text-underline-offset: 3px; }
.exit { border-color: var(--ink); background: var(--ink); color: #fff; font-size: 14px; font-weight: 700; }
.exit:hover { background: #000; }
.fold { position: relative; padding: 0; }
.fold::before { content: ""; display: inline-block; width: 12px; height: 12px; border: solid currentColor; border-width: 0 2px 2px 0;
  transform: translateY(-3px) rotate(45deg); }
.panel:not(.floating) .fold { display: none; }

.ask, .warning { padding: 10px 14px; font-size: 15px; border-bottom: 1px solid var(--line); background: var(--sun-soft); }
.warning { background: var(--warn-soft); color: #6e1d10; }
.answers { display: flex; gap: 8px; margin-top: 8px; }
.danger { background: var(--warn); border-color: var(--warn); color: #fff; font-weight: 700; }
.danger:hover { background: #7c2114; }

.body { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; background: var(--ground); padding: 14px; }
.consent { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 2px 14px; margin: 12px 0; font-size: 14px; line-height: 1.65; }
.consent summary { min-height: 44px; display: flex; align-items: center; cursor: pointer; font-weight: 700; list-style: none; }
.consent summary::-webkit-details-marker { display: none; }
.consent summary::after { content: ""; margin-left: auto; width: 8px; height: 8px; border: solid var(--quiet); border-width: 0 2px 2px 0; transform: rotate(45deg); }
.consent[open] summary::after { transform: translateY(3px) rotate(225deg); }
.consent ul { padding: 0 0 10px 1.2em; }
.veil { text-align: center; padding: 24px 0; color: var(--quiet); }

.log { display: flex; flex-direction: column; gap: 12px; border-radius: 8px; }
.rows, .tail { display: flex; flex-direction: column; gap: 12px; }
.rows:empty, .tail:empty { display: none; }
.day { align-self: center; font-size: 13px; color: var(--quiet); }
.notice { background: var(--paper); border: 1px solid var(--line); border-radius: 4px 14px 14px; padding: 10px 14px; max-width: min(88%, 34em); }
.message { display: flex; flex-direction: column; align-items: flex-start; max-width: min(88%, 34em); align-self: flex-start; }
.who { display: flex; flex-wrap: wrap; gap: 2px 8px; align-items: center; font-size: 13px; line-height: 1.6; color: var(--quiet); margin-bottom: 2px; }
.name { font-weight: 700; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; padding: 9px 14px; border-radius: 4px 14px 14px; background: var(--paper); border: 1px solid var(--line); }
.text a { color: #1a4fd6; }
.contact { align-self: flex-end; align-items: flex-end; }
.contact .who { justify-content: flex-end; }
.contact .text { background: var(--leaf-soft); border-color: #b9d6cc; border-radius: 14px 4px 14px 14px; }
.counselor .name { color: var(--sun); font-size: 14px; }
.counselor .name::before { content: ""; display: inline-block; width: 9px; height: 9px; margin-right: 6px; border-radius: 50%; background: #c77700; }
.counselor .text { background: var(--sun-soft); border: 1px solid #e3bf7d; border-left: 5px solid #c77700; }
.system { align-self: center; align-items: center; max-width: 94%; }
.system .text { background: transparent; border-style: dashed; border-color: #8fa39c; border-radius: 10px; font-size: 15px; }
.delivery.failed, .delivery.refused { color: var(--warn); font-weight: 700; }
.again { margin-left: 8px; font-size: 14px; border-color: var(--warn); color: var(--warn); }
.number { white-space: nowrap; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.actions:empty { display: none; }
.action { display: inline-flex; align-items: center; min-height: 44px; padding: 6px 14px; border-radius: 10px; border: 1px solid var(--leaf);
  background: var(--paper); color: var(--leaf); text-decoration: none; line-height: 1.5; }
.call { background: var(--leaf); color: #fff; font-weight: 700; }
.call:hover { background: #144a41; }
.card { margin-top: 8px; padding: 10px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--paper); width: 100%; }
.card h3 { font-size: 16px; line-height: 1.5; }
.card p { font-size: 15px; }

.dots { display: flex; gap: 5px; padding: 12px 14px; }
.dots i { width: 8px; height: 8px; border-radius: 50%; background: #6b8079; animation: breathe 1.4s infinite ease-in-out; }
.dots i:nth-of-type(2) { animation-delay: .2s; }
.dots i:nth-of-type(3) { animation-delay: .4s; }
@keyframes breathe { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }

.choices { display: flex; flex-wrap: wrap; gap: 8px; padding: 10px 14px 0; max-height: 34%; overflow-y: auto; }
.choice { border-radius: 22px; padding: 6px 16px; line-height: 1.5; }
.foot { padding: 10px 14px 12px; display: grid; gap: 8px; }
.sos { width: 100%; border: 2px solid var(--warn); color: var(--warn); font-weight: 700; }
.sos:hover { background: var(--warn-soft); }
.composer { display: flex; gap: 8px; align-items: stretch; }
textarea { flex: 1; min-width: 0; min-height: 64px; max-height: 180px; resize: none; field-sizing: content; padding: 8px 12px; line-height: 1.6;
  border: 1px solid #6b8079; border-radius: 10px; background: var(--paper); }
textarea::placeholder { color: #5c6b66; opacity: 1; }
textarea[aria-invalid="true"] { border-color: var(--warn); }
.send { background: var(--leaf); color: #fff; font-weight: 700; min-width: 72px; }
.send:hover { background: #144a41; }
.problem { color: var(--warn); font-size: 14px; font-weight: 700; }
.small { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 12px; margin: -4px 0 -6px -8px; }
.hint { font-size: 13px; line-height: 1.6; color: var(--quiet); }
@media (pointer: coarse), (max-width: 420px) { .hint { display: none; } }
`;

export function dress(root) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = CSS;
    root.append(style);
  }
}
