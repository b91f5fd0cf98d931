"""The geometry of bubbles, in millimetres: the same in every format that prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from lembar.course.theme import Tokens
from lembar.course.tree import Element, text_of
from lembar.sheet.sheet import Sheet

DIAMETER = 4.4
PITCH = 5.8  # from one bubble to the next
ROW = 6.5  # from one row to the next
LABEL = 10.5  # the room of a number; its bubbles begin behind it
BETWEEN = 4.0  # columns
WRITE_ROW = 8.5  # a row to write on
BOX = 5.0  # to write a figure in
_SHORT = 10  # rows: a column is not begun for less
_LONG = 20  # rows: with more a column would not fit under the head of a page
INSET, CORNER = 8.0, 5.0  # of the corner marks
RULER = 50.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold one block of rows: its columns, each read down, and how wide they are."""

    columns: tuple[tuple[Element, ...], ...]
    width: float
    row: float  # height


def measure(sheet: Sheet, tokens: Tokens) -> float:
    """Return the width of the text of a sheet that has no outer column."""
    paper, margins = tokens.papers[sheet.paper], tokens.margins
    return paper.width - margins["left"] - margins["right"]


def grids(element: Element, width: float) -> tuple[Grid, ...]:
    """Return the rows of a grid as blocks that fit a page, in as many columns as fit the width."""
    rows = tuple(each for each in element.children if isinstance(each, Element))
    most = max((len(row.children) for row in rows), default=0)
    needed = LABEL + most * PITCH
    fitting = max(1, int((width + BETWEEN) / (needed + BETWEEN)))
    written = any(row.get("write") == "line" for row in rows)
    count = min(int(element.get("columns") or fitting), fitting)
    if written or any(row.get("note") for row in rows):
        needed = (width - BETWEEN * (count - 1)) / count
    found: list[Grid] = []
    for block in _blocks(rows, count * _LONG):
        deep = -(-len(block) // count) if written else max(_SHORT, -(-len(block) // count))
        columns = tuple(block[at : at + deep] for at in range(0, len(block), deep))
        found.append(Grid(columns, needed, WRITE_ROW if written else ROW))
    return tuple(found)


def _blocks(rows: Sequence[Element], most: int) -> list[tuple[Element, ...]]:
    return [tuple(rows[at : at + most]) for at in range(0, len(rows), most)]


REPLACED = {"crossed": "×", "ticked": "✓"}
"""Signs that stand in a bubble instead of its letter, by its state."""
SIGNS = {"filled": "●", "struck": "⊖", **REPLACED}


def as_text(bubble: Element) -> str:
    """Return a bubble as a format shows it that has only words."""
    state = bubble.get("state")
    letter = "" if state in REPLACED else text_of(bubble.children)
    return f"({SIGNS.get(state, '')}{letter})"


def bubbles(row: Element) -> tuple[Element, ...]:
    """Return the bubbles of a row."""
    return tuple(each for each in row.children if isinstance(each, Element))


def corner_marks(element: Element) -> tuple[float, float]:
    """Return how far corner marks stand from the edges of the paper, and how large they are."""
    return float(element.get("inset") or INSET), float(element.get("size") or CORNER)


def ruler(element: Element) -> float:
    """Return the length of a ruler."""
    return float(element.get("length") or RULER)
