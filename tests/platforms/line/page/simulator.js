// The page: keeps what it shows in step with the stand-in, and acts for one person.
import { entryNode, quickReplies } from "/simulator/chat.js";

const REFRESH_MS = 1000;
const $ = (id) => document.getElementById(id);
let person = new URLSearchParams(location.search).get("person") || "";
let revision = -1;
let shown = "";

async function ask(path, body) {
  const options = body && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(`/simulator/api/${path}`, options || undefined);
  const json = await answer.json();
  if (!answer.ok) throw new Error(json.message);
  return json;
}

async function act(kind, more = {}) {
  $("notice").textContent = "";
  const soon = [200, 600].map((ms) => setTimeout(refresh, ms));
  try {
    const { statuses } = await ask("act", { person, act: kind, ...more });
    const last = statuses.at(-1);
    if (statuses.length && !(last >= 200 && last < 300)) $("notice").textContent = `届きませんでした（${statuses.join(", ")}）`;
  } catch (error) {
    $("notice").textContent = error.message;
  } finally {
    soon.forEach(clearTimeout);
    refresh();
  }
}

async function refresh() {
  let state;
  try {
    state = await ask(`state?person=${encodeURIComponent(person)}`);
  } catch {
    $("notice").textContent = "シミュレーターにつながりません。";
    return;
  }
  if (!state.person && state.people.length) return choose(state.people[0].id);
  if (state.revision === revision && shown === person && !state.person.loading) return;
  const moved = shown !== person;
  revision = state.revision;
  shown = person;
  drawPeople(state.people);
  drawChat(state.person, moved);
  drawAccount(state.person, state.account);
}

function choose(id) {
  person = id;
  history.replaceState(null, "", `?person=${id}`);
  $("chat").replaceChildren();
  return refresh();
}

function drawPeople(people) {
  $("people").replaceChildren(...people.map(({ id, name }) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    button.setAttribute("aria-pressed", String(id === person));
    button.onclick = () => choose(id).then(() => $("words").focus());
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

function drawChat(one, moved) {
  const chat = $("chat");
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
  const nodes = new Map([...chat.children].map((node) => [node.dataset.state, node]));
  let fresh = false;
  one.chat.forEach((entry, index) => {
    const state = `${entry.id}/${entry.unsent}/${entry.read}`;
    const node = nodes.get(state) || entryNode(entry, act);
    fresh = fresh || !nodes.delete(state);
    node.dataset.state = state;
    if (chat.children[index] !== node) chat.insertBefore(node, chat.children[index] || null);
  });
  nodes.forEach((node) => node.remove());
  chat.classList.toggle("loading", one.loading);
  if (moved || (fresh && atEnd)) chat.scrollTop = chat.scrollHeight;
  if (moved || fresh) $("quick").replaceChildren(...quickReplies(one.chat, act));
}

function drawAccount(one, account) {
  $("relation").textContent = one.blocked ? "ブロック中" : one.friend ? "友だち" : "友だちではありません";
  $("follow").hidden = one.friend && !one.blocked;
  $("unfollow").hidden = one.blocked;
  $("follow").textContent = one.blocked ? "ブロック解除" : "友だち追加";
  $("replies").textContent = one.replies;
  $("pushes").textContent = one.pushes;
  $("quota").textContent = account.quota === null ? `${account.used}（上限なし）` : `${account.used} / ${account.quota}`;
  $("faults").textContent = account.faults ? `予定している不具合：${account.faults}` : "";
  drawLog($("webhook"), account.webhook.map(({ kinds, status }) => [status, kinds]));
  drawLog($("requests"), account.requests.map(({ path, status }) => [status, path.replace("/v2/bot/", "")]));
}

function drawLog(list, rows) {
  list.replaceChildren(...rows.reverse().map(([status, what]) => {
    const good = status >= 200 && status < 300;
    return Object.assign(document.createElement("li"), { textContent: `${status || "無応答"} ${what}`, className: good ? "" : "bad" });
  }));
}

function send() {
  const words = $("words");
  if (!words.value.trim()) return;
  const text = words.value;
  words.value = "";
  words.style.height = "";
  act("text", { text });
  words.focus();
}

$("write").onsubmit = (event) => { event.preventDefault(); send(); };
$("words").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
};
$("words").oninput = ({ target }) => { target.style.height = ""; target.style.height = `${target.scrollHeight + 2}px`; };
$("more").onclick = () => {
  $("tray").hidden = !$("tray").hidden;
  $("more").setAttribute("aria-expanded", String(!$("tray").hidden));
};
$("tray").onclick = ({ target }) => {
  if (target.dataset.sticker) act("sticker", { keywords: target.dataset.sticker.split(",") });
  else if (target.dataset.media) act("media", { kind: target.dataset.media });
  else if ("location" in target.dataset) act("location");
};
$("follow").onclick = () => act("follow");
$("unfollow").onclick = () => act("unfollow");
$("again").onclick = () => act("again");
document.querySelectorAll("[data-fault]").forEach((button) => {
  button.onclick = () => ask("faults", { kind: button.dataset.fault }).then(refresh);
});
$("new-person").onsubmit = async (event) => {
  event.preventDefault();
  try {
    const { id } = await ask("people", { name: $("new-name").value });
    $("new-name").value = "";
    await choose(id);
  } catch (error) {
    $("notice").textContent = error.message;
  }
};

refresh();
setInterval(refresh, REFRESH_MS);
