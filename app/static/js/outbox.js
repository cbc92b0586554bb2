// On every page of somebody signed in: sends the answers of this person that still wait here, says when
// a colleague's wait, and warns before signing out. On the sign-in page it says that some wait at all.
// A page on which nothing waits pays for one look into localStorage.

import { counted } from "./words.js";

const OWNER = "touchpoint-owner";
const SIGN = "touchpoint-answers-wait";
const box = document.querySelector("[data-outbox]");
const door = document.querySelector("[data-door-note]");
const logout = document.querySelector("form[data-logout]");
// A page of a sitting tells by itself what became of its own answers.
const sitting = document.querySelector("#sitting, #handing-in");

if (box) sayWhoIsHere();
if (box && logout) warnBeforeLeaving();
if (mayWait()) begin();

function mayWait() {
  try {
    return localStorage.getItem(SIGN) === "yes";
  } catch (closed) {
    return true;
  }
}

function sayWhoIsHere() {
  try {
    localStorage.setItem(OWNER, box.dataset.outbox);
  } catch (closed) {
    // Then an old page of somebody else finds out from the server.
  }
}

async function begin() {
  const { waiting } = await import("./queue.js");
  const others = (await waiting()).filter((record) => !isCandidate(record) && !isMine(record));
  if (door) door.hidden = others.length === 0;
  if (!box) return;
  if (others.length) tell("others");
  if (!sitting) await send();
}

async function send() {
  const { line, startSending } = await import("./sending.js");
  line.addEventListener("kept", ({ detail }) => {
    if (isMine(detail.record) && detail.reply.state === "late") tell("late");
  });
  line.addEventListener("refused", ({ detail }) => {
    if (isMine(detail.record)) tell(detail.code === "closed" ? "closed" : "refused");
  });
  startSending(box.dataset.outbox);
}

function warnBeforeLeaving() {
  logout.addEventListener("submit", (event) => {
    if (!mayWait()) return;
    event.preventDefault();
    askBeforeLeaving();
  });
}

async function askBeforeLeaving() {
  const { waiting } = await import("./queue.js");
  const count = (await waiting()).filter(isMine).length;
  if (count) ask(count);
  else logout.submit();
}

function ask(count) {
  const { content, dataset } = box.querySelector("template[data-ask-before-leaving]");
  const dialog = content.firstElementChild.cloneNode(true);
  dialog.querySelector("#leaving-text").textContent = counted(dataset.one, dataset.many, count);
  dialog.querySelector("[data-stay-here]").addEventListener("click", () => close(dialog));
  dialog.querySelector("[data-leave-anyway]").addEventListener("click", () => logout.submit());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(dialog);
    if (event.key === "Tab") keepInside(dialog, event);
  });
  document.body.append(dialog);
  dialog.querySelector("[data-stay-here]").focus();
}

// Two buttons: from the last one goes on to the first.
function keepInside(dialog, event) {
  const buttons = Array.from(dialog.querySelectorAll("button"));
  const [first, last] = [buttons[0], buttons[buttons.length - 1]];
  const leaves = event.shiftKey ? first : last;
  if (document.activeElement !== leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

function close(dialog) {
  dialog.remove();
  const summary = document.querySelector(".tp-account > summary");
  if (summary) summary.focus();
}

// Each thing is told once a page, above everything else.
function tell(what) {
  if (document.querySelector(`main [data-told="${what}"]`)) return;
  const note = box.querySelector(`template[data-tell="${what}"]`).content.firstElementChild.cloneNode(true);
  note.dataset.told = what;
  document.querySelector("main").prepend(note);
}

function isMine(record) {
  return Boolean(box) && record.owner === box.dataset.outbox;
}

function isCandidate(record) {
  return record.owner.startsWith("candidate ");
}
