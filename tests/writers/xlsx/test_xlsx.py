"""Score sheets: formulas give what Python gives, and the file is sound and always the same."""

import re
import zipfile
from io import BytesIO

import openpyxl
import pytest

from lembar.writers.xlsx.layout import ANSWERS_FIRST
from tests import tools
from tests.workbooks import (
    FORMULAS_OF,
    class_of,
    converted,
    filled,
    score_sheets,
    typed,
    values,
    written,
)

SHEETS = score_sheets()
# Functions that Excel has had since 2010, and LibreOffice knows by the same name.
_OLD = """
    ABS AND AVERAGE CHOOSE COUNT COUNTA COUNTIF COUNTIFS FIND IF IFERROR INDEX ISNUMBER LEN LOOKUP
    LOWER MATCH MAX MID MIN NOT OR RANK ROUND SQRT SUBSTITUTE SUM SUMPRODUCT SUMSQ TRIM UPPER
    VALUE VARP
"""
each_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda pair: pair[0].course.slug)


def book_of(sheet):
    course, document = sheet
    return openpyxl.load_workbook(BytesIO(written(course, document, document.view)))


@each_sheet
@pytest.mark.slow
@pytest.mark.parametrize("pupils", [1, 7, 33])
def test_formulas_give_what_python_gives(sheet, pupils):
    tools.need("calc")
    formulas_agree(sheet, pupils)


def formulas_agree(sheet, pupils):
    course, document = sheet
    view = document.view
    answers = class_of(view, pupils, pupils)
    name = course.words("sheet.answers")
    full = typed(written(course, document, view), view, name, answers)
    found = values(converted(full, "xlsx"))
    due = values(written(course, document, filled(view, answers)))
    for kind in FORMULAS_OF:
        title = course.words(f"sheet.{kind}")
        assert len(due[title]) > 10
        wrong = [
            (title, place, found[title].get(place), value)
            for place, value in due[title].items()
            if not same(found[title].get(place), value)
        ]
        assert wrong == []
        more = found[title].keys() - due[title].keys()
        # Rows of pupils who did not sit have their numbers, and nothing else.
        assert {place for place in more if not re.fullmatch(r"A\d+", place)} == set()


def same(found: object, due: object) -> bool:
    if isinstance(due, int | float):
        return isinstance(found, int | float) and abs(found - due) < 1e-6
    return str(found) == str(due)


@each_sheet
def test_only_functions_that_old_programs_have(sheet):
    used = {
        name
        for page in book_of(sheet).worksheets
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
        for name in re.findall(r"\b([A-Z][A-Z0-9.]+)\(", re.sub(r'"[^"]*"', "", cell.value))
    }
    assert len(used) > 20
    assert sorted(used - set(_OLD.split())) == []


@each_sheet
def test_the_same_sheet_has_the_same_bytes(sheet):
    course, document = sheet
    first = written(course, document, document.view)
    assert first == written(course, document, document.view)
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


@each_sheet
def test_the_file_is_sound(sheet, tmp_path):
    from openxml_audit import OpenXmlValidator

    course, document = sheet
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(written(course, document, document.view))
    found = OpenXmlValidator().validate(path).errors
    # It warns of texts that stand in their cells, as openpyxl writes them: all programs read these.
    assert [str(each) for each in found if "inline-string" not in str(each)] == []


@each_sheet
def test_rules_are_short_enough_and_formulas_too(sheet):
    for page in book_of(sheet).worksheets:
        rules = page.data_validations.dataValidation
        assert all(len(rule.formula1) <= 255 for rule in rules)
        for row in page.iter_rows():
            assert all(len(cell.value) < 8192 for cell in row if isinstance(cell.value, str))


@each_sheet
def test_printed_numbers_have_a_column_and_heads_are_repeated(sheet):
    course, document = sheet
    book = book_of(sheet)
    answers = book[course.words("sheet.answers")]
    head = [cell.value for cell in answers[4]]
    assert head[3:] == list(range(1, document.view.numbers + 1))
    assert answers.freeze_panes == f"D{ANSWERS_FIRST}"
    for page in book.worksheets:
        if page.sheet_state == "visible":
            assert page.print_title_rows
            assert page.page_setup.orientation == "landscape"
    hidden = [page.title for page in book.worksheets if page.sheet_state != "visible"]
    assert hidden == ["lembar", "calc"]


@each_sheet
def test_it_says_where_it_belongs(sheet):
    course, document = sheet
    page = book_of(sheet)["lembar"]
    said = {row[0].value: row[1].value for row in page.iter_rows(min_row=1, max_row=6)}
    origin = document.view.origin
    assert said["course"] == course.course.slug
    assert (said["assessment"], said["revision"]) == (origin.assessment, document.revision)


CHOICE = """
- type: choice
  id: i{n}
  objective: T1
  points: 3
  text: |
    Thing {n} is

    - [ ] low {n}
    - [x] high {n}
    - [ ] odd {n}
"""
ESSAY = """
- type: essay
  id: more
  objective: T2
  points: 4
  text: |
    Why?
  answer: |
    So.
"""
PARALLEL = """
title: Test
kind: test
forms: [A, B, C]
parallel: true
sections:
- title: One
  items:
  - draw: 2
    type: choice
- title: Two
  bonus: true
  items:
  - use: bank/more
"""


def parallel(root):
    """Write a paper whose forms ask different items, with points beyond the total."""
    items = "".join(CHOICE.format(n=n) for n in range(1, 8))
    files = {
        "course.yaml": "title: C\nlanguage: en\npass-mark: 60\n",
        "u/unit.yaml": "objectives:\n- id: T1\n  text: Explain.\n- id: T2\n  text: Judge.\n",
        "u/questions/bank.yaml": f"items:{items}{ESSAY}",
        "u/assessments/test.yaml": PARALLEL,
    }
    for name, text in files.items():
        path = root / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (sheet,) = score_sheets(root)
    return sheet


@pytest.mark.slow
def test_forms_may_ask_different_items_and_points_beyond_the_total(tmp_path):
    tools.need("calc")
    sheet = parallel(tmp_path)
    items = [item.asked for item in sheet[1].view.items]
    assert sum(None in item.on for item in items) >= 4
    assert [item.key for item in items if item.first.bonus] == ["bank/more"]
    formulas_agree(sheet, 21)
    full = filled(sheet[1].view, class_of(sheet[1].view, 21, 21)).results
    assert max(each.total for each in full.pupils) > 6
    assert max(each.mark for each in full.pupils) == 100
