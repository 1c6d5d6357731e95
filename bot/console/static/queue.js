// Keeps the lists of the first page current.
"use strict";
(() => {
  const desk = window.akariConsole;
  const lists = document.getElementById("lists");
  desk.onLook(async () => {
    const page = await desk.fragment(lists.dataset.src);
    desk.swap(lists, page.body);
  });
})();
