// Leaving the page at once, for someone who must not be seen here.

const PRESSES = 3;
const WITHIN_MS = 2_000;

export function leave(target) {
  // Blank first: loading another page takes longer than a glance.
  document.documentElement.style.setProperty("display", "none", "important");
  document.title = "\u200b";
  location.replace(target || "about:blank");
}

// Calls `act` when Shift is pressed three times with no other key between. Returns how to stop.
export function onThreeShifts(act) {
  let times = [];
  const pressed = (event) => {
    if (event.repeat) return;
    times = event.key === "Shift" ? [...times, Date.now()].slice(-PRESSES) : [];
    if (times.length === PRESSES && times[2] - times[0] <= WITHIN_MS) act();
  };
  document.addEventListener("keydown", pressed, true);
  return () => document.removeEventListener("keydown", pressed, true);
}
