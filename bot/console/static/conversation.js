// One conversation: new messages come in by themselves, forms are sent without losing the draft.
"use strict";
(() => {
  const desk = window.akariConsole;
  const root = document.getElementById("conversation");
  const here = `/console/conversations/${root.dataset.id}`;
  const transcript = document.getElementById("transcript");
  const problem = document.getElementById("problem");
  const news = document.getElementById("news");
  const form = document.getElementById("reply-form");
  const text = document.getElementById("text");
  const send = document.getElementById("send");
  let leaving = false;

  // --- live -------------------------------------------------------------------------------
  const shown = { state: "", actions: "", calling: "", summary: "" };
  for (const id of Object.keys(shown)) shown[id] = document.getElementById(id).innerHTML;

  function refreshPart(page, id) {
    const fresh = page.getElementById(id);
    if (fresh.innerHTML === shown[id]) return;
    shown[id] = fresh.innerHTML;
    const old = document.getElementById(id);
    for (const fold of old.querySelectorAll("details[id]")) {
      const next = fresh.querySelector(`#${fold.id}`);
      if (next) next.open = fold.open;
    }
    desk.swap(old, fresh);
  }

  function mergeMessages(page) {
    const list = transcript.querySelector("ol");
    const atEnd = nearEnd();
    let added = 0;
    const kept = new Set();
    for (const line of page.querySelectorAll("ol.messages > li")) {
      kept.add(line.id);
      const old = document.getElementById(line.id);
      if (!old) { list.append(line); added += 1; }
      else if (old.dataset.v !== line.dataset.v) old.replaceWith(line);
    }
    // Closing moves unanswered messages to the next conversation.
    for (const line of [...list.children]) if (!kept.has(line.id)) line.remove();
    if (added && atEnd) toEnd();
    else if (added) news.hidden = false;
  }

  async function refresh() {
    const page = await desk.fragment(`${here}/live`);
    refreshPart(page, "state");
    refreshPart(page, "actions");
    refreshPart(page, "calling");
    refreshPart(page, "summary");
    mergeMessages(page);
    unlock(page.getElementById("live").dataset.mine === "1");
  }

  function nearEnd() {
    const last = transcript.querySelector("li:last-child");
    return !last || last.getBoundingClientRect().top < window.innerHeight;
  }
  function toEnd() {
    news.hidden = true;
    transcript.querySelector("li:last-child")?.scrollIntoView({ block: "end" });
  }
  news.addEventListener("click", toEnd);
  document.addEventListener("scroll", () => { if (!news.hidden && nearEnd()) news.hidden = true; }, { passive: true });

  // --- reply ------------------------------------------------------------------------------
  function unlock(mine) {
    send.disabled = !mine || form.dataset.busy === "1";
    // What was typed stays readable even when somebody else holds the conversation now.
    text.disabled = !mine && !text.value;
    form.toggleAttribute("data-locked", text.disabled);
    document.getElementById("reply-locked").hidden = mine;
  }

  const length = document.getElementById("length");
  function count() {
    const used = [...text.value].length;
    const most = Number(text.dataset.max);
    length.textContent = used ? `${used} / ${most}文字` : `${most}文字まで`;
    length.classList.toggle("over", used > most);
    text.rows = Math.min(10, Math.max(3, text.value.split("\n").length + Math.floor(used / 40)));
  }
  text.addEventListener("input", count);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      if (!send.disabled) form.requestSubmit();
    }
  });

  const snippets = document.getElementById("snippets");
  snippets.hidden = false;
  snippets.addEventListener("click", (event) => {
    const snippet = event.target.dataset.snippet;
    if (!snippet || text.disabled) return;
    text.value += (text.value && !text.value.endsWith("\n") ? "\n" : "") + snippet;
    snippets.open = false;
    text.focus();
    count();
  });

  // --- forms ------------------------------------------------------------------------------
  function complain(words) {
    problem.textContent = words;
    problem.hidden = false;
    problem.scrollIntoView({ block: "nearest" });
  }

  function busy(sent, value) {
    sent.dataset.busy = value ? "1" : "";
    for (const button of sent.querySelectorAll("button[type=submit]")) button.disabled = value;
  }

  async function submit(sent) {
    const words = sent === form ? text.value : "";
    problem.hidden = true;
    busy(sent, true);
    try {
      const body = new URLSearchParams(new FormData(sent));
      const response = await desk.request(sent.action, { method: "POST", body });
      const answer = await response.json().catch(() => ({ error: "うまくいきませんでした。もう一度お試しください。" }));
      if (!response.ok) complain(answer.error);
      else if (answer.go) { leaving = !text.value; location.assign(answer.go); return; }
      else if (sent === form) {
        form.elements.once.value = answer.once;
        if (text.value === words) text.value = "";
        count();
        toEnd();
      }
    } catch {
      complain("送れませんでした。文章は残っています。つながりを確かめて、もう一度お試しください。");
    } finally {
      busy(sent, false);
    }
    await refresh().catch(() => {});
    if (sent === form) text.focus();
    else if (!sent.isConnected && !text.disabled) text.focus();
  }

  document.addEventListener("submit", (event) => {
    if (!("live" in event.target.dataset)) return;
    event.preventDefault();
    if (event.target.dataset.busy !== "1") submit(event.target);
  });
  window.addEventListener("beforeunload", (event) => { if (text.value && !leaving) event.preventDefault(); });

  // --- earlier conversations --------------------------------------------------------------
  for (const fold of document.querySelectorAll("details[data-src]")) {
    fold.addEventListener("toggle", async () => {
      const slot = fold.querySelector(".slot");
      if (!fold.open || slot.childElementCount) return;
      try {
        slot.replaceChildren(...(await desk.fragment(fold.dataset.src)).body.childNodes);
      } catch { /* The link above leads there as well. */ }
    });
  }

  count();
  desk.onLook(refresh, Number(root.dataset.id));
  if (!problem.hidden) problem.focus();
  else if (!location.hash && !text.disabled) toEnd();
})();
