// Before handing in: answers that still wait on this phone are sent first, and handing in waits for them.

import { startClock } from "./clock.js";
import { waiting } from "./queue.js";
import { line, mine, refusedOnes, startSending, stateOfLine } from "./sending.js";
import { counted, made } from "./words.js";

const root = document.getElementById("handing-in");
const words = document.getElementById("words");
const form = document.getElementById("hand-in");
const button = document.querySelector("button[form='hand-in']");
const held = document.querySelector("[data-held-words]");
const { attempt, owner, page, result } = root.dataset;

let waits = false;
let isClosed = false;

line.addEventListener("kept", ({ detail }) => {
  if (detail.record.attempt === attempt) goOn();
});
line.addEventListener("refused", ({ detail }) => {
  if (detail.record.attempt === attempt && detail.code === "closed") isClosed = true;
  goOn();
});
line.addEventListener("state", goOn);
form.addEventListener("submit", (event) => {
  if (waits) event.preventDefault();
});
begin();

async function begin() {
  const all = await waiting();
  waits = all.some((record) => record.owner === owner && record.attempt === attempt);
  hold(waits);
  startSending(owner);
  startClock(() => window.location.reload());
}

// The page was made before they arrived, so it is made anew when all have.
async function goOn() {
  if (!waits) return;
  const count = (await mine(attempt)).length;
  if (count) return tell(count);
  const left = (await refusedOnes(attempt)).length;
  if (!left && !isClosed) return window.location.reload();
  waits = false;
  hold(false);
  tell(0);
  if (left) held.textContent = counted(words.dataset.oneLeft, words.dataset.manyLeft, left);
}

function hold(isHeld) {
  button.setAttribute("aria-disabled", String(isHeld));
  held.textContent = isHeld ? root.dataset.held : "";
}

function tell(count) {
  const place = root.querySelector("[data-line]");
  const name = isClosed ? "closed" : stateOfLine();
  place.replaceChildren();
  if (name === "up") return;
  const note = made(name);
  const body = note.lastElementChild;
  if (count) body.append(" ", counted(words.dataset.oneWaits, words.dataset.manyWait, count));
  for (const link of body.querySelectorAll("a")) link.href = "signIn" in link.dataset ? page : result;
  place.append(note);
}
