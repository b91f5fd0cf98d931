"""Set rows of bubbles as a table at true size: each letter is a cell's own, its circle behind it.

So a letter is edited like any other, and a circle goes when its cell goes.
"""

from dataclasses import replace

from lembar.course.tree import Element
from lembar.writers.bubbles import (
    BETWEEN,
    BOX,
    DIAMETER,
    LABEL,
    PITCH,
    REPLACED,
    Grid,
    bubbles,
    corner_marks,
    grids,
    ruler,
)
from lembar.writers.docx import shapes
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, keep
from lembar.writers.docx.rules import block, words
from lembar.writers.docx.runs import run
from lembar.writers.docx.units import mm, to_mm

_LINE = 9.0  # pt: the height of a letter's line
_LINE_MM = _LINE * 25.4 / 72
_FULL = ("filled", "struck")
_RULER = 4.0  # mm


@block("bubble-grid")
def _grid(build: Build, el: Element, at: At) -> list[Block]:
    """Set the blocks of a grid; each keeps together."""
    made: list[Block] = []
    for grid in grids(el, to_mm(at.free)):
        made.extend(keep([_table(build, grid, at)]))
    return made


@block("bubble-row")
def _lone_row(build: Build, el: Element, at: At) -> list[Block]:
    return _grid(build, Element("bubble-grid", {}, (el,)), at)


@block("mark-bubble")
def _lone_bubble(build: Build, el: Element, at: At) -> list[Block]:
    return _lone_row(build, Element("bubble-row", {}, (el,)), at)


def _table(build: Build, grid: Grid, at: At) -> Table:
    rooms = _rooms(grid)
    widths: list[int] = []
    for position in range(len(grid.columns)):
        widths += [*([mm(BETWEEN)] if position else []), *map(mm, rooms)]
    rows: list[Row] = []
    for across in range(max(map(len, grid.columns))):
        cells: list[Cell] = []
        for position, column in enumerate(grid.columns):
            cells += [_empty()] if position else []
            if across < len(column):
                cells += _cells(build, column[across], len(rooms), at)
            else:
                cells.append(_empty(len(rooms)))
        rows.append(Row(cells, height=mm(grid.row), exact=True))
    return Table(widths, rows, "LembarBubbles", left=at.left, airy=True, rtl=at.rtl)


def _rooms(grid: Grid) -> list[float]:
    """Return the widths of a column's cells: number, bubbles, and what is left for a line."""
    most = max(len(row.children) for column in grid.columns for row in column)
    rest = grid.width - LABEL - most * PITCH
    return [LABEL, *[PITCH] * most, *([rest] if rest > 0.01 else [])]


def _cells(build: Build, row: Element, count: int, at: At) -> list[Cell]:
    cells = [_label(build, row, at)]
    cells += [Cell([_letter(build, each, at)]) for each in bubbles(row)]
    rest = count - len(cells)
    if rest:
        cells.append(_rest(build, row, rest, at))
    return cells


def _rest(build: Build, row: Element, span: int, at: At) -> Cell:
    """Set what stands behind the bubbles: words, a line to write on, or nothing."""
    if row.get("note"):
        return Cell([Para("LembarBubbleNote", run(row.get("note"), at))], span=span)
    return _empty(span, "LembarBubbleLine" if row.get("write") == "line" else "LembarBubble")


def _empty(span: int = 1, style: str = "LembarBubble") -> Cell:
    return Cell([Para(style)], span=span)


def _label(build: Build, row: Element, at: At) -> Cell:
    """Set the number of a row, or the box to write it in."""
    runs = run(row.get("label"), at)
    if row.get("write") == "box":
        down = (_LINE_MM - BOX) / 2
        runs += shapes.behind(build, shapes.BOX, BOX, down, "center", filled=False)
    return Cell([Para("LembarBubbleNumber", runs)])


def _letter(build: Build, el: Element, at: At) -> Para:
    """Set a letter, its circle behind it."""
    down = (_LINE_MM - DIAMETER) / 2
    circle = shapes.behind(build, shapes.CIRCLE, DIAMETER, down, "center", el.get("state") in _FULL)
    return Para("LembarBubble", circle + _sign(build, el, at))


def _sign(build: Build, el: Element, at: At) -> str:
    """Return the letter as its state shows it: white on black, struck through, or replaced."""
    state = el.get("state")
    if state in REPLACED:
        return run(REPLACED[state], at.marked(style="LembarBox"))
    if state not in _FULL:
        return words(build, el.children, at)
    style = "LembarBubbleStruck" if state == "struck" else "LembarBubbleFull"
    return words(build, el.children, at.marked(style=style))


@block("check-ruler")
def _ruler(build: Build, el: Element, at: At) -> list[Block]:
    """Set a line of a known length, its words beside it."""
    length = ruler(el)
    wide = mm(length)
    inner = at.styled("LembarFoot", build.tokens)
    # A number with its unit runs from left to right in any text.
    said = run(f"{length:g} mm", replace(inner, rtl=False))
    figure = Para("LembarRulerFigure", said)
    beside = Para("LembarRulerText", words(build, el.children, inner))
    row = Row([Cell([figure]), Cell([beside])], height=mm(_RULER))
    widths = [wide, at.free - wide]
    return [Table(widths, [row], "LembarRuler", left=at.left, first_column=True, rtl=at.rtl)]


@block("corner-marks")
def _corners(build: Build, el: Element, at: At) -> list[Block]:
    build.corners = el
    return []


def corners(build: Build) -> str:
    """Return the marks of the page's corners, to stand in its running head."""
    if build.corners is None:
        return ""
    inset, size = corner_marks(build.corners)
    wide, high = to_mm(build.page.width), to_mm(build.page.height)
    places = [(x, y) for y in (inset, high - inset - size) for x in (inset, wide - inset - size)]
    return "".join(shapes.on_page(build, shapes.BOX, size, x, y) for x, y in places)
