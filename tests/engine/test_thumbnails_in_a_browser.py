"""Thumbnails as a browser shows them: from a folder, beside the words, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import rosters, tools
from tests.built import build_here
from tests.webpages import PHONE, PROJECTOR, opened, overflows_sideways, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

PAGES = ("index.html", "c/student/index.html")
PICTURE = ".first-page img"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a test in four forms, with keys, as PDF and Word files, and a lesson without PDF."""
    tools.need("chromium")
    root = tmp_path_factory.mktemp("thumbnails")
    rosters.course(root, questions=4)
    lesson = "---\ntitle: Counting\n---\n\n## One\n\nOne, two, three.\n"
    root.joinpath("c/u/01-counting.md").write_text(lesson, "utf-8")
    with root.joinpath("c/course.yaml").open("a") as file:
        file.write("documents:\n  handout: [html]\n  summary: [md]\n  summary-sheet: []\n")
    build_here(root, root / "output")
    return root / "output"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with tools.browser() as browser:
        yield browser


@pytest.mark.parametrize("screen", [PROJECTOR, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_they_load_from_a_folder_and_axe_finds_nothing(
    chromium: Browser, output: Path, name: str, screen: tuple[int, int]
) -> None:
    with opened(chromium, output / name, screen) as page:
        pictures = page.locator(PICTURE)
        assert pictures.count() >= 4
        for each in pictures.all():
            each.scroll_into_view_if_needed()
            page.wait_for_function(
                "(image) => image.complete && image.naturalWidth === 168", arg=each.element_handle()
            )
            box = each.bounding_box()
            assert box is not None
            assert box["width"] == (66 if screen is PHONE else 86)
        assert violations(page) == []
        assert not overflows_sideways(page)


def test_a_pupils_page_asks_for_nothing_of_the_teachers(chromium: Browser, output: Path) -> None:
    folder = output / "c/student"
    with opened(chromium, folder / "index.html") as page:
        sources = page.eval_on_selector_all(PICTURE, "all => all.map((each) => each.src)")
        assert all(each.startswith(f"{(folder / 'thumbnails').as_uri()}/") for each in sources)


def test_words_stand_in_one_line_with_or_without_a_picture(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PAGES[1]) as page:
        places = page.eval_on_selector_all(
            ".work:has(.first-page) .kind, .work:not(:has(.first-page)) .kind",
            "all => all.map((each) => each.getBoundingClientRect().left)",
        )
        assert len(set(places)) == 1


def test_the_keyboard_and_the_search_pass_them_over(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PAGES[0]) as page:
        assert page.locator(".first-page:not([tabindex='-1'])").count() == 0
        page.locator("#find").fill("no such document")
        assert not any(each.is_visible() for each in page.locator(PICTURE).all())
        page.locator("#find").fill("key")
        shown = [each for each in page.locator(".document").all() if each.is_visible()]
        assert shown
        assert all(each.locator(PICTURE).is_visible() for each in shown)


def test_a_printed_list_has_none(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PAGES[0]) as page:
        page.emulate_media(media="print")
        assert not any(each.is_visible() for each in page.locator(PICTURE).all())
        assert (
            page.locator(".document").first.evaluate("(e) => getComputedStyle(e).display") == "flex"
        )


def test_strong_contrast_keeps_their_frames(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PAGES[0], PROJECTOR, forced_colors="active") as page:
        frame = page.locator(PICTURE).first.evaluate("(e) => getComputedStyle(e).borderTopStyle")
        assert frame == "solid"
        assert violations(page) == []
