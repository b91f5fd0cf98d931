"""Slides and web pages as a browser shows them: moved by keys and taps, printed, read aloud."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from tests import tools
from tests.webpages import (
    LARGE,
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

PUPILS, TEACHERS = (
    "kursus/student/u-01-a-ringkasan.html",
    "kursus/teacher/GURU-u-01-a-ringkasan.html",
)
STARTER = "air/teacher/TEACHER-01-journey-of-water-summary.html"
DECKS = (PUPILS, TEACHERS, STARTER)
PAGES = (
    "kursus/teacher/GURU-u-01-a-handout.html",
    "kursus/student/u-w-A.html",
    "kursus/teacher/GURU-u-w-kunci.html",
    "air/student/01-journey-of-water-handout.html",
)
A4_INSIDE = (650, 900)  # what margins leave of the paper
FULL = 8  # the slide that says too much
# What holds more than it shows. Tight lines make letters reach out of a heading: nothing is cut
# there, so downwards only the boxes count that end a slide, or that hide what goes beyond. Notes
# in the outer column stand outside the article on purpose.
CUT = """() => [...document.querySelectorAll("body *")].filter((each) => {
  const { display, overflowX, overflowY } = getComputedStyle(each);
  if (display === "inline" || !each.clientWidth) return false;
  if (each.matches("main, article") || each.closest("math, nav")) return false;
  const scrolls = SIDEWAYS && /auto|scroll/.test(overflowX);
  const ends = overflowY !== "visible" || each.matches(".slide, .stage, .slide-body");
  return (!scrolls && each.scrollWidth > each.clientWidth + 1)
    || (ends && each.scrollHeight > each.clientHeight + 3);
}).map((each) => [each.tagName, each.className, each.scrollWidth, each.clientWidth,
  each.scrollHeight, each.clientHeight].join(" "))"""
# The smallest type of running text, in pixels.
SMALLEST = """Math.min(...[...document.querySelectorAll("p, li, td, th, figcaption, div, dd")]
  .filter((each) => [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((each) => parseFloat(getComputedStyle(each).fontSize)))"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tools.need("chromium")
    return make_courses(tmp_path_factory.mktemp("slides"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with tools.browser() as browser:
        yield browser


def at(page: Page) -> int:
    """Return the number of the one slide that is seen, which address and foot must repeat."""
    (number,) = page.evaluate(
        "[...document.querySelectorAll('.stage')].filter((e) => e.offsetHeight).map((e) => e.id)"
    )
    assert page.locator(".slide.current .foot-right").inner_text() == number
    assert page.evaluate("location.hash") in ("", f"#{number}")
    return int(number)


def count(page: Page) -> int:
    return page.locator(".slide").count()


def show_on(page: Page, screen: tuple[int, int]) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    until(page, f"innerWidth === {screen[0]} && innerHeight === {screen[1]}")


def each_slide(page: Page) -> Iterator[int]:
    """Show every slide in turn."""
    for number in range(1, count(page) + 1):
        yield number
        page.keyboard.press("PageDown")


def cut(page: Page, sideways: bool = False) -> list[str]:
    """Return the elements that hold more than they show; `sideways` allows boxes that scroll."""
    found: list[str] = page.evaluate(CUT.replace("SIDEWAYS", "true" if sideways else "false"))
    return found


def printed(page: Page) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_watch_over_the_network_can_fail(chromium: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<img src='http://127.0.0.1:9/a.png'>")
    with pytest.raises(AssertionError), opened(chromium, page):
        pass
    page.write_text("<script>throw new Error('no')</script>")
    with pytest.raises(AssertionError), opened(chromium, page):
        pass


@pytest.mark.parametrize("deck", [PUPILS, TEACHERS])
def test_keys_move_through_the_slides(chromium: Browser, output: Path, deck: str) -> None:
    with opened(chromium, output / deck) as page:
        last = count(page)
        assert last > 5
        assert at(page) == 1
        for key, wanted in (
            ("ArrowRight", 2),
            ("ArrowDown", 3),
            ("PageDown", 4),
            ("Space", 5),
            ("ArrowLeft", 4),
            ("ArrowUp", 3),
            ("PageUp", 2),
            ("Shift+Space", 1),
            ("ArrowLeft", 1),
            ("End", last),
            ("ArrowRight", last),
            ("Home", 1),
        ):
            page.keyboard.press(key)
            assert (key, at(page)) == (key, wanted)
            assert page.evaluate("location.hash") == f"#{wanted}"


def test_an_address_opens_its_slide(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        page.evaluate("location.hash = '#4'")
        until(page, "document.getElementById('4').offsetHeight > 0")
        assert at(page) == 4
        page.reload()
        assert at(page) == 4


def test_a_click_moves_on_and_at_the_left_edge_back(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        page.mouse.click(900, 500)
        assert at(page) == 2
        page.mouse.click(500, 500)
        assert at(page) == 3
        page.mouse.click(60, 500)
        assert at(page) == 2


def test_buttons_move(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        back, forth = (page.locator(f"[data-do={name}]") for name in ("previous", "next"))
        assert back.is_hidden()
        forth.click()
        forth.click()
        back.click()
        assert at(page) == 2
        page.keyboard.press("End")
        assert forth.is_hidden()


def test_a_click_into_a_table_stays(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        page.evaluate("location.hash = '#5'")
        page.locator(".slide.current table").click()
        assert at(page) == 5


def test_taps_and_swipes_move(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS, PHONE, has_touch=True) as page:
        page.touchscreen.tap(300, 500)
        assert at(page) == 2
        page.touchscreen.tap(40, 500)
        assert at(page) == 1
        swipe(page, 300, 100)
        assert at(page) == 2
        swipe(page, 100, 300)
        assert at(page) == 1
        swipe(page, 100, 120)
        assert at(page) == 1


def until(page: Page, wanted: str) -> None:
    """Wait until a script holds; the pages' own policy forbids Playwright's way."""
    for _ in range(100):
        if page.evaluate(wanted):
            return
        page.wait_for_timeout(20)
    raise AssertionError(wanted)


def swipe(page: Page, start: int, end: int) -> None:
    """Move one finger from side to side."""
    page.evaluate(
        """([start, end]) => {
          const target = document.querySelector(".slide.current");
          const touch = (x) => new Touch({ identifier: 1, target, clientX: x, clientY: 400 });
          const fire = (name, given) =>
            target.dispatchEvent(new TouchEvent(name, { bubbles: true, ...given }));
          fire("touchstart", { touches: [touch(start)] });
          fire("touchend", { changedTouches: [touch(end)] });
        }""",
        [start, end],
    )


def test_n_shows_notes_to_the_teacher_and_hides_them(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / TEACHERS) as page:
        page.evaluate("location.hash = '#3'")
        notes = page.locator(".slide.current .speaker-notes")
        assert notes.is_hidden()
        page.keyboard.press("n")
        assert "catat dahulu" in notes.inner_text()
        assert "Sebuah catatan kaki." in notes.inner_text()
        seen = notes.bounding_box()
        assert seen
        assert seen["y"] + seen["height"] <= PROJECTOR[1]
        assert cut(page) == []
        page.keyboard.press("n")
        assert notes.is_hidden()
        page.locator("[data-do=notes]").click()
        assert notes.is_visible()
        page.keyboard.press("Escape")
        assert notes.is_hidden()


def test_a_pupils_file_has_no_notes(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        assert page.locator(".speaker-notes, [data-do=notes], .page-mark").count() == 0
        before = page.screenshot()
        page.keyboard.press("n")
        assert page.screenshot() == before


def test_f_asks_for_the_whole_screen(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / TEACHERS) as page:
        page.keyboard.press("f")
        until(page, "document.fullscreenElement === document.documentElement")
        page.keyboard.press("f")
        until(page, "document.fullscreenElement === null")


@pytest.mark.parametrize("deck", DECKS)
def test_no_slide_is_cut(chromium: Browser, output: Path, deck: str) -> None:
    """On a phone a table or formula may scroll in a box of its own, and a long slide downwards."""
    with opened(chromium, output / deck) as page:
        for screen in SCREENS:
            show_on(page, screen)
            page.keyboard.press("Home")
            for number in each_slide(page):
                assert (screen, number, cut(page, sideways=screen == PHONE)) == (screen, number, [])
                assert not overflows_sideways(page)
                height = page.evaluate("document.documentElement.scrollHeight")
                assert screen == PHONE or height == screen[1]


def test_the_watch_over_cut_slides_can_fail(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        page.add_style_tag(content=".slide-body { height: 40px; flex: none; }")
        assert any("slide-body" in each for each in cut(page))


def test_a_slide_that_says_too_much_is_set_smaller(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS) as page:
        size = "parseFloat(getComputedStyle(document.querySelector('.current li')).fontSize)"
        page.evaluate("location.hash = '#3'")
        until(page, "document.getElementById('3').offsetHeight > 0")
        usual = page.evaluate(size)
        page.evaluate(f"location.hash = '#{FULL}'")
        until(page, f"document.getElementById('{FULL}').offsetHeight > 0")
        assert usual * 0.65 < page.evaluate(size) < usual


def test_arrows_scroll_what_is_longer_than_the_screen(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PUPILS, (375, 500)) as page:
        page.evaluate(f"location.hash = '#{FULL}'")
        until(page, f"document.getElementById('{FULL}').offsetHeight > 0")
        page.keyboard.press("ArrowDown")
        until(page, "scrollY > 0")
        assert at(page) == FULL
        for _ in range(100):
            page.keyboard.press("ArrowDown")
            page.wait_for_timeout(10)
            if at(page) != FULL:
                break
        assert at(page) == FULL + 1


def test_arrows_scroll_a_table_that_is_wider_than_the_screen(
    chromium: Browser, output: Path
) -> None:
    with opened(chromium, output / PUPILS, PHONE) as page:
        page.evaluate("location.hash = '#5'")
        page.locator(".current .table-box").focus()
        page.keyboard.press("ArrowRight")
        until(page, "document.querySelector('.current .table-box').scrollLeft > 0")
        assert at(page) == 5
        page.keyboard.press("Space")
        assert at(page) == 6


@pytest.mark.parametrize("deck", DECKS)
def test_without_scripts_all_slides_stand_one_under_another(
    chromium: Browser, output: Path, deck: str
) -> None:
    with opened(chromium, output / deck, java_script_enabled=False) as page:
        boxes = [each.bounding_box() for each in page.locator(".stage").all()]
        assert len(boxes) > 5
        below = 0.0
        for box in boxes:
            assert box
            assert box["y"] >= below
            assert box["height"] > 100
            below = box["y"] + box["height"]
        assert page.locator(".controls").is_hidden()
        assert all(each.is_visible() for each in page.locator(".speaker-notes").all())
        for screen in SCREENS:
            show_on(page, screen)
            assert not overflows_sideways(page)
            assert cut(page, sideways=screen == PHONE) == []


@pytest.mark.parametrize(("deck", "scripts"), [*((deck, True) for deck in DECKS), (PUPILS, False)])
def test_print_gives_a_page_for_every_slide(
    chromium: Browser, output: Path, deck: str, scripts: bool
) -> None:
    with opened(chromium, output / deck, java_script_enabled=scripts) as page:
        if not scripts:
            # Without scripts nobody measures: what says too much runs on to a second page.
            page.evaluate(f"document.querySelectorAll('.slide')[{FULL - 1}].remove()")
        titles = page.locator(".slide :is(h1, h2)").all_text_contents()
        pdf = printed(page)
        assert len(titles) == count(page)
        # The notes of the last slide have all exercises with their answers, and run on.
        assert len(pdf.pages) == len(titles) + (deck == TEACHERS)
        for sheet, title in zip(pdf.pages, titles):
            assert words(title) in words(sheet.extract_text())
            wide = round(float(sheet.mediabox.width) / 72 * 25.4)
            assert wide == (210 if "/teacher/" in deck else 339)


@pytest.mark.parametrize("screen", [LARGE, PHONE])
def test_print_does_not_depend_on_the_screen(
    chromium: Browser, output: Path, screen: tuple[int, int]
) -> None:
    with opened(chromium, output / TEACHERS, screen) as page:
        page.keyboard.press("End")
        page.keyboard.press("n")
        before = page.evaluate("document.querySelector('.current .stage').offsetHeight")
        pdf = printed(page)
        assert len(pdf.pages) == count(page) + 1  # the notes of the last slide run on
        assert "catatdahulu" in words(pdf.pages[2].extract_text())
        assert page.evaluate("document.querySelector('.current .stage').offsetHeight") == before


def test_nothing_moves_by_itself(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / TEACHERS, reduced_motion="reduce") as page:
        for key in ("ArrowRight", "n", "End"):
            page.keyboard.press(key)
            assert page.evaluate("document.getAnimations().length") == 0


def test_axe_finds_nothing_on_any_slide(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / TEACHERS) as page:
        for number in each_slide(page):
            # The deck shows one slide at a time; its first-level heading is the first slide's.
            without = () if number == 1 else ("page-has-heading-one",)
            assert (number, violations(page, without)) == (number, [])
        page.keyboard.press("n")
        assert violations(page, without) == []


@pytest.mark.parametrize(
    ("deck", "screen"), [(PUPILS, PROJECTOR), (TEACHERS, PHONE), (STARTER, PROJECTOR)]
)
def test_axe_finds_nothing_where_all_slides_are_seen(
    chromium: Browser, output: Path, tmp_path: Path, deck: str, screen: tuple[int, int]
) -> None:
    """Axe is a script: the file goes without its own, as where scripts are turned off."""
    whole = (output / deck).read_text("utf-8")
    copy = tmp_path / "deck.html"
    copy.write_text(re.sub(r"<script>.*</script>", "", whole, flags=re.DOTALL), "utf-8")
    with opened(chromium, copy, screen) as page:
        assert page.locator(".deck").count() == 0
        assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page(chromium: Browser, output: Path, name: str) -> None:
    """A phone, where tables and formulas scroll, asks the most."""
    with opened(chromium, output / name, PHONE) as page:
        assert violations(page) == []


@pytest.mark.parametrize("name", [TEACHERS, PAGES[0]])
def test_a_dark_system_changes_nothing(chromium: Browser, output: Path, name: str) -> None:
    """Paper is white; letters must not become white with the system."""
    with opened(chromium, output / name, color_scheme="dark") as page:
        dark = page.screenshot()
        page.emulate_media(color_scheme="light")
        assert page.screenshot() == dark


@pytest.mark.parametrize("name", [TEACHERS, PAGES[0]])
def test_links_inside_lead_somewhere_and_addresses_are_unique(
    chromium: Browser, output: Path, name: str
) -> None:
    with opened(chromium, output / name) as page:
        ids = page.eval_on_selector_all("[id]", "all => all.map((each) => each.id)")
        links = page.eval_on_selector_all(
            "a[href^='#']", "all => all.map((each) => each.hash.slice(1))"
        )
        assert len(ids) == len(set(ids))
        assert set(links) <= set(ids)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_without_scrolling_sideways(
    chromium: Browser, output: Path, name: str
) -> None:
    with opened(chromium, output / name) as page:
        for screen in SCREENS:
            show_on(page, screen)
            assert not overflows_sideways(page)
            assert cut(page, sideways=True) == []
            assert page.evaluate(SMALLEST) >= 14


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_printed_whole(chromium: Browser, output: Path, name: str) -> None:
    with opened(chromium, output / name, A4_INSIDE) as page:
        said = words(page.locator("body").inner_text())
        text = words("".join(sheet.extract_text() for sheet in printed(page).pages))
        for piece in ("layartelepon", "ketidakbertanggungjawaban", "Nilailahpendapatitu"):
            assert (piece in text) == (piece in said)
        page.emulate_media(media="print")
        assert cut(page) == []
        assert not overflows_sideways(page)


def test_a_table_on_a_phone_is_reached_by_keys(chromium: Browser, output: Path) -> None:
    with opened(chromium, output / PAGES[0], PHONE) as page:
        scrolling: list[Any] = page.evaluate(
            """[...document.querySelectorAll("main *")]
              .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowX)
                && e.scrollWidth > e.clientWidth)
              .map((e) => [e.className || e.tagName, e.tabIndex])"""
        )
        assert {name for name, _ in scrolling} >= {"PRE", "table-box", "math-block"}
        assert {index for _, index in scrolling} == {0}
