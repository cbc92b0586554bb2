// Steps to bring into order: buttons up and down fill in the numbers that one would type without script.

for (const list of document.querySelectorAll("[data-order]")) equip(list);

function equip(list) {
  const buttons = list.parentNode.querySelector("template[data-order-buttons]");
  const speaker = addSpeaker(list);
  tellHowItWorks(list);
  putInGivenOrder(list);
  for (const item of list.children) addControls(item, list, buttons);
  renumber(list);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    if (button) move(button, list, speaker);
  });
  // An answer that was given before came back into the fields.
  list.closest("form").addEventListener("broughtback", () => {
    putInGivenOrder(list);
    renumber(list);
  });
}

function addSpeaker(list) {
  const speaker = document.createElement("p");
  speaker.className = "visually-hidden";
  speaker.setAttribute("role", "status");
  speaker.setAttribute("aria-live", "polite");
  list.after(speaker);
  return speaker;
}

function tellHowItWorks(list) {
  const hint = list.previousElementSibling;
  if (hint && hint.dataset.scriptHint) hint.textContent = hint.dataset.scriptHint;
}

// What was answered before comes back in its order; steps without a number stay behind.
function putInGivenOrder(list) {
  const place = (item) => Number(field(item).value) || list.children.length + 1;
  const sorted = Array.from(list.children).sort((one, other) => place(one) - place(other));
  list.append(...sorted);
}

function addControls(item, list, buttons) {
  const number = document.createElement("span");
  number.className = "tp-order-place";
  number.setAttribute("aria-hidden", "true");
  item.prepend(number);
  item.append(buttons.content.cloneNode(true));
  const [up, down] = item.querySelectorAll("button[data-step]");
  up.setAttribute("aria-label", filled(list.dataset.up, { step: words(item) }));
  down.setAttribute("aria-label", filled(list.dataset.down, { step: words(item) }));
  field(item).type = "hidden";
}

function move(button, list, speaker) {
  const item = button.closest("li");
  const towards = Number(button.dataset.step);
  const neighbour = towards < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return;
  if (towards < 0) neighbour.before(item);
  else neighbour.after(item);
  renumber(list);
  button.focus();
  speaker.textContent = filled(list.dataset.moved, {
    step: words(item),
    place: field(item).value,
    places: String(list.children.length),
  });
  // Whoever saves answers as they are given listens for this.
  field(item).dispatchEvent(new Event("change", { bubbles: true }));
}

function renumber(list) {
  const items = Array.from(list.children);
  items.forEach((item, index) => {
    field(item).value = String(index + 1);
    item.querySelector(".tp-order-place").textContent = String(index + 1);
    const [up, down] = item.querySelectorAll("button[data-step]");
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === items.length - 1));
  });
}

function field(item) {
  return item.querySelector("input");
}

function words(item) {
  return item.querySelector("label").textContent.trim();
}

function filled(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}
