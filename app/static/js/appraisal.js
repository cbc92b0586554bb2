// Saves the ratings of the self-assessment as they are chosen. Without it the page's buttons save them.

const form = document.getElementById("ratings");
const receipt = document.querySelector("[data-receipt]");
const progress = document.querySelector("[data-progress]");

let request = null;
let isBehind = false;
let isUnsaved = false;

form.addEventListener("change", (event) => {
  markRated(event.target.closest("fieldset"));
  save();
});

// The buttons send the whole page, so what is still on its way is not needed any more.
form.addEventListener("submit", () => {
  isBehind = false;
  if (request) request.abort();
});

window.addEventListener("online", () => {
  if (isUnsaved) save();
});

/** One request at a time: an older choice never arrives after a newer one. */
async function save() {
  isBehind = true;
  if (request) return;
  while (isBehind) {
    isBehind = false;
    request = new AbortController();
    const answer = await send(request.signal);
    if (!request.signal.aborted) show(answer);
  }
  request = null;
}

async function send(signal) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      signal,
    });
    // Who was signed out meanwhile is sent to a page, which is no receipt.
    return answer.ok && !answer.redirected ? await answer.json() : null;
  } catch (error) {
    return null;
  }
}

function show(answer) {
  isUnsaved = !answer;
  const pattern = document.querySelector(answer ? "template[data-saved]" : "template[data-unsaved]");
  const words = pattern.content.cloneNode(true);
  if (answer) {
    words.firstElementChild.append(answer.saved);
    progress.textContent = answer.progress;
  }
  receipt.replaceChildren(words);
}

function markRated(fieldset) {
  const legend = fieldset.querySelector("[data-legend]");
  legend.textContent = legend.dataset.rated;
  const error = fieldset.querySelector("[id$='-error']");
  if (error) {
    error.remove();
    fieldset.removeAttribute("aria-describedby");
  }
}
