// Sends the answers that wait: in their order, one at a time, each until the server gives its receipt.
// Only those of the person whose page this is. `line` tells the page what became of them:
// "kept" and "refused" with the record and what was said, "state" whenever the line changes.

import { clientOf, drop, isInDanger, put, refuse, renewClient, settle, waiting } from "./queue.js";

export const line = new EventTarget();

const OWNER = "touchpoint-owner";
const PATIENCE = 20000;
const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000];
//: A keepalive request may carry no more.
const CARRIED = 60000;
const REFUSALS = 3;

const passed = new Set();
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("touchpoint-answers") : null;
let owner = null;
let state = "up";
let failures = 0;
let timer = null;
let running = Promise.resolve();
let next = null;

/** Begin to send what this person left here, now and whenever the line comes back. */
export function startSending(person) {
  if (owner) return;
  owner = person;
  window.addEventListener("online", sendNow);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) sendNow();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sendNow();
  });
  // Another page of this browser may send what was given here.
  if (channel) channel.onmessage = ({ data }) => emit(data.kind, data.detail);
  window.addEventListener("beforeunload", (event) => {
    if (!isInDanger()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  sendNow();
}

/** Keep an answer, with whose it is, and send it after all that were given before. */
export async function give(record) {
  const kept = await put(record);
  sendNow();
  return kept;
}

/** Try at once, without waiting for the next time. */
export function sendNow() {
  clearTimeout(timer);
  timer = null;
  if (!owner) return Promise.resolve();
  if (next) return next;
  // One run at a time; what is given while it is at work is looked for once more after it.
  next = running.then(() => {
    next = null;
    running = drain().catch(later);
    return running;
  });
  return next;
}

/** The answers of this person that wait, of one attempt or of all, without those that were refused. */
export async function mine(attempt = null) {
  const all = await waiting();
  return all.filter((each) => each.owner === owner && (!attempt || each.attempt === attempt) && isOpen(each));
}

/** Those that wait, but were refused as they are. */
export async function refusedOnes(attempt) {
  const all = await waiting();
  return all.filter((each) => each.owner === owner && each.attempt === attempt && !isOpen(each));
}

/** "up", "down" or "signed-out". */
export function stateOfLine() {
  return state;
}

/** Whose answers these are told apart by: this page's address and count. */
export function keyOf(record) {
  return `${record.isKept ? "kept" : "held"}-${record.sequence}`;
}

async function drain() {
  for (;;) {
    const record = (await mine())[0];
    if (!record) break;
    const goesOn = await deliver(record);
    if (!goesOn) return;
  }
  failures = 0;
  become("up");
}

function isOpen(record) {
  return !passed.has(keyOf(record)) && (record.refusals || 0) < REFUSALS;
}

async function deliver(record) {
  if (!isStillSignedIn()) return stop("signed-out");
  let reply = await post(record);
  if (reply.status === 409 && reply.body.code === "sequence-used") {
    await renewClient(record);
    reply = await post(record);
  }
  if (reply.status === 200) return kept(record, reply.body);
  if (reply.status === 401) return stop("signed-out");
  if (isRefusal(reply)) return refused(record, reply);
  return later();
}

async function kept(record, reply) {
  failures = 0;
  await settle(record, whatIsTold(record, reply));
  await dropOlderRefused(record);
  become("up");
  share("kept", { record, reply });
  return true;
}

// A mistake that was mended needs no telling any more.
async function dropOlderRefused(record) {
  for (const each of await refusedOnes(record.attempt)) {
    if (each.item === record.item && each.sequence < record.sequence) await drop(each);
  }
}

async function refused(record, reply) {
  failures = 0;
  passed.add(keyOf(record));
  // What is closed stays closed; anything else may have been a fault of the way.
  if (reply.body.code === "closed") await drop(record);
  else await refuse(record);
  become("up");
  share("refused", { record, status: reply.status, code: reply.body.code || "", error: reply.body.error || "" });
  return true;
}

// What some network on the way answers in place of the server is no word about the answer.
function isRefusal({ status, isOurs }) {
  return isOurs && status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status);
}

function stop(reason) {
  become(reason);
  return false;
}

function later() {
  const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
  failures += 1;
  // Not all phones of a site come back in the same moment.
  timer = setTimeout(sendNow, pause * (0.75 + Math.random() / 2));
  return stop("down");
}

async function post(record) {
  const client = await clientOf(record);
  const { sequence, item, fields, is_flagged, replaces, seen, given_at } = record;
  const body = JSON.stringify({ client, sequence, item, fields, is_flagged, replaces, seen, given_at });
  const patience = new AbortController();
  const bell = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(record.address, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Touchpoint": "answers" },
      credentials: "same-origin",
      redirect: "error",
      keepalive: body.length < CARRIED,
      signal: patience.signal,
    });
    return await read(answer);
  } catch (away) {
    return { status: 0, body: {} };
  } finally {
    clearTimeout(bell);
  }
}

// Only a receipt is a receipt: the page of a network that wants a sign-in of its own is none.
async function read(answer) {
  const body = await answer.json().catch(() => null);
  const isOurs = Boolean(body) && typeof body === "object";
  const isReceipt = isOurs && Number.isInteger(body.receipt);
  return { status: answer.ok && !isReceipt ? 0 : answer.status, body: body || {}, isOurs };
}

function whatIsTold(record, reply) {
  const receipts = {};
  const notes = {};
  for (const { item, receipt, at } of reply.elsewhere || []) {
    receipts[item] = receipt;
    notes[item] = { kind: "changed", at };
  }
  if (reply.state === "kept") receipts[record.item] = reply.receipt;
  if (reply.replaced) notes[record.item] = { kind: "replaced", at: reply.replaced.at };
  return { receipts, notes };
}

// Somebody else may have signed in on another page of this browser; candidates sign in nowhere.
function isStillSignedIn() {
  if (owner.startsWith("candidate ")) return true;
  try {
    return (localStorage.getItem(OWNER) || owner) === owner;
  } catch (closed) {
    return true;
  }
}

function become(next) {
  state = next;
  emit("state", { state });
}

function share(kind, detail) {
  emit(kind, detail);
  if (channel) channel.postMessage({ kind, detail });
}

function emit(kind, detail) {
  line.dispatchEvent(new CustomEvent(kind, { detail }));
}
