"""Set the parts of a paper around its questions: letterhead, identity, signatures, cut lines."""

from dataclasses import replace

from lembar.course.tree import Element
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, keep
from lembar.writers.docx.pictures import picture
from lembar.writers.docx.rules import block, blocks, paragraph, placed
from lembar.writers.docx.runs import run
from lembar.writers.docx.styles import aligned
from lembar.writers.docx.units import mm
from lembar.writers.docx.xml import w

_LOGO = 17.0  # mm, height and width
_WEIGHTS = {"large": 2.3, "medium": 1.6, "small": 1.0, "": 1.6}
_ROW_WEIGHT = 7.0  # how much an identity row holds
_FIELD_HEIGHT = 9.0  # mm: room for a hand
_FIELD_GAP = 3.0
CODE_SIDE = 20.0  # mm, with the white around it
CODE = "code"


def hole(holds: str) -> str:
    """Return what stands in XML for what is a copy's own: signs that no text of a sheet has."""
    return f"\U000f0000{holds}\U000f0001"


@block("letter-head")
def _letter_head(build: Build, el: Element, at: At) -> list[Block]:
    """Set the school's lines between its logos, a double rule under them."""
    children = [each for each in el.children if isinstance(each, Element)]
    images = [each for each in children if each.tag == "img"][:2]
    side = mm(_LOGO + 4) if images else 0
    middle = at.free - 2 * side
    lines = Cell(_lines(build, children, at.cell(middle)))
    cells = [lines]
    widths = [middle]
    if images:
        left, right = images[0], images[1] if len(images) > 1 else None
        cells = [_logo(build, left, at, "left"), lines, _logo(build, right, at, "right")]
        widths = [side, middle, side]
    table = Table(widths, [Row(cells)], "LembarLetterheadTable", left=at.left, rtl=at.rtl)
    return [table, paragraph(build, (), at, "LembarLetterheadRule")]


def _lines(build: Build, children: list[Element], at: At) -> list[Block]:
    return [
        paragraph(
            build,
            each.children,
            at,
            "LembarSchool" if "title" in each.get("class").split() else "LembarLetterhead",
        )
        for each in children
        if each.tag == "p"
    ]


def _logo(build: Build, image: Element | None, at: At, align: str) -> Cell:
    if image is None:
        return Cell([Para("LembarLetterhead")])
    runs = picture(build, image, at.cell(mm(_LOGO)), f"{_LOGO}mm", highest=_LOGO)
    return Cell([Para(aligned("LembarLetterhead", align), runs)])


@block("identity-block")
def _identity(build: Build, el: Element, at: At) -> list[Block]:
    """Rule fields in as many rows as they need, the score in a box at the end of the first."""
    children = [each for each in el.children if isinstance(each, Element)]
    codes = [each for each in children if each.tag == "pupil-code"]
    children = [each for each in children if each not in codes]
    if codes and build.copied:
        return keep([_with_code(build, children, at)])
    for code in codes:
        _lone_code(build, code, at)
    rows: list[list[Element]] = [[]]
    for each in sorted(children, key=lambda child: child.tag == "score-box"):
        full = (
            sum(map(_weight, rows[-1])) + _weight(each) > _ROW_WEIGHT / build.tokens.setting.scale
        )
        if each.tag != "score-box" and full:
            rows.append([])
        rows[0 if each.tag == "score-box" else -1].append(each)
    return keep([_identity_row(build, row, at) for row in rows])


def _weight(el: Element) -> float:
    return _WEIGHTS.get(el.get("size"), 1.0) if el.tag == "identity-field" else 1.0


def _identity_row(build: Build, fields: list[Element], at: At) -> Table:
    """Set fields of a row with gaps between them, since rules must not touch."""
    space = mm(_FIELD_GAP)
    free = at.free - space * (len(fields) - 1)
    whole = sum(map(_weight, fields))
    widths: list[int] = []
    cells: list[Cell] = []
    for position, each in enumerate(fields):
        if position:
            widths.append(space)
            cells.append(Cell([Para("LembarTable")]))
        widths.append(round(free * _weight(each) / whole))
        cells.append(_field(build, each, at.cell(widths[-1])))
    widths[-1] += at.free - sum(widths)
    row = Row(cells, height=mm(_FIELD_HEIGHT * max(1, build.tokens.setting.scale)))
    boxed = fields[-1].tag == "score-box"
    return Table(
        widths, [row], "LembarIdentity", left=at.left, airy=True, last_column=boxed, rtl=at.rtl
    )


def _field(build: Build, el: Element, at: At) -> Cell:
    style = "LembarScore" if el.tag == "score-box" else "LembarField"
    para = paragraph(build, el.children, replace(at, left=0), style)
    holds = el.get("holds")
    if holds and build.copied:
        build.places[holds] = at.styled(style, build.tokens).marked(style="LembarFilled")
        para.runs += run("\N{EN SPACE}", at) + hole(holds)
    return Cell([para])


def _with_code(build: Build, fields: list[Element], at: At) -> Table:
    """Set the wide fields above the others, and a place for a code beside both rows."""
    wide = [each for each in fields if each.get("size") == "large"]
    below = [each for each in fields if each not in wide] or wide
    space = mm(_FIELD_GAP)
    free = at.free - mm(CODE_SIDE)
    row = _identity_row(build, below, replace(at, width=at.left + at.right + free - space))
    build.places[CODE] = at.cell(mm(CODE_SIDE))
    place = Para("LembarPupilCode", hole(CODE))
    above = _identity_row(build, wide, replace(at, width=at.left + at.right + free - space))
    rows = [
        Row(
            [
                Cell(above.rows[0].cells[0].blocks, len(row.widths)),
                Cell([Para("LembarTable")]),
                Cell([place], merge="restart"),
            ],
            height=mm(_FIELD_HEIGHT),
        ),
        Row(
            [
                *row.rows[0].cells,
                Cell([Para("LembarTable")]),
                Cell([Para("LembarPupilCode")], merge="continue"),
            ],
            height=mm(_FIELD_HEIGHT),
        ),
    ]
    widths = [*row.widths, space, mm(CODE_SIDE)]
    return Table(widths, rows, "LembarIdentity", left=at.left, airy=True, rtl=at.rtl)


@block("identity-field", "score-box")
def _lone_field(build: Build, el: Element, at: At) -> list[Block]:
    return [_identity_row(build, [el], at)]


@block("pupil-code")
def _lone_code(build: Build, el: Element, at: At) -> list[Block]:
    """Leave the place of a code, which only copies have."""
    if not build.copied:
        build.findings.missing(el)
        return []
    build.places[CODE] = at.styled("LembarField", build.tokens)
    return [placed(build, Para("LembarPupilCode", hole(CODE)), at)]


@block("sign-off")
def _sign_off(build: Build, el: Element, at: At) -> list[Block]:
    """Set signatures side by side; they stay on one page."""
    signs = [each for each in el.children if isinstance(each, Element)]
    columns = max(2, len(signs))
    width = at.free // columns
    cells = [Cell(_signature(build, each, at.cell(width))) for each in signs]
    # A lone signature stands at the far side, as letters have it.
    while len(cells) < columns:
        cells.insert(0, Cell([Para("LembarSign")]))
    table = Table(
        [width] * columns, [Row(cells)], "LembarSignatures", left=at.left, rtl=at.rtl, pulls=True
    )
    return keep([table])


@block("sign-here")
def _sign_here(build: Build, el: Element, at: At) -> list[Block]:
    return keep(_signature(build, el, at))


def _signature(build: Build, el: Element, at: At) -> list[Block]:
    """Leave room above the name: the labelled line, else the last but one."""
    inner = at.styled("LembarSign", build.tokens)
    lines = [each for each in el.children if isinstance(each, Element)]
    labelled = [i for i, each in enumerate(lines) if "label" in each.get("class").split()]
    name = labelled[0] if labelled else max(0, len(lines) - (2 if len(lines) > 2 else 1))
    result: list[Block] = []
    for position, each in enumerate(lines):
        made = blocks(build, [each], inner)
        if position == name and made and isinstance(made[0], Para):
            made[0].style = "LembarSignName"
        result.extend(made)
    return result


@block("cut-line")
def _cut_line(build: Build, el: Element, at: At) -> list[Block]:
    scissors = run("✂", at.marked(style="LembarBox"))
    return [placed(build, Para("LembarCut", scissors + w("r", w("t"))), at)]
