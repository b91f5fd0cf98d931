"""The sheet of the item analysis: the class in figures, then a row for each item."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lembar.writers.xlsx.layout import ANALYSIS_FIRST, ANALYSIS_HEAD
from lembar.writers.xlsx.page import Build, heads, put, widths
from lembar.writers.xlsx.styles import HUNDREDTHS, PERCENT, PLAIN

_FIRST_SHARE = 10  # column J
_FEWEST_LETTERS = 5
_CLASS = (("pupils", PLAIN), ("mean", HUNDREDTHS), ("highest", PLAIN), ("lowest", PLAIN))
_CLASS_BESIDE = (("passed", PLAIN), ("alpha", HUNDREDTHS))


def analysis_sheet(build: Build) -> None:
    """Make the sheet."""
    view = build.layout.view
    sheet = build.sheet("analysis", f"B{ANALYSIS_FIRST}", (ANALYSIS_HEAD, ANALYSIS_HEAD))
    _class(build, sheet)
    most = max((len(item.choices) for item in view.items), default=0)
    letters = [chr(ord("A") + at) for at in range(max(_FEWEST_LETTERS, most))]
    columns = [("A", build.word("item")), ("B", build.word("kind")), ("C", build.word("pupils"))]
    columns += [("D", build.word("objective")), ("E", build.word("difficulty"))]
    columns += [("F", build.word("category")), ("G", build.word("discrimination"))]
    columns += [("H", build.word("category")), ("I", build.word("rest"))]
    columns += [(_share_column(at), letter) for at, letter in enumerate(letters)]
    behind = [_share_column(len(letters) + at) for at in range(2)]
    columns += [(behind[0], build.word("omitted")), (behind[1], build.word("idle"))]
    heads(build, sheet, ANALYSIS_HEAD, columns)
    sheet.row_dimensions[ANALYSIS_HEAD].height = 42
    widths(sheet, {"A": 5 + 6 * len(view.forms), "B": 21, "C": 9, "D": 10, "E": 11, "F": 12})
    widths(sheet, {"G": 15, "H": 12, "I": 11, behind[0]: 9, behind[1]: 15})
    widths(sheet, {_share_column(at): 7 for at in range(len(letters))})
    for at in range(len(view.items)):
        _item(build, sheet, at, len(letters), behind)
    notes = ANALYSIS_FIRST + len(view.items) + 1
    for at, key in enumerate(("difficulty", "discrimination", "rest", "shares", "alpha")):
        put(sheet, f"A{notes + at}", build.word(f"note.{key}"), build.styles.fact)


def _class(build: Build, sheet: Worksheet) -> None:
    """Write the figures of the class above the items."""
    for names, label, value in ((_CLASS, "A", "C"), (_CLASS_BESIDE, "E", "G")):
        for at, (name, form) in enumerate(names):
            put(sheet, f"{label}{3 + at}", build.word(f"class.{name}"), build.styles.label)
            put(
                sheet,
                f"{value}{3 + at}",
                build.fill.summary(name),
                build.styles.body,
                form=form,
                centre=True,
            )


def _item(build: Build, sheet: Worksheet, at: int, letters: int, behind: list[str]) -> None:
    """Write the row of an item."""
    item = build.layout.view.items[at]
    row = ANALYSIS_FIRST + at
    words, fill, body = build.layout.words, build.fill, build.styles.body
    put(sheet, f"A{row}", item.numbers, body, bold=True)
    put(sheet, f"B{row}", words(f"type.{item.kind}"), body)
    put(sheet, f"C{row}", fill.figure("pupils", at), body, centre=True)
    put(sheet, f"D{row}", item.asked.objective, body, centre=True)
    for letter, name in (("E", "difficulty"), ("G", "discrimination"), ("I", "rest")):
        put(sheet, f"{letter}{row}", fill.figure(name, at), body, form=HUNDREDTHS, centre=True)
    for letter, name in (("F", "difficulty-band"), ("H", "discrimination-band")):
        put(sheet, f"{letter}{row}", fill.figure(name, at), body, centre=True)
    for place in range(letters):
        body(sheet[f"{_share_column(place)}{row}"], PERCENT, centre=True)
    cells = []
    for place, choice in enumerate(item.choices):
        cells.append(f"{_share_column(place)}{row}")
        dress = build.styles.key if choice.right else None
        put(sheet, cells[-1], fill.share(at, place), dress)
    put(sheet, f"{behind[0]}{row}", fill.figure("omitted", at), body, form=PERCENT, centre=True)
    put(sheet, f"{behind[1]}{row}", fill.idle(at, tuple(cells)), body, centre=True)


def _share_column(place: int) -> str:
    return str(get_column_letter(_FIRST_SHARE + place))
