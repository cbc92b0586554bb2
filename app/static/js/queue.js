// The answers that wait on this device until the server has given a receipt for each. They stand in
// IndexedDB, so a closed tab or an empty battery loses none; where a browser keeps nothing, in memory.

const NAME = "touchpoint-answers";
const SIGN = "touchpoint-answers-wait";

const memory = { records: [], known: new Map(), client: newClient(), count: 0 };
let opening = null;

/** Keep an answer behind all others. Its sequence counts up for all pages of this browser. */
export async function put(record) {
  try {
    const sequence = await within(["waiting", "client"], (store) => {
      nameThisBrowser(store("client"));
      return store("waiting").add(record);
    });
    sign(true);
    return { ...record, sequence, isKept: true };
  } catch (full) {
    memory.count += 1;
    const kept = { ...record, sequence: memory.count, isKept: false };
    memory.records.push(kept);
    return kept;
  }
}

/** Every answer that waits, the oldest first, whoever gave it. */
export async function waiting() {
  const durable = await orElse([], () => within(["waiting"], (store) => store("waiting").getAll()));
  sign(durable.length > 0);
  return durable.map((record) => ({ ...record, isKept: true })).concat(memory.records);
}

/** What another page would have to ask the database for: whether anything may wait. */
export function mayWait() {
  try {
    return localStorage.getItem(SIGN) === "yes" || memory.records.length > 0;
  } catch (closed) {
    return true;
  }
}

/** Whether an answer stands in memory only, and goes when the page is closed. */
export function isInDanger() {
  return memory.records.length > 0;
}

/** The name under which an answer is sent: a random one of this browser, or of this page. */
export async function clientOf(record) {
  if (!record.isKept) return memory.client;
  return within(["client"], (store) => nameThisBrowser(store("client"))).catch(() => memory.client);
}

/** A new name, because the server knows the old one with another count. */
export async function renewClient(record) {
  if (!record.isKept) memory.client = newClient();
  else await within(["client"], (store) => store("client").put(newClient(), "id"));
}

/** The server has it: it waits no longer, and its receipt is known from now on. */
export async function settle(record, told) {
  learn(memory.known, record.attempt, told);
  if (!record.isKept) {
    memory.records = memory.records.filter((each) => each.sequence !== record.sequence);
  }
  await orElse(null, () => within(["waiting", "known"], (store) => {
    if (record.isKept) store("waiting").delete(record.sequence);
    return changed(store("known"), record.attempt, (known) => added(known, told));
  }));
}

/** It was not taken, and never will be: it is told, and waits no longer. */
export async function drop(record) {
  if (record.isKept) await within(["waiting"], (store) => store("waiting").delete(record.sequence));
  else memory.records = memory.records.filter((each) => each.sequence !== record.sequence);
}

/** It was not taken now; whether it stays so is tried again by a few later pages. */
export async function refuse(record) {
  const refused = { ...record, refusals: (record.refusals || 0) + 1 };
  delete refused.isKept;
  if (record.isKept) await orElse(null, () => within(["waiting"], (store) => store("waiting").put(refused)));
}

/** What this browser knows of an attempt: the receipt of each item, and what was told of elsewhere. */
export async function knownOf(attempt) {
  const durable = await orElse(null, () => within(["known"], (store) => store("known").get(attempt)));
  return durable || memory.known.get(attempt) || { receipts: {}, notes: {} };
}

/** Know the receipts that a page shows; what was told of elsewhere has been read. */
export async function know(attempt, receipts) {
  const known = { receipts, notes: {} };
  memory.known.set(attempt, known);
  await orElse(null, () => within(["known"], (store) => store("known").put(known, attempt)));
}

function database() {
  if (!opening) {
    opening = new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore("waiting", { keyPath: "sequence", autoIncrement: true });
        request.result.createObjectStore("client");
        request.result.createObjectStore("known");
      };
      request.onsuccess = () => {
        // Another page may bring a newer version, or delete all.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(request.error);
    });
  }
  return opening;
}

// One transaction; what `work` asks for last is the result. Strict: it is on the disk when it is said so.
async function within(stores, work) {
  const opened = await database();
  return new Promise((resolve, reject) => {
    const transaction = opened.transaction(stores, "readwrite", { durability: "strict" });
    const request = work((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.told === undefined ? request.result : request.told);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

function nameThisBrowser(clients) {
  const request = clients.get("id");
  request.onsuccess = () => {
    request.told = request.result || newClient();
    if (!request.result) clients.put(request.told, "id");
  };
  return request;
}

function changed(store, key, change) {
  const request = store.get(key);
  request.onsuccess = () => store.put(change(request.result), key);
  return request;
}

function learn(map, attempt, told) {
  map.set(attempt, added(map.get(attempt), told));
}

function added(known, told) {
  const { receipts, notes } = known || { receipts: {}, notes: {} };
  return {
    receipts: { ...receipts, ...told.receipts },
    notes: { ...notes, ...told.notes },
  };
}

async function orElse(otherwise, ask) {
  try {
    return await ask();
  } catch (missing) {
    return otherwise;
  }
}

function sign(isWaiting) {
  try {
    if (isWaiting) localStorage.setItem(SIGN, "yes");
    else localStorage.removeItem(SIGN);
  } catch (closed) {
    // Then every page asks the database.
  }
}

// As RFC 9562 makes one of version 4; browsers without TLS have no randomUUID.
function newClient() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
