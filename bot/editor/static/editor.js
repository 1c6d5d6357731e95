// The form's helper: the preview beside it, the first fault, and a word before typing is lost.
// Without it everything still works: the preview opens in a page of its own.
const form = document.getElementById("form");
const preview = document.getElementById("preview");
const PAUSE_MS = 400;
let timer = 0;
let asked = 0;
let changed = false;
let leaving = false;

async function show() {
  const number = ++asked;
  preview.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(preview.dataset.address, {
      method: "POST", body: new FormData(form), headers: { "X-Editor": "1" },
    });
    const page = await answer.text();
    if (number === asked && answer.ok) preview.innerHTML = page;
  } catch {
    // The server is away for a moment; the next key asks again.
  } finally {
    if (number === asked) preview.removeAttribute("aria-busy");
  }
}

if (form && preview) {
  document.body.classList.add("live");
  document.getElementById("preview-button")?.addEventListener("click", async (event) => {
    event.preventDefault();
    await show();
    document.getElementById("preview-title").focus();
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MS);
  });
  show();
}

if (form) {
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
}

document.getElementById("faults")?.focus();
