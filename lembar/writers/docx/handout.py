"""Set the parts of handouts and slides: labels at the side, outer notes, call-outs, columns."""

from dataclasses import dataclass, replace

from lembar.course.tree import Element, text_of
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Cell, Columns, Para, Row, Table, keep
from lembar.writers.docx.rules import block, blocks, flow, paragraph, words
from lembar.writers.docx.runs import run
from lembar.writers.docx.tablestyles import TABLES
from lembar.writers.docx.units import OUTER_GAP, mm
from lembar.writers.docx.xml import w

_LABEL = 24.0  # mm: the width of a side label where there is no outer column


@block("side-label")
def _side_label(build: Build, el: Element, at: At) -> list[Block]:
    """Set a label beside blocks, in the outer column where there is one."""
    outer = build.page.outer if at.outside else 0
    label = outer or mm(_LABEL)
    body = at.free + outer - label
    cells: list[Cell] = []
    for child in el.children:
        assert isinstance(child, Element)
        if child.tag == "block-label":
            inner = at.cell(label - mm(2)).styled("LembarLabel", build.tokens)
            cells.append(Cell([paragraph(build, child.children, inner)]))
        else:
            # Help with a question is for those who need it most: as large as the text.
            style = "LembarCallText" if at.questions else "LembarObjective"
            inner = at.cell(body).styled(style, build.tokens)
            cells.append(Cell(blocks(build, child.children, inner)))
    widths = [label, body] if len(cells) == 2 else [label + body]
    left = at.left - outer
    return [Table(widths, [Row(cells)], "LembarSideLabel", left=left, rtl=at.rtl)]


@block("margin-note")
def _margin_note(build: Build, el: Element, at: At) -> list[Block]:
    """Frame a note in the outer column; without one it stands as small print, indented."""
    page = build.page
    if not (at.outside and (page.outer or page.beyond)):
        inset = at.styled("LembarInsetNote", build.tokens)
        return flow(build, el, replace(inset, left=at.left + at.em(1.2) if at.left else 0))
    small = at.styled("LembarMarginNote", build.tokens)
    width = max(page.outer, page.beyond) - mm(OUTER_GAP)
    made = flow(build, el, replace(small.cell(width), nested=False))
    # LibreOffice knows no frames of styles.
    frame = w(
        "framePr",
        w=width,
        hSpace=mm(2),
        wrap="around",
        vAnchor="text",
        hAnchor="page",
        x=page.left - page.outer if page.outer else page.width - page.right + mm(OUTER_GAP),
        y=1,
    )
    for each in made:
        if isinstance(each, Para):
            each.frame, each.keep_next = frame, True
    return made


# --- call-outs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    """Say what a call-out is: the style of its table, of its words, its title run in or above."""

    table: str
    runs_in: bool
    style: str = "LembarCallText"


KINDS = {
    "key-point": _Kind("LembarKeyPoint", runs_in=True),
    "definition": _Kind("LembarDefinition", runs_in=True, style="LembarCallSerif"),
    "example": _Kind("LembarExample", runs_in=False, style="LembarCallSerif"),
    "note": _Kind("LembarNoteBox", runs_in=True),
    "activity": _Kind("LembarActivity", runs_in=False),
    "discussion": _Kind("LembarDiscussion", runs_in=False),
    "teacher": _Kind("LembarTeacherBox", runs_in=True),
}


@block("call-out")
def _call_out(build: Build, el: Element, at: At) -> list[Block]:
    """Set blocks apart in a table of one cell, which may hold lists and pictures."""
    kind = KINDS.get(el.get("kind"), KINDS["note"])
    beside = sum(TABLES[kind.table].sides(build.tokens, at.rtl))
    inner = at.cell(at.free - beside).styled(kind.style, build.tokens)
    cell = Cell(_titled(build, el, inner, kind))
    table = Table([at.free], [Row([cell])], kind.table, left=at.left, airy=True, rtl=at.rtl)
    return keep([table])


def _titled(build: Build, el: Element, at: At, kind: _Kind) -> list[Block]:
    title = next((e for e in el.children if isinstance(e, Element) and e.tag == "call-title"), None)
    made = blocks(build, (each for each in el.children if each is not title), at)
    if title is None:
        return made
    first = made[0] if made else None
    if kind.runs_in and isinstance(first, Para) and first.number is None:
        label = at.marked(style="LembarLabelWord")
        runs = words(build, title.children, label)
        first.runs = runs + run(_stop(title) + " ", label) + first.runs
        return made
    return [paragraph(build, title.children, at, "LembarCallTitle"), *made]


def _stop(title: Element) -> str:
    return "" if text_of(title.children).rstrip().endswith((".", "?", "!", ":")) else "."


# --- columns --------------------------------------------------------------------------------------


@block("columns")
def _columns(build: Build, el: Element, at: At) -> list[Block]:
    """Set blocks in columns: sections of the page, or cells where there is no page."""
    count = max(1, int(el.get("count") or 2))
    space = mm(6)
    width = (at.free - space * (count - 1)) // count
    if at.nested or at.left or count == 1:
        return _in_cells(build, el, at, count, width, space)
    inner = replace(at, width=width, outside=False)
    return [Columns(blocks(build, el.children, inner), count, bool(el.get("rule")))]


def _in_cells(build: Build, el: Element, at: At, count: int, width: int, space: int) -> list[Block]:
    children = list(el.children)
    each = -(-len(children) // count)
    cells: list[Cell] = []
    widths: list[int] = []
    for start in range(0, each * count, max(1, each)):
        if cells:
            cells.append(Cell([Para(at.style)]))
            widths.append(space)
        inner = at.cell(width)
        cells.append(Cell(blocks(build, children[start : start + each], inner)))
        widths.append(width)
    return [Table(widths, [Row(cells)], left=at.left, rtl=at.rtl)] if cells else []


# --- slides ---------------------------------------------------------------------------------------


@block("slide")
def _slide(build: Build, el: Element, at: At) -> list[Block]:
    """Set a slide as a part of running text: its kicker, its heading, its blocks."""
    made: list[Block] = []
    if el.get("kicker"):
        made.append(paragraph(build, (el.get("kicker"),), at, "LembarSlideKicker"))
    content = blocks(build, el.children, at)
    first = content[0] if content else None
    if made and isinstance(first, Para) and first.style == "Heading2":
        first.style = "LembarSlideTitle"
    return [*made, *content]


@block("speaker-notes")
def _speaker_notes(build: Build, el: Element, at: At) -> list[Block]:
    """Set what the speaker says as small print under its label."""
    label = paragraph(build, (build.sheet.label("notes"),), at, "LembarSpeakerLabel")
    inner = replace(at, left=at.left + at.em(1.4)).styled("LembarSpeaker", build.tokens)
    return [label, *blocks(build, el.children, inner)]
