"""Write trees as the markup that the strict parser reads, places included.

A place stands in the markup as its number in a list. The place itself would tell a template what
stands before it in the file: how long an answer is, or in which order an author wrote.
"""

import html
from collections.abc import Callable, Iterable

from lembar.course.tree import Element, Node
from lembar.errors import Place
from lembar.sheet.parser import CONTENT_PLACE
from lembar.sheet.vocabulary import VOCABULARY, Holds


def markup(
    nodes: Iterable[Node],
    fill: Callable[[Element], str] | None = None,
    places: list[Place] | None = None,
) -> str:
    """Return the markup of nodes; `fill` gives the markup of elements outside the vocabulary.

    The places of elements are added to `places`, and their numbers written.
    """
    return "".join(_one(node, fill, places) for node in nodes)


def _one(node: Node, fill: Callable[[Element], str] | None, places: list[Place] | None) -> str:
    if isinstance(node, str):
        return html.escape(node, quote=False)
    spec = VOCABULARY.get(node.tag)
    if spec is None:
        if fill is None:
            raise KeyError(node.tag)
        return fill(node)
    attributes = "".join(f' {k}="{html.escape(v)}"' for k, v in node.attributes.items())
    if node.place is not None and places is not None:
        attributes += f' {CONTENT_PLACE}="{len(places)}"'
        places.append(node.place)
    if spec.holds is Holds.NOTHING:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{markup(node.children, fill, places)}</{node.tag}>"
