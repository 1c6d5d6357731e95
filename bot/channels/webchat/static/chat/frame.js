// The panel around the transcript: head, notices, composer.

import { button, el } from "./dom.js";
import { SOS, WORDS } from "./words.js";

export const TEXT_MAX = 2000;

// does: {say(text), exit(), erase(), fold(), unveil()}
export function frame(log, does) {
  const state = el("p", { class: "state", role: "status" }, WORDS.state.assistant);
  const warning = el("p", { class: "warning", role: "alert", hidden: true });
  const greeting = el("p", { class: "notice greeting" }, WORDS.welcome);
  const consent = consentNote();
  const input = textarea();
  const problem = el("p", { class: "problem", id: "problem", role: "alert", hidden: true });
  const form = composer(input, problem, does.say);
  const veil = el("div", { class: "veil", hidden: true }, el("p", {}, WORDS.veiled), button(WORDS.unveil, does.unveil, { class: "plain" }));
  const asking = eraseQuestion(does.erase);
  const panel = el(
    "section",
    { class: "panel", "aria-label": WORDS.region, id: "panel" },
    head(state, does), asking.element, warning,
    el("div", { class: "body", onscroll: (event) => log.scrolled(event.currentTarget) }, greeting, consent, log.element, veil),
    log.choices,
    el("div", { class: "foot" }, button(SOS, () => does.say(SOS), { class: "sos" }), form, problem,
      el("div", { class: "small" }, button(WORDS.erase, () => asking.open(), { class: "plain erase" }), el("p", { class: "hint" }, WORDS.exitHint))),
  );
  return { panel, state, warning, consent, input, veil };
}

function head(state, does) {
  return el(
    "header",
    { class: "head" },
    el("div", { class: "title" }, el("h2", {}, WORDS.title), state),
    el("div", { class: "tools" },
      button(WORDS.exit, does.exit, { class: "exit" }),
      button("", does.fold, { class: "plain fold", "aria-label": WORDS.fold })),
  );
}

function consentNote() {
  const items = WORDS.consent.map((text) => el("li", {}, text));
  return el("details", { class: "consent", open: true }, el("summary", {}, WORDS.consentTitle), el("ul", {}, ...items));
}

function textarea() {
  return el("textarea", {
    rows: "2", "aria-label": WORDS.input, placeholder: WORDS.placeholder, "aria-describedby": "problem", autocomplete: "off",
  });
}

function composer(input, problem, say) {
  const submit = () => {
    const text = input.value.trim();
    const over = [...text].length - TEXT_MAX;
    problem.hidden = over <= 0;
    problem.textContent = over > 0 ? WORDS.tooLong(over) : "";
    input.setAttribute("aria-invalid", String(over > 0));
    if (text && over <= 0) {
      input.value = "";
      say(text);
    }
    input.focus();
  };
  input.addEventListener("keydown", (event) => {
    // While a Japanese word is being composed, Enter settles the word (229: Safari's sign of it).
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || touch()) return;
    event.preventDefault();
    submit();
  });
  return el(
    "form",
    { class: "composer", onsubmit: (event) => (event.preventDefault(), submit()) },
    input, el("button", { type: "submit", class: "send" }, WORDS.send),
  );
}

// A telephone's keyboard has no Shift+Enter: there Enter is a new line, as in other chats.
function touch() {
  return matchMedia("(pointer: coarse)").matches;
}

function eraseQuestion(erase) {
  const close = () => {
    element.hidden = true;
  };
  const yes = button(WORDS.eraseYes, () => (close(), erase()), { class: "danger" });
  const element = el(
    "div",
    { class: "ask", role: "alertdialog", "aria-label": WORDS.erase, hidden: true },
    el("p", {}, WORDS.eraseAsk), el("p", { class: "answers" }, yes, button(WORDS.eraseNo, close, { class: "plain" })),
  );
  return {
    element,
    open: () => {
      element.hidden = false;
      yes.focus();
    },
  };
}
