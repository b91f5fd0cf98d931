"""The preview in a browser: what is saved is on screen, mistakes come and go, switches switch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests import tools
from tests.engine.small import project
from tests.preview.serving import Preview, preview
from tests.webpages import PHONE, PROJECTOR, SCREENS, overflows_sideways, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

LONG = 60_000  # milliseconds: no test passes or fails by them, it only ends
LANGUAGES = ("en", "id")
# The browser says that scripts of slides do not run in the frame: that is as it should be.
_EXPECTED = "Blocked script execution"
ARABIC = "title: دورة الماء\nlanguage: ar-EG\ndocuments:\n  handout: [pdf, docx]\n"
MISTAKES = {"en": "1 mistake", "id": "1 kesalahan"}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with tools.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tools.need("chromium")
    root = project(tmp_path_factory.mktemp("browser") / "project")
    lesson = root / "content/ma/u/01-qatra.md"
    lesson.parent.mkdir(parents=True)
    (root / "content/ma/course.yaml").write_text(ARABIC, "utf-8")
    lesson.write_text("---\ntitle: رحلة قطرة ماء\n---\n\nماء.\n", "utf-8")
    return root


@pytest.fixture(scope="module", params=LANGUAGES)
def running(request: pytest.FixtureRequest, root: Path, tmp_path_factory) -> Iterator[Preview]:
    place = tmp_path_factory.mktemp("temporary")
    with preview(root, place, language=request.param) as found:
        yield found


@pytest.fixture
def saved(root: Path) -> Iterator[Path]:
    """Return a lesson to change, which is as it was after the test."""
    path = root / "content/water/cycle/01-puddle.md"
    text = path.read_text("utf-8")
    yield path
    path.write_text(text, "utf-8")


@contextmanager
def opened(browser: Browser, address: str, screen: tuple[int, int] = PROJECTOR) -> Iterator[Page]:
    """Open an address; fail in the end if the console complained or another place was asked."""
    context = browser.new_context(viewport={"width": screen[0], "height": screen[1]})
    said: list[str] = []
    asked: list[str] = []
    context.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    context.on("weberror", lambda each: said.append(str(each.error)))
    context.on("request", lambda each: asked.append(each.url))
    page = context.new_page()
    page.set_default_timeout(LONG)
    try:
        page.goto(address)
        yield page
        assert [each for each in said if _EXPECTED not in each] == []
        ours = (address, "data:", "about:")
        assert [each for each in asked if not each.startswith(ours)] == []
    finally:
        context.close()


def follow(page: Page, title: str, *parts: str) -> None:
    """Open a document of a work on the list."""
    work = page.locator(".work", has_text=title)
    work.locator("a" + "".join(f'[href*="{part}"]' for part in parts)).first.click()
    page.wait_for_selector(".switches")


def open_handout(page: Page, format_: str = "pdf", title: str = "A puddle") -> None:
    follow(page, title, "edition=student", "document=handout")
    page.wait_for_selector(".pages img")
    if format_ != "pdf":
        page.select_option("#switch-format", format_)
        page.wait_for_selector("iframe.sheet")


def wait_for_text(page: Page, text: str) -> None:
    """Wait until the text of a page is another; its picture is drawn then."""
    page.wait_for_function(
        "text => [...document.querySelectorAll('.page-text')]"
        ".some((each) => each.textContent.replace(/\\s+/g, ' ').includes(text))",
        arg=text,
    )


def pictures(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".pages img", "all => all.map((each) => each.currentSrc)"
    )
    return found


def wait_for_picture(page: Page, before: list[str]) -> None:
    """Wait until another picture of the first page is on screen."""
    page.wait_for_function(
        "before => { const first = document.querySelector('.pages img');"
        " return first.currentSrc !== before && first.complete && first.naturalWidth > 0; }",
        arg=before[0],
    )


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


PLACE = "document.querySelector('.pages img').getBoundingClientRect().top"


def test_a_saved_change_is_on_screen_and_the_reader_stays_where_they_were(
    chromium: Browser, running: Preview, saved: Path
) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page)
        page.evaluate("window.marked = true; window.scrollTo(0, 150)")
        before, place = pictures(page), page.evaluate(PLACE)
        change(saved, "warms", "heats")
        wait_for_picture(page, before)
        wait_for_text(page, "The sun heats the puddle")
        assert page.evaluate("window.marked") is True, "the page was loaded anew"
        # What is told above may come and go: what is read stays where it is on the screen.
        assert page.evaluate("window.scrollY") > 0
        assert abs(page.evaluate(PLACE) - place) <= 2


def test_a_save_as_editors_do_it_is_noticed_too(
    chromium: Browser, running: Preview, saved: Path
) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page)
        other = saved.with_name("01-puddle.md~")
        other.write_text(saved.read_text("utf-8").replace("warms", "lights"), "utf-8")
        other.replace(saved)
        wait_for_text(page, "The sun lights the puddle")


def test_a_sheet_is_changed_in_its_frame(chromium: Browser, running: Preview, saved: Path) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page, "docx")
        frame = page.frame_locator("iframe.sheet")
        frame.get_by_text("The sun warms").wait_for()
        change(saved, "warms", "heats")
        frame.get_by_text("The sun heats").wait_for()
        page.wait_for_function("() => document.querySelectorAll('iframe').length === 1")


def test_a_mistake_is_shown_with_its_line_and_goes_by_itself(
    chromium: Browser, running: Preview, root: Path
) -> None:
    path = root / "content/water/cycle/questions/water.yaml"
    mended = path.read_text("utf-8")
    with opened(chromium, running.address) as page:
        follow(page, "Sheet 1", "document=worksheet")
        sheet = page.frame_locator("iframe.sheet")
        sheet.get_by_text("Sheet 1").first.wait_for()
        try:
            change(path, "  text: |\n    Water that", "  tekst: |\n    Water that")
            place = page.locator(".errors .place").first
            place.wait_for()
            assert place.inner_text() == "content/water/cycle/questions/water.yaml:14:3"
            assert "“tekst”" in page.locator(".errors").inner_text()
            assert "“text”" in page.locator(".errors").inner_text()
            # What there was stays in sight.
            sheet.get_by_text("Sheet 1").first.wait_for()
            assert page.locator(".old").is_visible()
            assert violations(page) == []
        finally:
            path.write_text(mended, "utf-8")
        page.wait_for_selector(".errors", state="detached")
        page.wait_for_selector(".old", state="detached")


def test_a_broken_work_is_marked_on_the_list(
    chromium: Browser, running: Preview, saved: Path, request: pytest.FixtureRequest
) -> None:
    with opened(chromium, running.address) as page:
        page.wait_for_selector(".work")
        change(saved, "::: key-point", "::: no-such-block")
        page.wait_for_selector(".errors")
        language = request.node.callspec.params["running"]
        assert page.locator(".errors h2").inner_text() == MISTAKES[language]
        marked = page.locator(".work", has=page.locator(".mark"))
        assert marked.count() == 1
        # Its title, or its file's name where the course was never read before it broke.
        assert "puddle" in marked.inner_text()
        assert violations(page) == []
        change(saved, "::: no-such-block", "::: key-point")
        page.wait_for_selector(".mark", state="detached")


def test_switches_are_in_the_address_and_go_back(chromium: Browser, running: Preview) -> None:
    with opened(chromium, running.address) as page:
        follow(page, "Test 1", "document=test")
        page.select_option("#switch-form", "B")
        page.wait_for_url("**form=B**")
        page.frame_locator("iframe.sheet").get_by_text("Form B").first.wait_for()
        page.focus("#switch-edition")
        page.select_option("#switch-edition", "teacher")
        page.wait_for_function(
            "() => document.querySelector('#switch-document')?.value === 'answer-key'"
        )
        assert page.evaluate("document.activeElement.id") == "switch-edition"
        page.go_back()
        page.wait_for_function("() => document.querySelector('#switch-form')?.value === 'B'")
        address = page.url
        page.goto(address)
        assert page.input_value("#switch-form") == "B"
        assert page.input_value("#switch-edition") == "student"


def test_what_is_chosen_before_the_script_is_there_counts(
    chromium: Browser, running: Preview
) -> None:
    with opened(chromium, running.address) as page:
        held: list[Route] = []
        page.route("**/preview.js", lambda route: held.append(route))
        work = page.locator(".work", has_text="A puddle")
        address = work.locator('a[href*="document=handout"]').first.get_attribute("href")
        page.goto(urljoin(running.address, address), wait_until="commit")
        page.wait_for_selector(".pages img")
        page.select_option("#switch-format", "docx")
        held[0].continue_()
        page.frame_locator("iframe.sheet").get_by_text("The sun").wait_for()
        assert "format=docx" in page.url


def test_a_theme_and_a_profile_are_tried_on(chromium: Browser, running: Preview) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page)
        for switch, value in (("theme", "textbook"), ("profile", "large-print")):
            before = pictures(page)
            page.select_option(f"#switch-{switch}", value)
            wait_for_picture(page, before)
            assert f"{switch}={value}" in page.url
        page.locator(".up a").click()
        page.wait_for_selector(".work")
        assert page.input_value("#switch-theme") == "textbook"


def test_a_theme_is_seen_while_it_is_written(
    chromium: Browser, running: Preview, root: Path
) -> None:
    path = root / "templates/own/theme.yaml"
    mended = path.read_text("utf-8")
    with opened(chromium, running.address) as page:
        open_handout(page)
        before = pictures(page)
        try:
            path.write_text(mended + "color: {roles: {text: '#123456'}}\n", "utf-8")
            wait_for_picture(page, before)
        finally:
            path.write_text(mended, "utf-8")


def test_a_page_of_another_site_gets_nothing(chromium: Browser, running: Preview) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route(
        "http://evil.example/",
        lambda route: route.fulfill(body="<p>x</p>", content_type="text/html"),
    )
    page.goto("http://evil.example/")
    seen = page.evaluate(
        """async (address) => {
          const picture = new Image();
          const drawn = new Promise((done) => {
            picture.onload = () => done(true);
            picture.onerror = () => done(false);
          });
          picture.src = address + "preview.css";
          const answer = await fetch(address).then(() => true, () => false);
          const blind = await fetch(address, { mode: "no-cors" }).then(() => true, () => false);
          return [await drawn, answer, blind];
        }""",
        running.address,
    )
    context.close()
    assert seen == [False, False, False]


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_are_read_without_scrolling_sideways(
    chromium: Browser, running: Preview, screen: tuple[int, int]
) -> None:
    with opened(chromium, running.address, screen) as page:
        page.wait_for_selector(".work")
        assert not overflows_sideways(page)
        open_handout(page)
        assert not overflows_sideways(page)
        page.select_option("#switch-format", "docx")
        page.frame_locator("iframe.sheet").get_by_text("The sun").wait_for()
        assert not overflows_sideways(page)


@pytest.mark.parametrize("screen", [PROJECTOR, PHONE])
def test_axe_finds_nothing(chromium: Browser, running: Preview, screen: tuple[int, int]) -> None:
    with opened(chromium, running.address, screen) as page:
        page.wait_for_selector(".work")
        assert violations(page) == []
        open_handout(page)
        page.locator(".pages summary").first.click()
        assert violations(page) == []
        page.select_option("#switch-format", "docx")
        page.wait_for_selector("iframe.sheet")
        assert violations(page) == []
        page.select_option("#switch-document", "summary")
        page.wait_for_function(
            "() => document.querySelector('#switch-document').value === 'summary'"
        )
        page.select_option("#switch-format", "md")
        page.wait_for_selector(".markdown")
        assert violations(page) == []


def test_axe_finds_nothing_on_papers_from_right_to_left(
    chromium: Browser, running: Preview
) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page, title="رحلة قطرة ماء")
        heading = page.locator("h1")
        assert heading.get_attribute("dir") == "rtl"
        assert heading.get_attribute("lang") == "ar-EG"
        with page.expect_popup() as popup:  # its letters stand in their order there
            page.locator('a[href*="/read/"]').click()
        assert popup.value.locator("html").get_attribute("dir") == "rtl"
        assert "رحلة قطرة ماء" in popup.value.locator("body").inner_text()
        assert page.locator("html").get_attribute("dir") == "ltr"
        assert violations(page) == []


def test_a_dark_system_changes_nothing(chromium: Browser, running: Preview) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page)
        page.emulate_media(color_scheme="light")
        page.wait_for_selector(".state", state="hidden")
        page.wait_for_function(
            "() => [...document.images].filter((each) => each.loading === 'eager')"
            ".every((each) => each.complete && each.naturalWidth > 0)"
        )
        light = before = b""
        for _ in range(20):  # a picture may still be decoded
            light, before = page.screenshot(), light
            if light == before:
                break
        page.emulate_media(color_scheme="dark")
        assert page.screenshot() == light


def test_the_keyboard_reaches_everything(chromium: Browser, running: Preview) -> None:
    with opened(chromium, running.address) as page:
        open_handout(page)
        wanted = page.locator("a, select, summary").count()
        reached = set()
        for at in range(wanted):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 80)") + str(at))
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline in ("solid", "auto")
        assert len(reached) == wanted
        assert page.evaluate("document.activeElement.tagName") in ("SUMMARY", "A", "SELECT")


def test_without_scripts_there_is_a_button(chromium: Browser, running: Preview) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(LONG)
    page.goto(running.address)
    page.locator(".work", has_text="Test 1").locator("a").first.click()
    page.select_option("#switch-edition", "teacher")
    page.locator(".switches button").click()
    page.wait_for_url("**edition=teacher**")
    assert page.input_value("#switch-document") == "answer-key"
    context.close()


def test_the_end_is_told(chromium: Browser, root: Path, tmp_path: Path) -> None:
    with preview(root, tmp_path) as found:
        context = chromium.new_context()
        page = context.new_page()
        page.set_default_timeout(LONG)
        page.goto(found.address)
        page.wait_for_selector(".work")
        assert found.end() == 0
        page.get_by_text("The preview has ended.").wait_for()
        context.close()
