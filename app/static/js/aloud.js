// Reads the prose of a page aloud, sentence by sentence, and marks where it is.

const SENTENCE = /[^。！？；.!?;]+(?:[。！？；]+|[.!?;]+(?=\s|$)|[.!?;]|$)/g;
const BLOCKS = "p, li, dt, dd, q, th, td, h2, h3, legend, label, summary, figcaption, div";
const SILENT = "[hidden], [aria-hidden=true], .tp-triad, button, input, template, svg, sup";

const bar = document.querySelector("[data-listen]");
const prose = document.querySelector(".tp-prose");
const speech = window.speechSynthesis;
const toggle = bar.querySelector("[data-listen-toggle]");
let voice = null;
let pieces = [];
let next = 0;
let state = "idle";
// Kept, because some browsers forget an utterance that nobody holds, and then say nothing.
let spoken = null;

/** Show the bar, and read with this voice when it is pressed. */
export function readWith(found) {
  voice = found;
  toggle.addEventListener("click", () => (state === "reading" ? pause() : read()));
  bar.querySelector("[data-listen-stop]").addEventListener("click", () => {
    stop();
    toggle.focus();
  });
  window.addEventListener("pagehide", stop);
  bar.hidden = false;
}

function read() {
  if (state === "idle") {
    pieces = piecesOf(prose);
    next = 0;
  }
  turn("reading");
  say();
}

function say() {
  const piece = pieces[next];
  if (!piece) {
    stop();
    return;
  }
  mark(piece.block);
  const mine = new SpeechSynthesisUtterance(piece.words);
  mine.voice = voice;
  mine.lang = voice.lang;
  mine.onend = () => {
    if (spoken !== mine) return;
    next += 1;
    say();
  };
  mine.onerror = () => {
    if (spoken === mine) stop();
  };
  spoken = mine;
  speech.speak(mine);
}

// Many phones cannot hold an utterance: it is dropped, and its sentence is begun anew.
function pause() {
  silence();
  turn("paused");
}

function stop() {
  silence();
  mark(null);
  turn("idle");
}

function silence() {
  spoken = null;
  speech.cancel();
}

function turn(to) {
  state = to;
  bar.classList.toggle("is-on", to !== "idle");
  for (const part of bar.querySelectorAll("[data-listen-when]")) {
    part.hidden = !part.dataset.listenWhen.split(" ").includes(to);
  }
}

function mark(block) {
  const before = prose.querySelector(".tp-heard");
  if (before === block) return;
  if (before) before.classList.remove("tp-heard");
  if (!block) return;
  block.classList.add("tp-heard");
  block.scrollIntoView({ block: "nearest" });
}

function piecesOf(root) {
  const found = [];
  for (const block of root.children) {
    for (const words of linesOf(block)) {
      for (const sentence of words.match(SENTENCE) || []) {
        if (/[\p{L}\p{N}]/u.test(sentence)) found.push({ block, words: sentence.trim() });
      }
    }
  }
  return found;
}

// The lines of a block as they are seen: what is folded or hidden is not read.
function linesOf(block) {
  const lines = [""];
  gather(block, lines);
  return lines;
}

function gather(node, lines) {
  if (node.nodeType === Node.TEXT_NODE) {
    lines[lines.length - 1] += node.textContent.replace(/\s+/g, " ");
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT)) return;
  if (node.getAttribute("role") === "img") {
    lines.push(node.getAttribute("aria-label") || "", "");
    return;
  }
  const parts = isFolded(node) ? node.querySelectorAll(":scope > summary") : node.childNodes;
  if (node.matches(BLOCKS)) lines.push("");
  for (const part of parts) gather(part, lines);
  if (node.matches(BLOCKS)) lines.push("");
}

function isFolded(node) {
  return node.localName === "details" && !node.open;
}
