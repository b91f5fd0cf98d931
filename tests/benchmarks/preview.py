"""Measure how long it takes from saving a lesson until its new page is on screen.

The sample courses are shown by `lembar preview` in Chromium, on the page of a handout. A sentence
of the lesson is changed and saved, again and again; the clock stops when the browser has drawn the
new picture of the page that is in sight. Beside it stands how long it takes, at the same time on
the same machine, to make the PDF alone: that is what no preview can be faster than.

Usage: python -m tests.benchmarks.preview
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lembar.content.loader import Options
from lembar.engine.bench import Bench
from lembar.engine.jobs import Look, PaperJob
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from tests import tools
from tests.built import SAMPLE
from tests.preview.serving import preview

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 9
GOAL = 1.0
LESSONS = (
    "linear-motion/motion/02-acceleration.md",
    "kelompok-okupasional/okupasional/03-fungsi.md",
    "kelompok-okupasional/okupasional/01-pengertian.md",
)
LONG = 60_000
# A picture is on screen when it is another one, whole, and two frames have been drawn since.
_DRAWN = """before => new Promise((done) => {
  const look = () => {
    const near = [...document.querySelectorAll(".pages img")].filter((each) => {
      const box = each.getBoundingClientRect();
      return box.bottom > 0 && box.top < window.innerHeight;
    });
    if (near.length && near.every((e) => !before.includes(e.src) && e.complete && e.naturalWidth)) {
      requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
    } else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Print the median for each lesson, and the goal."""
    with tempfile.TemporaryDirectory() as made, tools.browser() as browser:
        place = Path(made)
        shutil.copytree(SAMPLE, place / "project/content")
        cache = {"LEMBAR_CACHE": str(place / "cache")}
        with preview(place / "project", place / "temporary", **cache) as found:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(LONG)
            for name in LESSONS:
                path = place / "project/content" / name
                alone = _Alone(place / "project", path)
                seconds = _measured(page, found.address, path, alone)
                pages = page.locator(".pages img").count()
                median = statistics.median(seconds)
                print_(
                    f"{name} ({pages} pages): {median:.2f} s from saving to screen"
                    f" (goal: {GOAL:g}); {min(seconds):.2f} to {max(seconds):.2f};"
                    f" the PDF alone {statistics.median(alone.seconds):.2f} s\n"
                )


class _Alone:
    """Make the PDF of a lesson in this process, warm, with nothing around it."""

    def __init__(self, root: Path, path: Path) -> None:
        (course,) = prepare(find_project((path,), root), Options()).courses
        source = path.relative_to(root).as_posix()
        (each,) = [found for found in course.sets if found.sources[0] == source]
        document = next(d for d in each.documents if d.document == "handout")
        paths = tuple(pair for pair in document.paths if pair[0] == "pdf")
        store = prepare(find_project((path,), root), Options()).store
        look = Look("theme", course.words.language)
        self._bench = Bench({"theme": course.looks[document.profile]}.__getitem__, store)
        self._job = PaperJob(look, document, source, paths)
        self._bench.do(self._job)
        self.seconds: list[float] = []

    def make(self) -> None:
        began = time.perf_counter()
        assert self._bench.do(self._job).files[0].written is not None
        self.seconds.append(time.perf_counter() - began)


def _measured(page: Page, address: str, path: Path, alone: _Alone) -> list[float]:
    """Open the handout of a lesson, change it, and return the seconds of each change."""
    text = path.read_text("utf-8")
    title = text.partition("title: ")[2].partition("\n")[0].strip("\"' ")
    page.goto(address)
    work = page.locator(".work", has_text=title).first
    work.locator('a[href*="edition=student"][href*="document=handout"]').click()
    page.wait_for_selector(".pages img")
    page.wait_for_timeout(1000)
    found = []
    for at in range(ROUNDS):
        shown = page.eval_on_selector_all(".pages img", "all => all.map((each) => each.src)")
        head, _, body = text.partition("\n## ")
        began = time.perf_counter()
        path.write_text(f"{head}\nChanged {at}.\n\n## {body}", "utf-8")
        page.evaluate(_DRAWN, shown)
        found.append(time.perf_counter() - began)
        page.wait_for_timeout(1500)  # as long as a writer thinks, at least
        alone.make()
    path.write_text(text, "utf-8")
    return found


def print_(text: str) -> None:
    """Write at once."""
    os.write(1, text.encode())


if __name__ == "__main__":
    main()
