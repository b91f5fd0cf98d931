"""Cut a sheet into drafts of slides: its own, or one for each section of a document to be read."""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from lembar.course.tree import Element, Node, walk
from lembar.writers.headings import with_number
from lembar.writers.pptx.flow import State, flow, side_by_side
from lembar.writers.pptx.inline import Context, runs
from lembar.writers.pptx.model import (
    Break,
    Columns,
    Draft,
    Item,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
)

_HEADINGS = ("h1", "h2")
_FRAME = ("page-head", "page-foot", "page-mark")
# Blocks that only hold others: a document's sections are found inside them.
_HOLDERS = ("section", "keep-together")


def drafts(context: Context) -> list[Draft]:
    """Return the drafts of a sheet's slides, in order."""
    found: list[Draft] = []
    for block in _opened(context.sheet.root.children):
        if block.tag == "slide":
            found.append(_slide(block, context))
        elif block.tag == "page-head":
            for part in walk((block,)):  # belongs to pages of paper
                context.findings.missing(part)
        elif block.tag not in _FRAME:
            _add(block, found, context)
    for draft in found:
        draft.title = draft.title or draft.kicker or (Run(context.sheet.title),)
    return found


def _opened(nodes: Iterable[Node]) -> Iterable[Element]:
    """Yield the blocks, those of sections in place of the section."""
    for node in nodes:
        if isinstance(node, Element) and node.tag in _HOLDERS:
            yield from _opened(node.children)
        elif isinstance(node, Element):
            yield node


def _slide(block: Element, context: Context) -> Draft:
    """Return the draft of a slide."""
    draft = Draft(block.get("layout") or "content")
    context.ids = draft.ids
    if block.get("id"):
        draft.ids.add(block.get("id"))
    language = block.get("lang")
    if block.get("kicker"):
        draft.kicker = (Run(block.get("kicker"), language=language),)
    state = State(
        look=Run("", language=language),
        rtl=(block.get("dir") or context.sheet.direction) == "rtl",
    )
    body: list[Node] = []
    notes: list[Element] = []
    for child in block.children:
        if isinstance(child, Element) and child.tag in _HEADINGS and not draft.title:
            draft.title = runs(child.children, context, state.look)
            draft.ids |= {child.get("id")} - {""}
        elif isinstance(child, Element) and child.tag == "speaker-notes":
            notes.append(child)
        else:
            body.append(child)
    if draft.layout == "columns":
        draft.items.append(side_by_side(body, state, context))
    else:
        draft.items += flow(body, context, state)
    draft.items += _footnotes(context)
    if draft.layout == "quote":
        draft.items = _quoted(body, draft.items)
    for note in notes:
        # A footnote of what is said stays there: all see the slide.
        said = flow(note.children, context, state)
        draft.notes += _said([*said, *_footnotes(context)], note, context)
    return draft


def _quoted(body: list[Node], items: list[Item]) -> list[Item]:
    """Return the items of a quotation: the layout slants it, and has a place for its source."""
    last = next((n for n in reversed(body) if isinstance(n, Element)), None)
    sourced = last is not None and last.tag == "p" and "source" in last.get("class").split()
    texts = [item for item in items if isinstance(item, Paragraph) and not item.small]
    made: list[Item] = []
    for item in items:
        if sourced and texts and item is texts[-1] and len(texts) > 1:
            item = replace(texts[-1], small=True)
        elif isinstance(item, Paragraph) and all(run.italic for run in item.runs):
            item = item.with_runs(replace(run, italic=False) for run in item.runs)
        made.append(item)
    return made


def _said(items: Iterable[Item], node: Element, context: Context) -> list[Paragraph]:
    """Return what notes can hold, which is text: the rest becomes text, and is reported."""
    found: list[Paragraph] = []
    for item in items:
        match item:
            case Paragraph():
                found.append(item)
            case Table():
                found += [*item.caption, *(_line(row) for row in item.rows)]
            case Picture():
                words = item.alt if item.tex else f"[{item.alt}]"
                found += [Paragraph((Run(words),)), *item.caption]
            case Columns():
                found += [p for part in item.items for p in _said(part, node, context)]
            case Break():
                pass
            case _:
                assert_never(item)
    if any(isinstance(item, Picture) and not item.tex for item in items):
        context.findings.missing(node, "not-in-notes")
    return found


def _line(row: Row) -> Paragraph:
    """Return a row of a table as a line."""
    made: list[Run] = []
    for paragraph in (p for cell in row for p in cell.paragraphs if p.runs):
        made += [Run(" · "), *paragraph.runs] if made else paragraph.runs
    return Paragraph(tuple(made))


def _add(block: Element, found: list[Draft], context: Context) -> None:
    """Add a block of a document to the draft it belongs to; a heading begins one."""
    if block.tag == "p" and "kicker" in block.get("class").split():
        found.append(Draft("title", kicker=runs(block.children, context)))
        return
    if block.tag == "h1" and found and found[-1].kicker and not found[-1].title:
        context.ids = found[-1].ids
        found[-1].title = runs(block.children, context)
        return
    if block.tag in _HEADINGS:
        draft = Draft("title" if block.tag == "h1" else "content")
        found.append(draft)
        context.ids = draft.ids
        if block.get("id"):
            draft.ids.add(block.get("id"))
        draft.title = runs(with_number(block), context)
        return
    if not found:
        found.append(Draft("content"))
    if found[-1].layout == "title" and not _opens(block):
        found.append(Draft("content", title=found[-1].title))
    context.ids = found[-1].ids
    found[-1].items += flow((block,), context)
    found[-1].items += _footnotes(context)


def _opens(block: Element) -> bool:
    """Tell whether a block belongs on the opening slide: the lead, and the facts."""
    return bool({"lead", "facts"} & set(block.get("class").split()))


def _footnotes(context: Context) -> list[Item]:
    """Return the footnotes met since the last time, as small print."""
    notes, context.footnotes = context.footnotes, []
    return [
        Paragraph((Run(number, baseline=30000), Run(" "), *text), small=True)
        for number, text in notes
    ]
