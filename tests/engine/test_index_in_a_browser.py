"""Index pages as a browser shows them: opened from a folder, on a phone, read aloud, printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from lembar.engine.manifest import CHECKSUMS, THUMBNAILS
from tests import tools
from tests.built import build_here
from tests.webpages import (
    PHONE,
    PROJECTOR,
    SCREENS,
    make_courses,
    opened,
    overflows_sideways,
    violations,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

TEACHERS = "index.html"
PUPILS = ("air/student/index.html", "kursus/student/index.html")
PAGES = (TEACHERS, *PUPILS)
EDITED = "edited/kursus/student/u-01-a-handout.html"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build two courses; a file that a person changed is moved by the second build."""
    tools.need("chromium")
    root = tmp_path_factory.mktemp("index")
    output = make_courses(root)
    with (output / EDITED.removeprefix("edited/")).open("ab") as file:
        file.write(b"<p>catatan saya</p>")
    build_here(root, output)
    assert (output / EDITED).is_file()
    return output


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with tools.browser() as browser:
        yield browser


def links(page: Page, of: str = "a") -> list[str]:
    """Return where the links lead, as the browser understands them."""
    found: list[str] = page.eval_on_selector_all(of, "all => all.map((each) => each.href)")
    return found


def target(link: str) -> Path:
    address = urlsplit(link)
    assert address.scheme == "file"
    return Path(unquote(address.path))


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name) as page:
        found = links(page)
        assert len(found) > 3
        assert [each for each in found if not target(each).is_file()] == []
        for each in found:
            if anchor := urlsplit(each).fragment:
                assert page.locator(f"[id='{anchor}']").count() == 1


def test_the_teachers_page_leads_to_every_document(chromium: Browser, output: Path) -> None:
    documents = json.loads((output / "manifest.json").read_text("utf-8"))["documents"]
    paths = {each["path"] for each in documents}
    lists = {f"{path.rpartition('/')[0]}/{CHECKSUMS}" for path in paths}
    zips = {"air/air-students.zip", "kursus/kursus-murid.zip"}
    wanted = paths | lists | zips | {*PUPILS, EDITED}
    with opened(chromium, output / TEACHERS) as page:
        found = {target(each).relative_to(output).as_posix() for each in links(page)}
    assert found - {TEACHERS} == wanted


@pytest.mark.parametrize("name", PUPILS)
def test_the_pupils_page_leads_nowhere_outside_its_folder(
    chromium: Browser, output: Path, name: str
) -> None:
    folder = (output / name).parent
    with opened(chromium, output / name) as page:
        found = {target(each) for each in links(page)}
    ours = ("index.html", CHECKSUMS, THUMBNAILS)
    assert found == {each for each in folder.iterdir() if each.name not in ours}


def test_a_link_opens_the_document(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS[1]) as page:
        address = next(each for each in links(page) if each.endswith("ringkasan.html"))
    with opened(chromium, target(address)) as page:
        assert page.title().startswith("Mengapa")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_without_scrolling_sideways(
    chromium: Browser, output: Path, name: str, screen: tuple[int, int]
) -> None:
    with opened(chromium, output / name, screen) as page:
        assert not overflows_sideways(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_finger_hits_every_link(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name, PHONE) as page:
        sizes = page.eval_on_selector_all(
            "a, input, select", "all => all.map((each) => [each.offsetHeight, each.offsetWidth])"
        )
        assert min(height for height, _ in sizes) >= 44
        assert min(width for _, width in sizes) >= 44


@pytest.mark.parametrize("name", PAGES)
def test_headings_stand_in_order(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name) as page:
        levels = page.eval_on_selector_all(
            "h1, h2, h3, h4, h5, h6", "all => all.map((each) => Number(each.tagName[1]))"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert len(levels) > 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_reaches_every_link(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name) as page:
        reached = []
        fields = page.locator(".finder input, .finder select").count()
        by_keyboard = links(page, "a:not(.first-page)")  # pictures say nothing that words do not
        for _ in range(fields + len(by_keyboard)):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.href"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline == "solid"
        assert reached == [None] * fields + by_keyboard


@pytest.mark.parametrize("screen", [PROJECTOR, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(
    chromium: Browser, output: Path, name: str, screen: tuple[int, int]
) -> None:
    with opened(chromium, output / name, screen) as page:
        assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_dark_system_changes_nothing(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name, color_scheme="dark") as page:
        page.wait_for_load_state("networkidle")
        dark = page.screenshot()
        page.emulate_media(color_scheme="light")
        assert page.screenshot() == dark


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_holds_every_name(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name, (650, 900)) as page:
        page.emulate_media(media="print")
        assert not overflows_sideways(page)
        assert page.locator(".formats a").count() > 3
        assert all(each.is_visible() for each in page.locator(".work-title, .kind").all())
        assert page.locator("nav").count() == 0 or page.locator("nav").is_hidden()
