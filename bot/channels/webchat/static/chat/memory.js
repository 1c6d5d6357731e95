// What this browser keeps: the token, what is not yet sent, and whether the talk is hidden.

const KEY = "akari-chat";
const NOTHING = { token: "", pending: [], veiled: false };

export class Memory {
  constructor() {
    this.lasting = true;
    // Rises when all is forgotten, so that an answer on its way does not bring anything back.
    this.life = 0;
    this.kept = { ...NOTHING, ...this.#read() };
  }

  get token() {
    return this.kept.token;
  }

  get pending() {
    return this.kept.pending;
  }

  get veiled() {
    return this.kept.veiled;
  }

  keep(change) {
    this.kept = { ...this.kept, ...change };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.kept));
    } catch {
      this.lasting = false;
    }
  }

  forget() {
    this.life += 1;
    this.kept = { ...NOTHING };
    try {
      localStorage.removeItem(KEY);
    } catch {
      this.lasting = false;
    }
  }

  #read() {
    try {
      const raw = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return typeof raw === "object" && raw !== null ? raw : {};
    } catch {
      this.lasting = false;
      return {};
    }
  }
}
