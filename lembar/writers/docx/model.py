"""Hold a document as Word sees it, paragraphs and tables, and write it as XML.

Rules make these; the order of properties, which Word insists on, is known only here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from lembar.course.tree import Element
from lembar.writers.docx.trace import traced
from lembar.writers.docx.xml import element, w, when

GAP = "LembarGap"


@dataclass(slots=True)
class Para:
    """Hold a paragraph; lengths are twips, `number` is (numId, level)."""

    style: str
    runs: str = ""
    left: int = 0
    right: int = 0
    hanging: int = 0
    number: tuple[int, int] | None = None
    tabs: tuple[tuple[str, int], ...] = ()
    align: str = ""
    hangs: bool = False  # a label stands at the top of a line that a picture makes tall
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    before: int | None = None
    after: int | None = None
    exact: int | None = None
    frame: str = ""
    borders: str = ""
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
    borders: str = ""
    fill: str = ""
    valign: str = ""
    margins: str = ""


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
    """Hold a table; `padding` is left and right of the text of each cell."""

    widths: Sequence[int]
    rows: list[Row]
    style: str = "LembarPlain"
    left: int = 0
    borders: str = ""
    padding: tuple[int, int] = (0, 0)
    upright: tuple[int, int] = (0, 0)
    gap: int = 60  # the room under it: Word joins tables that touch
    rtl: bool = False
    description: str = ""


@dataclass(slots=True)
class PageBreak:
    """Stand where a new page begins."""


@dataclass(slots=True)
class Columns:
    """Hold blocks set in columns."""

    blocks: list["Block"]
    count: int


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

    Rows keep their own lines. Said twice, LibreOffice leaves a heading alone before such a table.
    """
    whole = settled(blocks)
    for at, each in enumerate(whole):
        last = at == len(whole) - 1 and not onward
        if isinstance(each, Para) and not _is_gap(each):
            each.keep_lines = True
        for para in paragraphs([each]):
            para.keep_next = para.keep_next or not last
    return whole


def settled(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with every paragraph that writing them would add, in cells too."""
    whole = spaced(blocks)
    for each in whole:
        if isinstance(each, Table):
            for cell in (cell for row in each.rows for cell in row.cells):
                cell.blocks = settled(cell.blocks) or [Para("LembarTable")]
    return whole


def spaced(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with a paragraph after each table, and before one that a frame needs."""
    result: list[Block] = []
    pending = False
    for each in blocks:
        needs_para = bool(result) and isinstance(result[-1], Para) and bool(result[-1].frame)
        if pending and not _is_gap(each):
            result.append(gap(_under(result[-1])))
        elif needs_para and not isinstance(each, Para):
            result.append(gap(1))
        if isinstance(each, Para) and each.pulls:
            _pull(result)
        pending = isinstance(each, Table)
        result.append(each)
    if pending:
        result.append(gap(_under(result[-1])))
    elif result and isinstance(result[-1], Para) and result[-1].frame:
        result.append(gap(1))
    return result


def _pull(before: list[Block]) -> None:
    """Keep the last block, with the gap under it, with what follows."""
    at = len(before) - 1
    while at > 0 and _is_gap(before[at]):
        at -= 1
    for para in paragraphs(before[max(at, 0) :]):
        para.keep_next = True


def _is_gap(block: Block) -> bool:
    return isinstance(block, Para) and block.style == GAP


def gap(height: int) -> Para:
    """Return an empty paragraph of a height."""
    return Para(GAP, exact=max(20, height))


def _under(block: Block) -> int:
    return block.gap if isinstance(block, Table) else 20


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
                    result.append(_para(Para(GAP, exact=20, page_break=True)))
                result.append(_table(each))
                broken = False
            case PageBreak():
                broken = True
            case Columns():
                result.append(write(each.blocks))
            case _:
                assert_never(each)
    if broken:
        result.append(_para(Para(GAP, exact=20, page_break=True)))
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
        when(para.borders, w("pBdr", para.borders)),
        when(para.tabs, w("tabs", *(w("tab", val=kind, pos=at) for kind, at in para.tabs))),
        "" if para.rtl is None else w("bidi", val=None if para.rtl else 0),
        _spacing(para),
        _indent(para),
        when(para.align, w("jc", val=para.align)),
        when(para.hangs, w("textAlignment", val="top")),
        para.section,
    )
    return element("w:p", {"trace": traced(para.origin)}, properties, para.runs)


def _spacing(para: Para) -> str:
    if para.before is None and para.after is None and para.exact is None:
        return ""
    rule = None if para.exact is None else "exact"
    return w("spacing", before=para.before, after=para.after, line=para.exact, lineRule=rule)


def _indent(para: Para) -> str:
    if not (para.left or para.right or para.hanging or para.number):
        return ""
    return w("ind", left=para.left, right=para.right or None, hanging=para.hanging)


def _table(table: Table) -> str:
    left, right = table.padding
    top, bottom = table.upright
    margins = w(
        "tblCellMar",
        w("top", w=top, type="dxa"),
        w("left", w=left, type="dxa"),
        w("bottom", w=bottom, type="dxa"),
        w("right", w=right, type="dxa"),
    )
    has_header = bool(table.rows) and table.rows[0].header
    properties = w(
        "tblPr",
        w("tblStyle", val=table.style),
        when(table.rtl, w("bidiVisual")),
        w("tblW", w=sum(table.widths), type="dxa"),
        w("tblInd", w=table.left, type="dxa"),
        when(table.borders, w("tblBorders", table.borders)),
        w("tblLayout", type="fixed"),
        margins,
        w(
            "tblLook",
            val="0020" if has_header else "0000",
            firstRow=int(has_header),
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
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
        when(cell.borders, w("tcBorders", cell.borders)),
        cell.fill,
        when(cell.margins, w("tcMar", cell.margins)),
        when(cell.valign, w("vAlign", val=cell.valign)),
    )
    return w("tc", properties, write(cell.blocks or [Para("LembarTable")]))
