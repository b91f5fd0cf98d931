"""The sheet of answers: a row for each pupil, a column for each printed number."""

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lembar.course.typed import OMITTED, RIGHT, Asked, Entry
from lembar.writers.xlsx.layout import (
    ANSWERS_FIRST,
    ANSWERS_HEAD,
    FIRST,
    FORM,
    NAME,
    NUMBER,
    column,
    quoted,
)
from lembar.writers.xlsx.page import Build, put
from lembar.writers.xlsx.styles import PLAIN, TEXT, wrong

_LONGEST_RULE = 255  # that Excel takes
_WIDTHS = {Entry.ONE: 6.5, Entry.SEVERAL: 7.5, Entry.ROW: 9, Entry.WORD: 14, Entry.NUMBER: 9}
_AS_TEXT = (Entry.ONE, Entry.SEVERAL, Entry.ROW, Entry.WORD)


def answers_sheet(build: Build) -> None:
    """Make the sheet."""
    view = build.layout.view
    sheet = build.sheet(
        "answers", f"{column(0)}{ANSWERS_FIRST}", (ANSWERS_HEAD, ANSWERS_HEAD + 1), "A:C"
    )
    put(sheet, "A3", build.word("how", omitted=OMITTED, right=RIGHT), build.styles.fact)
    build.pupils(sheet, ANSWERS_HEAD, ANSWERS_FIRST, copied=False)
    for number in range(1, view.numbers + 1):
        _number(build, sheet, number, _on(build, number))
    sheet.row_dimensions[ANSWERS_HEAD + 1].height = 11 * max(2, len(view.forms) + 1)
    last = ANSWERS_FIRST + view.rows - 1
    if len(view.forms) > 1:
        codes = quoted(",".join(view.forms))
        rule = DataValidation("list", formula1=codes, allow_blank=True)
        rule.errorTitle, rule.error = build.word("form"), build.word("form-only")
        rule.add(f"{FORM}{ANSWERS_FIRST}:{FORM}{last}")
        sheet.add_data_validation(rule)
    if view.results is None:
        for row in range(view.rows):
            sheet[f"{NUMBER}{ANSWERS_FIRST + row}"].value = row + 1
        return
    for row, result in enumerate(view.results.pupils):
        for letter in (NUMBER, NAME, FORM):
            sheet[f"{letter}{ANSWERS_FIRST + row}"].value = build.fill.who(letter, row)
        for item, typed in zip(view.items, result.pupil.answers):
            asked = item.asked.on[result.pupil.form]
            if asked is not None:
                sheet[f"{column(asked.number - 1)}{ANSWERS_FIRST + row}"].value = typed


def _on(build: Build, number: int) -> list[Asked | None]:
    """Return what each form asks under a number."""
    view = build.layout.view
    return [
        next(
            (a for a in (item.asked.on[form] for item in view.items) if a and a.number == number),
            None,
        )
        for form in range(len(view.forms))
    ]


def _number(build: Build, sheet: Worksheet, number: int, asked: list[Asked | None]) -> None:
    """Make the column of a printed number."""
    letter = column(number - 1)
    put(sheet, f"{letter}{ANSWERS_HEAD}", number, build.styles.head)
    hints = [_hint(build, each) if each else "–" for each in asked]
    forms = build.layout.view.forms
    hint = hints[0] if len(set(hints)) == 1 else "\n".join(map(": ".join, zip(forms, hints)))
    put(sheet, f"{letter}{ANSWERS_HEAD + 1}", hint, build.styles.under_head)
    entries = [each.entry for each in asked if each]
    sheet.column_dimensions[letter].width = max(
        (_WIDTHS.get(each, 6.5) for each in entries), default=6.5
    )
    as_text = all(each in _AS_TEXT for each in entries)
    centre = Entry.WORD not in entries
    first, last = ANSWERS_FIRST, ANSWERS_FIRST + build.layout.view.rows - 1
    for row in range(first, last + 1):
        build.styles.input(sheet[f"{letter}{row}"], TEXT if as_text else PLAIN, centre)
    if build.layout.view.results is None:
        _guard(build, sheet, number, asked, hint)


def _guard(
    build: Build, sheet: Worksheet, number: int, asked: list[Asked | None], hint: str
) -> None:
    """Let nothing else be typed than what can be an answer, and show what was pasted."""
    letter = column(number - 1)
    first, last = ANSWERS_FIRST, ANSWERS_FIRST + build.layout.view.rows - 1
    allowed = _allowed(asked, f"{letter}{first}")
    area = f"{letter}{first}:{letter}{last}"
    if len(allowed) <= _LONGEST_RULE:
        rule = DataValidation("custom", formula1=allowed, allow_blank=True)
        rule.errorTitle, rule.error = build.word("number-of", number=number), hint
        rule.add(area)
        sheet.add_data_validation(rule)
    font, fill = wrong()
    doubt = f'AND({letter}{first}<>"",NOT({allowed}))'
    sheet.conditional_formatting.add(area, FormulaRule([doubt], font=font, fill=fill))


def _hint(build: Build, asked: Asked) -> str:
    """Return what is typed, in as few signs as can be."""
    signs = sorted(asked.signs)
    known = f"{signs[0]}–{signs[-1]}" if len(signs) > 2 else "/".join(signs)
    match asked.entry:
        case Entry.ONE:
            return known
        case Entry.SEVERAL:
            return build.word("hint.several", known=known)
        case Entry.ROW:
            return build.word("hint.row", count=len(asked.right), known=known)
        case Entry.WORD:
            return build.word("hint.word")
        case Entry.NUMBER:
            return build.word("hint.number")
        case Entry.POINTS:
            return f"0–{asked.points}"


def _allowed(asked: list[Asked | None], cell: str) -> str:
    """Return a formula that is true of what may be typed; other forms have other letters."""
    rules = [_rule(each, cell) if each else "FALSE" for each in asked]
    if len(set(rules)) == 1:
        return rules[0]
    form = f"calc!$A{FIRST}"
    return f"IF(ISNUMBER({form}),CHOOSE({form},{','.join(rules)}),TRUE)"


def _rule(asked: Asked, cell: str) -> str:
    match asked.entry:
        case Entry.ONE:
            known = quoted("".join(sorted(asked.signs)) + OMITTED)
            return f"AND(LEN({cell})=1,ISNUMBER(FIND(UPPER({cell}),{known})))"
        case Entry.ROW:
            return f"LEN({cell})<={2 * len(asked.right)}"
        case Entry.POINTS:
            inside = f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<={asked.points})"
            return f'OR({cell}="{OMITTED}",{inside})'
        case Entry.SEVERAL | Entry.WORD | Entry.NUMBER:
            return "TRUE"
