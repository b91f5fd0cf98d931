"use strict";
// Leaves the files on the page that have every word typed and every mark chosen.
// Without this script the page shows everything, and no field that would do nothing.
(() => {
  const finder = document.querySelector(".finder");
  const main = document.querySelector("main");
  if (!finder || !main) return;
  const field = finder.querySelector("input");
  const filters = [...finder.querySelectorAll("select")];
  const count = finder.querySelector(".count");
  const clear = finder.querySelector("button");
  const groups = [".document", ".work", ".audience", ".unit", ".course", ".edited"];

  // Marks above and below letters, and the digits of a language, make no difference.
  const plain = (text) =>
    text
      .normalize("NFKD")
      .replace(/[\p{M}\u0640]/gu, "")
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (each) => each.charCodeAt(0) & 15)
      .toLowerCase();
  const words = (text) => plain(text).split(/\s+/).filter(Boolean);
  // A letter alone, as that of a form, and a number begin a word; else they stood in everything.
  const has = (text, word) =>
    word.length > 1 && !/^\p{N}/u.test(word)
      ? text.includes(word)
      : text.split(/[^\p{L}\p{N}]+/u).some((each) => each.startsWith(word));
  const said = (place) => (place ? place.textContent : "");
  const heading = (inside) => said(inside && inside.querySelector("h2, h3, h4"));
  const name = (link) => {
    const file = link.getAttribute("href").split("/").pop();
    try {
      return decodeURIComponent(file);
    } catch {
      return file;
    }
  };
  const read = (item) => {
    const link = item.querySelector("a");
    const row = item.closest(".document");
    const above = [".course", ".unit", ".audience"].map((each) => heading(item.closest(each)));
    const own = [...link.childNodes].filter((each) => !(each.className || "").includes("size"));
    const text = [...above, said(row && row.querySelector(".facts")), ...own.map(said), name(link)];
    const marks = [item, row].map((each) => (each && each.dataset.marks) || "").join(" ");
    return { item, text: plain(text.join(" ")), marks: marks.split(" ") };
  };
  const files = [...main.querySelectorAll(".formats > li, .edited-files > li")].map(read);
  const holders = groups.flatMap((each) =>
    [...main.querySelectorAll(each)].map((group) => [
      group,
      files.filter(({ item }) => group.contains(item)),
    ]),
  );
  const contents = [...document.querySelectorAll("nav li")].map((item) => {
    const target = document.getElementById(item.querySelector("a").hash.slice(1));
    return [item, target && target.closest("section")];
  });
  const inDigits = (number) => String(number).replace(/\d/g, (each) => finder.dataset.digits[each]);

  const show = () => {
    const wanted = words(field.value);
    const chosen = filters.map((each) => each.value).filter(Boolean);
    const filtering = wanted.length + chosen.length > 0;
    for (const { item, text, marks } of files) {
      item.hidden = !(
        wanted.every((each) => has(text, each)) && chosen.every((each) => marks.includes(each))
      );
    }
    for (const [group, inside] of holders) group.hidden = inside.every(({ item }) => item.hidden);
    for (const [item, section] of contents) item.hidden = Boolean(section && section.hidden);
    const shown = files.filter(({ item }) => !item.hidden).length;
    const sentence = shown ? count.dataset.shown : count.dataset.nothing;
    count.textContent = filtering ? sentence.replace("{shown}", inDigits(shown)) : "";
    clear.hidden = !filtering;
    finder.classList.toggle("filtering", filtering);
  };

  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    show();
  });
  for (const each of filters) each.addEventListener("change", show);
  clear.addEventListener("click", () => {
    field.value = "";
    for (const each of filters) each.value = "";
    show();
    field.focus();
  });
  // A browser that comes back to the page fills the fields as they were.
  window.addEventListener("pageshow", show);
  finder.hidden = false;
  show();
})();
