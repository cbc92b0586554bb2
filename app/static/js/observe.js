// A sheet of what was seen: notes open where a line was not met, and the bar counts what is marked.

import { filled } from "./words.js";

const form = document.getElementById("sheet");
const counted = document.querySelector("[data-counted]");
const chosen = document.querySelector("[data-chosen]");
const recheck = document.querySelector("[data-recheck]");

if (form) begin();

function begin() {
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") openNote(event.target);
    tell();
  });
  showEverybody();
  addRowsHere();
  tell();
}

function openNote(choice) {
  const note = choice.closest("fieldset").querySelector("[data-line-note]");
  if (note && choice.value === "not-met") note.open = true;
}

function tell() {
  if (counted) say(counted, { marked: marks().length });
  if (chosen) say(chosen, { count: form.querySelectorAll("[data-picks] :checked").length });
  if (recheck) offerRecheck();
}

function say(place, values) {
  const text = filled(place.dataset.words, values);
  place.hidden = false;
  if (place.textContent !== text) place.textContent = text;
}

function marks() {
  return Array.from(form.querySelectorAll("[name^='mark-']:checked"));
}

// A day to look again is offered when something was not met; one that was chosen stays in sight.
function offerRecheck() {
  const isFilled = Array.from(recheck.querySelectorAll("input")).some((input) => input.value);
  const verdict = form.querySelector("[name='verdict']:checked");
  const isNotYet = verdict !== null && verdict.value === "not-yet";
  const isWrong = recheck.querySelector("[data-error]") !== null;
  const isUnmet = marks().some((mark) => mark.value === "not-met");
  recheck.hidden = !(isFilled || isNotYet || isUnmet || isWrong);
}

// One press ticks all of them; the next one takes all ticks away.
function showEverybody() {
  const button = form.querySelector("[data-everybody]");
  if (!button) return;
  const boxes = Array.from(form.querySelectorAll("[data-picks] [type=checkbox]"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !all;
    tell();
  });
}

// Without script the button asks the server for more rows; here one comes at once.
function addRowsHere() {
  const rows = form.querySelector("[data-differences]");
  const button = form.querySelector("button[value=more]");
  if (!rows || !button) return;
  for (const row of Array.from(rows.children).slice(1)) if (isEmpty(row)) row.remove();
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const row = rows.lastElementChild.cloneNode(true);
    for (const wrong of row.querySelectorAll(".tp-error")) wrong.remove();
    for (const field of row.querySelectorAll("[name=who], [name=line]")) field.value = "";
    row.querySelector("[name=how]").value = "not-met";
    row.querySelector("[name=why]").value = "";
    rows.append(row);
    row.querySelector("select").focus();
  });
}

function isEmpty(row) {
  return Array.from(row.querySelectorAll("[name=who], [name=line], [name=why]")).every((field) => field.value === "");
}
