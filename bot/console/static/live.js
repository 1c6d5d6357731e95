// Keeps an open page current: listens for rings, asks for fragments, keeps the waiting clocks going.
"use strict";
(() => {
  const POLL_MS = 10000; // Without a stream.
  const CALM_POLL_MS = 30000; // With one: a lost ring loses nothing.
  const SOON_MS = 250; // Rings come in bursts.
  const TIMEOUT_MS = 15000;
  const HEADERS = { "X-Console": "1" };

  const lookers = [];
  const soon = new Map();
  const show = (id, visible) => { const box = document.getElementById(id); if (box) box.hidden = !visible; };

  async function request(address, options = {}) {
    let response;
    try {
      response = await fetch(address, { headers: HEADERS, signal: AbortSignal.timeout(TIMEOUT_MS), ...options });
    } catch (error) {
      show("offline", true);
      throw error;
    }
    show("offline", response.status >= 502);
    show("expired", response.status === 401);
    return response;
  }

  async function fragment(address) {
    const response = await request(address);
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const root = page.querySelector("[data-csrf]");
    if (root) adoptToken(root.dataset.csrf);
    return page;
  }

  // After signing in again in another tab the forms of this page go on working.
  function adoptToken(token) {
    for (const field of document.querySelectorAll("input[name=csrf]")) field.value = token;
  }

  async function run(looker) {
    if (looker.busy) { looker.again = true; return; }
    looker.busy = true;
    try { await looker.look(); } catch { /* The next round tries again. */ }
    looker.busy = false;
    if (looker.again) { looker.again = false; plan(looker); }
  }

  function plan(looker) {
    if (soon.has(looker)) return;
    soon.set(looker, setTimeout(() => { soon.delete(looker); run(looker); }, SOON_MS));
  }

  function rung(conversation) {
    for (const looker of lookers) {
      if (!conversation || !looker.conversation || looker.conversation === conversation) plan(looker);
    }
  }

  let streaming = false;
  const tabs = new BroadcastChannel("akari-console");
  tabs.addEventListener("message", (event) => rung(event.data));
  function listen() {
    const source = new EventSource("/console/events");
    source.addEventListener("open", () => { streaming = true; });
    source.addEventListener("look", (event) => {
      const { conversation } = JSON.parse(event.data);
      rung(conversation);
      tabs.postMessage(conversation);
    });
    source.addEventListener("error", () => {
      streaming = false;
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, CALM_POLL_MS);
    });
  }

  // A browser holds few connections to one site: of all tabs one listens and tells the others.
  function listenForAll() {
    if (navigator.locks) navigator.locks.request("akari-console", () => new Promise(listen));
    else listen();
  }

  function poll() {
    rung(0);
    setTimeout(poll, streaming ? CALM_POLL_MS : POLL_MS);
  }

  const born = new WeakMap();
  function waited(seconds) {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 1) return "1分未満";
    if (minutes < 60) return `${minutes}分`;
    if (minutes < 1440) return `${Math.floor(minutes / 60)}時間${minutes % 60}分`;
    return `${Math.floor(minutes / 1440)}日`;
  }
  function tick() {
    for (const clock of document.querySelectorAll("[data-waited-s]")) {
      if (!born.has(clock)) born.set(clock, Date.now());
      const text = waited(Number(clock.dataset.waitedS) + (Date.now() - born.get(clock)) / 1000);
      if (clock.textContent !== text) clock.textContent = text;
    }
  }

  // Puts new content in place of old without taking the keyboard's place away.
  function swap(old, fresh) {
    const held = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.replaceChildren(...fresh.childNodes);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    tick();
  }

  window.akariConsole = {
    HEADERS, request, fragment, swap,
    onLook(look, conversation = 0) { lookers.push({ look, conversation, busy: false, again: false }); },
  };

  document.addEventListener("DOMContentLoaded", () => {
    tick();
    setInterval(tick, 10000);
    listenForAll();
    setTimeout(poll, POLL_MS);
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) rung(0); });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector("details.account[open]");
    if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    const menu = document.querySelector("details.account[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
})();
