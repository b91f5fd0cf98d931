"""Check what was typed from papers against what these ask, pupil by pupil."""

from collections.abc import Sequence

from lembar.content.filled import Filled, FilledRow, Typed
from lembar.content.tables import cell_name
from lembar.course.results import AskedItem, Sat
from lembar.course.typed import trouble
from lembar.errors import Place, Problems


def sat(
    filled: Filled, forms: Sequence[str], items: Sequence[AskedItem], problems: Problems
) -> tuple[Sat, ...]:
    """Return the pupils who sat; report, each with its cell, what can't be."""
    seen: dict[str, str] = {}
    found = []
    for row in filled.rows:
        _number(row, seen, filled.place, problems)
        form = _form(row, forms, filled.place, problems)
        if form is not None:
            found.append(_pupil(row, form, items, filled.place, problems))
    if not filled.rows:
        problems.add("answers-empty", filled.place, "answers-empty")
    return tuple(found)


def _number(row: FilledRow, seen: dict[str, str], file: Place, problems: Problems) -> None:
    """Report a pupil without a number, or with that of another."""
    number, cell = row.number.text, _cell(row.number)
    if not number:
        problems.add("pupil-without-number", _place(file, row.number), cell=cell)
    elif number in seen:
        problems.add(
            "same-pupil-number",
            _place(file, row.number),
            "same-pupil-number",
            cell=cell,
            number=number,
            other=seen[number],
        )
    else:
        seen[number] = cell


def _form(row: FilledRow, forms: Sequence[str], file: Place, problems: Problems) -> int | None:
    """Return the index of a pupil's form; a paper of one form needs no code."""
    folded = [form.casefold() for form in forms]
    given = row.form.text.casefold()
    if given in folded:
        return folded.index(given)
    if len(forms) == 1 and not given:
        return 0
    problems.add(
        "unknown-pupil-form",
        _place(file, row.form),
        "unknown-pupil-form",
        cell=_cell(row.form),
        given=row.form.text,
        known=", ".join(each or "–" for each in forms),
    )
    return None


def _pupil(
    row: FilledRow, form: int, items: Sequence[AskedItem], file: Place, problems: Problems
) -> Sat:
    """Return the answers of a pupil by item."""
    answers = []
    numbers = set()
    for item in items:
        asked = item.on[form]
        typed = row.answers.get(asked.number) if asked else None
        answers.append(typed.text if typed else "")
        if asked is None or typed is None:
            continue
        numbers.add(asked.number)
        found = trouble(asked, typed.text)
        if found is not None:
            said = dict(found.values)
            place, number = _place(file, typed), asked.number
            hint = found.code if found.code == "answer-thousands" else None
            problems.add(found.code, place, hint, cell=_cell(typed), number=number, **said)
    for number, typed in row.answers.items():
        if number not in numbers and typed.text:
            problems.add("no-such-question", _place(file, typed), cell=_cell(typed), number=number)
    return Sat(row.number.text, row.name, form, tuple(answers))


def _place(file: Place, typed: Typed) -> Place:
    return Place(file.file, typed.row, typed.column)


def _cell(typed: Typed) -> str:
    return cell_name(typed.row, typed.column)
