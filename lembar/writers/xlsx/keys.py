"""The sheet of keys: what is right under each printed number of each form."""

from lembar.course.typed import Entry
from lembar.writers.xlsx.fill import Cell
from lembar.writers.xlsx.layout import HIGH, KEY_FIRST, KEY_HEAD, LOW, MACHINE_KEY
from lembar.writers.xlsx.marking import machine_key
from lembar.writers.xlsx.page import Build, heads, put, widths

_SEVERAL = (Entry.SEVERAL, Entry.ROW)


def key_sheet(build: Build) -> None:
    """Make the sheet; columns for formulas are hidden."""
    view = build.layout.view
    sheet = build.sheet("key", f"A{KEY_FIRST}", (KEY_HEAD, KEY_HEAD))
    names = ("form", "number-on-paper", "kind", "key", "typed", "points")
    columns = [(letter, build.word(name)) for letter, name in zip("ABCDEF", names)]
    columns += [("G", build.word("scoring")), ("H", build.word("objective"))]
    columns += [("I", build.layout.words("card.source"))]
    heads(build, sheet, KEY_HEAD, columns)
    sheet.row_dimensions[KEY_HEAD].height = 30
    widths(sheet, {"A": 8, "B": 8, "C": 21, "D": 48, "E": 18, "F": 8, "G": 26, "H": 10, "I": 28})
    for form, code in enumerate(view.forms):
        for item in build.layout.in_order(form):
            asked = item.asked.on[form]
            assert asked is not None
            row = build.layout.key_row(form, item)
            several = asked.entry in _SEVERAL
            scoring = build.layout.words(f"scoring.{'all' if asked.whole else 'each'}")
            given: tuple[tuple[Cell, bool], ...] = (
                (code, True),
                (asked.number, True),
                (build.layout.words(f"type.{item.kind}"), False),
                (item.keys[form], False),
                (build.word(f"entry.{asked.entry.value}"), False),
                (asked.points, True),
                (scoring if several else "", False),
                (item.asked.objective, True),
                (asked.key, False),
            )
            for letter, (value, centre) in zip("ABCDEFGHI", given):
                put(
                    sheet,
                    f"{letter}{row}",
                    value,
                    build.styles.body,
                    centre=centre,
                    wrap=letter == "D",
                )
            sheet[f"{MACHINE_KEY}{row}"].value = machine_key(asked)
            if asked.entry is Entry.NUMBER:
                sheet[f"{LOW}{row}"].value = float(asked.low)
                sheet[f"{HIGH}{row}"].value = float(asked.high)
    for letter in (MACHINE_KEY, LOW, HIGH):
        sheet.column_dimensions[letter].hidden = True
    sheet.column_dimensions["A"].hidden = len(view.forms) == 1
    sheet.print_area = f"A{1}:I{sheet.max_row}"
