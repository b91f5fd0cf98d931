"""The sheet of what follows: who is below the pass mark, who has reached it."""

from lembar.writers.xlsx.layout import FOLLOW_FIRST, FOLLOW_HEAD
from lembar.writers.xlsx.page import Build, heads, put, widths


def follow_up_sheet(build: Build) -> None:
    """Make the sheet: two lists side by side."""
    view = build.layout.view
    sheet = build.sheet("follow-up", f"A{FOLLOW_FIRST}", (FOLLOW_HEAD, FOLLOW_HEAD))
    limit = build.fill.pass_mark()
    put(sheet, "A3", build.word("pass-mark"), build.styles.label)
    put(sheet, "C3", limit, build.styles.body, centre=True, bold=True)
    put(sheet, f"A{FOLLOW_HEAD - 1}", build.word("remedial"), build.styles.label)
    put(sheet, f"H{FOLLOW_HEAD - 1}", build.word("enrichment"), build.styles.label)
    names = ("number", "name", "mark", "not-mastered", "new-mark", "remark")
    heads(build, sheet, FOLLOW_HEAD, [(c, build.word(n)) for c, n in zip("ABCDEF", names)])
    heads(build, sheet, FOLLOW_HEAD, [(c, build.word(n)) for c, n in zip("HIJ", names)])
    widths(sheet, {"A": 6, "B": 26, "C": 9, "D": 34, "E": 11, "F": 24, "G": 3})
    widths(sheet, {"H": 6, "I": 26, "J": 9})
    sheet.row_dimensions[FOLLOW_HEAD].height = 30
    lists = (("remedial", "ABCDEF"), ("enrichment", "HIJ"))
    for list_, columns in lists:
        for place in range(view.rows):
            for letter, what in zip(columns, ("number", "name", "mark", "objectives")):
                cell = f"{letter}{FOLLOW_FIRST + place}"
                centre = what in ("number", "mark")
                found = build.fill.listed(list_, what, place)
                put(sheet, cell, found, build.styles.body, centre=centre, shrink=True)
            for letter in columns[4:]:
                build.styles.body(sheet[f"{letter}{FOLLOW_FIRST + place}"])
