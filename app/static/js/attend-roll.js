// The form of a session: find somebody in a long list, tick everybody at once, count who is ticked; presets of
// its length; the unit's people come as soon as another unit is chosen. Without script all of it is buttons.

const roll = document.querySelector("[data-roll]");
const form = document.getElementById("session");

if (roll) helpWithTheList();
if (form) helpWithTheForm();

function helpWithTheList() {
  const find = roll.querySelector("[data-roll-find]");
  const all = roll.querySelector("[data-roll-all]");
  if (!find || !all) return;
  const lines = [...roll.querySelectorAll("li")].map((line) => ({
    line,
    tick: line.querySelector("[type=checkbox]"),
    words: plain(line.querySelector("label").textContent),
  }));
  const texts = { all: all.textContent, none: all.dataset.none };
  find.hidden = all.hidden = false;
  roll.addEventListener("change", tell);
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  all.addEventListener("click", () => {
    const shown = lines.filter(({ line }) => !line.hidden);
    const isTicked = shown.some(({ tick }) => !tick.checked);
    for (const { tick } of shown) tick.checked = isTicked;
    tell();
  });
  // Back brings the ticks as they were left.
  window.addEventListener("pageshow", tell);
  tell();

  function narrow() {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    for (const { line, words } of lines) line.hidden = !wanted.every((word) => words.includes(word));
    tell();
  }

  function tell() {
    const count = roll.querySelector("[data-roll-count]");
    const ticked = lines.filter(({ tick }) => tick.checked).length;
    const isAll = lines.every(({ line, tick }) => line.hidden || tick.checked);
    count.textContent = count.dataset.rollCount.replace("{ticked}", ticked).replace("{all}", lines.length);
    all.textContent = isAll ? texts.none : texts.all;
  }
}

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function helpWithTheForm() {
  const kind = form.querySelector("[data-kind] select");
  const level = form.querySelector("[data-level]");
  const unit = form.querySelector("[data-unit]");
  const people = form.querySelector("[value=people]");
  const lengths = form.querySelector("[data-lengths]");
  kind.addEventListener("change", showLevel);
  window.addEventListener("pageshow", showLevel);
  showLevel();
  document.querySelector("[data-without-script]").hidden = true;
  unit.addEventListener("change", () => people.click());
  lengths.hidden = false;
  lengths.addEventListener("click", (event) => {
    const button = event.target.closest("[data-minutes]");
    if (button) setEnd(Number(button.dataset.minutes));
  });
  for (const words of form.querySelectorAll("[data-words]")) searchByEnter(words);

  function showLevel() {
    level.hidden = kind.value !== "onboarding";
  }

  function setEnd(minutes) {
    const [hour, minute] = form.querySelector("[data-begins]").value.split(":").map(Number);
    if (Number.isNaN(hour + minute)) return;
    const end = (hour * 60 + minute + minutes) % (24 * 60);
    form.querySelector("[data-ends]").value = [Math.floor(end / 60), end % 60]
      .map((part) => String(part).padStart(2, "0"))
      .join(":");
  }

  function searchByEnter(words) {
    words.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.querySelector(`[name=act][value=${words.dataset.words}]`).click();
    });
  }
}
