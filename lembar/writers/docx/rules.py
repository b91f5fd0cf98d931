"""Choose the rule for an element: tables that refuse a tag twice, and the walk along them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias, TypeVar

from lembar.course.tree import Element, Node
from lembar.sheet.vocabulary import VOCABULARY
from lembar.writers.docx.build import At, Build, word_language
from lembar.writers.docx.model import Block, Para, paragraphs
from lembar.writers.docx.styles import indents
from lembar.writers.docx.xml import w

BlockRule: TypeAlias = Callable[[Build, Element, At], list[Block]]
InlineRule: TypeAlias = Callable[[Build, Element, At], str]
BLOCKS: dict[str, BlockRule] = {}
PLAIN: dict[str, BlockRule] = {}
INLINES: dict[str, InlineRule] = {}
_Rule = TypeVar("_Rule")


def _registrar(table: dict[str, _Rule], tags: Iterable[str]) -> Callable[[_Rule], _Rule]:
    """Return what puts a rule into a table, once for each tag."""

    def register(rule: _Rule) -> _Rule:
        for tag in tags:
            assert tag not in table, tag
            table[tag] = rule
        return rule

    return register


def block(*tags: str) -> Callable[[BlockRule], BlockRule]:
    """Make a function the rule for elements that stand on lines of their own."""
    return _registrar(BLOCKS, tags)


def plain(*tags: str) -> Callable[[BlockRule], BlockRule]:
    """Make a function the rule for elements where a profile allows no boxes."""
    return _registrar(PLAIN, tags)


def _rule(build: Build, tag: str) -> BlockRule:
    """Return the rule for an element; in one column, a label stands above what it labels."""
    setting = build.tokens.setting
    unboxed = not setting.boxes or (tag == "side-label" and not setting.columns)
    return PLAIN.get(tag, BLOCKS[tag]) if unboxed else BLOCKS[tag]


def inline(*tags: str) -> Callable[[InlineRule], InlineRule]:
    """Make a function the rule for elements that stand in a line."""
    return _registrar(INLINES, tags)


def blocks(build: Build, nodes: Iterable[Node], at: At) -> list[Block]:
    """Return the blocks of elements."""
    result: list[Block] = []
    for node in nodes:
        if isinstance(node, Element):
            here = _directed(build, node, at)
            made = _rule(build, node.tag)(build, node, here)
            if node.get("id") in build.targets and node.get("id") not in build.bookmarked:
                _mark(build, node, made)
            if here.turned is not None:
                for para in paragraphs(made):
                    para.rtl = here.rtl
            note_origin(build, made, node)
            result.extend(made)
    return result


def note_origin(build: Build, made: Iterable[Block], node: Element) -> None:
    """Note in paragraphs which element they came from, where a file is made to compare with."""
    if build.traced:
        for para in paragraphs(made):
            para.origin.append(node)


def flow(build: Build, element: Element, at: At) -> list[Block]:
    """Return the blocks of an element that holds either blocks or words."""
    if any(is_block(child) for child in element.children):
        made = blocks(build, element.children, at)
    else:
        made = [paragraph(build, element.children, at)]
    note_origin(build, made, element)
    return made


def is_block(node: Node) -> bool:
    """Tell whether a node stands on lines of its own."""
    return isinstance(node, Element) and not VOCABULARY[node.tag].inline


def words(build: Build, nodes: Iterable[Node], at: At) -> str:
    """Return the runs of inline nodes."""
    from lembar.writers.docx.runs import run

    made: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            made.append(run(node, at))
            continue
        xml = INLINES[node.tag](build, node, _directed(build, node, at))
        if node.get("id") in build.targets:
            xml = bookmarked(build, node.get("id"), xml)
        made.append(xml)
    return "".join(made)


def paragraph(build: Build, nodes: Iterable[Node], at: At, style: str = "") -> Para:
    """Return a paragraph of inline nodes in the style of its place, or another."""
    here = at.styled(style, build.tokens) if style else at
    return placed(build, Para(here.style, words(build, nodes, here)), here)


def placed(build: Build, para: Para, at: At) -> Para:
    """Indent a paragraph as its place asks, where its style doesn't do so already."""
    left, right = indents(para.style, build.tokens, build.page)
    para.left = 0 if at.left == left else at.left
    para.right = 0 if at.right == right else at.right
    return para


def _directed(build: Build, node: Element, at: At) -> At:
    """Return the place with the language and direction that an element declares."""
    language, direction = node.get("lang"), node.get("dir")
    if language:
        at = at.marked(lang=word_language(language))
    if direction:
        rtl = direction == "rtl"
        document = build.sheet.direction == "rtl"
        at = replace(at, rtl=rtl, turned=rtl if rtl != document else at.turned)
    return at


def _mark(build: Build, el: Element, made: list[Block]) -> None:
    """Set a bookmark around a heading, or at the first paragraph of what an element became."""
    first = next(paragraphs(made), None)
    if first is not None and re.fullmatch("h[1-4]", el.tag):
        first.runs = bookmarked(build, el.get("id"), first.runs)
    elif first is not None:
        first.runs = bookmarked(build, el.get("id"), "") + first.runs


def bookmarked(build: Build, id_: str, xml: str) -> str:
    """Return runs in the bookmark of an element."""
    build.bookmarked.add(id_)
    build.marked += 1
    number = build.marked
    start = w("bookmarkStart", id=number, name=build.bookmark(id_))
    return start + xml + w("bookmarkEnd", id=number)
