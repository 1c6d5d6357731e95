// The transcript on the page: rows by id, then what is on its way, then the dots.

import { bubble, choiceButtons, day } from "./bubbles.js";
import { button, el } from "./dom.js";
import { SOS, WORDS } from "./words.js";

// How far from the end still counts as reading the end, in CSS pixels.
const NEAR_PX = 80;

export class Log {
  #atEnd = true;

  constructor(say, retry) {
    this.say = say;
    this.retry = retry;
    this.rows = new Map();
    this.sending = new Map();
    this.list = el("div", { class: "rows" });
    this.tail = el("div", { class: "tail" });
    this.dots = el("p", { class: "dots", hidden: true }, el("span", { class: "spoken" }, WORDS.typing), el("i"), el("i"), el("i"));
    this.choices = el("div", { class: "choices", role: "group", "aria-label": WORDS.choices, hidden: true });
    this.element = el(
      "div",
      { class: "log", role: "log", "aria-live": "polite", "aria-label": WORDS.log, tabindex: "0" },
      this.list, this.tail, this.dots,
    );
  }

  // The element that scrolls tells when it was scrolled.
  scrolled({ scrollHeight, scrollTop, clientHeight }) {
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  get newest() {
    return Math.max(0, ...this.rows.keys());
  }

  get empty() {
    return this.rows.size === 0 && this.sending.size === 0;
  }

  // Whether it was new.
  add(message) {
    if (this.rows.has(message.id)) return false;
    this.#drop(message.event_id);
    const own = message.author === "contact";
    const element = bubble(message, this.say, own ? this.#mark("stored") : null);
    this.rows.set(message.id, { message, element });
    const after = [...this.rows.entries()].filter(([id]) => id > message.id).sort(([a], [b]) => a - b)[0];
    this.list.insertBefore(element, after ? after[1].element : null);
    this.#separate(message, element);
    this.#offer();
    this.#follow(own);
    return true;
  }

  // Something the person wrote that is not in the transcript yet.
  show(message) {
    const known = this.sending.get(message.event_id);
    if (this.#stored(message.event_id)) return;
    const shown = { author: "contact", text: message.text, at: new Date().toISOString() };
    const article = bubble(shown, this.say, this.#mark(message.state));
    article.dataset.state = message.state;
    if (known) known.replaceWith(article);
    else this.tail.append(article);
    this.sending.set(message.event_id, article);
    this.#offer();
    this.#follow(true);
  }

  notice(text) {
    this.list.append(el("p", { class: "notice" }, text));
    this.#follow();
  }

  typing(yes) {
    if (this.dots.hidden === !yes) return;
    this.dots.hidden = !yes;
    this.#follow();
  }

  clear() {
    this.rows.clear();
    this.sending.clear();
    this.list.replaceChildren();
    this.tail.replaceChildren();
    this.dots.hidden = true;
    this.#offer();
  }

  // Whether a screen reader reads out what comes in: not while a known history is filled in.
  speak(yes) {
    this.element.setAttribute("aria-live", yes ? "polite" : "off");
  }

  #mark(state) {
    const words = { sending: WORDS.sending, stored: WORDS.stored }[state] ?? WORDS.failed;
    const again = state === "failed" ? button(WORDS.again, this.retry, { class: "again" }) : null;
    return el("span", { class: `delivery ${state}` }, words, again);
  }

  #stored(eventId) {
    return [...this.rows.values()].some(({ message }) => message.event_id === eventId);
  }

  #drop(eventId) {
    this.sending.get(eventId)?.remove();
    this.sending.delete(eventId);
  }

  #separate(message, element) {
    const at = new Date(message.at).toDateString();
    let before = element.previousElementSibling;
    while (before && !before.dataset.day && !before.matches("article")) before = before.previousElementSibling;
    if (before?.dataset.day !== at) this.list.insertBefore(day(message.at), element);
    element.dataset.day = at;
  }

  // Choices belong to what was said after the person's last words, and go with the next ones.
  #offer() {
    const messages = [...this.rows.values()].map(({ message }) => message).sort((a, b) => a.id - b.id);
    const last = messages.findLastIndex(({ author }) => author === "contact");
    const offered = this.sending.size ? [] : messages.slice(last + 1).flatMap(({ choices }) => choices ?? []);
    // The way to a human has a button of its own that is always there.
    const others = offered.filter(({ text }) => text !== SOS);
    const distinct = [...new Map(others.map((choice) => [choice.text, choice])).values()];
    this.choices.replaceChildren(...choiceButtons(distinct, this.say));
    this.choices.hidden = distinct.length === 0;
  }

  // Keep the newest in sight, unless the person is reading further up.
  #follow(always = false) {
    const scroller = this.element.parentElement;
    if (!scroller || !(always || this.#atEnd)) return;
    requestAnimationFrame(() => {
      scroller.scrollTop = scroller.scrollHeight;
    });
  }
}
