// <akari-chat>: attributes `open` (a panel in the page; else a button that opens one) and
// `exit-url` (where 「画面を閉じる」 leads; about:blank when not given).

import { Client } from "./client.js";
import { button } from "./dom.js";
import { leave, onThreeShifts } from "./exit.js";
import { frame } from "./frame.js";
import { Listening } from "./listening.js";
import { Log } from "./log.js";
import { Memory } from "./memory.js";
import { Sending } from "./sending.js";
import { dress } from "./style.js";
import { WORDS } from "./words.js";

// An answer that takes longer comes anyway; the dots would only promise too much.
const TYPING_MS = 20_000;
const SETTLED_MS = 500;

export function define(base) {
  class AkariChat extends HTMLElement {
    #began = false;

    connectedCallback() {
      if (!this.#began) this.#begin();
      this.unwatch = onThreeShifts(() => this.exit());
      addEventListener("online", this.online);
      addEventListener("offline", this.offline);
      document.addEventListener("visibilitychange", this.seen);
      if (this.shown) this.listening.start();
    }

    disconnectedCallback() {
      this.unwatch();
      removeEventListener("online", this.online);
      removeEventListener("offline", this.offline);
      document.removeEventListener("visibilitychange", this.seen);
      this.listening.stop();
    }

    get inline() {
      return this.hasAttribute("open");
    }

    #begin() {
      this.#began = true;
      this.memory = new Memory();
      const client = new Client(base, this.memory);
      this.log = new Log((text) => this.say(text), () => this.sending.retry());
      this.sending = new Sending(client, this.memory, {
        changed: (message) => this.changed(message),
        stored: () => this.stored(),
        refused: () => this.log.notice(WORDS.refused),
        lost: () => this.lost(),
      });
      this.listening = new Listening(client, this.memory, {
        message: (message) => this.hear(message),
        state: (answering) => this.answeredBy(answering),
        reachable: (yes) => this.warn(yes ? "" : WORDS.unreachable),
        unknown: () => this.lost(),
        newest: () => this.log.newest,
      });
      this.online = () => (this.warn(""), this.sending.retry(), this.listening.ask());
      this.offline = () => this.warn(WORDS.offline);
      this.seen = () => document.hidden || (this.shown && this.listening.ask());
      this.#build();
      if (this.inline) this.unfold();
    }

    #build() {
      this.parts = frame(this.log, {
        say: (text) => this.say(text),
        exit: () => this.exit(),
        erase: () => this.erase(),
        fold: () => this.fold(),
        unveil: () => this.unveil(),
      });
      this.launcher = button(WORDS.launch, () => this.unfold(true), {
        class: "launcher", "aria-expanded": "false", "aria-controls": "panel",
      });
      const root = this.attachShadow({ mode: "open" });
      dress(root);
      root.append(this.launcher, this.parts.panel);
      this.parts.panel.hidden = true;
      this.parts.panel.classList.toggle("floating", !this.inline);
      this.launcher.hidden = this.inline;
      this.parts.panel.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !this.inline) this.fold();
      });
    }

    // --- opening and leaving ---

    unfold(focus = false) {
      this.shown = true;
      this.parts.panel.hidden = false;
      this.launcher.hidden = true;
      this.launcher.setAttribute("aria-expanded", "true");
      if (focus) this.parts.input.focus();
      if (this.memory.veiled) this.parts.veil.hidden = false;
      else this.resume();
    }

    fold() {
      this.shown = false;
      this.parts.panel.hidden = true;
      this.launcher.hidden = false;
      this.launcher.setAttribute("aria-expanded", "false");
      this.launcher.focus();
    }

    async resume() {
      if (!navigator.onLine) this.warn(WORDS.offline);
      if (!this.log.empty) return;
      if (this.memory.token) {
        this.log.speak(false);
        await this.listening.ask();
        setTimeout(() => this.log.speak(true), SETTLED_MS);
      }
      if (!this.memory.lasting) this.log.notice(WORDS.noMemory);
      this.sending.restore();
      this.listening.start();
    }

    unveil() {
      this.memory.keep({ veiled: false });
      this.parts.veil.hidden = true;
      this.resume();
    }

    exit() {
      // Whoever opens this page next on this device does not see the talk at once.
      if (this.memory.token) this.memory.keep({ veiled: true });
      leave(this.getAttribute("exit-url"));
    }

    erase() {
      this.listening.stop();
      this.sending.clear();
      this.memory.forget();
      this.log.clear();
      this.parts.veil.hidden = true;
      this.answeredBy("assistant");
      this.log.notice(WORDS.erased);
      this.parts.input.focus();
    }

    // --- talking ---

    say(text) {
      if (this.memory.veiled) this.unveil();
      this.parts.consent.open = false;
      this.sending.add(text);
    }

    changed(message) {
      this.log.show(message);
      if (message.state === "failed") this.warn(WORDS.unreachable);
    }

    stored() {
      this.warn("");
      this.listening.start();
      this.log.typing(this.answering !== "waiting" && this.answering !== "counselor");
      clearTimeout(this.typingEnds);
      this.typingEnds = setTimeout(() => this.log.typing(false), TYPING_MS);
      // Where the stream does not get through, asking soon is what brings the answer.
      setTimeout(() => this.listening.live || this.listening.ask(), 800);
    }

    hear(message) {
      if (!this.log.add(message)) return;
      if (message.author === "contact") this.parts.consent.open = false;
      else this.log.typing(false);
      if (message.author === "counselor" && message.counselor) this.counselor = message.counselor;
    }

    answeredBy(answering) {
      this.answering = answering;
      this.parts.state.textContent = WORDS.state[answering] ?? WORDS.state.assistant;
      this.parts.panel.dataset.answering = answering;
    }

    lost() {
      this.listening.stop();
      this.memory.keep({ token: "" });
      this.log.clear();
      this.answeredBy("assistant");
      this.log.notice(WORDS.lost);
      this.sending.queue.forEach((message) => this.log.show(message));
    }

    warn(text) {
      const shown = navigator.onLine ? text : WORDS.offline;
      if (this.parts.warning.textContent === shown) return;
      this.parts.warning.textContent = shown;
      this.parts.warning.hidden = !shown;
    }
  }

  if (!customElements.get("akari-chat")) customElements.define("akari-chat", AkariChat);
}
