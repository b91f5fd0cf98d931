"""Set questions: hanging numbers, points at the margin, lettered choices, room for answers."""

from dataclasses import replace
from typing import TypeGuard

from lembar.course.tree import Element, Node, Nodes, walk
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.format import SANS, border, run_properties
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, keep, paragraphs
from lembar.writers.docx.numbering import Look, common
from lembar.writers.docx.rules import block, blocks, flow
from lembar.writers.docx.runs import run
from lembar.writers.docx.text import numbered
from lembar.writers.docx.units import mm

_NUMBER = 2.1  # in sizes: the room of a question's number
_LETTER = 1.9
_MARK = 1.7
_GAP_MARK = 3.4
_POINTS = 4.4
_KEPT_GROUP = 3  # a stimulus with more questions than these may break between them
_TALL = 0.6  # of a page: more room for answers than this may break
_BEFORE = 200  # above a question, twips
_BEFORE_PART = 60


@block("question-item")
def _question(build: Build, el: Element, at: At) -> list[Block]:
    """Set a question so that it stays on one page, its number hanging, its points at the right."""
    stem = at.styled("LembarStem", build.tokens)
    hanging = stem.em(_NUMBER)
    room = stem.em(_POINTS) if el.get("points") else 0
    inner = replace(
        stem,
        left=at.left + hanging,
        right=at.right + room,
        questions=at.questions + 1,
        nested=True,
        outside=False,
    )
    number = _number(build, el.get("number"), at, hanging)
    made = blocks(build, el.children, inner)
    # LibreOffice counts the indent of a table in a cell from the left, whichever way text runs.
    turned = at.rtl and any(isinstance(each, Table) for each in made)
    headless = turned or (bool(made) and not _has_line(made[0]))
    if number is not None and not headless:
        made = numbered(made, number, inner, hanging)
    if room or headless or any(isinstance(each, Table) for each in made):
        label = Para("LembarStem", number=number, left=hanging, hanging=hanging)
        made = [_row(build, made, label if headless else None, el.get("points"), at, inner)]
    above = Para("LembarGap", exact=_BEFORE_PART if at.questions else _BEFORE)
    return _release(keep([above, *made]), build)


def _number(build: Build, text: str, at: At, hanging: int) -> tuple[int, int] | None:
    if not text:
        return None
    look = Look(
        "question",
        run_properties(family=SANS, bold=True, italic=False, tokens=build.tokens),
        hanging,
        hanging,
        hanging,
    )
    return build.numbering.item(look, text, at.questions), at.questions


def _row(
    build: Build, made: list[Block], label: Para | None, points: str, at: At, inner: At
) -> Table:
    """Set a question as one row that can't split, the points in a cell of their own.

    A tab would put points behind the last line of a stem, and LibreOffice doesn't keep a table with
    what follows it. Where a table or a picture comes first, the number stands beside it.
    """
    hanging = inner.left - at.left if label is not None else 0
    for each in made:
        _shift(each, at.left + hanging, inner.right)
    cells = [Cell(made)]
    widths = [at.width - at.left - inner.right - hanging]
    if label is not None:
        cells.insert(0, Cell([label]))
        widths.insert(0, hanging)
    if points:
        runs = run(points, inner.marked(style="LembarPoints"))
        cells.append(Cell([Para("LembarStem", runs, align="right", after=0)]))
        widths.append(inner.right - at.right)
    return Table(widths, [Row(cells)], left=at.left, gap=60, rtl=at.rtl)


def _has_line(each: Block) -> bool:
    """Tell whether a block begins with a line of words that a number can hang before."""
    return isinstance(each, Para) and each.style not in (
        "LembarFigure",
        "LembarFormula",
        "LembarGap",
    )


def _shift(each: Block, by: int, right: int) -> None:
    """Move a block to the left: the cell that it goes into begins there, and ends where it does."""
    match each:
        case Table():
            each.left -= by
        case Para():
            each.left -= by
            each.right = max(0, each.right - right)
            each.tabs = tuple((kind, place - by) for kind, place in each.tabs)
        case _:
            pass


def _release(made: list[Block], build: Build) -> list[Block]:
    """Let a question break that is too tall to be kept whole."""
    for each in made:
        if isinstance(each, Table) and _ruled(each) > build.page.depth * _TALL:
            each.rows[0].may_split = True
            for para in paragraphs([each]):
                para.keep_next = para.keep_next and para.style != "LembarAnswerLine"
    return made


def _ruled(table: Table) -> int:
    """Return how tall the rows of fixed height in a table are."""
    return sum(
        row.height + sum(_ruled(b) for cell in row.cells for b in cell.blocks if _is_table(b))
        for row in table.rows
    )


def _is_table(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table)


@block("question-group")
def _group(build: Build, el: Element, at: At) -> list[Block]:
    """Keep a stimulus with its first question, and a short group whole."""
    items = [
        position
        for position, each in enumerate(el.children)
        if isinstance(each, Element) and each.tag == "question-item"
    ]
    first = items[0] if items else len(el.children)
    stimulus = keep(_stimulus(build, el.children[:first], at), onward=bool(items))
    made: list[Block] = [Para("LembarGap", exact=_BEFORE, keep_next=True), *stimulus]
    for position in range(first, len(el.children)):
        last = position == len(el.children) - 1
        each = blocks(build, el.children[position : position + 1], at)
        whole = len(items) <= _KEPT_GROUP and not last
        made.extend(keep(each, onward=True) if whole else each)
    return made


def _stimulus(build: Build, nodes: Nodes, at: At) -> list[Block]:
    """Set a stimulus; one with a picture as a row, else LibreOffice parts it from its caption."""
    if not any(each.tag in ("figure", "img") for each in walk(nodes)):
        return blocks(build, nodes, at)
    inner = at.cell(at.free)
    return [Table([at.free], [Row([Cell(blocks(build, nodes, inner))])], left=at.left, rtl=at.rtl)]


# --- choices --------------------------------------------------------------------------------------

_TO_WRITE = 2.6  # mm above a line on which to write
_MARKS = {"box": ("☐", _MARK), "gap": ("_" * 4, _GAP_MARK)}


@block("choice-list")
def _choices(build: Build, el: Element, at: At) -> list[Block]:
    """Letter choices, in a borderless table where they stand in columns, read across."""
    options = [each for each in el.children if isinstance(each, Element)]
    columns = max(1, min(int(el.get("columns") or 1), len(options)))
    numbers = _letters(build, [each.get("letter") for each in options], at)
    here = at.styled("LembarChoice", build.tokens)
    if columns == 1:
        made: list[Block] = []
        for each, number in zip(options, numbers):
            made.extend(_option(build, each, number, here))
        return made
    widths = [here.free // columns] * columns
    cells = [
        Cell(_option(build, each, number, replace(here.cell(widths[0]), right=here.em(0.6))))
        for each, number in zip(options, numbers)
    ]
    cells.extend(Cell([Para("LembarChoice")]) for _ in range(-len(cells) % columns))
    rows = [Row(cells[start : start + columns]) for start in range(0, len(cells), columns)]
    return [Table(widths, rows, left=here.left, rtl=at.rtl)]


def _letters(build: Build, letters: list[str], at: At) -> list[tuple[int, int] | None]:
    """Return a number for each letter: one list if they follow on each other."""
    hanging = at.em(_LETTER)
    look = Look("choice", _letter_run(build), at.left + hanging, hanging, hanging)
    first = common(letters)
    if first is not None:
        list_ = build.numbering.new(look, first, 0)
        return [(list_, 0)] * len(letters)
    return [(build.numbering.item(look, letter, 0), 0) if letter else None for letter in letters]


def _letter_run(build: Build) -> str:
    size = build.tokens.sizes["note"] * 1.06
    return run_properties(
        style="LembarLetter",
        family=SANS,
        bold=True,
        italic=False,
        size=round(size * 2) / 2,
        tokens=build.tokens,
    )


@block("choice-option")
def _lone_option(build: Build, el: Element, at: At) -> list[Block]:
    here = at.styled("LembarChoice", build.tokens)
    return _option(build, el, _letters(build, [el.get("letter")], at)[0], here)


def _option(build: Build, el: Element, number: tuple[int, int] | None, at: At) -> list[Block]:
    """Set a choice behind its letter and, where it has one, a box or a gap to mark it."""
    hanging = at.em(_LETTER)
    mark, width = _MARKS.get(el.get("mark"), ("", 0.0))
    inner = replace(at, left=at.left + hanging + at.em(width))
    made = flow(build, el, inner)
    if number is not None:
        made = numbered(made, number, inner, inner.left - at.left)
    first = made[0]
    if isinstance(first, Para) and all(_is_blank(child) for child in el.children):
        first.before = mm(_TO_WRITE)
    if isinstance(first, Para) and any(_is_picture(child) for child in el.children):
        first.hangs = True
    if mark and isinstance(first, Para):
        style = "LembarBox" if el.get("mark") == "box" else "LembarBlank"
        first.runs = run(mark, inner.marked(style=style)) + run("\t", inner) + first.runs
        first.tabs = (("left", at.left + hanging), *first.tabs)
    return made


def _is_picture(node: Node) -> bool:
    return isinstance(node, Element) and any(each.tag == "img" for each in walk((node,)))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "fill-blank"


# --- room for answers -----------------------------------------------------------------------------


@block("answer-lines")
def _answer_lines(build: Build, el: Element, at: At) -> list[Block]:
    """Rule lines as rows of fixed height, which stay put when someone types on them."""
    count = max(1, int(el.get("count") or 1))
    pitch = mm(build.tokens.answer_pitch)
    rows = [
        Row([Cell([Para("LembarAnswerLine")], valign="bottom")], height=pitch, exact=True)
        for _ in range(count)
    ]
    rules = border(build.tokens, "bottom") + border(build.tokens, "insideH")
    return [Table([at.free], rows, left=at.left, borders=rules, gap=mm(1), rtl=at.rtl)]


@block("answer-box")
def _answer_box(build: Build, el: Element, at: At) -> list[Block]:
    height = mm(build.tokens.answer_pitch * max(1, int(el.get("lines") or 4)))
    sides = ("top", "left", "bottom", "right")
    rules = "".join(border(build.tokens, side, 0.75) for side in sides)
    row = Row([Cell([Para("LembarAnswerLine")])], height=height)
    above = Para("LembarGap", exact=mm(1.5))
    table = Table([at.free], [row], left=at.left, borders=rules, padding=(100, 100), gap=mm(1),
                  rtl=at.rtl)  # fmt: skip
    return [above, table]


@block("answer-block")
def _answer_block(build: Build, el: Element, at: At) -> list[Block]:
    """Box a model answer."""
    side = mm(2.5)
    inner = at.cell(at.free - 2 * side).styled("LembarAnswerText", build.tokens)
    sides = ("top", "left", "bottom", "right")
    rules = "".join(border(build.tokens, each, 0.75, role="answer") for each in sides)
    row = Row([Cell(blocks(build, el.children, inner))], may_split=True)
    above = Para("LembarGap", exact=mm(1))
    table = Table([at.free], [row], left=at.left, borders=rules, padding=(side, side),
                  upright=(mm(1.5), mm(1)), gap=mm(1.5), rtl=at.rtl)  # fmt: skip
    return [above, table]
