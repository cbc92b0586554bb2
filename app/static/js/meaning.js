// A word of the glossary shows its meaning where it stands. Without script it leads to the glossary.

import { made } from "./words.js";

const prose = document.querySelector(".tp-prose");
let shown = null;

for (const term of prose.querySelectorAll("a.tp-term")) {
  if (!isKnown(term)) continue;
  term.setAttribute("role", "button");
  term.setAttribute("aria-haspopup", "dialog");
  term.setAttribute("aria-expanded", "false");
}
document.addEventListener("click", (event) => {
  const term = event.target.closest("a.tp-term");
  if (term && isKnown(term) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    toggle(term);
  } else if (shown && (event.target.closest("[data-close-term]") || !shown.note.contains(event.target))) {
    hide();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && shown) hide();
  if (event.key === " " && event.target.matches("a.tp-term[role=button]")) {
    event.preventDefault();
    toggle(event.target);
  }
});
window.addEventListener("resize", () => {
  if (shown) place();
});

function nameOf(term) {
  return `term-${term.hash.slice(1)}`;
}

function isKnown(term) {
  return document.querySelector(`template[data-make="${nameOf(term)}"]`) !== null;
}

function toggle(term) {
  const again = shown && shown.term === term;
  if (shown) hide();
  if (!again) show(term);
}

// It stands behind the paragraph of its word, so that reading and Tab go on from there.
function show(term) {
  shown = { term, note: made(nameOf(term)) };
  blockOf(term).after(shown.note);
  term.setAttribute("aria-expanded", "true");
  place();
  shown.note.focus();
}

function hide() {
  const { term, note } = shown;
  const back = note.contains(document.activeElement);
  shown = null;
  note.remove();
  term.setAttribute("aria-expanded", "false");
  if (back) term.focus();
}

function blockOf(term) {
  let block = term;
  while (block.parentElement !== prose) block = block.parentElement;
  return block;
}

function place() {
  const word = shown.term.getBoundingClientRect();
  const around = prose.getBoundingClientRect();
  const room = prose.clientWidth - shown.note.offsetWidth;
  shown.note.style.top = `${word.bottom - around.top + 6}px`;
  shown.note.style.left = `${Math.max(0, Math.min(word.left - around.left - 16, room))}px`;
}
