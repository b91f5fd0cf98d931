"""What a document may read of a theme: all that changes it has another name, and little else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from jinja2 import Environment

from lembar.content.assets import AssetStore
from lembar.content.loader import Options
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import OfficeFile, Theme
from lembar.engine.cache import Cache
from lembar.engine.jobs import Look
from lembar.engine.keys import key
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.engine.readings import Readings
from lembar.plan import Document
from lembar.sheet.render import Renderer
from tests.built import SAMPLE
from tests.themes import laid_over

FORMATS = ("pdf", "docx", "pptx", "html", "md", "xlsx")
THEMES = ("default", "exam-board", "textbook")
TEMPLATES = ("documents/handout.html.j2", "documents/summary.html.j2", "documents/test.html.j2", "")


@pytest.fixture(scope="module")
def theme() -> Theme:
    return load_theme("textbook", theme_roots(), AssetStore())


@pytest.fixture
def readings(tmp_path: Path) -> Readings:
    return Readings(Cache(tmp_path), "machinery")


def look(theme: Theme, language: str = "en") -> Look:
    return Look(key(theme), language)


def names(readings: Readings, theme: Theme) -> dict[tuple[str, str], str]:
    """Return the names of what some documents may read, by template and format."""
    return {
        (template, format_): readings.name(theme, look(theme), template, format_)
        for template in TEMPLATES
        for format_ in FORMATS
        if (format_ == "xlsx") == (not template)
    }


def touched(readings: Readings, before: Theme, after: Theme) -> set[str]:
    """Return which documents, and which formats, have another name: "handout", "pdf"."""
    one, other = names(readings, before), names(readings, after)
    templates = {at[0] for at in one if one[at] != other[at]}
    formats = {at[1] for at in one if one[at] != other[at]}
    return {Path(each).name.partition(".")[0] for each in templates} | formats


def edited(theme: Theme, path: str, readings: Readings) -> set[str]:
    """Return what has another name after a file of a publisher's own theme was changed."""
    before, after = (laid_over(theme, {path: text}) for text in ("a {}\n", "b {}\n"))
    return touched(readings, before, after)


SHEETS = {"handout", "summary", "test"}
PAGED = {"pdf", "docx", "pptx", "html", "md"}
EVERY = {*SHEETS, *PAGED, "", "xlsx"}
READ_BY = {
    "documents/summary.html.j2": {"summary", *PAGED},
    "documents/test.html.j2": {"test", *PAGED},
    "documents/summary-sheet.html.j2": set(),
    "parts/letterhead.html.j2": {"test", *PAGED},  # of papers
    "parts/of-no-one.html.j2": set(),
    "parts/fence.html.j2": {*SHEETS, *PAGED},  # content asks for it
    "interactions/of-tomorrow.html.j2": {*SHEETS, *PAGED},
    "pages/index.html.j2": set(),
    "pages/index.css": set(),
    "print.css": {*SHEETS, "pdf"},
    "print-rtl.css": {*SHEETS, "pdf"},
    "page.css": {*SHEETS, "html"},
    "slides.css": {*SHEETS, "html"},
    "scripts/Arab.css": {*SHEETS, "pdf", "html"},
    "of-tomorrow.css": EVERY,  # whoever may read it
    "locale/en.po": EVERY,
    "locale/id.po": set(),
}


@pytest.mark.parametrize("path", READ_BY)
def test_a_file_is_of_those_who_may_read_it(theme, readings, path):
    assert edited(theme, path, readings) == READ_BY[path]


def test_an_office_file_is_of_its_format(theme, readings):
    office = OfficeFile("asset.bin", "templates/mine/office")
    assert touched(readings, theme, replace(theme, master=office)) == {*SHEETS, "pptx"}
    assert touched(readings, theme, replace(theme, reference=office)) == {*SHEETS, "docx"}


def test_tokens_are_of_all_and_pictures_of_templates(theme, readings):
    other = replace(theme.tokens, line_height=9.0)
    assert touched(readings, theme, replace(theme, tokens=other)) == EVERY
    with_crest = replace(theme, images={"crest.svg": "asset.svg"})
    assert touched(readings, theme, with_crest) == {*SHEETS, *PAGED}


def test_the_words_of_a_region_are_laid_over_those_of_its_language(theme, readings):
    def name(files: Mapping[str, str], language: str) -> str:
        mine = laid_over(theme, files)
        return readings.name(mine, look(mine, language), "documents/handout.html.j2", "md")

    of_region = {"locale/en-GB.po": 'msgid "a"\nmsgstr "b"\n'}
    of_language = {"locale/en.po": 'msgid "a"\nmsgstr "b"\n'}
    assert name(of_region, "en") == name({}, "en")
    assert name(of_region, "en-GB") != name({}, "en-GB")
    assert name(of_language, "en-GB") != name({}, "en-GB")


# --- what templates ask for ---------------------------------------------------------------------

_CHILD = '{% extends "parent:documents/test.html.j2" %}\n'


def test_an_override_that_begins_or_ceases_to_be_counts(theme, readings):
    none = laid_over(theme, {})
    assert touched(readings, none, laid_over(theme, {"documents/test.html.j2": _CHILD})) == {
        "test",
        *PAGED,
    }
    deeper = laid_over(theme, {"documents/paper.html.j2": _CHILD})
    assert touched(readings, none, deeper) == {"test", *PAGED}, "a test extends a paper"


def test_what_is_asked_for_and_was_not_there_counts_when_it_comes(theme, readings):
    asks = {"parts/facts.html.j2": '{% include "parts/own.html.j2" ignore missing %}'}
    there = {**asks, "parts/own.html.j2": "<p>mine</p>"}
    before, after = laid_over(theme, asks), laid_over(theme, there)
    assert touched(readings, before, after) == {"test", *PAGED}


def test_of_templates_that_stand_over_each_other_all_that_are_asked_for_count(theme, readings):
    def chain(own: str, below: str) -> Theme:
        lower = laid_over(theme, {"parts/facts.html.j2": below}, "lower")
        return laid_over(lower, {"parts/facts.html.j2": own}, "upper")

    over = '{% extends "parent:parts/facts.html.j2" %}'
    assert touched(readings, chain(over, "<p>a</p>"), chain(over, "<p>b</p>")) == {"test", *PAGED}
    assert not touched(readings, chain("", "<p>a</p>"), chain("", "<p>b</p>")), "no one asks for it"


@pytest.mark.parametrize(
    "asks",
    [
        "{% include chosen %}",
        '{% include ["parts/a.html.j2", chosen] %}',
        '{% import "parts/" ~ chosen as more %}',
        '{% extends "a" if chosen else "b" %}',
        "{% include %}",  # no one can tell what is meant
    ],
)
def test_a_name_chosen_while_it_runs_may_be_any(theme, readings, asks):
    def chosen(text: str, path: str) -> Theme:
        return laid_over(theme, {"parts/facts.html.j2": asks, path: text})

    for path in ("parts/of-no-one.html.j2", "page.css", "locale/id.po"):
        assert touched(readings, chosen("a {}", path), chosen("b {}", path)) >= {"test", "docx"}
        if path.endswith(".j2"):
            assert "handout" not in touched(readings, chosen("a", path), chosen("b", path))


def test_any_text_may_be_asked_for_as_a_template(theme, readings):
    def asking(text: str) -> Theme:
        asks = '{% from "print.css" import x %}{% include ["no", "of-no-one.po"] %}'
        return laid_over(theme, {"parts/facts.html.j2": asks, "print.css": text})

    assert touched(readings, asking("a {}"), asking("b {}")) == {*SHEETS, *PAGED}


def test_what_asks_for_what_is_remembered(theme, tmp_path, monkeypatch):
    first = names(Readings(Cache(tmp_path), "machinery"), theme)

    def refuse(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr("lembar.sheet.references.references", refuse)
    assert names(Readings(Cache(tmp_path), "machinery"), theme) == first
    other = replace(theme, tokens=replace(theme.tokens, line_height=9.0))
    assert names(Readings(Cache(tmp_path), "machinery"), other) != first


# --- what documents really read -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Planned:
    """Hold a document of a course with its theme, and what renders it."""

    document: Document
    theme: Theme
    look: Look
    renderer: Renderer


@pytest.fixture(scope="module", params=THEMES)
def sample(request: pytest.FixtureRequest) -> tuple[Planned, ...]:
    """Return all documents of the sample courses, as a theme has them."""
    prepared = prepare(find_project((), SAMPLE.parent), Options(theme=request.param))
    return tuple(_planned(prepared))


def _planned(prepared: Prepared) -> Iterator[Planned]:
    for course in prepared.courses:
        made = {
            name: (theme, look(theme, course.words.language), Renderer(theme, course.words))
            for name, theme in course.looks.items()
        }
        for each in course.sets:
            for document in each.documents:
                if document.template:
                    yield Planned(document, *made[document.profile])


@pytest.mark.slow
def test_a_document_reads_no_template_but_those_that_count(sample, readings, monkeypatch):
    read: set[str] = set()
    real = Environment._load_template

    def recorded(self: Environment, name: str, given: object) -> object:
        read.add(name)
        return real(self, name, given)

    monkeypatch.setattr(Environment, "_load_template", recorded)
    every: set[str] = set()
    for each in sample:
        read.clear()
        each.renderer.render(each.document)
        counted = readings.texts(each.theme, each.look, each.document.template)
        assert read <= set(counted), each.document
        every |= read
    assert len(every) > 25
    assert any(name.startswith("0:parts/") for name in every)
