// Small comforts of every page; each page works without them.

const AGAIN_AFTER = 10000;

closeMenusFromOutside();
closeFoldsByTheirLink();
sendEachFormOnce();
focusFirstError();

// The account menu and the rest of the tabs close on Escape, and on a press elsewhere.
function closeMenusFromOutside() {
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) closeAndReturn(menu);
  });
}

function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

// “Keep” in a question closes it; without script it is a link to the page as it stands.
function closeFoldsByTheirLink() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-close]");
    const fold = link && link.closest("details");
    if (!fold) return;
    event.preventDefault();
    closeAndReturn(fold);
  });
}

function closeAndReturn(fold) {
  fold.open = false;
  fold.querySelector("summary").focus();
}

// A form is sent once, however often its button is pressed. A script that sends the form itself
// prevents the default before this listener hears of it. `data-repeat` is for downloads.
function sendEachFormOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-repeat")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    // The button's own value must travel with the form, so it is disabled after that.
    setTimeout(() => hold(event.submitter), 0);
    setTimeout(() => release(form), AGAIN_AFTER);
  });
  // Back brings the page as it was left, with its buttons still held.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) release(form);
  });
}

function hold(button) {
  if (!button) return;
  button.disabled = true;
  button.dataset.held = "yes";
}

function release(form) {
  delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[data-held]")) {
    if (button.form !== form) continue;
    button.disabled = false;
    delete button.dataset.held;
  }
}

function focusFirstError() {
  const error = document.querySelector("[data-error]");
  if (error) error.focus();
}
