// A shared phone signs out by itself: a warning after a while without a touch, then the sign-in page.
// Times and texts stand in the page. The server counts from the last request, so it is told of touches;
// without a touch nothing is sent before the sign-out.

const warning = document.querySelector("[data-shared-phone]");
const form = document.querySelector("form[data-logout]");
const KEY = "touchpoint-last-touch";
const EVERY = 1000;
const TELL_EVERY = 20000;

let lastTouch = Date.now();
let lastTold = 0;
let before = null;
let leaving = false;

if (warning && form) watch();

function watch() {
  const stay = warning.querySelector("[data-stay]");
  note();
  // Opening the page was a request, and so the server knows of it.
  lastTold = lastTouch;
  for (const kind of ["pointerdown", "keydown", "scroll", "input"]) {
    window.addEventListener(kind, onTouch, { passive: true, capture: true });
  }
  stay.addEventListener("click", goOn);
  warning.addEventListener("keydown", (event) => {
    if (event.key === "Escape") goOn();
    // The dialog has one button, so Tab has nowhere to go.
    if (event.key === "Tab") event.preventDefault();
  });
  document.addEventListener("visibilitychange", check);
  setInterval(check, EVERY);
}

// While the warning is shown, only its button counts: a pocket touches the screen too.
function onTouch() {
  if (warning.hidden) note();
}

function note() {
  lastTouch = Date.now();
  try {
    localStorage.setItem(KEY, String(lastTouch));
  } catch {
    // Without storage each tab counts for itself.
  }
}

// Another tab of the same phone may be in use.
function lastTouchAnywhere() {
  try {
    return Math.max(lastTouch, Number(localStorage.getItem(KEY)) || 0);
  } catch {
    return lastTouch;
  }
}

// A touch is told within twenty seconds: the server never signs out earlier than this page does.
function tellIfTouched() {
  if (lastTouch <= lastTold || Date.now() - lastTold < TELL_EVERY) return;
  tell();
}

function tell() {
  lastTold = Date.now();
  fetch(warning.dataset.awake, { credentials: "same-origin" }).catch(() => {});
}

function check() {
  tellIfTouched();
  const idle = (Date.now() - lastTouchAnywhere()) / 1000;
  if (idle >= Number(warning.dataset.leaveAfter)) leave();
  else if (idle >= Number(warning.dataset.warnAfter)) warn();
  else hide();
}

function warn() {
  if (!warning.hidden) return;
  before = document.activeElement;
  warning.hidden = false;
  warning.querySelector("[data-stay]").focus();
}

function hide() {
  if (warning.hidden) return;
  warning.hidden = true;
  if (before) before.focus();
}

function goOn() {
  note();
  tell();
  hide();
}

// The page is replaced, so that Back does not show it again; also when the network is away.
function leave() {
  if (leaving) return;
  leaving = true;
  const body = new URLSearchParams(new FormData(form));
  body.set("reason", "idle");
  fetch(form.action, { method: "POST", body, credentials: "same-origin" })
    .then((answer) => answer.url, () => "/")
    .then((address) => window.location.replace(address));
}
