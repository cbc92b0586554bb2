// Saves an answer as soon as it is given and shows the receipt. Without script the buttons save it.

const form = document.getElementById("answer");
const receipt = document.getElementById("receipt");
let saving = Promise.resolve();

function show(text, isKept) {
  const line = document.createElement("p");
  line.className = isKept ? "tp-save" : "tp-save is-waiting";
  line.textContent = text;
  receipt.replaceChildren(line);
}

// The list of questions below agrees with the receipt.
function count(told) {
  const here = document.querySelector(".tp-jump [aria-current]");
  if (!here) return;
  here.classList.toggle("done", told.is_answered);
  here.classList.toggle("flag", told.is_flagged);
  here.setAttribute("aria-label", told.place.trim());
  const words = here.closest("section").querySelector("header .tp-meta");
  if (words) words.textContent = told.progress.trim();
}

async function save() {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
    });
    const told = await answer.json();
    if (answer.ok && told.saved) {
      show(told.saved.trim(), true);
      count(told);
    } else if (!answer.ok) {
      show(told.error || receipt.dataset.closed, false);
    }
  } catch {
    show(receipt.dataset.failed, false);
  }
}

if (form && form.querySelector("input:not([type=hidden]):not(:disabled), select:not(:disabled)")) {
  // One after the other: a later answer never arrives before an earlier one.
  form.addEventListener("change", () => {
    saving = saving.then(save);
  });
}
