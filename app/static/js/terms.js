// The glossary narrows down while one types; without script the button searches on the server.

const field = document.querySelector("form[role=search] input[name=q]");
const terms = [...document.querySelectorAll(".tp-entries > div")].map((place) => ({
  place,
  words: place.textContent.normalize("NFKC").toLowerCase(),
}));

if (field) field.addEventListener("input", () => show(field.value));

function show(typed) {
  const wanted = typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  for (const term of terms) term.place.hidden = !wanted.every((word) => term.words.includes(word));
  for (const list of document.querySelectorAll(".tp-entries")) {
    list.closest("section").hidden = !list.querySelector("div:not([hidden])");
  }
  // Two numbers, which read the same in every language.
  const count = document.querySelector("[data-terms-count] p");
  const found = terms.filter((term) => !term.place.hidden).length;
  if (count) count.textContent = `${found} / ${terms.length}`;
}
