"""Check headings: a text begins at the second level and leaves none out."""

import re
from collections.abc import Iterator

from lembar.course.tree import Element, Nodes
from lembar.errors import Problems

_HEADING = re.compile(r"h[1-6]")
_DEEPEST = 4


def check_headings(nodes: Nodes, problems: Problems) -> None:
    """Report a title in the text, a level that is left out, and one that is too deep."""
    before = 1
    for heading, outer in _headings(nodes, True):
        level = int(heading.tag[1])
        if level == 1 or level > _DEEPEST:
            problems.add("heading-level", heading.place, "heading-level")
        elif outer and level > before + 1:
            problems.add("heading-skips", heading.place, "heading-skips", to="#" * (before + 1))
        if outer:
            before = max(level, 2)


def _headings(nodes: Nodes, outer: bool) -> Iterator[tuple[Element, bool]]:
    """Yield headings, and whether each divides the text itself rather than a block in it."""
    for node in nodes:
        if not isinstance(node, Element):
            continue
        if _HEADING.fullmatch(node.tag):
            yield node, outer
        elif node.tag in ("fence", "blockquote", "ul", "ol", "li", "dl", "dd"):
            yield from _headings(node.children, False)
