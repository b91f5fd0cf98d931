"""The finder of index pages in a browser: by keyboard, read aloud, from right to left, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lembar.content.catalogues import words_for
from lembar.course.words import Words
from lembar.engine.index import student_page, teacher_page
from lembar.engine.manifest import Entry
from lembar.engine.titles import CourseTitles
from tests import tools
from tests.webpages import PHONE, PROJECTOR, opened, overflows_sideways, violations

from .samples import made_file
from .test_index import theme

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

TITLES = {
    "en": ("Cells", "Membranes", "What a membrane lets through", "Déjà vu"),
    "ar": ("الخلايا", "الأغشية", "ماذا يمرّ عبر الغشاء؟", "مَدْرَسَة"),
}
SHOWN = {"en": "{} of {} files", "ar": "{} من {} ملفًا"}
EDITED = "edited/k/student/01-mine.docx"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with tools.browser() as browser:
        yield browser


def entries(language: str) -> list[Entry]:
    """Return a lesson and a test with two forms and a key; 14 files, 10 of them for pupils."""
    _, _, lesson, test = TITLES[language]
    rows = [
        *(("student", "handout", "", "", f) for f in ("pdf", "docx")),
        *(("student", "test", form, profile, f)
          for form in "AB" for profile in ("", "large-print") for f in ("pdf", "docx")),
        *(("teacher", "handout", "", "", f) for f in ("pdf", "docx")),
        *(("teacher", "answer-key", "", "", f) for f in ("pdf", "docx")),
    ]  # fmt: skip
    return [
        made_file(
            f"k/{edition}/{edition}-{document}{form}{profile}.{format_}",
            b"x",
            unit="u",
            title=lesson if document == "handout" else test,
            document=document,
            form=form,
            profile=profile,
            format=format_,
            set=f"k/u/{'a' if document == 'handout' else 'b'}",
        ).entry
        for edition, document, form, profile, format_ in rows
    ]


@cache
def words(language: str) -> Words:
    found = words_for(language, theme())
    assert found
    return found


@pytest.fixture(params=list(TITLES))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def teachers(tmp_path: Path, language: str) -> Path:
    course, unit, *_ = TITLES[language]
    known = {"k": CourseTitles("k", course, language, {"u": unit})}
    made = teacher_page(entries(language), words(language), theme(), known, {}, [EDITED])
    (tmp_path / "index.html").write_bytes(made)
    return tmp_path / "index.html"


@pytest.fixture
def pupils(tmp_path: Path, language: str) -> Path:
    course, unit, *_ = TITLES[language]
    known = CourseTitles("k", course, language, {"u": unit})
    (tmp_path / "pupils.html").write_bytes(
        student_page(entries(language), words(language), theme(), known, {})
    )
    return tmp_path / "pupils.html"


def shown(page: Page) -> list[str]:
    """Return the names of the files that are to be seen."""
    found = page.locator(".formats a, .edited-files a").all()
    return [
        (each.get_attribute("href") or "").rpartition("/")[2] for each in found if each.is_visible()
    ]


def said(page: Page) -> str:
    return page.locator(".count").inner_text()


def choose(page: Page, name: str, choice: str) -> None:
    page.select_option(f"#filter-{name}", label=choice)


def test_everything_is_shown_at_first(chromium: Browser, teachers: Path) -> None:
    with opened(chromium, teachers) as page:
        assert len(shown(page)) == 15
        assert said(page) == ""
        assert not page.locator(".found button").is_visible()


def test_filters_leave_what_fits_all_of_them(
    chromium: Browser, teachers: Path, language: str
) -> None:
    say = words(language)
    with opened(chromium, teachers) as page:
        choose(page, "form", "A")
        choose(page, "format", "PDF")
        assert shown(page) == ["student-testA.pdf", "student-testAlarge-print.pdf"]
        count = SHOWN[language].format(say.in_digits("2"), say.in_digits("14"))
        assert said(page) == count
        choose(page, "profile", say("index.plain"))
        assert shown(page) == ["student-testA.pdf"]
        choose(page, "edition", say("edition.teacher"))
        assert shown(page) == []
        assert said(page) == say("index.nothing")
        assert page.locator("main section:visible").count() == 0
        page.click(".found button")
        assert len(shown(page)) == 15
        assert said(page) == ""
        assert page.evaluate("document.activeElement.id") == "find"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"en": "  KEY docx", "ar": "مفتاح docx"}, ["teacher-answer-key.docx"]),
        ({"en": "deja VU form b large", "ar": "مدرسة النموذج B كبير"},
         ["student-testBlarge-print.pdf", "student-testBlarge-print.docx"]),
        ({"en": "mine", "ar": "mine"}, ["01-mine.docx"]),
        ({"en": "membranes teacher handout pdf", "ar": "الاغشية للمعلم مذكرة PDF"},
         ["teacher-handout.pdf"]),
        ({"en": "photosynthesis", "ar": "ضوء"}, []),
    ],
)  # fmt: skip
def test_every_word_is_looked_for_in_titles_kinds_and_file_names(
    chromium: Browser, teachers: Path, language: str, typed: dict[str, str], found: list[str]
) -> None:
    with opened(chromium, teachers) as page:
        page.fill("#find", typed[language])
        assert shown(page) == found


def test_all_of_it_works_by_keyboard(chromium: Browser, teachers: Path) -> None:
    with opened(chromium, teachers) as page:
        page.keyboard.press("Tab")
        page.keyboard.type("docx student-test")
        assert len(shown(page)) == 4
        page.keyboard.press("Escape")
        assert len(shown(page)) == 15
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        assert 0 < len(shown(page)) < 14
        page.locator(".found button").press("Enter")
        assert len(shown(page)) == 15


def test_the_count_is_read_aloud_and_every_field_has_a_name(
    chromium: Browser, teachers: Path, language: str
) -> None:
    say = words(language)
    with opened(chromium, teachers) as page:
        page.fill("#find", "docx")
        assert page.get_by_role("status").inner_text() == said(page)
        assert page.get_by_role("search").get_attribute("aria-label") == say("index.find")
        assert page.get_by_role("searchbox", name=say("index.find")).is_visible()
        for name in ("edition", "document", "form", "profile", "format"):
            box = page.get_by_role("combobox", name=say(f"index.filter.{name}"), exact=True)
            assert box.is_visible()


@pytest.mark.parametrize("screen", [PROJECTOR, PHONE])
def test_axe_finds_nothing_whatever_is_shown(
    chromium: Browser, teachers: Path, screen: tuple[int, int]
) -> None:
    with opened(chromium, teachers, screen) as page:
        for typed in ("", "docx", "photosynthesis"):
            page.fill("#find", typed)
            assert violations(page) == []
            assert not overflows_sideways(page)


def test_without_scripts_everything_stands_there_and_no_field(
    chromium: Browser, teachers: Path
) -> None:
    with opened(chromium, teachers, java_script_enabled=False) as page:
        assert len(shown(page)) == 15
        assert not page.locator(".finder").is_visible()


def test_pupils_find_their_own_files_and_hear_of_no_others(
    chromium: Browser, pupils: Path, language: str
) -> None:
    say = words(language)
    with opened(chromium, pupils) as page:
        choose(page, "form", "B")
        assert len(shown(page)) == 4
        assert said(page).startswith(say.in_digits("4"))
        assert page.locator("#filter-edition").count() == 0
        choices = page.locator("option").all_inner_texts()
        assert say("document.answer-key") not in choices
        assert say("edition.teacher") not in page.content()


def test_what_was_found_is_what_is_printed(chromium: Browser, teachers: Path) -> None:
    with opened(chromium, teachers, (650, 900)) as page:
        page.emulate_media(media="print")
        assert not page.locator(".finder").is_visible()
        page.emulate_media(media="screen")
        choose(page, "form", "A")
        page.emulate_media(media="print")
        assert page.locator(".count").is_visible()
        assert not page.locator(".finder select, .finder input, .finder button").first.is_visible()
        assert len(shown(page)) == 4


def test_fields_keep_what_they_held_when_a_reader_comes_back(
    chromium: Browser, teachers: Path
) -> None:
    with opened(chromium, teachers) as page:
        page.fill("#find", "testA")
        page.evaluate("dispatchEvent(new Event('pageshow'))")
        assert len(shown(page)) == 4
