"""Measure: the lengths of a theme in Word's units, and the geometry of a page."""

from dataclasses import dataclass

from lembar.course.theme import Tokens
from lembar.sheet.sheet import Sheet

_TWIPS = 1440 / 25.4
_EMU = 36000
OUTER_GAP = 5.0  # between the outer column and the text, mm


def mm(length: float) -> int:
    """Return millimetres in twips (twentieths of a point)."""
    return round(length * _TWIPS)


def pt(length: float) -> int:
    """Return points in twips."""
    return round(length * 20)


def half(size: float) -> int:
    """Return points in half points, as type sizes are given."""
    return round(size * 2)


def emu(length: float) -> int:
    """Return millimetres in English metric units."""
    return round(length * _EMU)


def to_mm(twips: int) -> float:
    """Return twips in millimetres."""
    return twips / _TWIPS


@dataclass(frozen=True, slots=True)
class Page:
    """Hold the page in twips.

    `outer` is how far an outer column reaches into the left margin, `beyond` into the right one.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    outer: int
    beyond: int = 0

    @property
    def wide(self) -> int:
        """Return the width of the text with its outer column."""
        return self.measure + self.outer + self.beyond

    @property
    def measure(self) -> int:
        """Return the width of the text."""
        return self.width - self.left - self.right

    @property
    def depth(self) -> int:
        """Return the height of the text."""
        return self.height - self.top - self.bottom


def page(sheet: Sheet, tokens: Tokens) -> Page:
    """Return the page of a sheet: running text leaves the outer column free.

    Text from right to left has none: Word counts the place of a frame from the left edge, and
    LibreOffice from the right one.
    """
    paper = tokens.papers[sheet.paper].turned(sheet.landscape)
    ltr = sheet.direction == "ltr"
    running = ltr and sheet.outer and tokens.outer_column
    start, end = ("left", "right") if ltr else ("right", "left")
    column = mm(tokens.outer_column + OUTER_GAP) if running else 0
    outer, beyond = (0, column) if tokens.outer_side == "end" else (column, 0)
    return Page(
        width=mm(paper.width),
        height=mm(paper.height),
        top=mm(tokens.margins["top"]),
        right=mm(tokens.margins[end]) + beyond,
        bottom=mm(tokens.margins["bottom"]),
        left=mm(tokens.margins[start]) + outer,
        outer=outer,
        beyond=beyond,
    )
