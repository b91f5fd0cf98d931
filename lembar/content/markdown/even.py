"""Keep what stands in an entry even: all in a line, or all blocks."""

from lembar.course.tree import Element, Node, Nodes

_IN_LINE = frozenset(
    {"a", "em", "strong", "code", "sub", "sup", "u", "mark", "kbd", "br", "math", "img", "span"}
    | {"foot-note", "term-ref", "cross-ref", "gap"}
)


def even(children: Nodes) -> Nodes:
    """Return children as they are if all stand in a line; else wrap what does in paragraphs."""
    if not any(_is_block(node) for node in children):
        return children
    made: list[Node] = []
    run: list[Node] = []
    for node in children:
        if not _is_block(node):
            run.append(node)
            continue
        made.extend(_paragraph(run))
        run = []
        made.append(node)
    return (*made, *_paragraph(run))


def _paragraph(run: list[Node]) -> Nodes:
    return (Element("p", {}, tuple(run)),) if run else ()


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag not in _IN_LINE
