"""Find in a lesson what can stand on a slide, section by section."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lembar.course.course import Term
from lembar.course.slides import CLOSING, HEADING, KINDS, OWN, SECTION
from lembar.course.tree import Element, Node, Nodes, element, walk
from lembar.errors import Place
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.lesson import plain_terms
from lembar.views.slides.fit import pages, seen_words

# Blocks of more slides than these are for paper.
_LONGEST = {"list": 2, "table": 2}
_FORMULAS = 3  # on one slide
_BLOCKS = 4  # of an example, one below the other
_TAGS = {
    "figure": "figure",
    "table": "table",
    "math-block": "formula",
    "ul": "list",
    "ol": "list",
    "dl": "definition",
    "blockquote": "quote",
}
_LAYOUTS = {
    "key-point": "definition",
    "definition": "definition",
    "figure": "picture",
    "table": "table",
    "quote": "quote",
    "columns": "columns",
}
# Always shown, over several slides if need be; others only if they fit.
_SHOWN = frozenset({"key-point", "definition", "figure", "formula"})
_ANNOUNCED = frozenset({"activity", "discussion"})
# What is shown out of a block that is not: the rest makes no sense without it.
_NESTED = frozenset({OWN, "key-point", "definition", "figure", "table"})
HOLDERS = frozenset({"fence", "blockquote", "ul", "ol", "li", "dl", "dd"})
"""Elements in which other blocks stand."""


@dataclass(frozen=True, slots=True)
class Material:
    """Hold what becomes one slide or several: `pages` are their texts.

    `sources` are the blocks that are seen on them; an announcement shows none.
    """

    kind: str
    title: Nodes
    kicker: str
    layout: str
    pages: tuple[Nodes, ...]
    sources: tuple[Element, ...]
    place: Place | None
    at: Element | None  # the block where its slides stand


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a section of a lesson: heading, blocks, what of them can stand on slides."""

    title: Nodes
    blocks: Nodes
    material: tuple[Material, ...]
    omitted: bool = False  # the author leaves it out


def parts(body: Nodes, glossary: Sequence[Term], limit: int) -> tuple[Part, ...]:
    """Return the sections of a lesson with their material."""
    named: set[str] = set()
    found: list[Part] = []
    for title, blocks in _sections(body):
        terms = _first_named(blocks, glossary, named)
        found.append(_part(plain_terms(title), plain_terms(blocks), terms, limit))
    return tuple(found)


def replaces_closing(found: Sequence[Part]) -> bool:
    """Say whether a slide stands for the question at the end."""
    return any(
        CLOSING in _stands_for(block) for part in found for block in walk(_seen(part.blocks))
    )


def _sections(body: Nodes) -> list[tuple[Nodes, Nodes]]:
    """Split a lesson at its second-level headings."""
    found: list[tuple[Nodes, list[Node]]] = [((), [])]
    for block in body:
        if isinstance(block, Element) and block.tag == "h2":
            found.append((block.children, []))
        else:
            found[-1][1].append(block)
    return [(title, tuple(blocks)) for title, blocks in found]


def _first_named(blocks: Nodes, glossary: Sequence[Term], named: set[str]) -> list[Term]:
    """Return the terms that a section is the first to name."""
    here = dict.fromkeys(e.get("term") for e in walk(_seen(blocks)) if e.tag == "term-ref")
    new = [term for term in glossary if term.term in here and term.term not in named]
    named.update(here)
    return sorted(new, key=lambda term: list(here).index(term.term))


def _part(title: Nodes, blocks: Nodes, terms: Sequence[Term], limit: int) -> Part:
    gone = {
        word
        for block in walk(_seen(blocks))
        if _is_fence(block, "slide")
        for word in (*_stands_for(block), *block.get("omits").split())
    }
    found: list[Material] = []
    head = title
    for block in blocks:
        if isinstance(block, Element) and block.tag == "h3":
            head = block.children
        found += _of(block, head, limit)
    kept = [each for each in found if each.kind == OWN or not gone & {each.kind, SECTION}]
    omitted = SECTION in gone
    if not found and not omitted:
        kept = _heading(title, blocks, terms, limit)
    return Part(title, blocks, tuple(_merged(kept)), omitted)


def _stands_for(block: Element) -> list[str]:
    return block.get("replaces").split() if _is_fence(block, "slide") else []


def _seen(nodes: Nodes) -> Nodes:
    return without_fences(nodes, TEACHER)


def _is_fence(block: Node, kind: str) -> bool:
    return isinstance(block, Element) and block.tag == "fence" and block.get("kind") == kind


def kind_of(block: Element) -> str:
    """Return which kind of material a block is, "" for none."""
    if block.tag != "fence":
        return _TAGS.get(block.tag, "")
    if block.get("kind") == "slide":
        return "" if block.get("omits") else OWN
    return block.get("kind") if block.get("kind") in KINDS else ""


def _of(block: Node, title: Nodes, limit: int, inner: bool = False) -> Iterator[Material]:
    """Yield what of a block can stand on a slide: itself, or else what it holds."""
    if isinstance(block, str) or _is_fence(block, "teacher"):
        return
    kind = kind_of(block)
    alone = kind in _NESTED or (kind and not inner)
    made = _whole(block, kind, title, limit) if alone else None
    if made is not None:
        yield made
        if made.sources:
            return
    if block.tag in HOLDERS and not _is_fence(block, "slide"):
        for child in block.children:
            yield from _of(child, title, limit, inner=not _is_fence(block, "columns"))


def _whole(block: Element, kind: str, title: Nodes, limit: int) -> Material | None:
    """Return a block as material, if its kind is always shown or it is short enough."""
    fenced = block.tag == "fence" and kind != "columns"
    shown = _seen(block.children if fenced else (block,))
    if kind != OWN and not seen_words(shown) and not any(e.tag == "img" for e in walk(shown)):
        return None
    head: Nodes = (block.get("title"),) if block.get("title") else title
    kicker = kind if fenced and kind != OWN else ""
    layout = _LAYOUTS.get(kind, "content")
    if kind == OWN:
        layout = block.get("layout") or layout_of(shown)
        made: tuple[Nodes, ...] = (shown,)
    elif kind in _SHOWN:
        made = pages(shown, limit)
    elif kind in _LONGEST:
        made = pages(shown, limit)
        if len(made) > _LONGEST[kind] or any(seen_words(page) > limit for page in made):
            return None
    elif kind in _ANNOUNCED:
        return _announced(block, kind, head, shown, limit)
    else:
        if seen_words(shown) > limit or len(shown) > _BLOCKS:
            return None
        made = (shown,)
    if layout == "columns":
        made = (_opened_columns(made[0]),)
    return Material(kind, head, kicker, layout, made, (block,), block.place, block)


def _announced(block: Element, kind: str, title: Nodes, shown: Nodes, limit: int) -> Material:
    """Return an activity or a discussion; a long one is announced, its text is on paper."""
    facts = _facts(block)
    body = (*facts, *shown)
    if seen_words(body) <= limit:
        return Material(kind, title, kind, "content", (body,), (block,), block.place, block)
    return Material(kind, title, kind, "section", (facts,), (), block.place, block)


def _facts(block: Element) -> Nodes:
    """Return the minutes and the size of groups in a line."""
    said: list[Node] = []
    if block.get("minutes"):
        said.append(element("word", key="minutes", n=block.get("minutes")))
    if block.get("group"):
        group = element("word", key="call.group", number=block.get("group"))
        said += [" · ", group] if said else [group]
    return (element("p", *said),) if said else ()


def _opened_columns(body: Nodes) -> Nodes:
    """Return what stands in a block of columns: the slide's layout deals it out."""
    only = body[0] if len(body) == 1 else ""
    return only.children if isinstance(only, Element) and _is_fence(only, "columns") else body


def layout_of(body: Nodes) -> str:
    """Choose a layout by what a slide holds."""
    blocks = [each for each in body if isinstance(each, Element)]
    tags = [each.tag for each in blocks]
    if "figure" in tags:
        return "picture"
    if "table" in tags:
        return "table"
    only = kind_of(blocks[0]) if len(blocks) == 1 else ""
    return _LAYOUTS[only] if only in ("quote", "columns") else "content" if tags else SECTION


def _heading(title: Nodes, blocks: Nodes, terms: Sequence[Term], limit: int) -> list[Material]:
    """Return the slide of a section that holds nothing but prose.

    It lists the headings below, or the terms that are new, or says the heading alone.
    """
    seen = _seen(blocks)
    exercises = any(isinstance(each, Element) and each.tag == "questions" for each in seen)
    if not title or exercises or not seen_words(seen):
        return []
    below = [each.children for each in walk(seen) if each.tag == "h3"]
    if len(below) > 1:
        entries = [Element("li", {}, head) for head in below]
        made = pages((element("ul", *entries),), limit)
        return [Material(HEADING, title, "", "content", made, (), None, None)]
    if terms:
        entries = [
            element("li", element("strong", each.term), f": {each.definition}") for each in terms
        ]
        made = pages((element("ul", *entries),), limit)
        if len(made) <= _LONGEST["list"] and all(seen_words(page) <= limit for page in made):
            return [Material("definition", title, "", "content", made, (), None, None)]
    return [Material(HEADING, title, "", SECTION, ((),), (), None, None)]


def _merged(found: Sequence[Material]) -> list[Material]:
    """Put formulas of one heading together, on the slide of the first."""
    made: list[Material] = []
    for each in found:
        at = next(
            (
                n
                for n, other in enumerate(made)
                if each.kind == other.kind == "formula"
                and other.title == each.title
                and len(other.sources) < _FORMULAS
            ),
            None,
        )
        if at is None:
            made.append(each)
        else:
            before = made[at]
            together = ((*before.pages[0], *each.pages[0]),)
            made[at] = replace(before, pages=together, sources=before.sources + each.sources)
    return made
