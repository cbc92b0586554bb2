// Copies a text by one press, for a chat or anywhere else: <button data-copy="#id"> copies what the
// element with this id holds. `data-copied` is what is said afterwards, politely, where the button's
// own [data-copy-said] stands beside it; `data-selected` is said where only selecting was possible.

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    copyFor(button);
  });
}

async function copyFor(button) {
  const source = document.querySelector(button.dataset.copy);
  if (!source) return;
  const copied = await putOnClipboard(source);
  say(button, copied ? button.dataset.copied : button.dataset.selected);
}

// The clipboard is only given to pages that came over TLS or from this machine; elsewhere the old
// command may still work, and at the very least the text is selected, ready for a long press.
async function putOnClipboard(source) {
  try {
    await navigator.clipboard.writeText(textOf(source));
    return true;
  } catch (refused) {
    select(source);
    return copySelected();
  }
}

function textOf(source) {
  return "value" in source ? source.value : source.textContent.trim();
}

function select(source) {
  if (typeof source.select === "function") {
    source.focus();
    source.select();
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(source);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function copySelected() {
  try {
    return document.execCommand("copy");
  } catch (refused) {
    return false;
  }
}

// Emptied first, so that the same words are spoken again after a second press.
function say(button, words) {
  const place = button.parentElement.querySelector("[data-copy-said]");
  if (!place || !words) return;
  place.textContent = "";
  setTimeout(() => {
    place.textContent = words;
  }, 50);
}
