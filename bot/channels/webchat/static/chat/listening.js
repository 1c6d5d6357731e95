// Hears what is new: over the stream where it gets through, by asking every few seconds where not.

const ASK_MS = 4_000;
const RECONNECT_MS = [1_000, 2_000, 5_000, 10_000, 30_000];
// A row's id is given before its transaction ends: look a little behind the newest id that is known.
const LATE_IDS = 50;

export class Listening {
  // told: {message(message), state(answering), reachable(yes), unknown(), newest() -> id}
  constructor(client, memory, told) {
    this.client = client;
    this.memory = memory;
    this.told = told;
    this.stopper = null;
    this.live = false;
  }

  // Start, when there is a conversation and nothing runs yet.
  start() {
    if (this.stopper || !this.memory.token) return;
    this.stopper = new AbortController();
    this.#keepStreaming(this.stopper.signal);
    this.#keepAsking(this.stopper.signal);
  }

  stop() {
    this.stopper?.abort();
    this.stopper = null;
    this.live = false;
  }

  // One look at the rows; what was heard already is recognised by its id.
  async ask() {
    const token = this.memory.token;
    if (!token) return;
    try {
      const { messages, answering } = await this.client.history(Math.max(0, this.told.newest() - LATE_IDS));
      if (token !== this.memory.token) return;
      messages.forEach((message) => this.told.message(message));
      this.told.state(answering);
      this.told.reachable(true);
    } catch (refusal) {
      if (token !== this.memory.token) return;
      if (refusal.kind === "unknown") this.told.unknown();
      else this.told.reachable(false);
    }
  }

  async #keepAsking(stop) {
    while (!stop.aborted) {
      await pause(ASK_MS, stop);
      if (!stop.aborted && !this.live && !document.hidden) await this.ask();
    }
  }

  async #keepStreaming(stop) {
    for (let tries = 0; !stop.aborted; tries += 1) {
      try {
        await this.client.stream(Math.max(0, this.told.newest() - LATE_IDS), (event) => {
          if (stop.aborted) return;
          tries = 0;
          // Only now is it known that no proxy holds the stream back.
          this.live = true;
          this.told.reachable(true);
          if (event.event === "message") this.told.message(event.data);
          if (event.event === "state") this.told.state(event.data.answering);
        }, stop);
      } catch (refusal) {
        if (refusal.kind === "unknown" && !stop.aborted) this.told.unknown();
      }
      this.live = false;
      await pause(RECONNECT_MS[Math.min(tries, RECONNECT_MS.length - 1)], stop);
    }
  }
}

function pause(ms, stop) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
