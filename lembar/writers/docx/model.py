"""Hold a document as Word sees it, paragraphs and tables, and write it as XML.

Rules make these; the order of properties, which Word insists on, is known only here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from lembar.course.tree import Element
from lembar.writers.docx.styles import below
from lembar.writers.docx.trace import traced
from lembar.writers.docx.xml import element, w, when

GAP, WIDE = "LembarGap", "LembarGapWide"


@dataclass(slots=True)
class Para:
    """Hold a paragraph; lengths are twips, `number` is (numId, level).

    `left`, `right` and `hanging` are what differs from its style, or from its list.
    """

    style: str
    runs: str = ""
    left: int = 0
    right: int = 0
    hanging: int = 0
    number: tuple[int, int] | None = None
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    frame: str = ""  # where it stands on the page, if not in the text
    rtl: bool | None = None
    section: str = ""
    pulls: bool = False  # keeps what stands before it on its page
    origin: list[Element] = field(default_factory=list)  # what it came from, innermost first


@dataclass(slots=True)
class Cell:
    """Hold a cell; `merge` is "restart" or "continue" where rows are joined."""

    blocks: list["Block"] = field(default_factory=list)
    span: int = 1
    merge: str = ""


@dataclass(slots=True)
class Row:
    """Hold a row; `exact` fixes its height."""

    cells: list[Cell]
    height: int = 0
    exact: bool = False
    header: bool = False
    may_split: bool = False


@dataclass(slots=True)
class Table:
    """Hold a table; its style says how it looks."""

    widths: Sequence[int]
    rows: list[Row]
    style: str = "LembarPlain"
    left: int = 0
    airy: bool = False  # more room than usual between it and another table
    first_column: bool = False  # the first column looks otherwise
    last_column: bool = False
    rtl: bool = False
    description: str = ""
    pulls: bool = False  # keeps what stands before it on its page


@dataclass(slots=True)
class PageBreak:
    """Stand where a new page begins."""


@dataclass(slots=True)
class Columns:
    """Hold blocks set in columns."""

    blocks: list["Block"]
    count: int
    rule: bool = False  # between them


Block: TypeAlias = Para | Table | PageBreak | Columns


def paragraphs(blocks: Iterable[Block]) -> Iterator[Para]:
    """Yield every paragraph of the blocks in reading order, those in cells too."""
    for each in blocks:
        match each:
            case Para():
                yield each
            case Table():
                for row in each.rows:
                    for cell in row.cells:
                        yield from paragraphs(cell.blocks)
            case Columns():
                yield from paragraphs(each.blocks)
            case PageBreak():
                pass
            case _:
                assert_never(each)


def keep(blocks: list[Block], onward: bool = False) -> list[Block]:
    """Keep blocks on one page; `onward` keeps them with what follows, too.

    A row keeps its own lines.
    """
    whole = settled(blocks, ends=False)
    for at, each in enumerate(whole):
        last = at == len(whole) - 1 and not onward
        if isinstance(each, Para) and not is_gap(each):
            each.keep_lines = True
        for para in _chained(each, last):
            para.keep_next = True
    return whole


def _chained(block: Block, last: bool) -> Iterator[Para]:
    """Yield the paragraphs of a block that go with what follows them on the same page."""
    if not last:
        yield from paragraphs([block])
    elif isinstance(block, Table):
        for row in block.rows[:-1]:
            yield from (para for cell in row.cells for para in paragraphs(cell.blocks))


def settled(blocks: Iterable[Block], ends: bool = True) -> list[Block]:
    """Return blocks with every paragraph that writing them would add, in cells too."""
    whole = spaced(blocks, ends)
    for each in whole:
        if isinstance(each, Table):
            for cell in (cell for row in each.rows for cell in row.cells):
                cell.blocks = settled(cell.blocks) or [Para("LembarTable")]
    return whole


def spaced(blocks: Iterable[Block], ends: bool = True) -> list[Block]:
    """Return blocks with a paragraph where Word wants one: between tables, and behind the last.

    A paragraph under a table has room above it of its own; one that a note is framed to is there.
    Without `ends`, more blocks follow.
    """
    result: list[Block] = []
    for each in blocks:
        before = _before(result, each)
        if isinstance(before, Table) and isinstance(each, Para):
            if not (is_gap(each) or _is_framed(each)):
                each.style = below(each.style)
        elif isinstance(before, Table) and isinstance(each, Table):
            style = WIDE if before.airy or each.airy else GAP
            result.append(Para(style, keep_next=_keeps_on(before)))
        elif _is_framed(before) and not isinstance(each, Para):
            result.append(Para(GAP))
        if isinstance(each, Para | Table) and each.pulls:
            _pull(result)
        result.append(each)
    if ends and result and (isinstance(result[-1], Table) or _is_framed(result[-1])):
        result.append(Para(GAP))
    return result


def _keeps_on(table: Table) -> bool:
    """Tell whether a table is kept with what follows it."""
    return [True, *(para.keep_next for para in paragraphs([table]))][-1]


def _before(made: Sequence[Block], each: Block) -> Block | None:
    """Return what stands above a block: a note in the outer column stands beside it."""
    above = (
        block for block in reversed(made) if not (isinstance(each, Para) and _is_framed(block))
    )
    return next(above, None)


def _is_framed(block: Block | None) -> bool:
    return isinstance(block, Para) and bool(block.frame)


def _pull(before: list[Block]) -> None:
    """Keep the last block, with the gap under it, with what follows."""
    at = len(before) - 1
    while at > 0 and is_gap(before[at]):
        at -= 1
    for para in paragraphs(before[max(at, 0) :]):
        para.keep_next = True


def is_gap(block: Block) -> bool:
    """Tell whether a paragraph only parts tables."""
    return isinstance(block, Para) and block.style in (GAP, WIDE)


def write(blocks: Iterable[Block]) -> str:
    """Return the XML of blocks, without sections: of a cell, a foot, a note."""
    result: list[str] = []
    broken = False
    for each in spaced(blocks):
        match each:
            case Para():
                each.page_break = each.page_break or broken
                result.append(_para(each))
                broken = False
            case Table():
                if broken:
                    result.append(_para(Para(GAP, page_break=True)))
                result.append(_table(each))
                broken = False
            case PageBreak():
                broken = True
            case Columns():
                result.append(write(each.blocks))
            case _:
                assert_never(each)
    if broken:
        result.append(_para(Para(GAP, page_break=True)))
    return "".join(result)


def _para(para: Para) -> str:
    number = para.number
    properties = w(
        "pPr",
        w("pStyle", val=para.style),
        when(para.keep_next, w("keepNext")),
        when(para.keep_lines, w("keepLines")),
        when(para.page_break, w("pageBreakBefore")),
        para.frame,
        when(
            number,
            w("numPr", w("ilvl", val=number[1]), w("numId", val=number[0])) if number else "",
        ),
        "" if para.rtl is None else w("bidi", val=None if para.rtl else 0),
        _indent(para),
        para.section,
    )
    return element("w:p", {"trace": traced(para.origin)}, properties, para.runs)


def _indent(para: Para) -> str:
    if not (para.left or para.right or para.hanging):
        return ""
    return w("ind", left=para.left, right=para.right or None, hanging=para.hanging or None)


_LOOKS = ((0x20, "firstRow"), (0x40, "lastRow"), (0x80, "firstColumn"), (0x100, "lastColumn"),
          (0x200, "noHBand"), (0x400, "noVBand"))  # fmt: skip


def _table(table: Table) -> str:
    on = {"noHBand", "noVBand"}
    on |= {"firstRow"} if table.rows and table.rows[0].header else set()
    on |= {"firstColumn"} if table.first_column else set()
    on |= {"lastColumn"} if table.last_column else set()
    bits = sum(bit for bit, name in _LOOKS if name in on)
    properties = w(
        "tblPr",
        w("tblStyle", val=table.style),
        when(table.rtl, w("bidiVisual")),
        w("tblW", w=sum(table.widths), type="dxa"),
        w("tblInd", w=table.left, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{bits:04X}", **{name: int(name in on) for _, name in _LOOKS}),
        when(table.description, w("tblDescription", val=table.description)),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in table.widths))
    return w("tbl", properties, grid, *(_row(row, table.widths) for row in table.rows))


def _row(row: Row, widths: Sequence[int]) -> str:
    rule = "exact" if row.exact else "atLeast"
    properties = w(
        "trPr",
        when(not row.may_split, w("cantSplit")),
        when(row.height, w("trHeight", val=row.height, hRule=rule)),
        when(row.header, w("tblHeader")),
    )
    cells, column = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[column : column + cell.span])))
        column += cell.span
    return w("tr", properties if properties != "<w:trPr/>" else "", *cells)


def _cell(cell: Cell, width: int) -> str:
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        when(cell.span > 1, w("gridSpan", val=cell.span)),
        when(cell.merge, w("vMerge", val=cell.merge)),
    )
    return w("tc", properties, write(cell.blocks or [Para("LembarTable")]))
