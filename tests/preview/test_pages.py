"""The pages: every word is there, in both languages, and nothing of the content is markup."""

import re
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.messages import LANGUAGES, Messages
from lembar.preview.choices import Trial, id_of, settle
from lembar.preview.pages import Pages
from tests.engine.small import project
from tests.preview.test_maker import LESSON, PLAIN, Watched

FOLDER = Path(__file__).parents[2] / "lembar/preview/pages"
_SAYS = re.compile(r"say\(\"([\w.-]+)\"")
_NASTY = "<img src=x onerror=alert(1)> & \"'"


def pages_of(watched: Watched, language: str = "en") -> Pages:
    words = words_for(language, load_theme("default", theme_roots(), AssetStore()))
    assert words is not None
    folders = watched.maker.project.courses
    say = Messages(language)
    return Pages(watched.state, say, words, "/t/", folders, lambda: ["default"], lambda: ["bold"])


def document(pages: Pages, watched: Watched, trial: Trial = PLAIN) -> str:
    choice = watched.choice()
    watched.seen(choice)
    course = watched.state.course(trial, watched.root / "content/water")
    assert course is not None
    wanted = {"format": "docx"}
    return pages.document(course, LESSON, settle(course.sets[LESSON], wanted, trial), wanted)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(project(tmp_path / "project"), tmp_path / "cache")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_templates_is_there(language):
    used = {key for path in FOLDER.glob("*.j2") for key in _SAYS.findall(path.read_text("utf-8"))}
    say = Messages(language)
    assert len(used) > 10
    assert sorted(key for key in used if key not in say) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_in_the_language_of_the_command(watched, language):
    pages = pages_of(watched, language)
    say = Messages(language)
    watched.maker.courses(PLAIN)
    listed, shown = pages.index(PLAIN), document(pages, watched)
    for page in (listed, shown):
        assert f'<html lang="{language}" dir="ltr">' in page
        assert say("ui.preview.theme") in page
    assert pages.words("document.answer-key") in listed
    assert say("ui.preview.download", format="Word") in shown


def test_nothing_of_the_content_is_markup(watched):
    text = f"title: {_NASTY!r}".replace("\\'", "''")
    watched.change("01-puddle.md", "title: A puddle", text)
    watched.change("../course.yaml", "title: The Water Cycle", text)
    watched.change("unit.yaml", "title: Water", text)
    watched.change("02-cloud.md", "title: A cloud", f"{text}\nobjectives: ['<script>x</script>']")
    pages = pages_of(watched)
    watched.maker.courses(PLAIN)
    assert watched.codes() == ["unknown-objective"]
    for page in (pages.index(PLAIN), document(pages, watched)):
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
        assert "<img src=x" not in page
        assert "<script>x" not in page


def test_a_page_has_another_version_when_it_shows_something_else(watched):
    pages = pages_of(watched)
    version = re.compile(r'data-version="(\w+)"')
    first = version.findall(document(pages, watched))
    assert version.findall(document(pages, watched)) == first
    path = watched.change("01-puddle.md", "warms", "heats")
    with watched.state.listening(PLAIN, watched.choice(), lambda: None):
        watched.maker.changed({path})
    assert version.findall(document(pages, watched)) != first


def test_what_is_told_of_another_file_is_told_in_short(watched):
    pages = pages_of(watched)
    assert "mistake" not in document(pages, watched)
    path = watched.change("02-cloud.md", "title: A cloud", "title: [")
    with watched.state.listening(PLAIN, watched.choice(), lambda: None):
        watched.maker.changed({path})
    page = document(pages, watched)
    assert "1 mistake elsewhere in this course" in page
    assert 'class="errors"' not in page
    assert 'class="errors"' in pages.index(PLAIN)


def test_a_work_that_never_could_be_made_is_listed_with_why(watched):
    watched.change("01-puddle.md", "::: key-point", "::: no-such-block")
    pages = pages_of(watched)
    watched.maker.courses(PLAIN)
    assert f'href="/t/work/{id_of(LESSON)}"' in pages.index(PLAIN)
    course = watched.state.course(PLAIN, watched.root / "content/water")
    page = pages.document(course, LESSON, None, {})
    assert "content/water/cycle/01-puddle.md:8:1" in page
    assert "no-such-block" in page


def test_the_address_of_a_page_names_what_was_chosen(watched):
    page = document(pages_of(watched), watched)
    assert "edition=student&amp;document=handout&amp;format=docx" in page
    assert "content/water" not in page
