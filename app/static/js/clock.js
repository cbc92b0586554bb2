// The time that is left: counted from what the server said, never from what this device believes the
// time to be. A screen reader hears of it at half, at five minutes and at one.

const EVERY = 500;
const clock = document.querySelector("[data-clock]");
const said = document.querySelector("[data-clock-said]");
const whole = clock ? Number(clock.dataset.whole) : 0;
const marks = [
  { at: whole / 2, words: "half" },
  { at: 300, words: "five" },
  { at: 60, words: "one" },
].filter((mark, place) => place === 0 || mark.at < whole / 2);

let endsAt = 0;
let last = Infinity;
let timer = null;
let whenOver = () => {};

/** Begin to count; `over` is called once when the time is up. */
export function startClock(over) {
  if (!clock) return;
  whenOver = over;
  setLeft(Number(clock.dataset.left));
  last = left();
  tick();
  timer = setInterval(tick, EVERY);
}

/** The server says again how much is left. */
export function setLeft(seconds) {
  if (!clock || seconds === null || seconds === undefined) return;
  endsAt = performance.now() / 1000 + seconds;
}

/** Asked again after a sleep, in which clocks may stand still. */
export async function setLeftFrom(address) {
  if (!clock) return;
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("[data-clock]");
    if (told) setLeft(Number(told.dataset.left));
    else if (page.querySelector("#hand-in")) setLeft(0);
  } catch (away) {
    // The clock that ran is the best there is.
  }
}

function left() {
  return Math.max(0, endsAt - performance.now() / 1000);
}

function tick() {
  const now = left();
  clock.textContent = clock.dataset.words.replace("{time}", written(Math.ceil(now)));
  clock.classList.toggle("is-short", now < 60);
  const passed = marks.filter((mark) => last > mark.at && now <= mark.at).pop();
  if (passed && now > 0) said.textContent = clock.dataset[passed.words];
  last = now;
  if (now > 0) return;
  clearInterval(timer);
  whenOver();
}

function written(seconds) {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return (hours ? [String(hours), ...parts] : parts).join(":");
}
