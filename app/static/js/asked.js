// One question of a sitting: what is given to it, its receipt, and what was told about it.

import { bringBack, changesIn, fieldsOf, isFilled, isFlagged } from "./fields.js";
import { keyOf } from "./sending.js";
import { filled, made } from "./words.js";

const PATIENCE = 1500;
const words = document.getElementById("words");

export class Asked {
  constructor(section) {
    this.section = section;
    this.form = section.querySelector("form");
    this.item = section.dataset.item;
    this.number = Number(section.dataset.question);
    this.receipt = Number(section.dataset.receipt);
    this.isAnswered = "answered" in section.dataset;
    this.isStepwise = "stepwise" in section.dataset;
    this.pending = null;
    // What was given before the scripts were there has not been sent by anyone.
    this.last = this.changes.answer || this.changes.flag ? null : this.content();
    this.isElsewhere = false;
    this.typing = null;
  }

  get isLocked() {
    return "locked" in this.section.dataset;
  }

  get isFlagged() {
    return isFlagged(this.form);
  }

  get fields() {
    return fieldsOf(this.form);
  }

  get isFilled() {
    return isFilled(this.fields);
  }

  /** What was changed before the scripts were there. */
  get changes() {
    return this.isLocked ? { answer: false, flag: false } : changesIn(this.form);
  }

  /** Whether it holds something else than what was given last. */
  get isChanged() {
    return !this.isLocked && this.content() !== this.last;
  }

  /** Take what stands in the form as given; `fields` in its place for a flag alone. */
  take(fields = this.fields) {
    this.last = this.content();
    this.clearError();
    return { item: this.item, fields, is_flagged: this.isFlagged, replaces: this.receipt || null };
  }

  /** It waits for its receipt; said only if that takes a while. */
  waits(record, words_) {
    this.pending = keyOf(record);
    if (isFilled(record.fields)) this.isAnswered = true;
    else if (!this.isStepwise) this.isAnswered = false;
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say(words_(), false), words_() === words.dataset.saving ? PATIENCE : 0);
  }

  /** An answer of before that has not reached the server: it is shown as it was given. */
  bringBack(record, changes) {
    if (this.isLocked) return;
    const { fields, isFlagged: flagged } = this;
    bringBack(this.form, record.fields, record.is_flagged);
    this.last = this.content();
    // What was changed since is newer: it stands, and is sent after it.
    if (!changes.answer && !changes.flag) return;
    bringBack(this.form, changes.answer ? fields : this.fields, changes.flag ? flagged : this.isFlagged);
  }

  /** The server has it. */
  kept(record, reply) {
    if (reply.state === "kept") this.receipt = Math.max(this.receipt, reply.receipt);
    if (reply.replaced) this.note(filled(words.dataset.replaced, { time: reply.replaced.at }), false);
    if (!this.isAwaiting(record)) return;
    this.settle();
    if (reply.state !== "late") this.isAnswered = reply.is_answered;
    const pattern = reply.state === "late" ? words.dataset.late : words.dataset.saved;
    this.say(filled(pattern, { time: reply.at, receipt: reply.label }), reply.state !== "late");
    if (reply.feedback) this.lock(reply.feedback);
  }

  /** The server does not take it. */
  refused(record, code, error) {
    if (!this.isAwaiting(record)) return;
    this.settle();
    this.say(code === "closed" ? words.dataset.closed : error || words.dataset.refused, false);
    if (this.isPaused) this.pause(false);
  }

  /** What another device did, in words. */
  note(text, offersReload) {
    const note = made("note");
    note.querySelector("[data-text]").textContent = text;
    const reload = note.querySelector("[data-reload]");
    reload.hidden = !offersReload;
    reload.querySelector("a").href = window.location.pathname + window.location.search;
    reload.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      window.location.reload();
    });
    this.section.querySelector("[data-notes]").replaceChildren(note);
    this.isElsewhere = true;
  }

  /** The answer is final: what was right stands in place of what could be chosen. */
  lock(feedback) {
    const fieldset = this.form.querySelector("fieldset");
    const legend = fieldset.querySelector("legend");
    const shown = document.createElement("div");
    shown.innerHTML = feedback;
    fieldset.disabled = false;
    fieldset.replaceChildren(legend, shown);
    for (const rest of this.form.querySelectorAll("[data-flag], [data-own], .tp-fold")) rest.remove();
    this.section.dataset.locked = "";
  }

  /** A final answer that is on its way is not changed any more. */
  pause(isPaused) {
    this.isPaused = isPaused;
    this.form.querySelector("fieldset").disabled = isPaused;
    if (isPaused) this.section.dataset.locked = "";
    else delete this.section.dataset.locked;
  }

  say(text, isKept) {
    const line = made(isKept ? "kept" : "waiting");
    line.append(text);
    this.section.querySelector("[data-receipts]").replaceChildren(line);
  }

  clearError() {
    for (const error of this.form.querySelectorAll(".tp-error")) error.remove();
    for (const control of this.form.querySelectorAll("[aria-invalid]")) {
      control.removeAttribute("aria-invalid");
      control.classList.remove("is-invalid");
    }
  }

  isAwaiting(record) {
    return this.pending === null || this.pending === keyOf(record);
  }

  settle() {
    this.pending = null;
    clearTimeout(this.saying);
  }

  content() {
    return JSON.stringify([this.fields, this.isFlagged]);
  }
}
