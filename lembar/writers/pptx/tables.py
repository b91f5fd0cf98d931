"""Lay out tables: widths of columns, heights of rows, a size of type at which they fit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lembar.writers.pptx.grid import loose
from lembar.writers.pptx.measure import Measure
from lembar.writers.pptx.model import Cell, Row, Table
from lembar.writers.pptx.places import Look

CELL_PAD = 4.0  # millimetres at the left and right of a cell
CELL_LEAD = 2.0  # millimetres above and below a cell's text
_NARROW_PAD = 1.0
_MANY = 8  # columns, from which on cells are set close
_READABLE = 14.0  # points; a table set smaller is reported
_STEPS = (1, 0.92, 0.84, 0.75, 0.67, 0.58, 0.5, 0.42, 0.34, 0.25)
_LEAST = 4.0  # points
_LONGEST = 24  # letters of a word that a column is made wide enough for


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold a table with the widths and heights that it takes."""

    table: Table
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    look: Look
    pad: float
    shrunk: bool  # set smaller than the text of slides

    @property
    def readable(self) -> bool:
        """Tell whether the type is large enough to be read from a seat."""
        return not self.shrunk or self.look.size >= _READABLE


def lay_out(table: Table, width: float, height: float, look: Look, measure: Measure) -> Laid:
    """Return a table set as large as its words and its rows allow, in a width and height."""
    pad = CELL_PAD if len(table.rows[0]) <= _MANY else _NARROW_PAD
    laid = _laid(table, width, look, pad, measure, shrunk=False)
    for share in _STEPS[1:]:
        if laid[1] <= width and _fits(laid[0], height):
            break
        size = round(look.size * share)
        if size < _LEAST or (size < _READABLE and laid[1] <= width):
            break  # rows too high are cut instead
        laid = _laid(table, width, replace(look, size=size), pad, measure, shrunk=True)
    return laid[0]


def _fits(laid: Laid, height: float) -> bool:
    heads = sum(laid.heights[: laid.table.heads])
    return max(laid.heights) + heads <= height


def _laid(
    table: Table, width: float, look: Look, pad: float, measure: Measure, shrunk: bool
) -> tuple[Laid, float]:
    """Return a table at a size, and the width at which no word of it is broken."""
    widths, least = _widths(table, width, look, pad, measure)
    heights = tuple(row_height(row, widths, look, pad, measure) for row in table.rows)
    return Laid(table, tuple(widths), heights, look, pad, shrunk), least


def row_height(
    row: Row, widths: Sequence[float], look: Look, pad: float, measure: Measure
) -> float:
    """Return how high a row is."""
    highest = measure.line(look) + 2 * CELL_LEAD
    for at, cell in enumerate(row):
        if not cell.covered:
            inner = sum(widths[at : at + cell.columns]) - 2 * pad
            text = sum(
                measure.paragraph(p, inner, True, _bold(cell, look)) for p in cell.paragraphs
            )
            highest = max(highest, (text + 2 * CELL_LEAD) / cell.rows)
    return highest


def _bold(cell: Cell, look: Look) -> Look:
    return replace(look, bold=True) if cell.head else look


def unbound(laid: Laid, measure: Measure) -> Laid:
    """Return a table whose cells reach over no second row."""
    rows = loose(laid.table.rows)
    heights = tuple(row_height(r, laid.widths, laid.look, laid.pad, measure) for r in rows)
    return replace(laid, table=replace(laid.table, rows=rows), heights=heights)


def _widths(
    table: Table, width: float, look: Look, pad: float, measure: Measure
) -> tuple[list[float], float]:
    """Return the widths of columns, and what words ask for: as told, or by words and lines."""
    count = len(table.rows[0])
    least, wanted = [2 * pad + 4.0] * count, [2 * pad + 4.0] * count
    for row in table.rows:
        for at, cell in enumerate(row):
            if cell.columns == 1 and not cell.covered:
                word, line = _asks(cell, _bold(cell, look), measure)
                least[at] = max(least[at], word + 2 * pad + 1)
                wanted[at] = max(wanted[at], min(line + 2 * pad + 1, width * 0.6))
    if len(table.widths) == count:
        told = [width * share / sum(table.widths) for share in table.widths]
        return told, max(width * low / own for low, own in zip(least, told))
    if sum(least) >= width:
        return [width * each / sum(least) for each in least], sum(least)
    spare = width - sum(least)
    more = [max(0.0, w - low) for w, low in zip(wanted, least)]
    total = sum(more)
    shares = [each / total for each in more] if total else [1 / count] * count
    return [low + spare * share for low, share in zip(least, shares)], sum(least)


def _asks(cell: Cell, look: Look, measure: Measure) -> tuple[float, float]:
    """Return how wide the longest word of a cell is, and its longest line."""
    word, line = 0.0, 0.0
    for paragraph in cell.paragraphs:
        line = max(line, sum(measure.width(run, look) for run in paragraph.runs))
        for run in paragraph.runs:
            longest = max(run.text.split() or [""], key=len)
            shown = longest[:_LONGEST]
            word = max(word, measure.width(replace(run, text=shown), look))
    return word, line
