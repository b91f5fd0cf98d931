"use strict";
// Turns the scroll of slides into a deck: keys, taps, swipes, one address for each slide.
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".slide")];
  const controls = document.querySelector(".controls");
  let at = 0;
  let touched = null;

  // A slide that says too much is set smaller, down to two thirds; after that it scrolls.
  const fit = () => {
    const slide = slides[at];
    for (const share of [1, 0.92, 0.84, 0.76, 0.68]) {
      slide.style.setProperty("--fit", share);
      if (slide.firstElementChild.offsetHeight <= innerHeight + 1) break;
    }
  };
  const show = (wanted, quietly) => {
    at = Math.max(0, Math.min(slides.length - 1, wanted));
    slides.forEach((slide, index) => slide.classList.toggle("current", index === at));
    controls.querySelector("[data-do=previous]").disabled = at === 0;
    controls.querySelector("[data-do=next]").disabled = at === slides.length - 1;
    if (!quietly) {
      history.replaceState(null, "", "#" + (at + 1));
      slides[at].focus({ preventScroll: true });
    }
    fit();
    window.scrollTo(0, 0);
  };
  const notes = () => root.classList.toggle("show-notes");
  const screen = () =>
    document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.();
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    root.classList.remove("show-notes");
  };
  const next = () => show(at + 1);
  const previous = () => show(at - 1);
  const acts = { next, previous, notes };
  const keys = {
    ArrowRight: next, ArrowDown: next, PageDown: next, " ": next,
    ArrowLeft: previous, ArrowUp: previous, PageUp: previous,
    Home: () => show(0), End: () => show(slides.length - 1),
    n: notes, f: screen, Escape: leave,
  };
  const fromHash = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const index = target ? slides.indexOf(target.closest(".slide")) : -1;
    show(Math.max(0, index), true);
  };
  const busy = (target) => target.closest("a, button, pre, .table-box, .speaker-notes");

  root.classList.add("deck");
  controls.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = event.key === " " && event.target.closest?.("a, button");
    const act = event.key === " " && event.shiftKey ? previous : keys[event.key];
    if (!act || button) return;
    event.preventDefault();
    act();
  });
  controls.addEventListener("click", (event) => acts[event.target.dataset.do]?.());
  document.getElementById("deck").addEventListener("click", (event) => {
    if (busy(event.target) || String(getSelection())) return;
    (event.clientX < innerWidth / 3 ? previous : next)();
  });
  document.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? event.touches[0].clientX : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (touched === null || event.target.closest(".table-box, pre")) return;
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 60) (moved < 0 ? next : previous)();
    touched = null;
  }, { passive: true });
  addEventListener("resize", fit);
  addEventListener("hashchange", fromHash);
  fromHash();
})();
