// Talks to the front desk. The token travels in a header only, so it is in no address and no log:
// that is why the stream is read with fetch, for EventSource cannot set headers.

const ANSWER_MS = 15_000;
// The server's heartbeat comes every 15 seconds.
const SILENCE_MS = 40_000;

export class Refusal extends Error {
  // kind: "again" (worth another try), "refused" (never will be taken), "unknown" (token not known)
  constructor(kind, afterMs = 0) {
    super(kind);
    this.kind = kind;
    this.afterMs = afterMs;
  }
}

export class Client {
  constructor(base, memory) {
    this.base = base;
    this.memory = memory;
  }

  async post(message) {
    if (!this.memory.token) {
      const life = this.memory.life;
      const { token } = await this.#call("session", { method: "POST", body: "{}" });
      if (life !== this.memory.life) throw new Refusal("refused");
      this.memory.keep({ token });
    }
    return this.#call("messages", { method: "POST", body: JSON.stringify(message) });
  }

  history(after) {
    return this.#call(`messages?after=${after}`, {});
  }

  // Calls `heard(event)` with {event, id, data} for each event, until the stream ends or breaks.
  async stream(after, heard, stop) {
    const watch = new AbortController();
    const quit = () => watch.abort();
    stop.addEventListener("abort", quit);
    let alarm = setTimeout(quit, SILENCE_MS);
    try {
      const headers = { ...this.#headers(), "Last-Event-ID": String(after), Accept: "text/event-stream" };
      const answer = await fetch(this.base + "events", { headers, signal: watch.signal, cache: "no-store" });
      refuse(answer);
      const chunks = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await chunks.read();
        if (done) return;
        clearTimeout(alarm);
        alarm = setTimeout(quit, SILENCE_MS);
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        blocks.map(parseEvent).filter(Boolean).forEach(heard);
      }
    } finally {
      clearTimeout(alarm);
      stop.removeEventListener("abort", quit);
      watch.abort();
    }
  }

  async #call(path, options) {
    let answer;
    try {
      answer = await fetch(this.base + path, {
        ...options,
        headers: { ...this.#headers(), "Content-Type": "application/json" },
        signal: AbortSignal.timeout(ANSWER_MS),
        cache: "no-store",
        credentials: "omit",
      });
    } catch {
      throw new Refusal("again");
    }
    refuse(answer);
    return answer.json();
  }

  #headers() {
    return this.memory.token ? { Authorization: `Bearer ${this.memory.token}` } : {};
  }
}

function refuse(answer) {
  if (answer.ok) return;
  if (answer.status === 401) throw new Refusal("unknown");
  const later = [408, 425, 429].includes(answer.status) || answer.status >= 500;
  const seconds = Number(answer.headers.get("Retry-After")) || 0;
  throw new Refusal(later ? "again" : "refused", seconds * 1000);
}

function parseEvent(block) {
  const found = { event: "message", id: "", data: "" };
  for (const line of block.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field) found[field] = value;
  }
  return found.data ? { ...found, data: JSON.parse(found.data) } : null;
}
