"""Rendering: a template sees the view, is strict, and fails with its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.course.tree import text_of
from lembar.errors import ContentError
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.views.frame import Frame
from lembar.views.lesson import LessonView
from tests.themes import laid_over

VIEW = LessonView(1, "Judul", "", None, (), (), (), ())
FRAME = Frame("Kursus", "Unit", "id", "", "", "", (), "", None, None)


def document(view=VIEW, edition="student", template="documents/handout.html.j2"):
    return Document(
        "handout", template, edition, "", "Judul", view, FRAME, "id", "A4", (("pdf", "a.pdf"),)
    )


def renderer(**files):
    theme = load_theme("default", theme_roots(), AssetStore())
    changed = {name.replace("__", "/") + ".html.j2": text for name, text in files.items()}
    theme = laid_over(theme, changed)
    words = words_for("id", theme)
    assert words is not None
    return Renderer(theme, words)


def failing(text):
    with pytest.raises(ContentError) as raised:
        renderer(documents__handout=text).render(document())
    return raised.value.problems[0]


def test_a_sheet_comes_out():
    sheet = renderer().render(document())
    assert sheet.root.tag == "article"
    assert "Judul" in text_of(sheet.root.children)


def test_a_secret_can_not_be_asked_for():
    found = failing("<article>\n\n<p>{{ view.answers }}</p></article>")
    assert found.code == "template-error"
    assert found.place is not None
    assert Path(found.place.file).name == "handout.html.j2"
    assert found.place.line == 3
    assert "answers" in dict(found.values)["message"]


def test_an_error_in_a_part_names_the_part():
    with pytest.raises(ContentError) as raised:
        renderer(parts__objectives="\n{{ nothing_here }}").render(document())
    place = raised.value.problems[0].place
    assert place is not None
    assert (Path(place.file).name, place.line) == ("objectives.html.j2", 2)


def test_a_template_that_can_not_be_read_names_its_line():
    found = failing("<article>\n{% if %}</article>")
    assert (found.code, found.place and found.place.line) == ("template-syntax", 2)


def test_a_template_that_is_not_there_is_named():
    found = failing('<article>{% include "parts/objectivs.html.j2" %}</article>')
    assert found.code == "template-missing"
    assert dict(found.values)["nearest"] == "parts/objectives.html.j2"


def test_an_element_that_no_sheet_has_is_an_error_at_the_templates_line():
    found = failing("<article>\n<div>x</div></article>")
    assert (found.code, found.place and found.place.line) == ("unknown-element", 2)


def test_a_template_reaches_nothing_behind_its_view():
    found = failing("<article><p>{{ view.__class__.__mro__ }}</p></article>")
    assert found.code == "template-attribute"


def test_words_of_content_are_text_and_never_markup():
    view = replace(VIEW, title="a < b & <script>")
    sheet = renderer().render(document(view))
    assert "a < b & <script>" in text_of(sheet.root.children)
