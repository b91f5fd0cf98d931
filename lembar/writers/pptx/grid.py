"""Lay the cells of a table on a grid, with a place for each that another covers."""

from collections.abc import Sequence
from dataclasses import replace

from lembar.writers.pptx.model import Cell, Paragraph, Row

_EMPTY = Cell((Paragraph(()),))


def grid(rows: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    """Return rows of equal length; cells that a span covers are marked, missing ones are empty."""
    filled: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in filled:
                x += 1
            across = _free(filled, y, x, cell.columns)
            down = min(cell.rows, len(rows) - y)
            for dy in range(down):
                for dx in range(across):
                    filled[y + dy, x + dx] = _covered(cell, dy, dx, down, across)
            filled[y, x] = replace(cell, columns=across, rows=down)
            x += across
    width = max((x for _, x in filled), default=-1) + 1
    return tuple(tuple(filled.get((y, x), _EMPTY) for x in range(width)) for y in range(len(rows)))


def _covered(cell: Cell, dy: int, dx: int, down: int, across: int) -> Cell:
    """Return what stands where a span covers the grid, as PowerPoint wants it said."""
    rows, columns = (1 if dy else down), (1 if dx else across)
    covered = "hv" if dy and dx else "v" if dy else "h"
    return Cell((), columns, rows, cell.head, covered)


def _free(filled: dict[tuple[int, int], Cell], y: int, x: int, wanted: int) -> int:
    """Return how many columns a cell may span before it meets one that reaches down."""
    return next((n for n in range(1, wanted) if (y, x + n) in filled), wanted)


def whole(rows: Sequence[Row], count: int) -> int:
    """Return how many of the first `count` rows can stand alone, cutting no cell in two."""
    while 0 < count < len(rows) and any("v" in cell.covered for cell in rows[count]):
        count -= 1
    return count


def loose(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows whose cells reach down no more: the text stays in the first of them."""
    made: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        for cell in row:
            freed = replace(cell, rows=1, columns=1) if cell.columns > 1 else replace(cell, rows=1)
            cells.append(_EMPTY if cell.covered else freed)
        made.append(tuple(cells))
    return tuple(made)
