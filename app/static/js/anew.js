// Loading a page again by itself, when it was made too early to show what is true by now.

const KEPT = "touchpoint-loaded-anew";

/** Load the page again and say so; not twice in a row, whatever it shows then. */
export function loadAnew() {
  try {
    if (sessionStorage.getItem(KEPT) === window.location.pathname) return false;
    sessionStorage.setItem(KEPT, window.location.pathname);
  } catch (closed) {
    return false;
  }
  window.location.reload();
  return true;
}

/** The page stays: it may load itself again another time. */
export function stay() {
  try {
    sessionStorage.removeItem(KEPT);
  } catch (closed) {
    // Then it never did.
  }
}
