"""Set tables: columns as wide as their words ask for, cells joined, headers that repeat."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lembar.course.tree import Element, Node, Nodes
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.captions import captioned
from lembar.writers.docx.format import breadth
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, paragraphs
from lembar.writers.docx.rules import block, flow
from lembar.writers.docx.runs import BLANKS
from lembar.writers.docx.styles import aligned
from lembar.writers.docx.tablestyles import TABLES
from lembar.writers.docx.units import mm

_WIDER = 1.3  # letters of right-to-left scripts, set larger
_WRITING = 7.0  # mm: the height of a row to be filled in


@dataclass(frozen=True, slots=True)
class _Kind:
    """Say what a table of a role is for; its style says how it looks."""

    style: str
    reading: bool = False  # set in the type of questions
    form: bool = False  # small, with room to write where a row is empty
    full: bool = True  # as wide as the text


_DATA = _Kind("LembarData")
_KINDS = {
    "data": _DATA,
    "glossary": _Kind("LembarGlossary"),
    "strip": _Kind("LembarKeys", full=False),
    "scores": _Kind("LembarScores", full=False),
    "grid": _Kind("LembarGrid", reading=True),
    "match": _Kind("LembarMatch", reading=True),
    "forms": _Kind("LembarForms", form=True),
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """Hold a cell with the column it begins at; `upper` marks the rest of a joined one."""

    el: Element
    column: int
    span: int
    rows: int
    upper: bool = False


@block("table")
def _table(build: Build, el: Element, at: At) -> list[Block]:
    kind = next((_KINDS[role] for role in el.get("class").split() if role in _KINDS), _DATA)
    header, body = _rows_of(el, "thead"), _rows_of(el, "tbody")
    grid = list(_placed([*header, *body]))
    count = max((each.column + each.span for row in grid for each in row), default=1)
    style = "LembarForm" if kind.form else "LembarTableReading" if kind.reading else "LembarTable"
    inner = at.styled(style, build.tokens)
    total = at.free if "narrow" not in el.get("class") else at.free * 3 // 5
    if at.rtl:
        # LibreOffice puts a table that is narrower than its place at the left in any text.
        kind = replace(kind, full=True)
    stretch = _WIDER if at.rtl else breadth(build.tokens)
    beside = sum(TABLES[kind.style].sides(build.tokens, at.rtl))
    widths = _widths(el.get("widths"), grid, count, total, kind.full, beside, inner.size, stretch)
    rows = [
        _row(build, row, widths, inner, kind, position < len(header), count, beside)
        for position, row in enumerate(grid)
    ]
    heads = all(row and row[0].el.tag == "th" for row in grid)
    table = Table(widths, rows, kind.style, left=at.left, airy=True, first_column=heads, rtl=at.rtl)
    return [*_caption(build, el, at), table]


def _caption(build: Build, el: Element, at: At) -> list[Block]:
    return [
        captioned(build, el, child, at, "LembarTableCaption")
        for child in el.children
        if isinstance(child, Element) and child.tag == "caption"
    ]


def _rows_of(el: Element, tag: str) -> list[Element]:
    return [
        row
        for part in el.children
        if isinstance(part, Element) and part.tag == tag
        for row in part.children
        if isinstance(row, Element)
    ]


def _placed(rows: list[Element]) -> Iterator[list[_Placed]]:
    """Yield the cells of each row with their columns, those reaching down from above too."""
    reaching: dict[int, _Placed] = {}
    for row in rows:
        cells = [cell for cell in row.children if isinstance(cell, Element)]
        placed: list[_Placed] = []
        column = 0
        while cells or column in reaching:
            upper = reaching.pop(column, None)
            if upper is None:
                cell = cells.pop(0)
                span, deep = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
                each = _Placed(cell, column, span, deep)
            else:
                each = replace(upper, upper=True)
            placed.append(each)
            if each.rows > 1:
                reaching[column] = replace(each, rows=each.rows - 1)
            column += each.span
        # What reaches down beyond a gap in a short row ends here: such a row is padded.
        reaching = {k: v for k, v in reaching.items() if any(p.column == k for p in placed)}
        yield placed


def _row(
    build: Build,
    row: list[_Placed],
    widths: list[int],
    at: At,
    kind: _Kind,
    head: bool,
    count: int,
    beside: int,
) -> Row:
    cells = [_cell(build, each, widths, at, kind, beside) for each in row]
    missing = count - sum(each.span for each in row)
    cells.extend(Cell([Para(at.style)]) for _ in range(missing))
    empty = not any(_measured(each.el).strip() for each in row)
    return Row(cells, height=mm(_WRITING) if kind.form and empty else 0, header=head)


def _cell(
    build: Build, placed: _Placed, widths: list[int], at: At, kind: _Kind, beside: int
) -> Cell:
    el = placed.el
    width = sum(widths[placed.column : placed.column + placed.span]) - beside
    joined = placed.rows > 1 or placed.upper
    merge = ("continue" if placed.upper else "restart") if joined else ""
    cell = Cell(span=placed.span, merge=merge)
    inner = at.cell(width)
    if placed.upper:
        cell.blocks = [Para(at.style)]
        return cell
    if el.tag == "th":
        inner = inner.styled("LembarFormHead" if kind.form else "LembarTableHead", build.tokens)
    cell.blocks = flow(build, el, inner)
    align = _align(el)
    for para in paragraphs(cell.blocks) if align else ():
        para.style = aligned(para.style, align)
    return cell


def _align(el: Element) -> str:
    if el.get("align") in ("center", "right"):
        return el.get("align")
    roles = el.get("class").split()
    return "right" if "numeric" in roles else "center" if "center" in roles else ""


# --- widths ---------------------------------------------------------------------------------------


def _widths(
    asked: str,
    grid: list[list[_Placed]],
    count: int,
    total: int,
    full: bool,
    beside: int,
    size: float,
    stretch: float,
) -> list[int]:
    """Return the widths of columns: those asked for, else as the words need.

    `beside` is the room beside the words of a cell, `stretch` how much wider than Latin ones
    its letters are.
    """
    numbers = [float(each) for each in re.findall(r"[\d.]+", asked)]
    if len(numbers) == count and sum(numbers) > 0:
        return _share(numbers, total)
    least, most = [0.0] * count, [0.0] * count
    for row in grid:
        for each in row:
            if each.span > 1 or each.upper:
                continue
            text = _measured(each.el)
            longest = max((len(word) for word in text.split(" ")), default=1)
            least[each.column] = max(least[each.column], longest)
            most[each.column] = max(most[each.column], len(text))
    letter = 0.54 * size * 20 * stretch
    room = beside + letter
    low = [each * letter + room for each in least]
    high = [max(each * letter + room, lowest) for each, lowest in zip(most, low)]
    if sum(high) <= total:
        return _share(high, total if full else round(sum(high)))
    spare = total - sum(low)
    if spare <= 0:
        return _share(low, total)
    wish = sum(high) - sum(low)
    return _share([lo + spare * (hi - lo) / wish for lo, hi in zip(low, high)], total)


def _share(weights: list[float], total: int) -> list[int]:
    """Divide a width by weights, to the last twip."""
    whole = sum(weights)
    edges = [0]
    passed = 0.0
    for weight in weights:
        passed += weight
        edges.append(round(total * passed / whole))
    return [right - left for left, right in pairwise(edges)]


_STANDS_FOR = {"check-box": "xx", "math": "xxxxxx", "img": "xxxxxxxxxxxx", "br": " "}


def _measured(node: Node) -> str:
    """Return the text of a cell with letters in place of what isn't text."""
    if isinstance(node, str):
        return node.replace("\n", " ")
    if node.tag == "fill-blank":
        return "x" * max(BLANKS.get(node.get("size"), 17), len(_all(node.children)) + 2)
    return _STANDS_FOR.get(node.tag) or _all(node.children)


def _all(nodes: Nodes) -> str:
    return "".join(_measured(each) for each in nodes)
