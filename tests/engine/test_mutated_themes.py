"""Whatever file of a theme is broken: what it breaks has another name, document by document."""

import re
from dataclasses import replace
from itertools import compress

import pytest

from lembar.content.catalogues import words_for
from lembar.content.loader import Options
from lembar.course.theme import Theme
from lembar.course.words import Words
from lembar.engine.cache import Cache
from lembar.engine.jobs import Look
from lembar.engine.keys import key
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.engine.readings import Readings
from lembar.errors import ContentError
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.sheet.sheet import Sheet
from lembar.writers import writer
from lembar.writers.reads import narrowed
from tests.built import SAMPLE

pytestmark = pytest.mark.slow
THEMES = ("default", "exam-board", "textbook")


@pytest.fixture(scope="module", params=THEMES)
def prepared(request: pytest.FixtureRequest) -> Prepared:
    """Return the sample courses as a theme has them."""
    return prepare(find_project((), SAMPLE.parent), Options(theme=request.param))


def documents(prepared: Prepared) -> list[Document]:
    """Return the documents of the sample courses that templates make."""
    return [
        document
        for course in prepared.courses
        for each in course.sets
        for document in each.documents
        if document.template and not document.profile
    ]


def broken(path: str, text: str) -> str:
    """Return a text that makes a difference wherever it is read."""
    if path.endswith(".po"):
        return re.sub(r'^(msgstr(?:\[\d\])? ".+)"$', r'\1 §"', text, flags=re.M)
    if not path.endswith(".j2"):
        return f"{text}\n* {{ color: #123456 }}\n"
    if "{% extends" not in text:
        return "{{ broken.here }}" + text
    if "{% block" not in text:
        return text.replace('{% extends "', '{% extends "gone/')
    return re.sub(r"({% block \w+ (?:scoped )?-?%})", r"\1{{ broken.here }}", text)


def rendered(theme: Theme, document: Document, made: dict[str, Renderer]) -> Sheet | None:
    """Return the sheet of a document; None if it can't be rendered."""
    language = document.language
    if language not in made:
        made[language] = Renderer(theme, _words(language, theme))
    try:
        return made[language].render(document)
    except ContentError:
        return None


def _words(language: str, theme: Theme) -> Words:
    words = words_for(language, theme)
    assert words is not None
    return words


def test_what_a_broken_file_changes_has_another_name(prepared, tmp_path):
    theme = prepared.courses[0].theme
    readings = Readings(Cache(tmp_path), "machinery")
    known: dict[str, Renderer] = {}
    every = tuple({each.template: each for each in reversed(documents(prepared))}.values())
    sheets = [rendered(theme, each, known) for each in every]
    assert None not in sheets

    def names(theme: Theme) -> list[str]:
        """Return what documents may read but for what their formats decide."""
        theme_key = key(theme)
        looks = (Look(theme_key, each.language) for each in every)
        return [
            readings.name(theme, look, each.template, "md")
            for look, each in zip(looks, every, strict=True)
        ]

    usual = names(theme)
    own, *below = theme.layers
    spared = 0
    for path, text in own.files.items():
        assert broken(path, text) != text
        layer = replace(own, files={**own.files, path: broken(path, text)})
        other = theme.with_layers((layer, *below))
        same = [one == two for one, two in zip(usual, names(other), strict=True)]
        spared += sum(same)
        left = compress(zip(every, sheets, strict=True), same)
        made: dict[str, Renderer] = {}
        for document, sheet in left:
            assert rendered(other, document, made) == sheet, (path, document)
    assert spared > len(every) * len(own.files) / 5


@pytest.mark.parametrize("format_", ["md", "html", "docx", "pptx", "pdf"])
@pytest.mark.parametrize("prepared", ["exam-board"], indirect=True)
def test_a_writer_needs_no_more_than_it_is_given(prepared, format_):
    theme = prepared.courses[0].theme
    made: dict[str, Renderer] = {}
    name = "summary" if format_ == "pptx" else "worksheet"
    chosen = {each.language: each for each in documents(prepared) if each.document == name}
    assert len(chosen) == 3
    for document in chosen.values():
        sheet = rendered(theme, document, made)
        assert sheet is not None
        given = narrowed(theme, format_)
        one, other = (writer(format_)(sheet, each, prepared.store) for each in (theme, given))
        assert one == other, document
