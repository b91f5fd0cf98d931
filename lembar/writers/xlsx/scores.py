"""The sheet of scores: points by item, total, mark, passed or not, band."""

from openpyxl.worksheet.worksheet import Worksheet

from lembar.writers.xlsx.layout import FIRST, PASS_MARK, SCORES_HEAD, column
from lembar.writers.xlsx.page import Build, put
from lembar.writers.xlsx.styles import PLAIN


def scores_sheet(build: Build) -> None:
    """Make the sheet."""
    view, layout = build.layout.view, build.layout
    sheet = build.sheet("scores", f"{column(0)}{FIRST}", (SCORES_HEAD, FIRST - 1), "A:C")
    put(sheet, f"A{PASS_MARK[1]}", build.word("pass-mark"), build.styles.label)
    put(sheet, PASS_MARK, view.pass_mark, build.styles.body, centre=True, bold=True)
    build.pupils(sheet, SCORES_HEAD, FIRST, copied=view.results is None)
    put(sheet, f"B{SCORES_HEAD + 1}", build.word("points"), build.styles.under_head, centre=False)
    place = f"B{SCORES_HEAD + 2}"
    put(sheet, place, build.word("objective"), build.styles.under_head, centre=False)
    _items(build, sheet)
    pupils = len(view.results.pupils) if view.results else view.rows
    for row in range(pupils):
        for item in range(len(view.items)):
            sheet[f"{column(item)}{FIRST + row}"].value = build.fill.points(row, item)
        sheet[f"{layout.after(0)}{FIRST + row}"].value = build.fill.total(row)
        sheet[f"{layout.after(1)}{FIRST + row}"].value = build.fill.mark(row)
        sheet[f"{layout.after(2)}{FIRST + row}"].value = build.fill.passed(row)
        if view.bands:
            sheet[f"{layout.after(3)}{FIRST + row}"].value = build.fill.band(row)
        if view.results:
            for letter in "ABC":
                sheet[f"{letter}{FIRST + row}"].value = build.fill.who(letter, row)


def _items(build: Build, sheet: Worksheet) -> None:
    """Make the columns of items, and those behind them."""
    view, layout = build.layout.view, build.layout
    for at, item in enumerate(view.items):
        letter = column(at)
        put(sheet, f"{letter}{SCORES_HEAD}", item.label, build.styles.head)
        put(sheet, f"{letter}{SCORES_HEAD + 1}", item.asked.points, build.styles.under_head)
        put(sheet, f"{letter}{SCORES_HEAD + 2}", item.asked.objective, build.styles.under_head)
        sheet.column_dimensions[letter].width = 6
        _dress(build, sheet, letter)
    ends = [("total", 8), ("mark", 8), ("passed", 11)] + [("band", 16)] * bool(view.bands)
    for at, (key, width) in enumerate(ends):
        letter = layout.after(at)
        put(sheet, f"{letter}{SCORES_HEAD}", build.word(key), build.styles.head)
        for below in (1, 2):
            build.styles.under_head(sheet[f"{letter}{SCORES_HEAD + below}"])
        sheet.column_dimensions[letter].width = width
        _dress(build, sheet, letter, bold=key == "mark")
    put(sheet, f"{layout.after(0)}{SCORES_HEAD + 1}", view.cover.points, build.styles.under_head)
    put(sheet, f"{layout.after(1)}{SCORES_HEAD + 1}", 100, build.styles.under_head)


def _dress(build: Build, sheet: Worksheet, letter: str, bold: bool = False) -> None:
    for row in range(build.layout.view.rows):
        build.styles.body(sheet[f"{letter}{FIRST + row}"], PLAIN, centre=True, bold=bold)
