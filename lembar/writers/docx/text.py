"""Set text: headings, paragraphs, lists, quotations, pictures, formulas on their own line."""

from dataclasses import replace

from lembar.course.tree import Element
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.sheet import WITH_OUTER_COLUMN
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.captions import captioned
from lembar.writers.docx.equations import displayed
from lembar.writers.docx.model import Block, PageBreak, Para, keep
from lembar.writers.docx.numbering import LEVELS, TYPES, Label, Look, readings
from lembar.writers.docx.pictures import picture
from lembar.writers.docx.rules import block, blocks, flow, paragraph, placed
from lembar.writers.docx.runs import run
from lembar.writers.docx.styles import aligned

_HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "h4": "Heading4"}
_ROLES = {
    "chapter": "LembarChapter",
    "kicker": "LembarKicker",
    "title": "LembarTitle",
    "lead": "LembarLead",
    "facts": "LembarFacts",
    "instruction": "LembarInstruction",
    "caption": "LembarTableCaption",
    "label": "LembarLabel",
    "stem": "LembarStem",
    "note": "LembarNote",
    "source": "LembarSource",
    "confidential": "LembarConfidential",
    "form-code": "LembarFormCode",
    "section-title": "LembarSection",
    "bank": "LembarBank",
    "sign-off": "LembarSign",
}
_HANGING = 1.6  # in sizes: the room of a list's numbers and bullets
_ALIGNED = {"center": "center", "numeric": "right"}


def role_style(el: Element) -> str:
    """Return the style of an element's first role that has one."""
    return next((_ROLES[role] for role in el.get("class").split() if role in _ROLES), "")


def _aligned(el: Element) -> str:
    return next((_ALIGNED[role] for role in el.get("class").split() if role in _ALIGNED), "")


@block("h1", "h2", "h3", "h4")
def _heading(build: Build, el: Element, at: At) -> list[Block]:
    style = role_style(el) or _HEADINGS[el.tag]
    if style == "LembarTitle" and build.sheet.document in WITH_OUTER_COLUMN:
        style = "LembarHandoutTitle"
    para = paragraph(build, el.children, at, style)
    para.style = aligned(para.style, _aligned(el))
    para.keep_next = True
    number = el.get("number")
    if number and number.isascii() and not at.nested and style in ("Heading2", "Heading3"):
        para.number = build.numbering.heading(number)
    elif number:
        para.runs = run(f"{number}\N{EN SPACE}", at.styled(style, build.tokens)) + para.runs
    return [para]


@block("p")
def _paragraph(build: Build, el: Element, at: At) -> list[Block]:
    para = paragraph(build, el.children, at, role_style(el))
    para.style = aligned(para.style, _aligned(el))
    return [para]


@block("blockquote")
def _quote(build: Build, el: Element, at: At) -> list[Block]:
    shift = at.em(1.4)
    inner = replace(at, left=at.left + shift, right=at.right + shift)
    return blocks(build, el.children, inner.styled("LembarQuote", build.tokens))


@block("pre")
def _pre(build: Build, el: Element, at: At) -> list[Block]:
    return [paragraph(build, el.children, at, "LembarPre")]


@block("hr")
def _rule(build: Build, el: Element, at: At) -> list[Block]:
    return [paragraph(build, (), at, "LembarRule")]


@block("section")
def _section(build: Build, el: Element, at: At) -> list[Block]:
    return blocks(build, el.children, at)


@block("page-break")
def _page_break(build: Build, el: Element, at: At) -> list[Block]:
    if at.nested:
        build.findings.missing(el)
        return []
    return [PageBreak()]


@block("keep-together")
def _keep_together(build: Build, el: Element, at: At) -> list[Block]:
    return keep(blocks(build, el.children, at))


# --- lists ----------------------------------------------------------------------------------------


def _look(build: Build, name: str, at: At) -> tuple[Look, At]:
    """Return the look of a list and the place of its text: a list in a list is its next level."""
    width = at.em(_HANGING)
    outermost = at.left - at.lists * width
    lists = min(at.lists + 1, LEVELS - 1)
    inner = replace(at, left=at.left + width, lists=lists)
    if inner.style == "LembarText":
        inner = inner.styled("LembarList", build.tokens)
    return Look(name, "", outermost + width, width, width), inner


@block("ol")
def _numbered(build: Build, el: Element, at: At) -> list[Block]:
    look, inner = _look(build, "list", at)
    kind, start = TYPES[el.get("type") or "1"], int(el.get("start") or 1)
    if kind == "decimal" and build.sheet.digits != WESTERN_DIGITS:
        numbers = [
            build.numbering.new(look, readings(f"{build.sheet.number(each)}.")[0], at.lists)
            for each in range(start, start + len(el.children))
        ]
    else:
        label = Label(kind, start, after=".")
        numbers = [build.numbering.new(look, label, at.lists)] * len(el.children)
    return _items(build, el, at, inner, numbers)


@block("ul")
def _bulleted(build: Build, el: Element, at: At) -> list[Block]:
    look, inner = _look(build, "bullets", at)
    return _items(build, el, at, inner, [build.numbering.bullet(look)] * len(el.children))


def _items(build: Build, el: Element, at: At, inner: At, numbers: list[int]) -> list[Block]:
    result: list[Block] = []
    for item, number in zip(el.children, numbers):
        assert isinstance(item, Element)
        made = blocks(build, [item], inner)
        result.extend(numbered(made, (number, at.lists), inner))
    return result


@block("li", "td", "th", "caption")
def _entry(build: Build, el: Element, at: At) -> list[Block]:
    return flow(build, el, at)


def numbered(made: list[Block], number: tuple[int, int], at: At) -> list[Block]:
    """Give blocks a number that hangs before the first; a table gets a line above it.

    The first then stands where its list says.
    """
    first = made[0] if made else None
    if not isinstance(first, Para) or first.number or first.frame:
        first = Para(at.style, keep_next=True)
        made = [first, *made]
    first.number, first.left = number, 0
    return made


@block("dl")
def _terms(build: Build, el: Element, at: At) -> list[Block]:
    return blocks(build, el.children, at)


@block("dt")
def _term(build: Build, el: Element, at: At) -> list[Block]:
    return [paragraph(build, el.children, at, "LembarTermName")]


@block("dd")
def _meaning(build: Build, el: Element, at: At) -> list[Block]:
    inner = at.styled("LembarTermMeaning", build.tokens) if at.style == "LembarText" else at
    return flow(build, el, replace(inner, left=at.left + at.em(1.7)))


# --- pictures and formulas ------------------------------------------------------------------------


@block("figure")
def _figure(build: Build, el: Element, at: At) -> list[Block]:
    """Set the pictures of a figure and keep its caption with them."""
    result: list[Block] = []
    for child in el.children:
        assert isinstance(child, Element)
        if child.tag == "img":
            runs = picture(build, child, at, el.get("width"))
            result.append(placed(build, Para("LembarFigure", runs), at))
        else:
            result.append(captioned(build, el, child, at, "LembarCaption"))
    return keep(result)


@block("figcaption")
def _figure_caption(build: Build, el: Element, at: At) -> list[Block]:
    return [paragraph(build, el.children, at, "LembarCaption")]


@block("math-block")
def _formula(build: Build, el: Element, at: At) -> list[Block]:
    return [placed(build, Para("LembarFormula", displayed(el)), at)]


@block("head-left", "head-right", "foot-left", "foot-right", "block-label", "call-title")
def _stray(build: Build, el: Element, at: At) -> list[Block]:
    """Set a part whose whole isn't there as a paragraph."""
    return [paragraph(build, el.children, at)]


@block("article", "block-body", "thead", "tbody", "tr")
def _whole(build: Build, el: Element, at: At) -> list[Block]:
    return blocks(build, el.children, at)
