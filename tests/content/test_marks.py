"""Pass marks and bands of marks, and what they mean in points of a paper."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.messages import Messages
from lembar.views.paper import KeyView, Limit, Marks

FILES = {
    "c/course.yaml": "title: C\nlanguage: en\n{course}",
    "c/u/unit.yaml": "title: U\n",
    "c/u/assessments/w.yaml": "title: W\nkind: exit-ticket\n{paper}items:\n- type: essay\n"
    "  points: 7\n  text: |\n    Why?\n",
}


def prepared(root: Path, course: str = "", paper: str = ""):
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{course}", course).replace("{paper}", paper))
    return prepare(find_project((), root), Options())


def marks(root: Path, course: str, paper: str = "") -> Marks:
    (made,) = prepared(root, course, paper).courses
    (key,) = (d.view for s in made.sets for d in s.documents if isinstance(d.view, KeyView))
    return key.marks


BANDS = "bands:\n- from: 0\n  label: low\n- from: 75\n  label: good\n"


def test_marks_in_points(tmp_path):
    """Seven points: 75 of 100 begins at 6, for 5 of 7 are 71."""
    found = marks(tmp_path, f"pass-mark: 75\n{BANDS}")
    assert found.passed == Limit("", 75, 6)
    assert found.bands == (Limit("low", 0, 0), Limit("good", 75, 6))


def test_a_paper_has_its_own_mark(tmp_path):
    assert marks(tmp_path, "pass-mark: 75\n", "pass-mark: 100\n").passed == Limit("", 100, 7)
    assert marks(tmp_path, "", "").passed is None


@pytest.mark.parametrize(
    ("course", "paper", "said"),
    [
        ("pass-mark: 101\n", "", "c/course.yaml:3:12: error[mark-beyond]"),
        ("bands:\n- from: 10\n  label: x\n", "", "c/course.yaml:4:9: error[bands-out-of-order]"),
        (BANDS + "- from: 75\n  label: x\n", "", "c/course.yaml:8:9: error[bands-out-of-order]"),
        ("bands:\n- from: low\n  label: x\n", "", "c/course.yaml:4:9: error[mark-beyond]"),
        ("", "pass-mark: 200\n", "c/u/assessments/w.yaml:3:12: error[mark-beyond]"),
        ("", "copies: 9\n", "c/u/assessments/w.yaml:3:9: error[bad-copies]"),
    ],
)
def test_what_is_no_mark(tmp_path, course, paper, said):
    say = Messages("en")
    (line,) = (say.line(each) for each in prepared(tmp_path, course, paper).problems)
    assert line.startswith(said)


def test_copies_are_for_exit_tickets(tmp_path):
    (made,) = prepared(tmp_path, paper="copies: 2\n").courses
    assert made.course.units[0].assessments[0].copies == 2
    paper = tmp_path / "c/u/assessments/w.yaml"
    paper.write_text(paper.read_text().replace("exit-ticket", "worksheet"))
    problems = prepare(find_project((), tmp_path), Options()).problems
    assert [each.code for each in problems] == ["bad-copies"]
