// Sitting a quiz: every answer is kept on this device as it is given, sent when there is a line, and
// shown with its receipt. Without script the buttons of the page save it.

import { loadAnew, stay } from "./anew.js";
import { Asked } from "./asked.js";
import { setLeft, setLeftFrom, startClock } from "./clock.js";
import { isTyped } from "./fields.js";
import { isInDanger, know, knownOf, waiting } from "./queue.js";
import { give, line, mine, sendNow, startSending, stateOfLine } from "./sending.js";
import { Turning } from "./turning.js";
import { counted, filled, made } from "./words.js";

const REST = 800;
const LONGEST_WAIT = 4000;
const root = document.getElementById("sitting");
const words = document.getElementById("words");
const { attempt, owner, answers: address, page, overview, result } = root.dataset;
const tellsAtOnce = "tellsAtOnce" in root.dataset;
const sections = Array.from(root.querySelectorAll("[data-question]"));
const questions = sections.map((section) => new Asked(section));
const turning = new Turning(root, sections);

let seen = Math.max(0, ...questions.map((question) => question.receipt));
let isOver = false;
let banner = "";

line.addEventListener("kept", ({ detail }) => whenKept(detail));
line.addEventListener("refused", ({ detail }) => whenRefused(detail));
line.addEventListener("state", tellLine);
turning.beforeLeaving(keepWhatChanged);
root.addEventListener("looked", drawOwnButtons);
for (const question of questions) listenTo(question);
listenToTheBar();
listenToTheJumps();
drawOwnButtons();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keepWhatChanged();
  else setLeftFrom(overview);
});
window.addEventListener("pagehide", keepWhatChanged);
begin();

async function begin() {
  // Before the sender is told who sits here, nothing is this person's.
  const waitingHere = (await waiting()).filter((record) => record.owner === owner && record.attempt === attempt);
  const changes = new Map(questions.map((question) => [question, question.changes]));
  const known = await knownOf(attempt);
  if (isBehind(known) && loadAnew()) return;
  stay();
  for (const record of waitingHere) bringBack(record, changes);
  await compare(known, waitingHere);
  keepWhatChanged();
  draw();
  startSending(owner);
  startClock(whenOver);
}

function bringBack(record, changes) {
  const question = asked(record.item);
  if (!question) return;
  question.bringBack(record, changes.get(question));
  question.waits(record, waitingWords);
}

// The page was made before the answers that the last one sent were there: it shows older ones. What
// was changed on it since is newer than both.
function isBehind({ receipts }) {
  if (questions.some((question) => question.isChanged)) return false;
  return questions.some((question) => question.receipt < (receipts[question.item] || 0));
}

// What this browser knew when it was here last, against what the page shows now.
async function compare({ receipts, notes }, waitingHere) {
  const hasBeenHere = Object.keys(receipts).length > 0;
  for (const question of questions) {
    const knew = receipts[question.item] || 0;
    const waits = waitingHere.some((record) => record.item === question.item);
    const note = notes[question.item];
    const time = question.section.dataset.at;
    if (note && note.kind === "replaced") question.note(filled(words.dataset.replaced, { time: note.at }), false);
    else if ((note || (hasBeenHere && question.receipt > knew)) && !waits) {
      question.note(filled(words.dataset.changedShown, { time: note ? note.at : time }), false);
    }
  }
  await know(attempt, Object.fromEntries(questions.map((question) => [question.item, question.receipt])));
}

function listenTo(question) {
  const { form } = question;
  form.addEventListener("input", (event) => {
    if (isTyped(event.target)) saveAfterRest(question);
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "is_flagged") saveFlag(question);
    else if (!tellsAtOnce || question.isStepwise) save(question);
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    // A button that is an answer itself is sent as it is.
    if (button && button.name !== "go") return;
    event.preventDefault();
    go(button ? button.value : "stay", question);
  });
}

function saveAfterRest(question) {
  if (tellsAtOnce) return;
  clearTimeout(question.typing);
  question.typing = setTimeout(() => save(question), REST);
}

function saveFlag(question) {
  if (tellsAtOnce && !question.isStepwise) keep(question, question.take([]));
  else save(question);
}

function keepWhatChanged() {
  if (tellsAtOnce) return;
  for (const question of questions) if (question.isChanged) save(question);
}

function save(question) {
  clearTimeout(question.typing);
  if (isOver || !question.isChanged) return;
  keep(question, question.take());
}

async function keep(question, answer) {
  // Whose it is stands on the page: an answer may be given before anything is sent.
  const record = { owner, attempt, address, page, ...answer, seen, given_at: new Date().toISOString() };
  const kept = await give(record);
  question.waits(kept, waitingWords);
  draw();
  tellLine();
}

// With what was right told at once, an answer is given by its button, and stays.
function check(question) {
  if (question.isLocked) return;
  if (!question.isFilled) {
    question.say(words.dataset.unanswered, false);
    return;
  }
  keep(question, question.take());
  question.pause(true);
  turning.draw();
  drawOwnButtons();
}

function go(place, question) {
  if (tellsAtOnce && place !== "previous" && !question.isLocked) check(question);
  else if (place === "previous") turning.show(question.number - 1);
  else if (place === "stay") save(question);
  else if (turning.isLast()) toOverview();
  else turning.show(question.number + 1);
}

// Its buttons stand outside the forms and belong to that of the question first shown.
function listenToTheBar() {
  const acts = { previous: "previous", check: "next", onward: "next" };
  for (const [act, place] of Object.entries(acts)) {
    const control = document.querySelector(`[data-act="${act}"] > *`);
    if (!control) continue;
    control.addEventListener("click", (event) => {
      event.preventDefault();
      if (act === "onward" && turning.isLast()) toOverview();
      else go(place, questions[turning.number - 1]);
    });
  }
}

function listenToTheJumps() {
  document.querySelectorAll(".tp-jump a").forEach((link, place) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      turning.show(place + 1);
    });
  });
}

function drawOwnButtons() {
  for (const question of questions) {
    const own = question.section.querySelector("[data-own]");
    if (own) own.hidden = !(tellsAtOnce && turning.showsAll && !question.isLocked);
  }
}

// The page of all questions is the server's, so it is opened when all that was given is there.
async function toOverview() {
  keepWhatChanged();
  await whenSent(LONGEST_WAIT);
  if (stateOfLine() === "down") show("overview-later");
  else window.location.assign(overview);
}

async function whenSent(longest) {
  const patience = new Promise((resolve) => setTimeout(resolve, longest));
  // Once for what is under way, once for what was just given.
  await Promise.race([sendNow().then(sendNow), patience]);
}

async function whenOver() {
  keepWhatChanged();
  isOver = true;
  for (const question of questions) question.form.querySelector("fieldset").disabled = true;
  show("over");
  await whenSent(LONGEST_WAIT);
  if (stateOfLine() !== "down") window.location.assign(overview);
}

async function whenKept({ record, reply }) {
  if (record.owner !== owner || record.attempt !== attempt) return;
  seen = Math.max(seen, reply.receipt);
  setLeft(reply.seconds_left);
  const question = asked(record.item);
  if (question) question.kept(record, reply);
  for (const change of reply.elsewhere || []) tellElsewhere(change);
  draw();
  turning.draw();
  drawOwnButtons();
  await know(attempt, Object.fromEntries(questions.map((each) => [each.item, each.receipt])));
  if (isOver && !(await mine(attempt)).length) window.location.assign(overview);
}

function tellElsewhere({ item, receipt, at }) {
  seen = Math.max(seen, receipt);
  const question = asked(item);
  if (!question || receipt <= question.receipt) return;
  question.receipt = receipt;
  question.note(filled(words.dataset.changed, { time: at }), true);
}

function whenRefused({ record, code, error }) {
  if (record.owner !== owner || record.attempt !== attempt) return;
  const question = asked(record.item);
  if (question) question.refused(record, code, error);
  if (code === "closed") show("closed");
  draw();
  turning.draw();
}

// The line is told of above the questions, quietly, and only while something waits for it.
async function tellLine() {
  const count = new Set((await mine(attempt)).map((record) => record.item)).size;
  if (banner === "closed" || isOver) return;
  if (!count) {
    show("");
    return;
  }
  const state = stateOfLine();
  if (state === "up") {
    show(isInDanger() ? "unkept" : "", count);
    return;
  }
  for (const question of questions) if (question.pending) question.say(waitingWords(), false);
  show(state, count);
}

function show(name, count = 0) {
  const place = root.querySelector("[data-line]");
  const told = name ? `${name} ${count}` : "";
  if (place.dataset.line === told) return;
  place.dataset.line = told;
  banner = name;
  place.replaceChildren();
  if (!name) return;
  const note = made(name);
  const body = note.lastElementChild;
  if (count) body.append(" ", counted(words.dataset.oneWaits, words.dataset.manyWait, count));
  const here = `${page}?question=${turning.number}`;
  for (const link of body.querySelectorAll("a")) link.href = "signIn" in link.dataset ? here : result;
  place.append(note);
}

function waitingWords() {
  const state = stateOfLine();
  if (state === "signed-out") return words.dataset.waitingSignedOut;
  return state === "down" ? words.dataset.waiting : words.dataset.saving;
}

// The list of all questions, and its words.
function draw() {
  const links = document.querySelectorAll(".tp-jump a");
  questions.forEach((question, place) => drawJump(links[place], question));
  const answered = questions.filter((question) => question.isAnswered).length;
  const marked = questions.filter((question) => question.isFlagged).length;
  const meta = document.querySelector(".tp-jump").closest("section").querySelector("header .tp-meta");
  meta.textContent = filled(words.dataset.progress, { answered, marked, open: questions.length - answered });
}

function drawJump(link, question) {
  link.classList.toggle("done", question.isAnswered);
  link.classList.toggle("flag", question.isFlagged);
  link.classList.toggle("elsewhere", question.isElsewhere);
  const states = [
    question.isAnswered ? words.dataset.answered : words.dataset.unansweredState,
    question.isFlagged ? words.dataset.marked : "",
    question.isElsewhere ? words.dataset.elsewhere : "",
  ];
  const place = filled(words.dataset.place, { number: question.number });
  link.setAttribute("aria-label", [place, ...states.filter(Boolean)].join(", "));
}

function asked(item) {
  return questions.find((question) => question.item === item);
}
