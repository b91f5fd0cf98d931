"""The hidden sheets: where a score sheet belongs, and what its formulas work out on the way."""

from lembar.content.filled import ORIGIN_SHEET
from lembar.writers.xlsx.formulas import Formulas
from lembar.writers.xlsx.layout import (
    ANSWERS_FIRST,
    CALC,
    CALC_SHEET,
    FIRST,
    column,
)
from lembar.writers.xlsx.page import Build

_HIDDEN = "hidden"


def origin_sheet(build: Build) -> None:
    """Write where the sheet belongs: names in column A, values in B."""
    view = build.layout.view
    origin = view.origin
    sheet = build.book.create_sheet(ORIGIN_SHEET)
    sheet.sheet_state = _HIDDEN
    rows = (
        ("course", origin.course),
        ("unit", origin.unit),
        ("assessment", origin.assessment),
        ("sitting", origin.sitting),
        ("revision", origin.revision),
        ("sheet", build.layout.title("answers")),
        ("first-row", ANSWERS_FIRST),
        ("numbers", view.numbers),
    )
    for row, (name, value) in enumerate(rows, 1):
        sheet.cell(row, 1, name)
        cell = sheet.cell(row, 2, value)
        cell.number_format = "@" if isinstance(value, str) else "0"


def calc_sheet(build: Build, formulas: Formulas) -> None:
    """Write the calculations: the form of each pupil, answers by item, groups and lists."""
    view, layout = build.layout.view, build.layout
    sheet = build.book.create_sheet(CALC_SHEET)
    sheet.sheet_state = _HIDDEN
    for at, item in enumerate(view.items):
        sheet[f"{column(at)}{FIRST - 1}"].value = item.label
    for name in CALC:
        sheet[f"{layout.calc_column(name)}{FIRST - 1}"].value = name
    for row in range(view.rows):
        made = {
            "form": formulas.form(row),
            "counts": formulas.counts(row),
            "upper": formulas.group("upper", row),
            "lower": formulas.group("lower", row),
            "remedial": formulas.turn("remedial", row),
            "enrichment": formulas.turn("enrichment", row),
        }
        for name, value in made.items():
            sheet[f"{layout.calc_column(name)}{FIRST + row}"].value = value
        for at in range(len(view.items)):
            sheet[f"{column(at)}{FIRST + row}"].value = formulas.answer(row, at)
