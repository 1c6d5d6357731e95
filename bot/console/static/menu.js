// Keeps the number of unfinished requests in the menu current.
"use strict";
(() => {
  const desk = window.akariConsole;
  const count = document.getElementById("requests-count");
  if (!count) return;

  async function look() {
    const response = await desk.request("/console/requests/count");
    if (!response.ok) return;
    const { unfinished } = await response.json();
    count.hidden = unfinished === 0;
    count.textContent = `残り${unfinished}`;
  }

  desk.onLook(look);
  look().catch(() => {});
})();
