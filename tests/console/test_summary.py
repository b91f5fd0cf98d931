"""The end of a build on a terminal: a table by course; nothing of it in a pipe."""

import io

import pytest

from lembar.console.summary import CourseSum, by_course, show
from lembar.console.terminal import rate
from lembar.engine.publish import publish
from lembar.messages import LANGUAGES, Messages
from tests.engine.samples import made_set

TWO = (CourseSum("air", 3, 12, 40, 2, 0), CourseSum("kursus", 1, 4, 8, 4, 2))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _wide(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")


def shown(courses: tuple[CourseSum, ...], language: str = "en") -> list[list[str]]:
    terminal = Terminal()
    show(courses, Messages(language), terminal)
    return [line.split() for line in terminal.getvalue().splitlines()]


def test_courses_are_summed_up_by_what_was_published(tmp_path):
    publish(tmp_path, [made_set("k/u/a", "1"), made_set("lain/u/a", "1")], (), ())
    done = publish(tmp_path, [made_set("k/u/a", "2")], {"lain/u/a"}, {"k/u/b"})
    assert by_course(done.entries, done.new, ["k/u/b", "other"]) == (
        CourseSum("k", 1, 3, 0, 3, 1),
        CourseSum("lain", 1, 3, 0, 0, 0),
        CourseSum("other", 0, 0, 0, 0, 1),
    )


def test_the_table_has_a_row_for_each_course_and_their_sums():
    assert shown(TWO) == [
        ["course", "sets", "files", "pages", "new", "unchanged", "failed"],
        ["air", "3", "12", "40", "2", "10", "0"],
        ["kursus", "1", "4", "8", "4", "0", "2"],
        ["all", "4", "16", "48", "6", "10", "2"],
    ]
    assert len(shown(TWO[:1])) == 2  # of one course it would say the same again


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_heads_are_in_the_language_of_the_user(language):
    assert ("kelompok" in shown(TWO, language)[0]) == (language == "id")


def test_a_pipe_and_a_narrow_terminal_get_none(monkeypatch):
    pipe = io.StringIO()
    show(TWO, Messages("en"), pipe)
    assert pipe.getvalue() == ""
    assert shown(()) == []
    monkeypatch.setenv("COLUMNS", "60")
    assert shown(TWO) == []


def test_how_fast_documents_are_made():
    say = Messages("en")
    assert rate(0, 4.0, say) == rate(4, 0.0, say) == ""
    assert rate(30, 10.0, say) == "3 documents/s"
    assert rate(5, 20.0, say) == "15 documents/min"
