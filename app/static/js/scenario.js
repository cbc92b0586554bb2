// A talk goes on at once, without the network. Without script each reply is a button that sends its form.

for (const talk of document.querySelectorAll("[data-talk]")) equip(talk);

function equip(talk) {
  talk.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-to]");
    if (!button) return;
    event.preventDefault();
    // The second tap of two meant the reply that was here a moment ago.
    if (event.detail > 1) return;
    const field = say(talk, button);
    show(talk);
    // Whoever saves answers as they are given listens for this.
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // What was said here and is not saved yet: {detail: {path: ["a.1", "b.2"]}}.
  talk.addEventListener("talk-restore", (event) => restore(talk, event.detail.path));
}

function say(talk, button) {
  const said = talk.querySelector("[data-said]");
  const mine = copy(talk, "template[data-mine]");
  mine.querySelector("dd").append(...cloned(button.childNodes));
  if (button.dataset.earned) mine.querySelector("dt").textContent = button.dataset.earned;
  said.append(mine, copy(talk, `template[data-node="${button.dataset.to}"]`));
  const field = addToPath(talk, button.value);
  talk.querySelector("[data-next]").replaceChildren(copy(talk, next(talk, button.dataset.to)));
  return field;
}

function next(talk, target) {
  const isLast = talk.querySelectorAll("input[name=path]").length >= Number(talk.dataset.steps);
  return `template[data-${isLast && !target.startsWith("end:") ? "last" : "next"}-at="${target}"]`;
}

function addToPath(talk, key) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "path";
  field.value = key;
  talk.querySelector("[data-next]").before(field);
  return field;
}

// The log speaks what the customer says; the focus waits at what can be said next.
function show(talk) {
  const place = talk.querySelector("[data-next] > *");
  const turns = talk.querySelector("[data-said]").children;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
  turns[turns.length - 2].scrollIntoView({ block: "nearest" });
}

function restore(talk, path) {
  const known = Array.from(talk.querySelectorAll("input[name=path]"), (field) => field.value);
  if (known.some((key, place) => key !== path[place])) return;
  for (const key of path.slice(known.length)) {
    const button = talk.querySelector(`[data-next] button[value="${key}"]`);
    if (!button) return;
    say(talk, button);
  }
}

function copy(talk, selector) {
  return talk.querySelector(selector).content.firstElementChild.cloneNode(true);
}

function cloned(nodes) {
  return Array.from(nodes, (node) => node.cloneNode(true));
}
