"""`lembar results`: from typed answers to scores, figures of items, and the foot of their cards."""

import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from lembar.content.loader import Options
from lembar.course.results import results
from lembar.course.typed import Entry
from lembar.engine.build import Wanted, build
from lembar.engine.freeze import freeze
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.results import report
from lembar.errors import ContentError, LembarError
from lembar.views.item_cards import CardsView
from lembar.views.score_sheet import ScoreSheetView
from tests.workbooks import class_of, score_sheets, typed

BANK = """
items:
- type: choice
  id: sun
  objective: T1
  points: 2
  text: |
    A puddle dries because its water …

    - [ ] freezes
    - [x] evaporates
    - [ ] condenses
    - [ ] melts
- type: choices
  id: signs
  objective: T1
  text: |
    Choose two signs of condensation.

    - [x] a wet window
    - [ ] a dry yard
    - [x] drops on a glass
- type: short
  id: word
  objective: T2
  text: |
    Vapour turns into drops: [[condensation|condensing]]
- type: numeric
  id: litres
  objective: T2
  tolerance: 0.5
  text: |
    In 4 hours 50 litres evaporate: [[12.5]] litres an hour.
- type: essay
  id: why
  objective: T2
  points: 4
  text: |
    Why?
  answer: |
    Because.
"""
PAPER = """
title: Test
kind: test
forms: [A, B]
date: 12 May
items:
- use: water/sun
- use: water/signs
- use: water/word
- use: water/litres
- use: water/why
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "course.yaml": "title: C\nlanguage: en\npass-mark: 70\n",
        "u/unit.yaml": "objectives:\n- id: T1\n  text: Explain.\n- id: T2\n  text: Judge.\n",
        "u/questions/water.yaml": BANK,
        "u/assessments/test.yaml": PAPER,
    }
    for name, text in files.items():
        path = tmp_path / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def frozen(root: Path) -> Path:
    freeze(Path("c/u/assessments/test.yaml"), "2026-XI", False, root)
    return root


def view_of(root: Path, sitting: str = "2026-XI") -> ScoreSheetView:
    (found,) = (d.view for _, d in score_sheets(root) if d.view.origin.sitting == sitting)
    return found


def filled(root: Path, view: ScoreSheetView, pupils, name: str = "class.xlsx") -> Path:
    build_all(root)
    sitting = f"-{view.origin.sitting}" if view.origin.sitting else ""
    made = (root / f"output/c/teacher/TEACHER-test{sitting}-scores.xlsx").read_bytes()
    path = root / name
    path.write_bytes(typed(made, view, "Answers", pupils))
    return path


def build_all(root: Path):
    return build(find_project((), root), root / "output", Options(), Wanted(), False, Silent())


def score(root: Path, *paths: Path, asked: str = ""):
    return report(paths, asked, find_project((), root), root / "output")


def table(root: Path, text: str, name: str = "class.csv") -> Path:
    (root / name).write_bytes(text.encode())
    return root / name


def codes(root: Path, *paths: Path, asked: str = "") -> list[str]:
    with pytest.raises(ContentError) as raised:
        score(root, *paths, asked=asked)
    return [each.code for each in raised.value.problems]


def test_a_filled_sheet_becomes_results(frozen: Path):
    view = view_of(frozen)
    pupils = class_of(view, 12, 4)
    made = score(frozen, filled(frozen, view, pupils))
    items = [item.asked for item in view.items]
    assert [each.pupil.name for each in made.found.pupils] == [each.name for each in pupils]
    assert [each.points for each in made.found.pupils] == [
        each.points for each in results(items, pupils).pupils
    ]
    book = openpyxl.load_workbook(made.workbook)
    assert made.workbook == frozen / "output/c/pupils/test-2026-XI-results.xlsx"
    marks = [row[0].value for row in book["Scores"].iter_rows(7, 18, 10, 10)]
    assert [Fraction(str(mark)) for mark in marks] == [each.mark for each in made.found.pupils]


def test_no_name_leaves_the_folder_of_pupils(frozen: Path):
    view = view_of(frozen)
    pupils = [replace(each, name="Zubaidah") for each in class_of(view, 5, 1)]
    path = filled(frozen, view, tuple(pupils))
    made = score(frozen, path)
    build_all(frozen)
    assert made.figures == frozen / "c/u/locks/test.2026-XI.results.json"
    assert "Zubaidah" not in made.figures.read_text("utf-8")
    telling = [
        each
        for each in frozen.rglob("*")
        if each.is_file() and each != path and b"Zubaidah" in unpacked(each)
    ]
    assert telling == [made.workbook]


def test_results_lie_where_no_one_else_looks_and_git_does_not(frozen: Path):
    view = view_of(frozen)
    made = score(frozen, filled(frozen, view, class_of(view, 3, 1)))
    folder = made.workbook.parent
    assert folder.stat().st_mode & 0o077 == 0
    build_all(frozen)
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"
    assert made.workbook.is_file()


def test_a_workbook_that_can_not_be_written_is_told(frozen: Path, monkeypatch):
    view = view_of(frozen)
    sheet = filled(frozen, view, class_of(view, 3, 1))
    before = score(frozen, sheet).workbook.read_bytes()

    def held(source: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(source), None, str(target))

    monkeypatch.setattr("lembar.engine.files.move", held)
    (changed,) = class_of(view, 1, 2)
    with pytest.raises(LembarError) as raised:
        score(frozen, filled(frozen, view, (changed,)))
    assert [each.code for each in raised.value.problems] == ["output-not-writable"]
    assert (frozen / "output/c/pupils/test-2026-XI-results.xlsx").read_bytes() == before


def unpacked(path: Path) -> bytes:
    from tests.built import unpacked as inside

    return inside(path.read_bytes())


def test_cards_show_what_the_sitting_has_shown(frozen: Path):
    view = view_of(frozen)
    made = score(frozen, filled(frozen, view, class_of(view, 20, 3)))
    found = prepare(find_project((), frozen), Options())
    assert not list(found.problems)
    cards = [
        d.view
        for course in found.courses
        for each in course.sets
        for d in each.documents
        if isinstance(d.view, CardsView)
    ]
    assert len(cards) == 2  # of the paper as it is today, and of the sitting
    for each in cards:
        figures = dict(zip((i.asked.key for i in view.items), made.found.items))
        for card in each.cards:
            (use,) = card.uses
            own = figures[card.item.key]
            assert (use.title, use.date, use.pupils) == ("Test", "12 May", 20)
            assert float(use.difficulty) == pytest.approx(float(own.difficulty), abs=0.006)
            shares = [float(own.shares[i]) * 100 for i in order(view, card.item.key)]
            assert [float(share) for share in use.shares] == pytest.approx(shares, abs=0.6)


def order(view: ScoreSheetView, key: str) -> list[int]:
    (item,) = (each for each in view.items if each.asked.key == key)
    return [choice.index for choice in item.choices]


def test_a_table_says_what_a_sheet_says(frozen: Path):
    view = view_of(frozen)
    pupils = class_of(view, 15, 8)
    sheet = score(frozen, filled(frozen, view, pupils))
    for between in ",;\t":
        path = table(frozen, "\ufeff" + as_csv(view, pupils, between))
        made = score(frozen, path, asked="u/test.2026-XI")
        assert [p.points for p in made.found.pupils] == [p.points for p in sheet.found.pupils]
        assert made.found.items == sheet.found.items


def test_the_heads_of_a_class_list_do_for_answers(frozen: Path):
    view = view_of(frozen)
    pupils = class_of(view, 4, 8)
    text = as_csv(view, pupils, ",")
    _, *rows = text.splitlines()
    numbers = ",".join(map(str, range(1, view.numbers + 1)))
    other = table(frozen, "\n".join([f"No. urut,Nama peserta didik,Kode naskah,{numbers}", *rows]))
    made = score(frozen, other, asked="u/test.2026-XI")
    assert [each.pupil.name for each in made.found.pupils] == [each.name for each in pupils]


def as_csv(view: ScoreSheetView, pupils, between: str) -> str:
    """Return a table as a spreadsheet program with a decimal comma writes it."""
    lines = [["No.", "Nama", "Kode", *map(str, range(1, view.numbers + 1))]]
    for pupil in pupils:
        cells = [""] * view.numbers
        for item, answer in zip(view.items, pupil.answers):
            asked = item.asked.on[pupil.form]
            if asked:
                comma = asked.entry is Entry.POINTS
                cells[asked.number - 1] = answer.replace(".", ",") if comma else answer
        lines.append([pupil.number, pupil.name, view.forms[pupil.form], *cells])
    return "\r\n".join(between.join(f'"{c}"' if between in c else c for c in row) for row in lines)


def test_all_that_is_wrong_is_told_with_its_cell(frozen: Path):
    view = view_of(frozen)
    numbers = {i.asked.key: i.asked.on[0].number for i in view.items}
    heads = sorted(range(1, 6))
    wrong = {"water/sun": "E", "water/signs": "AA", "water/litres": "many", "water/why": "5"}
    cells = [wrong.get(next(k for k, n in numbers.items() if n == head), "") for head in heads]
    text = "no;form;1;2;3;4;5;6\n" + ";".join(["1", "A", *cells, "x"]) + "\n1;C;A\n;A;A\n"
    with pytest.raises(ContentError) as raised:
        score(frozen, table(frozen, text), asked="test.2026-XI")
    told = {each.code: dict(each.values) for each in raised.value.problems}
    assert set(told) == {
        "answer-not-one",
        "answer-not-some",
        "answer-no-number",
        "answer-no-points",
        "no-such-question",
        "same-pupil-number",
        "unknown-pupil-form",
        "pupil-without-number",
    }
    assert told["same-pupil-number"]["cell"] == "A3"
    assert told["no-such-question"]["cell"] == "H2"
    column = "CDEFG"[numbers["water/sun"] - 1]
    assert told["answer-not-one"]["cell"] == f"{column}2"


def test_corrections_change_the_results(frozen: Path):
    before = "no,form,1,2,3,4,5\n1,A," + ",".join(right(view_of(frozen), 0)) + "\n"
    whole = score(frozen, table(frozen, before), asked="test.2026-XI").found.pupils[0]
    assert whole.mark == 100
    paper = frozen / "c/u/assessments/test.yaml"
    void = "corrections:\n- sitting: 2026-XI\n  item: water/why\n  void: true\n  reason: no\n"
    accept = "- sitting: 2026-XI\n  item: water/sun\n  accept: melts\n  reason: yes\n"
    paper.write_text(PAPER + void + accept, "utf-8")
    view = view_of(frozen)
    (sun,) = (i.asked.on[0] for i in view.items if i.asked.key == "water/sun")
    answers = right(view, 0)
    answers[sun.number - 1] = sun.signs[3]
    text = "no,form,1,2,3,4,5\n1,A," + ",".join(answers) + "\n"
    found = score(frozen, table(frozen, text), asked="test.2026-XI").found
    assert found.pupils[0].mark == 100
    assert found.pupils[0].total == whole.total - 4
    assert [f.difficulty is None for f in found.items].count(True) == 1


def right(view: ScoreSheetView, form: int) -> list[str]:
    found = [""] * view.numbers
    for item in view.items:
        asked = item.asked.on[form]
        whole = {Entry.POINTS: "4", Entry.NUMBER: str(asked.low), Entry.WORD: asked.right[:1]}
        best = whole.get(asked.entry, "".join(asked.right))
        found[asked.number - 1] = best if isinstance(best, str) else best[0]
    return found


def test_an_edited_bank_changes_nothing_for_a_sitting(frozen: Path):
    view = view_of(frozen)
    path = filled(frozen, view, class_of(view, 9, 2))
    before = score(frozen, path)
    bank = frozen / "c/u/questions/water.yaml"
    bank.write_text(BANK.replace("[ ] freezes", "[ ] becomes ice"), "utf-8")
    assert score(frozen, path).found == before.found


def test_a_paper_that_was_not_frozen_must_be_the_one_that_was_printed(root: Path):
    view = view_of(root, "")
    path = filled(root, view, class_of(view, 9, 2))
    made = score(root, path)
    assert made.figures is None
    text = "no,form,1\n1,A,-\n"
    assert codes(root, table(root, text), asked="test") == ["answers-not-frozen"]
    signs = view.origin.revision
    assert len(score(root, table(root, text), asked=f"u/test@{signs}").found.pupils) == 1
    freeze(Path("c/u/assessments/test.yaml"), "2026-XI", False, root)
    assert score(root, path).figures is not None  # the same sheets, frozen since
    shutil.rmtree(root / "c/u/locks")
    bank = root / "c/u/questions/water.yaml"
    bank.write_text(BANK.replace("[ ] freezes", "[ ] becomes ice"), "utf-8")
    assert codes(root, path) == ["answers-of-another"]


def test_signs_on_the_line_do_not_change_those_of_a_sheet(root: Path):
    """Sheets with other signs have other letters, and would be scored by a wrong key."""
    view = view_of(root, "")
    path = filled(root, view, class_of(view, 9, 2))
    bank = root / "c/u/questions/water.yaml"
    bank.write_text(BANK.replace("[ ] freezes", "[ ] becomes ice"), "utf-8")
    now = view_of(root, "").origin.revision
    assert now != view.origin.revision
    assert codes(root, path, asked=f"test@{now}") == ["answers-of-another"]


def test_a_table_without_a_header_tells_no_name(frozen: Path):
    path = table(frozen, "1,Siti Aminah,A,B\n2,Budi Santoso,B,A\n")
    with pytest.raises(ContentError) as raised:
        score(frozen, path, asked="test.2026-XI")
    assert [each.code for each in raised.value.problems] == ["answers-no-number"]
    assert "Siti" not in repr(raised.value.problems)


@pytest.mark.parametrize(
    ("text", "asked", "code"),
    [
        ("no,form,1\n1,A,-\n", "", "answers-of-what"),
        ("no,form,1\n1,A,-\n", "tset.2026-XI", "unknown-paper"),
        ("no,colour,1\n1,A,-\n", "test.2026-XI", "answers-header"),
        ("no,no,1\n1,A,-\n", "test.2026-XI", "answers-same-column"),
        ("form,1\nA,-\n", "test.2026-XI", "answers-no-number"),
        ("no,form,1\n1,A,\n", "test.2026-XI", "answers-empty"),
    ],
)
def test_a_table_that_can_not_be_understood(frozen: Path, text: str, asked: str, code: str):
    assert codes(frozen, table(frozen, text), asked=asked) == [code]


def test_a_file_that_is_no_table(frozen: Path):
    assert codes(frozen, table(frozen, "PK", "class.xlsx")) == ["table-workbook"]
    assert codes(frozen, table(frozen, "PK", "class.ods")) == ["table-kind"]


def test_several_files_of_one_sitting_are_one_class(frozen: Path):
    view = view_of(frozen)
    one = filled(frozen, view, class_of(view, 4, 1), "one.xlsx")
    two = filled(frozen, view, class_of(view, 6, 2), "two.xlsx")
    made = score(frozen, one, two)
    assert len(made.found.pupils) == 10
    assert json.loads(made.figures.read_text("utf-8"))["usage"]["pupils"] == 10


def test_results_that_a_person_changed_are_kept(frozen: Path):
    view = view_of(frozen)
    path = filled(frozen, view, class_of(view, 4, 1))
    made = score(frozen, path)
    first = made.workbook.read_bytes()
    assert score(frozen, path).workbook.read_bytes() == first
    made.workbook.write_bytes(b"mine")
    again = score(frozen, path)
    assert (frozen / "output" / again.moved).read_bytes() == b"mine"
    assert again.workbook.read_bytes() == first


def test_a_broken_file_of_figures_is_told(frozen: Path):
    (frozen / "c/u/locks/test.2026-XI.results.json").write_text("{}", "utf-8")
    found = prepare(find_project((), frozen), Options())
    assert [each.code for each in found.problems] == ["bad-results"]
