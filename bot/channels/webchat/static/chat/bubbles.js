// One message of the transcript as an element.

import { button, el } from "./dom.js";
import { WORDS } from "./words.js";

// An address, or a telephone number, which must not break between two lines.
const SPECIAL = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|\d{2,5}-\d{1,4}-\d{3,4}/g;

// `delivery` is the mark of what the person sent themselves: an element, or null.
export function bubble(message, say, delivery = null) {
  const own = message.author === "contact";
  return el(
    "article",
    { class: `message ${message.author}`, "data-author": message.author },
    el("p", { class: "who" },
      el("span", { class: "name" }, label(message)),
      el("time", { datetime: message.at }, clock(message.at)),
      delivery),
    el("div", { class: "text" }, ...(message.unsent ? [WORDS.unsent] : withLinks(message.text))),
    ...(message.cards ?? []).map((card) => cardOf(card, say)),
    own ? null : actions(message),
  );
}

export function day(at) {
  const text = new Date(at).toLocaleDateString("ja-JP", { month: "long", day: "numeric", weekday: "short" });
  return el("p", { class: "day" }, text);
}

export function choiceButtons(choices, say) {
  return choices.map((choice) => button(choice.label, () => say(choice.text), { class: "choice" }));
}

function label(message) {
  if (message.author === "contact") return WORDS.you;
  if (message.author === "counselor") return WORDS.counselor(message.counselor);
  return WORDS[message.author] ?? WORDS.system;
}

function clock(at) {
  return new Date(at).toLocaleTimeString("ja-JP", { hour: "numeric", minute: "2-digit" });
}

function actions(message) {
  const all = [...(message.calls ?? []).map(callOf), ...(message.links ?? []).map(linkOf)].filter(Boolean);
  return all.length ? el("p", { class: "actions" }, ...all) : null;
}

function callOf({ label: name, number }) {
  const digits = number.replace(/[^\d+#*]/g, "");
  if (!digits) return null;
  const parts = name.includes(number) ? [name] : [name, " ", el("span", { class: "number" }, number)];
  return el("a", { class: "action call", href: `tel:${digits}` }, el("span", {}, ...parts, ` ${WORDS.call}`));
}

function linkOf({ label: name, url }) {
  return /^https?:\/\//i.test(url) ? outward(url, name, "action") : null;
}

function outward(url, name, kind) {
  return el(
    "a",
    { class: kind, href: url, target: "_blank", rel: "noopener noreferrer" },
    name,
    el("span", { class: "spoken" }, WORDS.newWindow),
  );
}

function cardOf(card, say) {
  return el(
    "section",
    { class: "card" },
    el("h3", {}, card.title),
    ...(card.lines ?? []).map((line) => el("p", {}, line)),
    el("p", { class: "actions" },
      ...(card.links ?? []).map(linkOf).filter(Boolean),
      ...choiceButtons(card.choices ?? [], say)),
  );
}

function withLinks(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(SPECIAL)) {
    const shown = found.startsWith("http") ? outward(found, found, "inline") : el("span", { class: "number" }, found);
    parts.push(text.slice(end, index), shown);
    end = index + found.length;
  }
  return [...parts, text.slice(end)];
}
