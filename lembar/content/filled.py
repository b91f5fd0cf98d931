"""Read what was typed from papers: a filled score sheet, or a table of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lembar.content.names import Names
from lembar.content.tables import (
    PUPIL_HEADERS,
    Table,
    columns_of,
    first_table,
    head_word,
    read_tables,
)
from lembar.errors import Place, Problems, nearest

ORIGIN_SHEET = "lembar"
"""The name of the sheet of a workbook that says where it belongs."""
_COLUMNS = columns_of(PUPIL_HEADERS)
_SCORE_SHEET = ("number", "name", "form")  # its first columns


@dataclass(frozen=True, slots=True)
class Typed:
    """Hold a cell: what was typed into it, and where it stands."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class FilledRow:
    """Hold what was typed of one pupil, answers by printed number."""

    number: Typed
    name: str
    form: Typed
    answers: Mapping[int, Typed]


@dataclass(frozen=True, slots=True)
class Filled:
    """Hold a filled table: where it belongs (empty where it does not say), and its rows."""

    place: Place
    rows: tuple[FilledRow, ...]
    origin: Mapping[str, str] = field(default_factory=dict)


def read_filled(path: Path, names: Names, problems: Problems) -> Filled | None:
    """Return what was typed into a file, or None after it was reported what is wrong in it."""
    before = problems.failures
    tables = read_tables(path, names, problems)
    if tables is None:
        return None
    place = names.place(path)
    origin = _origin(tables)
    if origin:
        table = tables.get(origin.get("sheet", ""), Table(()))
        first = int(origin["first-row"])
        numbers = range(1, int(origin["numbers"]) + 1)
        heads = dict(enumerate((*_SCORE_SHEET, *map(str, numbers))))
        body = Table(tuple(row for row in table.rows if row[0] >= first))
    else:
        table = first_table(tables)
        heads = _heads(table, place, problems)
        body = Table(table.rows[1:])
    rows = tuple(_rows(body, heads))
    if problems.failures > before:
        return None
    return Filled(place, rows, origin)


def _origin(tables: Mapping[str, Table]) -> dict[str, str]:
    rows = tables.get(ORIGIN_SHEET, Table(())).rows
    found = {cells[0]: cells[1] for _, cells in rows if len(cells) > 1}
    whole = all(found.get(name, "").isdecimal() for name in ("first-row", "numbers"))
    return found if whole else {}


def _heads(table: Table, place: Place, problems: Problems) -> dict[int, str]:
    """Return what the columns of a table hold: number, name, form, or a printed number."""
    if not table.rows:
        problems.add("answers-header", place, "answers-header", header="")
        return {}
    row, cells = table.rows[0]
    found: dict[int, str] = {}
    words = [head_word(cell) for cell in cells]
    if not any(word in _COLUMNS for word in words):
        # The row of a pupil, perhaps: what stands in it is not for a log.
        problems.add("answers-no-number", Place(place.file, row), "answers-header")
        return {}
    for at, (cell, word) in enumerate(zip(cells, words, strict=True)):
        meant = str(int(word)) if word.isdecimal() else _COLUMNS.get(word)
        here = Place(place.file, row, at + 1)
        if meant is None and (word or any(len(c) > at and c[at] for _, c in table.rows)):
            near = nearest(word, _COLUMNS)
            hint = "did-you-mean" if near else "answers-header"
            problems.add("answers-header", here, hint, header=cell, nearest=near)
        elif meant in found.values():
            problems.add("answers-same-column", here, header=cell)
        elif meant is not None:
            found[at] = meant
    if "number" not in found.values():
        problems.add("answers-no-number", Place(place.file, row), "answers-header")
    return found


def _rows(table: Table, heads: Mapping[int, str]) -> Iterator[FilledRow]:
    """Yield the rows in which an answer stands."""
    for row, cells in table.rows:
        typed = {
            name: Typed(cells[at] if at < len(cells) else "", row, at + 1)
            for at, name in heads.items()
        }
        blank = Typed("", row, 1)
        answers = {int(name): each for name, each in typed.items() if name.isdecimal()}
        if any(each.text for each in answers.values()):
            name = typed.get("name", blank).text
            yield FilledRow(typed.get("number", blank), name, typed.get("form", blank), answers)
