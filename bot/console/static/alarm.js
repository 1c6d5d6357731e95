// Tells that somebody waits: a number in the title, a soft sound, a notification. Never a word of the talk.
"use strict";
(() => {
  const desk = window.akariConsole;
  const KNOWN = "akari-alarms";
  const SOUND = "akari-sound";
  const NOTIFY = "akari-notify";
  const title = document.title;
  let waitingBefore = null;
  let audio = null;

  const on = (name) => localStorage.getItem(name) === "on";
  const keep = (name, value) => localStorage.setItem(name, value ? "on" : "off");

  function chime() {
    audio = audio || new AudioContext();
    audio.resume();
    [[0, 587], [0.28, 784]].forEach(([after, pitch]) => {
      const start = audio.currentTime + after;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.09, start + 0.04);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.6);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.65);
    });
  }

  function alarm() {
    if (on(SOUND)) chime();
    if (on(NOTIFY) && "Notification" in window && Notification.permission === "granted") {
      const note = new Notification("あかり", { body: "相談員画面を確かめてください。", tag: "akari" });
      note.addEventListener("click", () => window.focus());
    }
  }

  function tell(waiting) {
    document.title = waiting ? `(${waiting}) ${title}` : title;
    const count = document.getElementById("waiting-count");
    count.hidden = waiting === 0;
    count.textContent = `待ち${waiting}`;
    if (waitingBefore !== null && waiting > waitingBefore) {
      document.getElementById("announce").textContent = `待っている方が${waiting}人になりました。`;
    }
    waitingBefore = waiting;
  }

  async function look() {
    const response = await desk.request("/console/waiting");
    if (!response.ok) return;
    const { waiting, alarms } = await response.json();
    // Kept for all tabs, so that one of them rings.
    const known = new Set(JSON.parse(localStorage.getItem(KNOWN) || "[]"));
    const isNew = alarms.some((name) => !known.has(name));
    localStorage.setItem(KNOWN, JSON.stringify(alarms));
    tell(waiting);
    if (isNew) alarm();
  }

  function toggle(id, name, allowed) {
    const button = document.getElementById(id);
    if (!button) return;
    const draw = () => button.setAttribute("aria-pressed", String(on(name)));
    button.addEventListener("click", async () => {
      keep(name, !on(name) && await allowed());
      draw();
    });
    draw();
  }

  async function mayNotify() {
    const answer = await Notification.requestPermission();
    document.getElementById("notify-denied").hidden = answer === "granted";
    return answer === "granted";
  }

  const box = document.getElementById("toggles");
  if (box) {
    box.hidden = false;
    toggle("sound-toggle", SOUND, () => { chime(); return true; });
    if ("Notification" in window) {
      document.getElementById("notify-toggle").hidden = false;
      toggle("notify-toggle", NOTIFY, mayNotify);
    }
  }
  desk.onLook(look);
  look().catch(() => {});
})();
