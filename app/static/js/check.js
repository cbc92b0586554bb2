// Self-checks of a lesson: a press says at once whether it was right, and shows why. It may be
// tried again; nothing is sent or kept. Without script the answer unfolds under its own line.

for (const check of document.querySelectorAll(".tp-check")) prepare(check);

function prepare(check) {
  const button = check.querySelector("button");
  if (!button) {
    check.addEventListener("change", () => judge(check));
    return;
  }
  // Where several are right, each press is only a part of the answer.
  button.hidden = false;
  button.addEventListener("click", () => judge(check));
  check.addEventListener("change", () => forget(check));
}

function judge(check) {
  forget(check);
  const inputs = [...check.querySelectorAll("input")];
  for (const input of inputs) {
    if (input.checked) input.parentElement.classList.add(isRight(input) ? "tp-opt-right" : "tp-opt-wrong");
  }
  say(check, inputs.every((input) => input.checked === isRight(input)) ? "is-good" : "is-bad");
  check.querySelector(".tp-key-to").open = true;
}

function isRight(input) {
  return input.hasAttribute("data-right");
}

function forget(check) {
  for (const said of check.querySelectorAll("[data-said]")) said.hidden = true;
  for (const option of check.querySelectorAll(".tp-opt")) option.classList.remove("tp-opt-right", "tp-opt-wrong");
}

// A moment later, so that the same words are spoken again after another press.
function say(check, tone) {
  setTimeout(() => {
    for (const said of check.querySelectorAll("[data-said]")) said.hidden = said.dataset.said !== tone;
  }, 50);
}
