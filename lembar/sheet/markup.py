"""Write trees as the markup that the strict parser reads, places included."""

import html
from collections.abc import Callable, Iterable

from lembar.course.tree import Element, Node
from lembar.sheet.parser import CONTENT_PLACE
from lembar.sheet.vocabulary import VOCABULARY, Holds


def markup(nodes: Iterable[Node], fill: Callable[[Element], str] | None = None) -> str:
    """Return the markup of nodes; `fill` gives the markup of elements outside the vocabulary."""
    return "".join(_one(node, fill) for node in nodes)


def _one(node: Node, fill: Callable[[Element], str] | None) -> str:
    if isinstance(node, str):
        return html.escape(node, quote=False)
    spec = VOCABULARY.get(node.tag)
    if spec is None:
        if fill is None:
            raise KeyError(node.tag)
        return fill(node)
    attributes = "".join(f' {k}="{html.escape(v)}"' for k, v in node.attributes.items())
    if node.place is not None:
        attributes += f' {CONTENT_PLACE}="{html.escape(str(node.place))}"'
    if spec.holds is Holds.NOTHING:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{markup(node.children, fill)}</{node.tag}>"
