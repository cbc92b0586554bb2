// Who came so far: the list is asked for anew every five seconds, while somebody looks at it.

const EVERY = 5000;
const list = document.querySelector("[data-poll]");
let timer = setInterval(ask, EVERY);

async function ask() {
  if (document.hidden || list.contains(document.activeElement)) return;
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    // Somewhere else: the code is no longer good, or nobody is signed in.
    if (answer.redirected || !answer.ok) return stop();
    show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-poll]"));
  } catch (away) {
    // Without a line the next one may come through.
  }
}

function show(fresh) {
  if (!fresh || fresh.textContent === list.textContent) return;
  list.replaceChildren(...fresh.childNodes);
}

function stop() {
  clearInterval(timer);
  timer = 0;
}
