"""Set running heads: left, and right behind a tab, on all pages but the first."""

from collections.abc import Iterator
from dataclasses import replace

from lembar.course.tree import Element, text_of, walk
from lembar.writers.docx.bubbles import corners
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Para, write
from lembar.writers.docx.rules import block, inline, words
from lembar.writers.docx.runs import field, run
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
    between = run("\t", here)
    runs = f"{sides.get('head-left', '')}{between}{sides.get('head-right', '')}"
    tabs = (("right", build.page.wide - build.page.outer),)
    head = Para("LembarHead", runs, left=-build.page.outer, right=-build.page.beyond, tabs=tabs)
    return part("w:hdr", [write([_above(build, here), head])])


def first_part(build: Build, at: At) -> bytes:
    """Return the head of the first page, where only the mark stands."""
    return part("w:hdr", [write([_above(build, replace(at, part=f"first{build.running}"))])])


def _above(build: Build, at: At) -> Para:
    """Return what stands above a running head: the mark of a teacher's page, marks of corners."""
    if build.mark is None:
        return Para("LembarGap", corners(build))
    here = at.styled("LembarMark", build.tokens)
    runs = corners(build) + words(build, build.mark.children, here)
    return Para("LembarMark", runs, left=-build.page.outer, right=-build.page.beyond)


def heads(build: Build) -> Iterator[tuple[str, str]]:
    """Yield the types of heads that a section refers to, and the part of each."""
    if build.head is not None:
        yield "first", f"first{build.running}"
    if build.head is not None or build.mark is not None or build.corners is not None:
        yield "default", f"header{build.running}"
