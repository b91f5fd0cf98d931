"""Set running heads: left, and right behind a tab, on all pages but the first."""

from collections.abc import Iterator
from dataclasses import replace

from lembar.course.tree import Element, text_of, walk
from lembar.writers.docx.bubbles import corners
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Cell, Para, Row, Table, write
from lembar.writers.docx.rules import block, inline, words
from lembar.writers.docx.runs import field, run
from lembar.writers.docx.styles import aligned
from lembar.writers.docx.xml import part


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
    sides = {
        child.tag: words(build, child.children, here)
        for child in (build.head.children if build.head else ())
        if isinstance(child, Element)
    }
    line = two_sides(build, here, sides.get("head-left", ""), sides.get("head-right", ""))
    above = [_above(build, here)] if build.mark is not None or build.corners is not None else []
    return part("w:hdr", [write([*above, *line])])


def two_sides(build: Build, at: At, left: str, right: str) -> list[Block]:
    """Return a line with words at both sides, in the style of its place.

    LibreOffice knows no tab beyond the text: where a column stands there, the sides are cells.
    """
    if not build.page.beyond:
        return [Para(at.style, left + run("\t", at) + right)]
    half = build.page.wide // 2
    cells = [
        Cell([Para(at.style, left)]),
        Cell([Para(aligned(at.style, "right"), right)]),
    ]
    return [Table([half, build.page.wide - half], [Row(cells)]), Para("LembarGap")]


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
