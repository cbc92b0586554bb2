// Going from question to question without the network: all of them stand in the page.

import { filled } from "./words.js";

const KEPT = "touchpoint-all-on-one-page";
const desk = window.matchMedia("(min-width: 768px)");
const words = document.getElementById("words");

/** The questions of a page: which one is shown, or all, on a desk. */
export class Turning {
  constructor(root, sections) {
    this.root = root;
    this.sections = sections;
    this.number = Number(root.dataset.here);
    this.showsAll = this.wantsAll();
    this.before = () => {};
    window.addEventListener("popstate", () => this.show(this.numberInAddress(), { isNew: false }));
    desk.addListener(() => this.look(this.wantsAll()));
    this.listen("[data-view='all'] a", () => this.choose(true));
    this.listen("[data-view='one'] a", () => this.choose(false));
    this.draw();
  }

  /** What is to be done before a question is left. */
  beforeLeaving(work) {
    this.before = work;
  }

  isLast() {
    return this.showsAll || this.number === this.sections.length;
  }

  current() {
    return this.sections[this.number - 1];
  }

  /** Show a question, and say so to the address, the history and the reader. */
  show(number, { isNew = true } = {}) {
    this.before();
    this.number = Math.min(Math.max(number, 1), this.sections.length);
    this.draw();
    const address = `${this.root.dataset.page}?question=${this.number}`;
    if (isNew) window.history.pushState(null, "", address);
    this.focus();
  }

  /** Draw anew what belongs to the question that is shown. */
  draw() {
    this.sections.forEach((section, place) => {
      section.hidden = !this.showsAll && place + 1 !== this.number;
    });
    document.title = filled(this.root.dataset.title, { number: this.number });
    const bar = document.querySelector("main .tp-prog");
    bar.value = this.number;
    bar.setAttribute("aria-label", filled(this.root.dataset.place, { number: this.number }));
    this.drawJumps();
    this.drawViews();
    this.drawBar();
  }

  drawJumps() {
    document.querySelectorAll(".tp-jump a").forEach((link, place) => {
      if (!this.showsAll && place + 1 === this.number) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
  }

  drawViews() {
    for (const view of document.querySelectorAll("[data-view]")) {
      view.hidden = (view.dataset.view === "all") === this.showsAll;
    }
  }

  drawBar() {
    const isOpen = "tellsAtOnce" in this.root.dataset && !("locked" in this.current().dataset) && !this.showsAll;
    this.toggle("previous", this.number > 1 && !this.showsAll);
    this.toggle("check", isOpen);
    this.toggle("onward", !isOpen);
    document.querySelector("[data-onward-words]").textContent = this.isLast() ? words.dataset.end : words.dataset.next;
  }

  toggle(act, isShown) {
    const place = document.querySelector(`[data-act="${act}"]`);
    if (place) place.hidden = !isShown;
  }

  focus() {
    const legend = this.legend();
    legend.tabIndex = -1;
    if (!this.showsAll) window.scrollTo(0, 0);
    legend.focus({ preventScroll: !this.showsAll });
  }

  legend() {
    return this.current().querySelector("legend");
  }

  choose(all) {
    this.remember(all);
    this.look(all);
    this.focus();
  }

  look(all) {
    this.showsAll = all && desk.matches;
    this.root.dispatchEvent(new CustomEvent("looked"));
    this.draw();
  }

  // Asked for by the address, or chosen before in this sitting; a phone shows one at a time.
  wantsAll() {
    if (!desk.matches) return false;
    if (new URLSearchParams(window.location.search).get("view") === "all") {
      this.remember(true);
      return true;
    }
    try {
      return sessionStorage.getItem(KEPT) === this.root.dataset.attempt;
    } catch (closed) {
      return false;
    }
  }

  remember(all) {
    try {
      if (all) sessionStorage.setItem(KEPT, this.root.dataset.attempt);
      else sessionStorage.removeItem(KEPT);
    } catch (closed) {
      // Then it is chosen again on the next page.
    }
  }

  numberInAddress() {
    return Number(new URLSearchParams(window.location.search).get("question")) || Number(this.root.dataset.here);
  }

  listen(selector, work) {
    for (const link of document.querySelectorAll(selector)) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        work();
      });
    }
  }
}
