// Sends what the person wrote, one after the other, with the same event id however often it takes.

const WAITS_MS = [1_000, 2_000, 4_000, 8_000];
// After that the person is told, and it goes on being tried.
const LATER_MS = 20_000;

export class Sending {
  // told: {changed(message), refused(), lost(), stored()}
  constructor(client, memory, told) {
    this.client = client;
    this.memory = memory;
    this.told = told;
    this.queue = [];
    this.running = false;
  }

  restore() {
    const known = new Set(this.queue.map(({ event_id }) => event_id));
    for (const { event_id, text } of this.memory.pending) {
      if (!known.has(event_id)) this.#enqueue({ event_id, text, state: "sending" });
    }
    this.#run();
  }

  add(text) {
    this.#enqueue({ event_id: newId(), text, state: "sending" });
    this.retry();
  }

  // Try at once: the person asked for it, or the network is back.
  retry() {
    this.#mark("failed", "sending");
    this.wake?.();
    this.#run();
  }

  clear() {
    this.queue = [];
    this.wake?.();
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    try {
      while (this.queue.length) await this.#deliver(this.queue[0]);
    } finally {
      this.running = false;
    }
  }

  async #deliver(message) {
    for (let tries = 0; this.queue.includes(message); tries += 1) {
      try {
        await this.client.post({ event_id: message.event_id, text: message.text });
        this.#leave(message, "stored");
      } catch (refusal) {
        await this.#refused(message, refusal, tries);
      }
    }
  }

  async #refused(message, refusal, tries) {
    if (!this.queue.includes(message)) return;
    if (refusal.kind === "refused") {
      this.#leave(message, "refused");
      return;
    }
    if (refusal.kind === "unknown") this.told.lost();
    if (tries >= WAITS_MS.length) this.#mark("sending", "failed");
    const wait = WAITS_MS[tries] ?? LATER_MS;
    await this.#pause(Math.max(wait, refusal.afterMs ?? 0));
  }

  #enqueue(message) {
    this.queue.push(message);
    this.#keep();
    this.told.changed(message);
  }

  #leave(message, state) {
    if (!this.queue.includes(message)) return;
    this.queue = this.queue.filter((other) => other !== message);
    this.#keep();
    message.state = state;
    this.told.changed(message);
    this.told[state]();
  }

  #mark(from, to) {
    for (const message of this.queue.filter(({ state }) => state === from)) {
      message.state = to;
      this.told.changed(message);
    }
  }

  #keep() {
    this.memory.keep({ pending: this.queue.map(({ event_id, text }) => ({ event_id, text })) });
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Pages without https have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
