"""The sheet of mastery: how much of each objective each pupil has reached, of 100."""

from lembar.writers.xlsx.layout import FIRST, SCORES_HEAD, column
from lembar.writers.xlsx.page import Build, put
from lembar.writers.xlsx.styles import PERCENT, PLAIN


def mastery_sheet(build: Build) -> None:
    """Make the sheet."""
    view = build.layout.view
    sheet = build.sheet("mastery", f"{column(0)}{FIRST}", (SCORES_HEAD, SCORES_HEAD + 1), "A:C")
    put(sheet, "A3", build.word("mastery-of"), build.styles.fact)
    build.pupils(sheet, SCORES_HEAD, FIRST, copied=view.results is None)
    pupils = len(view.results.pupils) if view.results else view.rows
    last = FIRST + view.rows
    for at, (name, text) in enumerate(view.objectives):
        letter = column(at)
        put(sheet, f"{letter}{SCORES_HEAD}", name, build.styles.head)
        put(sheet, f"{letter}{SCORES_HEAD + 1}", text, build.styles.under_head, centre=False)
        build.styles.under_head(sheet[f"{letter}{FIRST - 1}"])
        sheet.column_dimensions[letter].width = 18
        for row in range(view.rows):
            build.styles.body(sheet[f"{letter}{FIRST + row}"], PLAIN, centre=True)
        for row in range(pupils):
            sheet[f"{letter}{FIRST + row}"].value = build.fill.mastery(row, at)
        for place, (key, form) in enumerate((("mean", PLAIN), ("reached", PERCENT))):
            found = build.fill.class_mastery(key, at)
            put(
                sheet,
                f"{letter}{last + place}",
                found,
                build.styles.body,
                form=form,
                centre=True,
                bold=True,
            )
    longest = max(len(text) for _, text in view.objectives)
    sheet.row_dimensions[SCORES_HEAD + 1].height = 12 * max(2, -(-longest // 20) + 1)
    sheet.row_dimensions[FIRST - 1].hidden = True
    letter = column(len(view.objectives))
    put(sheet, f"{letter}{SCORES_HEAD}", build.word("not-mastered"), build.styles.head)
    for below in (1, 2):
        build.styles.under_head(sheet[f"{letter}{SCORES_HEAD + below}"])
    sheet.column_dimensions[letter].width = 34
    for row in range(view.rows):
        build.styles.body(sheet[f"{letter}{FIRST + row}"], shrink=True)
    for row in range(pupils):
        sheet[f"{letter}{FIRST + row}"].value = build.fill.not_mastered(row)
        if view.results:
            for who in "ABC":
                sheet[f"{who}{FIRST + row}"].value = build.fill.who(who, row)
    put(sheet, f"B{last}", build.word("class.mean"), build.styles.label)
    put(sheet, f"B{last + 1}", build.word("class.reached"), build.styles.label)
