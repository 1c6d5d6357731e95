// Messages as a phone shows them. Everything is set as text, never as markup.
const EVENTS = { follow: "友だちに追加しました", unfollow: "ブロックしました", postback: "ボタンを押しました" };
const WORDLESS = { image: "（写真）", video: "（動画）", audio: "（音声）", location: "（位置情報）" };
const CALLED = /^tel:/;
const OPENED = /^(https?|line):/;

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// One line of the chat.
export function entryNode(entry, act) {
  const { side, message } = entry;
  const node = make("div", `entry ${side}${entry.unsent ? " unsent" : ""}`);
  if (side === "event") {
    node.textContent = message.text ? `${EVENTS[message.type]}：${message.text}` : EVENTS[message.type];
    return node;
  }
  if (side === "account") node.append(make("div", "who", message.sender?.name || "Akari"));
  node.append(...(entry.unsent ? [make("div", "said", "送信を取り消しました")] : content(message, act)));
  node.append(meta(entry, act));
  return node;
}

// The buttons under the latest message; an older message's are gone.
export function quickReplies(chat, act) {
  const last = chat.filter(({ side }) => side !== "event").at(-1);
  const items = last?.message.quickReply?.items || [];
  return items.map(({ action }) => button(action, act));
}

function meta(entry, act) {
  const time = new Date(entry.at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
  const how = { reply: " ・ 返信", push: " ・ プッシュ" }[entry.way] || (entry.read ? " ・ 既読" : "");
  const node = make("div", "meta", time + how);
  if (entry.side === "person" && !entry.unsent) {
    const undo = make("button", "", "取り消す");
    undo.type = "button";
    undo.onclick = () => act("unsend", { id: entry.id });
    node.append(" ", undo);
  }
  return node;
}

function content(message, act) {
  switch (message.type) {
    case "text": return [make("div", "said", message.text)];
    case "sticker": return [make("div", "sticker", `スタンプ（${(message.keywords || []).join("、")}）`)];
    case "file": return [make("div", "said", `（ファイル）${message.fileName}`)];
    case "flex": return [flex(message.contents, act)];
    case "template": return [template(message.template, act)];
    default: return [make("div", "said", WORDLESS[message.type] || `（${message.type}）`)];
  }
}

function button(action, act) {
  const opens = action.type === "uri" && (CALLED.test(action.uri) || OPENED.test(action.uri));
  if (opens) {
    const link = make("a", "act", CALLED.test(action.uri) ? `☎ ${action.label}` : action.label);
    link.href = action.uri;
    link.rel = "noopener noreferrer";
    if (!CALLED.test(action.uri)) link.target = "_blank";
    return link;
  }
  const node = make("button", "act", action.label);
  node.type = "button";
  node.onclick = () => act("tap", { action });
  return node;
}

function flex(container, act) {
  if (container.type !== "carousel") return card(container, act);
  const row = make("div", "carousel");
  row.tabIndex = 0;
  row.append(...container.contents.map((one) => card(one, act)));
  return row;
}

function card(bubble, act) {
  const node = make("div", "card");
  node.append(...["header", "hero", "body", "footer"].filter((part) => bubble[part]).map((part) => component(bubble[part], act)));
  return node;
}

function component(part, act) {
  switch (part.type) {
    case "box": {
      const node = make("div", `box ${part.layout}`);
      node.append(...part.contents.map((inner) => component(inner, act)));
      return node;
    }
    case "text": {
      const words = part.text || (part.contents || []).map((span) => span.text).join("");
      return make("p", `${part.weight === "bold" ? "bold" : ""} ${part.size === "sm" ? "small" : ""}`, words);
    }
    case "button": return button(part.action, act);
    case "separator": return make("hr");
    default: return make("span");
  }
}

function template(one, act) {
  const columns = one.columns || [one];
  const row = make("div", "carousel");
  row.append(...columns.map((column) => {
    const node = make("div", "card box");
    if (column.title) node.append(make("p", "bold", column.title));
    node.append(make("p", "", column.text || ""), ...(column.actions || [column.action]).map((action) => button(action, act)));
    return node;
  }));
  return row;
}
