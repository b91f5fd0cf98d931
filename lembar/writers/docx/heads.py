"""Set running heads: left, and right behind a tab, on all pages but the first."""

from collections.abc import Iterator
from dataclasses import replace

from lembar.course.tree import Element, Nodes, text_of, walk
from lembar.writers.docx.bubbles import corners
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.format import breadth
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, write
from lembar.writers.docx.rules import block, inline, words
from lembar.writers.docx.runs import field, run
from lembar.writers.docx.styles import aligned
from lembar.writers.docx.xml import part

_LETTER = 0.54  # of the size of type: how wide letters are
_FIELD = 2  # letters that a number of pages takes


@block("page-head")
def _page_head(build: Build, el: Element, at: At) -> list[Block]:
    build.head = el
    return []


@inline("page-section")
def _page_section(build: Build, el: Element, at: At) -> str:
    """Return a field that shows the heading of the page; until then, the first of all."""
    first = next((e for e in walk((build.sheet.root,)) if e.tag == "h2"), None)
    return field(build, "STYLEREF 2", at, text_of(first.children) if first else "…")


def head_part(build: Build, at: At) -> bytes:
    """Return the head of all pages but the first: the mark of a teacher's page in its middle."""
    here = replace(at, part=f"header{build.running}").styled("LembarHead", build.tokens)
    line = two_sides(build, here, build.head, "head")
    above = [_above(build, here)] if build.mark is not None or build.corners is not None else []
    return part("w:hdr", [write([*above, *line])])


def two_sides(build: Build, at: At, el: Element | None, name: str) -> list[Block]:
    """Return a line with words at both sides, in the style of its place.

    Words that do not fit into one line stand in cells, each side broken by itself; so do all where
    a column stands beyond the text, as LibreOffice knows no tab there.
    """
    inside = [each for each in (el.children if el else ()) if isinstance(each, Element)]
    sides = [_of(inside, f"{name}-{side}") for side in ("left", "right")]
    letter = _LETTER * breadth(build.tokens) * at.size * 20
    shown = [words(build, each, at) for each in sides]
    needed = [(len(text_of(each)) + _FIELD * _fields(each)) * letter for each in sides]
    if not build.page.beyond and sum(needed) < build.page.wide:
        return [Para(at.style, shown[0] + run("\t", at) + shown[1])]
    least = build.page.wide / 5
    behind = round(min(max(needed[1] + 2 * letter, least), build.page.wide / 2))
    cells = [Cell([Para(at.style, shown[0])]), Cell([Para(aligned(at.style, "right"), shown[1])])]
    return [Table([build.page.wide - behind, behind], [Row(cells)]), Para("LembarGap")]


def _of(elements: list[Element], tag: str) -> Nodes:
    return next((each.children for each in elements if each.tag == tag), ())


def _fields(nodes: Nodes) -> int:
    return sum(each.tag.startswith("page-") for each in walk(nodes))


def first_part(build: Build, at: At) -> bytes:
    """Return the head of the first page, where only the mark stands."""
    here = replace(at, part=f"first{build.running}")
    return part("w:hdr", [write([_above(build, here, "LembarMark")])])


def _above(build: Build, at: At, style: str = "LembarHeadMark") -> Para:
    """Return what stands above a running head: the mark of a teacher's page, marks of corners."""
    if build.mark is None:
        return Para("LembarGap", corners(build))
    here = at.styled(style, build.tokens)
    return Para(style, corners(build) + words(build, build.mark.children, here))


def heads(build: Build) -> Iterator[tuple[str, str]]:
    """Yield the types of heads that a section refers to, and the part of each."""
    if build.head is not None:
        yield "first", f"first{build.running}"
    if build.head is not None or build.mark is not None or build.corners is not None:
        yield "default", f"header{build.running}"
