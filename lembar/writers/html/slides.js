"use strict";
// Turns the scroll of slides into a deck: keys, taps, swipes, one address for each slide.
(() => {
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".slide")];
  const controls = document.querySelector(".controls");
  const withNotes = document.body.classList.contains("with-notes");
  // Text that runs from right to left has what follows at its left.
  const turned = root.dir === "rtl";
  let at = 0;
  let touched = null;

  // A slide that says too much is set smaller, down to two thirds; after that it scrolls.
  const shrink = (slide, room) => {
    for (const share of [1, 0.92, 0.84, 0.76, 0.68]) {
      slide.style.setProperty("--fit", share);
      if (slide.firstElementChild.offsetHeight <= room + 1) break;
    }
  };
  const noted = () => root.classList.contains("show-notes");
  const fit = () => shrink(slides[at], innerHeight * (noted() ? 0.7 : 1));
  // Paper has room of its own: every slide is measured at the size of its page.
  const fitPaper = () => {
    root.classList.add("on-paper");
    for (const slide of slides) shrink(slide, 720);
    root.classList.remove("on-paper");
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
  const notes = () => {
    root.classList.toggle("show-notes", withNotes && !noted());
    fit();
  };
  const screen = () =>
    document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.();
  const leave = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    if (noted()) notes();
  };
  const next = () => show(at + 1);
  const previous = () => show(at - 1);
  const acts = { next, previous, notes };
  const keys = {
    [turned ? "ArrowLeft" : "ArrowRight"]: next, ArrowDown: next, PageDown: next, " ": next,
    [turned ? "ArrowRight" : "ArrowLeft"]: previous, ArrowUp: previous, PageUp: previous,
    Home: () => show(0), End: () => show(slides.length - 1),
    n: notes, f: screen, Escape: leave,
  };
  const fromHash = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const index = target ? slides.indexOf(target.closest(".slide")) : -1;
    show(Math.max(0, index), true);
  };
  // What is wider than its box or longer than the screen is read to its end first.
  const scrolls = ({ key, target }) => {
    const box = target.closest?.(".table-box, .math-block");
    if (box && /Left|Right/.test(key)) return box.scrollWidth > box.clientWidth;
    if (key === "ArrowUp") return scrollY > 1;
    return key === "ArrowDown" && scrollY + innerHeight < root.scrollHeight - 1;
  };
  const busy = (target) => target.closest("a, button, pre, .table-box, .math-block, .speaker-notes");

  root.classList.add("deck");
  controls.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = event.key === " " && event.target.closest?.("a, button");
    const act = event.key === " " && event.shiftKey ? previous : keys[event.key];
    if (!act || button || scrolls(event)) return;
    event.preventDefault();
    act();
  });
  controls.addEventListener("click", (event) => acts[event.target.dataset.do]?.());
  document.getElementById("deck").addEventListener("click", (event) => {
    if (busy(event.target) || String(getSelection())) return;
    const side = turned ? innerWidth - event.clientX : event.clientX;
    (side < innerWidth / 3 ? previous : next)();
  });
  document.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? event.touches[0].clientX : null;
  }, { passive: true });
  document.addEventListener("touchend", (event) => {
    if (touched === null || event.target.closest(".table-box, .math-block, pre")) return;
    const moved = event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) > 60) ((moved < 0) === turned ? previous : next)();
    touched = null;
  }, { passive: true });
  addEventListener("resize", fit);
  addEventListener("beforeprint", fitPaper);
  addEventListener("afterprint", fit);
  addEventListener("hashchange", fromHash);
  fromHash();
})();
