"""Compare two tables: rows and columns that came or went, then cell by cell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from lembar.compare.changes import Change, Kind, Spot
from lembar.compare.pairing import in_order
from lembar.compare.units import cell_key, row_key
from lembar.compare.words import said, similarity, tokens
from lembar.readers.docx import Cell, Row, Table
from lembar.readers.docx.body import lines_of
from lembar.writers.docx.trace import steps

Inner = Callable[[Cell, Cell, Spot], Iterator[Change]]
_ALIKE = 0.3


def compare_tables(old: Table, new: Table, spot: Spot, inner: Inner) -> Iterator[Change]:
    """Yield the changes of a table; `inner` compares what stands in two cells."""
    columns = _columns(old, new)
    for a, b in columns:
        if a is None and b is not None:
            yield Change(Kind.COLUMN_ADDED, replace(spot, column=b + 1), new=_column(new, b))
        elif b is None and a is not None:
            yield Change(Kind.COLUMN_GONE, replace(spot, column=a + 1), old=_column(old, a),
                         found=_column(old, a))  # fmt: skip
    pairs = [(a, b) for a, b in columns if a is not None and b is not None]
    rows = list(_rows(old, new, pairs))
    yield from _whole_rows(old, new, rows, spot)
    for i, j in rows:
        if i is None or j is None:
            continue
        yield from _row(old.rows[i], new.rows[j], pairs, replace(spot, row=i + 1), inner)


def _row(
    old: Row, new: Row, pairs: Sequence[tuple[int, int]], spot: Spot, inner: Inner
) -> Iterator[Change]:
    for a, b in pairs if len(pairs) else ():
        if a < len(old.cells) and b < len(new.cells):
            here = replace(spot, column=a + 1, steps=_steps(old.cells[a]) or spot.steps)
            yield from inner(old.cells[a], new.cells[b], here)


def _steps(cell: Cell) -> tuple:  # type: ignore[type-arg]
    traces = (steps(line.trace) for line in lines_of(cell.blocks) if line.trace)
    return next(traces, ())


def _whole_rows(
    old: Table, new: Table, rows: Sequence[tuple[int | None, int | None]], spot: Spot
) -> Iterator[Change]:
    """Yield rows that came, went or stand elsewhere."""
    gone = [i for i, j in rows if j is None and i is not None]
    come = [j for i, j in rows if i is None and j is not None]
    for i in list(gone):
        same = next((j for j in come if row_key(new.rows[j]) == row_key(old.rows[i])), None)
        here = replace(spot, row=i + 1, steps=_row_steps(old.rows[i]) or spot.steps)
        text = _row_said(old.rows[i])
        if same is not None:
            come.remove(same)
            yield Change(Kind.ROW_MOVED, here, old=text, new=str(same + 1), found=text)
        else:
            yield Change(Kind.ROW_GONE, here, old=text, found=text)
    for j in come:
        yield Change(Kind.ROW_ADDED, replace(spot, row=j + 1), new=_row_said(new.rows[j]))


def _row_steps(row: Row) -> tuple:  # type: ignore[type-arg]
    return next(filter(None, map(_steps, row.cells)), ())


def _row_said(row: Row) -> str:
    cells = (_cell_said(cell) for cell in row.cells)
    return " | ".join(each for each in cells if each)


def _cell_said(cell: Cell) -> str:
    return said(token for line in lines_of(cell.blocks) for token in tokens(line.pieces))


def _width(table: Table) -> int:
    return max((len(row.cells) for row in table.rows), default=0)


def _columns(old: Table, new: Table) -> list[tuple[int | None, int | None]]:
    """Pair the columns; where there are as many as before, each with itself."""
    wide, now = _width(old), _width(new)
    if wide == now:
        return [(at, at) for at in range(wide)]
    texts = (
        [_column_key(old, at) for at in range(wide)],
        [_column_key(new, at) for at in range(now)],
    )
    places = list(range(wide)), list(range(now))
    return in_order(
        *places, lambda a, b: similarity(texts[0][a], texts[1][b]), _ALIKE, lambda a, b: True
    )


def _column_key(table: Table, at: int) -> list[str]:
    return [cell_key(row.cells[at].blocks) for row in table.rows if at < len(row.cells)]


def _column(table: Table, at: int) -> str:
    """Return the first words of a column."""
    cells = (_cell_said(row.cells[at]) for row in table.rows if at < len(row.cells))
    return next(filter(None, cells), "")


def _rows(
    old: Table, new: Table, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int | None, int | None]]:
    """Pair the rows by what their cells say."""
    columns = [a for a, _ in pairs], [b for _, b in pairs]
    keys = (
        [_keys(row, columns[0]) for row in old.rows],
        [_keys(row, columns[1]) for row in new.rows],
    )
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or b - a == d - c:
            yield from zip(range(a, b), range(c, d))
            continue
        yield from in_order(
            range(a, b),
            range(c, d),
            lambda i, j: similarity(_split(keys[0][i]), _split(keys[1][j])),
            _ALIKE,
            lambda i, j: True,
        )


def _keys(row: Row, columns: Sequence[int]) -> tuple[str, ...]:
    return tuple(cell_key(row.cells[at].blocks) if at < len(row.cells) else "" for at in columns)


def _split(cells: Sequence[str]) -> list[str]:
    return [word for cell in cells for word in (cell.split() or ["-"])]
