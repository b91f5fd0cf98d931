"""Keep what stands in an entry even: all in a line, or all blocks."""

from lembar.course.tree import Element, Node, Nodes
from lembar.errors import Place

_IN_LINE = frozenset(
    {"a", "em", "strong", "code", "sub", "sup", "u", "mark", "kbd", "br", "math", "img", "span"}
    | {"foot-note", "term-ref", "cross-ref", "gap", "mark-sign", "arrow"}
)


def even(children: Nodes, place: Place | None = None) -> Nodes:
    """Return children as they are if all stand in a line; else wrap what does in paragraphs."""
    if not any(_is_block(node) for node in children):
        return children
    made: list[Node] = []
    run: list[Node] = []
    for node in children:
        if not _is_block(node):
            run.append(node)
            continue
        made.extend(_paragraph(run, place))
        run = []
        made.append(node)
    return (*made, *_paragraph(run, place))


def _paragraph(run: list[Node], place: Place | None) -> Nodes:
    first = next((node.place for node in run if isinstance(node, Element)), place)
    return (Element("p", {}, tuple(run), place or first),) if run else ()


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag not in _IN_LINE
