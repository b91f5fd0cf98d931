"""Answer sheets: rows of all kinds of questions, the same places on every form, no key."""

from pathlib import Path

import pytest

from lembar.course.tree import text_of
from lembar.views.answer_sheet import AnswerSheetView
from tests.answer_sheets import documents, project

COURSE = "title: Kursus\nlanguage: id\n"
ITEMS = """\
- type: choice
  text: |
    Satu?

    - [x] merah
    - [ ] hijau
    - [ ] biru
- type: choices
  text: |
    Beberapa?

    - [x] merah
    - [x] hijau
    - [ ] biru
    - [ ] hitam
- type: true-false
  text: |
    Air itu basah.
  answer: true
- type: true-false-table
  text: |
    - [x] Es mengapung.
    - [ ] Besi mengapung.
- type: classification
  text: |
    Golongkan.

    - besi -> logam
    - lilin -> lemak
    - emas -> logam
- type: matching
  text: |
    Pasangkan.

    - IDI -> dokter
    - PGRI -> guru
    - -> wartawan
- type: ordering
  text: |
    Urutkan.

    1. satu
    2. dua
    3. tiga
- type: short
  text: |
    Kata: [[kata]]
- type: cloze
  text: |
    Dari [[awal]] sampai [[akhir]].
- type: multi-part
  text: |
    Jawablah.
  parts:
  - type: choice
    text: |
      Warna?

      - [x] merah
      - [ ] hijau
  - type: short
    text: |
      Kata: [[kata]]
  - type: essay
    text: |
      Mengapa?
    answer: |
      Karena.
- type: essay
  text: |
    Uraikan.
  answer: |
    Begini.
"""
PAPER = f"title: W\nkind: test\nforms: FORMS\nshuffle: false\nitems:\n{ITEMS}"


def views(root: Path, forms: str = "[A]", course: str = COURSE, paper: str = PAPER) -> list:
    files = {
        "c/course.yaml": course,
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/assessments/w.yaml": paper.replace("FORMS", forms),
    }
    return [each.view for each in documents(project(root, files))]


@pytest.fixture(scope="module")
def one(tmp_path_factory) -> AnswerSheetView:
    (view,) = views(tmp_path_factory.mktemp("one"))
    return view


def rows(view: AnswerSheetView) -> dict[str, str]:
    return {each.label: "".join(each.letters) for each in view.marked}


def test_each_kind_of_question_has_its_places(one):
    assert rows(one) == {
        "1": "ABC",
        "2": "ABCD",
        "3": "BS",
        "4.1": "BS",
        "4.2": "BS",
        "5.1": "12",
        "5.2": "12",
        "5.3": "12",
        "6.1": "ABC",
        "6.2": "ABC",
        "7A": "123",
        "7B": "123",
        "7C": "123",
        "10a": "AB",
    }
    assert [each.label for each in one.written] == ["8", "9.1", "9.2", "10b"]
    assert one.elsewhere == ("10c", "11")


def test_letters_that_the_paper_does_not_print_are_explained(one):
    told = {
        each.numbers: [(m.letter, text_of(m.body)) for m in each.meanings] for each in one.legends
    }
    assert set(told) == {(3, 4), (5,)}  # the words of 3 and 4 are the catalogue's
    assert [letter for letter, _ in told[3, 4]] == ["B", "S"]
    assert sorted(word for _, word in told[5,]) == ["lemak", "logam"]


def test_every_form_has_places_for_all_forms(tmp_path):
    paper = PAPER.replace("shuffle: false\n", "")
    made = views(tmp_path, "[A, B, C, D]", paper=paper)
    assert [each.codes for each in made] == [("A", "B", "C", "D")] * 4
    for name in ("marked", "written"):
        assert len({len(getattr(each, name)) for each in made}) == 1
    places = [[each.label.split(".")[0].rstrip("ABCabc") for each in v.marked] for v in made]
    for taken in zip(*places, strict=True):
        assert len(set(taken) - {""}) == 1  # a place is that of one number on every form
    assert len({tuple(each) for each in places}) > 1


def test_it_is_made_for_tests_with_letters_and_where_it_is_asked_for(tmp_path):
    worksheet = PAPER.replace("kind: test", "kind: worksheet")
    asked = COURSE + "documents:\n  answer-sheet: [pdf]\n"
    essay = "title: W\nkind: test\nitems:\n- type: essay\n  text: |\n    A.\n  answer: |\n    B.\n"
    short = "title: W\nkind: test\nitems:\n- type: short\n  text: |\n    A [[b]].\n"
    counts = [
        len(views(tmp_path / str(n), course=course, paper=paper))
        for n, (course, paper) in enumerate(
            [(COURSE, worksheet), (asked, worksheet), (COURSE, short), (asked, short)]
        )
    ]
    assert counts == [0, 1, 0, 1]
    assert views(tmp_path / "essay", course=asked, paper=essay) == []


def test_part_letters_that_are_figures_stand_apart(tmp_path):
    theme = "extends: default\nlabels: {choices: decimal, parts: decimal}\n"
    (tmp_path / "templates/own").mkdir(parents=True)
    (tmp_path / "templates/own/theme.yaml").write_text(theme, "utf-8")
    (view,) = views(tmp_path, course=COURSE + "theme: own\n")
    found = rows(view)
    assert found["1"] == "123"
    assert found["10.1"] == "12"
    assert found["7.1"] == "123"
