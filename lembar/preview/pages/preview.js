"use strict";
// Keeps the page as the source is: when the preview says that there is another version of it, the
// parts that differ are put in place, and the reader stays where they were.
// Without this script the page is as it was when it was opened, and a button serves the switches.
(() => {
  const state = document.querySelector(".state");
  const parts = ["head", "switches", "problems", "shown"];
  let news = null;
  let asked = 0;
  let changes = Promise.resolve();

  const part = (where, name) => where.querySelector(`[data-part="${name}"]`);
  const say = (text) => {
    state.textContent = text || "";
    state.hidden = !text;
  };

  // --- pages: a picture is shown when it is there, so that nothing flickers -------------------
  const isNear = (each) => {
    const box = each.getBoundingClientRect();
    return box.bottom > -200 && box.top < window.innerHeight + 200;
  };
  const repaint = async (old, fresh) => {
    if (old.getAttribute("src") === fresh.getAttribute("src")) return;
    fresh.loading = isNear(old) ? "eager" : "lazy";
    if (isNear(old)) await fresh.decode().catch(() => {});
    old.replaceWith(fresh);
  };
  const turn = async (old, fresh) => {
    const [before, after] = [[...old.children], [...fresh.children]];
    old.className = fresh.className;
    after.slice(before.length).forEach((each) => old.append(each));
    before.slice(after.length).forEach((each) => each.remove());
    const pairs = before.slice(0, after.length).map((each, at) => [each, after[at]]);
    await Promise.all(
      pairs.map(async ([one, other]) => {
        const [was, text] = [one.querySelector(".page-text"), other.querySelector(".page-text")];
        if (was && text) was.replaceWith(text);
        await repaint(one.querySelector("img"), other.querySelector("img"));
      }),
    );
  };

  // --- sheets: a second frame loads behind the first, and takes its place ---------------------
  const fit = (frame) => {
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (!root || !frame.contentDocument.body) return;
    frame.style.height = "auto";
    frame.style.height = `${Math.max(root.scrollHeight, frame.contentDocument.body.scrollHeight) + 4}px`;
  };
  const fitted = () => document.querySelectorAll("iframe.sheet").forEach(fit);
  const loaded = (frame) => new Promise((done) => frame.addEventListener("load", done, { once: true }));
  const reframe = async (old, fresh) => {
    if (old.getAttribute("src") === fresh.getAttribute("src")) {
      old.className = fresh.className;
      return;
    }
    const [height, kind] = [old.style.height, fresh.className];
    fresh.className = "coming";
    fresh.style.cssText = `height:${height};position:absolute;visibility:hidden;width:${old.offsetWidth}px`;
    const there = loaded(fresh);
    old.after(fresh);
    await there;
    fresh.className = kind;
    old.className = "going";
    fresh.style.cssText = `height:${height}`;
    fit(fresh);
    old.remove();
  };

  const swapShown = async (old, fresh) => {
    const about = fresh.querySelector(".about");
    for (const [kind, change] of [[".pages", turn], [".sheet", reframe]]) {
      const [before, after] = [old.querySelector(kind), fresh.querySelector(kind)];
      if (before && after) {
        await change(before, after);
        old.querySelector(".about").replaceWith(about);
        return;
      }
    }
    old.replaceWith(fresh);
  };

  const refocus = (id) => {
    const lost = id && document.activeElement === document.body && document.getElementById(id);
    if (lost) lost.focus({ preventScroll: true });
  };
  const swap = async (fresh) => {
    document.title = fresh.title;
    const [top, focused] = [window.scrollY, document.activeElement && document.activeElement.id];
    for (const name of parts) {
      const [old, other] = [part(document, name), part(fresh, name)];
      if (!old || !other || old.outerHTML === other.outerHTML) continue;
      const open = old.querySelector("details.warnings[open]");
      if (name === "shown") await swapShown(old, document.adoptNode(other));
      else old.replaceWith(document.adoptNode(other));
      if (open && part(document, name).querySelector("details")) {
        part(document, name).querySelector("details").open = true;
      }
      refocus(focused);
    }
    const { version, events } = fresh.body.dataset;
    const elsewhere = events !== document.body.dataset.events;
    Object.assign(document.body.dataset, { version, events, shown: version });
    prepare();
    window.scrollTo(0, top);
    if (elsewhere) listen();
  };

  const fetched = async (address) => {
    const answer = await fetch(address, { cache: "no-store" });
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  // One change after the other: each waits for the one before.
  const show = (address, say_so) => {
    const number = ++asked;
    if (say_so) say(state.dataset.making);
    changes = changes
      .then(async () => {
        if (number !== asked) return;
        const fresh = await fetched(address);
        if (number === asked) await swap(fresh);
      })
      .catch(() => {})
      .then(() => say_so && number === asked && say(""));
  };

  // --- switches: the address says what is chosen ----------------------------------------------
  const prepare = () => {
    const form = document.querySelector(".switches");
    if (!form || form.dataset.ready) return;
    form.dataset.ready = "yes";
    form.querySelector(".go").hidden = true;
    const choose = () => {
      const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
      const address = `${form.action.split("?")[0]}?${query}`;
      history.pushState(null, "", address);
      show(address, true);
    };
    form.addEventListener("change", choose);
    // What was chosen before this script was there counts too.
    const chosen = [...form.querySelectorAll("option")];
    if (chosen.some((each) => each.defaultSelected && !each.selected)) choose();
  };
  window.addEventListener("popstate", () => show(location.href, true));

  const listen = () => {
    if (news) news.close();
    const { events } = document.body.dataset;
    if (!events) return;
    news = new EventSource(events);
    news.addEventListener("message", (event) => {
      const { version, busy } = JSON.parse(event.data);
      const old = version !== document.body.dataset.version;
      say(busy ? state.dataset.making : "");
      if (old) show(location.href, false);
    });
    news.addEventListener("error", () => say(state.dataset.ended));
  };

  document.addEventListener("load", (event) => event.target.matches?.("iframe") && fit(event.target), true);
  window.addEventListener("resize", fitted);
  // A browser keeps six connections to one place: tabs that no one sees give theirs back.
  let tired = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(tired);
    if (!document.hidden && !news) listen();
    if (!document.hidden) return;
    tired = setTimeout(() => {
      if (news) news.close();
      news = null;
    }, 60000);
  });
  window.addEventListener("pagehide", () => news && news.close());
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  fitted();
  prepare();
  listen();
})();
