// Shows the print button where there is a script to print with, and prints when it is pressed.

for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.addEventListener("click", (event) => {
    event.preventDefault();
    window.print();
  });
}
