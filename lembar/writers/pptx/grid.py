"""Lay the cells of a table on a grid, with a place for each that another covers."""

from collections.abc import Sequence

from lembar.writers.pptx.model import Cell

_EMPTY = Cell(())


def grid(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of equal length; cells that a span covers are marked, missing ones are empty."""
    filled: dict[tuple[int, int], Cell] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in filled:
                x += 1
            down = min(cell.rows, len(rows) - y)
            for dy in range(down):
                for dx in range(cell.columns):
                    filled[y + dy, x + dx] = Cell((), covered="v" if dy else "h", head=cell.head)
            filled[y, x] = Cell(cell.paragraphs, cell.columns, down, cell.head)
            x += cell.columns
    width = max((x for _, x in filled), default=-1) + 1
    return tuple(tuple(filled.get((y, x), _EMPTY) for x in range(width)) for y in range(len(rows)))


def whole(rows: Sequence[Sequence[Cell]], count: int) -> int:
    """Return how many of the first `count` rows can stand alone, cutting no cell in two."""
    while 0 < count < len(rows) and any(cell.covered == "v" for cell in rows[count]):
        count -= 1
    return count
