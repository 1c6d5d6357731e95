// Embeds the chat: <script src="https://…/webchat/akari-chat.js" defer></script><akari-chat></akari-chat>
// The rest is loaded from the place this script came from; nothing comes from anywhere else.
(() => {
  const base = new URL(".", document.currentScript.src).href;
  import(new URL("chat/element.js", base).href)
    .then(({ define }) => define(base))
    .catch(() => {
      for (const place of document.querySelectorAll("akari-chat")) {
        place.textContent =
          "チャットを読み込めませんでした。ページを開き直してください。命に関わるときは119・110へお電話ください。";
      }
    });
})();
