"""Set questions: hanging numbers, points at the margin, lettered choices, room for answers."""

from dataclasses import replace
from typing import TypeGuard

from lembar.course.tree import Element, Node, Nodes, walk
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.format import breadth
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, keep, paragraphs
from lembar.writers.docx.numbering import Look, common
from lembar.writers.docx.rules import block, blocks, flow
from lembar.writers.docx.runs import run
from lembar.writers.docx.styles import look_of
from lembar.writers.docx.tablestyles import TABLES, number_room
from lembar.writers.docx.text import numbered
from lembar.writers.docx.units import mm

_LETTER = 1.9
_MARK = 1.7
_GAP_MARK = 3.4
_POINTS = 4.4
_KEPT_GROUP = 3  # a stimulus with more questions than these may break between them
_LARGE = 1.2  # times the theme's type: tables in questions may then be higher than a page
_TALL = 0.6  # of a page: more room for answers than this may break


@block("question-item")
def _question(build: Build, el: Element, at: At) -> list[Block]:
    """Set a question as a row that can't split, its number hanging, its points at the right.

    A tab would put points behind the last line of a stem, and LibreOffice doesn't keep a table with
    what follows it. Where a table or a picture comes first, the number stands beside it.
    """
    stem = at.styled("LembarStem", build.tokens)
    hanging = number_room(build.tokens)
    points = stem.em(_POINTS * breadth(build.tokens)) if el.get("points") else 0
    beside = sum(TABLES["LembarQuestion"].sides(build.tokens, at.rtl))
    whole = at.free - points
    inner = replace(
        stem.cell(whole - (hanging if not at.rtl else beside)), questions=at.questions + 1, lists=0
    )
    number = _number(build, el.get("number"), at, hanging)
    made = blocks(build, el.children, inner)
    # LibreOffice counts the indent of a table in a cell from the left, whichever way text runs.
    turned = at.rtl and any(isinstance(each, Table) for each in made)
    headless = number is not None and (turned or not made or not _has_line(made[0]))
    if number is not None and not headless:
        made = numbered(made, number, inner)
    cells, widths = [Cell(made)], [whole]
    if headless:
        label = Para("LembarStem", number=number, left=hanging, hanging=hanging)
        cells, widths = [Cell([label]), *cells], [hanging, whole - hanging]
    if points:
        runs = run(el.get("points"), inner.marked(style="LembarPoints"))
        style = "LembarPointsLine" if not headless else "LembarStemRight"
        # The cell has the room for a number, too, which points don't need.
        right = -hanging if at.rtl and not headless else 0
        cells, widths = [*cells, Cell([Para(style, runs, right=right)])], [*widths, points]
    table = Table(widths, [Row(cells)], _style(at, headless), left=at.left, rtl=at.rtl)
    tall = build.tokens.setting.scale > _LARGE and any(isinstance(each, Table) for each in made)
    return _release(keep([table]), build, tall)


def _style(at: At, headless: bool) -> str:
    if at.questions:
        return "LembarPartBeside" if headless else "LembarQuestionPart"
    return "LembarBeside" if headless else "LembarQuestion"


def _number(build: Build, text: str, at: At, hanging: int) -> tuple[int, int] | None:
    """Return the number of a question; it hangs into the room at the left of its cell."""
    if not text:
        return None
    look = Look("question", look_of("LembarNumber", build.tokens), 0, 0, hanging)
    return build.numbering.item(look, text, at.questions), at.questions


def _has_line(each: Block) -> bool:
    """Tell whether a block begins with a line of words that a number can hang before."""
    return isinstance(each, Para) and each.style not in (
        "LembarFigure",
        "LembarFormula",
    )


def _release(made: list[Block], build: Build, tall: bool) -> list[Block]:
    """Let a question break that is, or may be, too tall to be kept whole."""
    for each in made:
        if tall and isinstance(each, Table):
            each.rows[0].may_split = True
            for inside in each.rows[0].cells[-1].blocks + each.rows[0].cells[0].blocks:
                for para in paragraphs([inside]) if isinstance(inside, Table) else ():
                    para.keep_next = False
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
    made: list[Block] = [*stimulus]
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
    row = Row([Cell(blocks(build, nodes, inner))])
    return [Table([at.free], [row], left=at.left, airy=True, rtl=at.rtl)]


# --- choices --------------------------------------------------------------------------------------

_MARKS = {"box": ("☐", _MARK), "gap": ("_" * 4, _GAP_MARK)}


@block("choice-list")
def _choices(build: Build, el: Element, at: At) -> list[Block]:
    """Letter choices, in a borderless table where they stand in columns, read across."""
    options = [each for each in el.children if isinstance(each, Element)]
    columns = max(1, min(int(el.get("columns") or 1), len(options)))
    here = at.styled("LembarChoice", build.tokens)
    mark = next((each.get("mark") for each in options), "")
    place = here if columns == 1 else replace(here, left=0)
    numbers = _letters(build, [each.get("letter") for each in options], mark, place)
    if columns == 1:
        made: list[Block] = []
        for each, number in zip(options, numbers):
            made.extend(_option(build, each, number, here))
        return made
    widths = [here.free // columns] * columns
    beside = sum(TABLES["LembarChoices"].sides(build.tokens, at.rtl))
    inner = here.cell(widths[0] - beside)
    cells = [Cell(_option(build, each, number, inner)) for each, number in zip(options, numbers)]
    cells.extend(Cell([Para("LembarChoice")]) for _ in range(-len(cells) % columns))
    rows = [Row(cells[start : start + columns]) for start in range(0, len(cells), columns)]
    return [Table(widths, rows, "LembarChoices", left=here.left, rtl=at.rtl)]


def _letters(build: Build, letters: list[str], mark: str, at: At) -> list[tuple[int, int] | None]:
    """Return a number for each letter: one list if they follow on each other."""
    letter = at.em(_LETTER)
    whole = letter + at.em(_MARKS.get(mark, ("", 0.0))[1])
    tab = at.left + letter if mark in _MARKS else 0
    look = Look("choice", look_of("LembarLetter", build.tokens), at.left + whole, whole, whole, tab)
    first = common(letters)
    if first is not None:
        list_ = build.numbering.new(look, first, 0)
        return [(list_, 0)] * len(letters)
    return [(build.numbering.item(look, letter, 0), 0) if letter else None for letter in letters]


@block("choice-option")
def _lone_option(build: Build, el: Element, at: At) -> list[Block]:
    here = at.styled("LembarChoice", build.tokens)
    return _option(build, el, _letters(build, [el.get("letter")], el.get("mark"), here)[0], here)


def _option(build: Build, el: Element, number: tuple[int, int] | None, at: At) -> list[Block]:
    """Set a choice behind its letter and, where it has one, a box or a gap to mark it."""
    hanging = at.em(_LETTER)
    mark, width = _MARKS.get(el.get("mark"), ("", 0.0))
    inner = replace(at, left=at.left + hanging + at.em(width))
    made = flow(build, el, inner)
    if number is not None:
        made = numbered(made, number, inner)
    first = made[0]
    if isinstance(first, Para) and all(_is_blank(child) for child in el.children):
        first.style = "LembarChoiceBlank"
    elif isinstance(first, Para) and any(_is_picture(child) for child in el.children):
        first.style = "LembarChoicePicture"
    if mark and isinstance(first, Para):
        style = "LembarBox" if el.get("mark") == "box" else "LembarBlank"
        first.runs = run(mark, inner.marked(style=style)) + run("\t", inner) + first.runs
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
    rows = [Row([Cell([Para("LembarAnswerLine")])], height=pitch, exact=True) for _ in range(count)]
    return [Table([at.free], rows, "LembarAnswerLines", left=at.left, rtl=at.rtl)]


@block("answer-box")
def _answer_box(build: Build, el: Element, at: At) -> list[Block]:
    height = mm(build.tokens.answer_pitch * max(1, int(el.get("lines") or 4)))
    row = Row([Cell([Para("LembarAnswerLine")])], height=height)
    return [Table([at.free], [row], "LembarAnswerBox", left=at.left, rtl=at.rtl)]


@block("answer-block")
def _answer_block(build: Build, el: Element, at: At) -> list[Block]:
    """Box a model answer."""
    beside = sum(TABLES["LembarModelAnswer"].sides(build.tokens, at.rtl))
    inner = at.cell(at.free - beside).styled("LembarAnswerText", build.tokens)
    row = Row([Cell(blocks(build, el.children, inner))], may_split=True)
    return [Table([at.free], [row], "LembarModelAnswer", left=at.left, rtl=at.rtl)]
