"""The one tree of text: elements and strings, from Markdown to the finished sheet."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from lembar.errors import Place

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Element:
    """Hold one element: tag, attributes, children; its place does not count in comparisons."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    children: tuple["Node", ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Attributes may be a view of a mapping, which no pickle takes to another process.
        return Element, (self.tag, dict(self.attributes), self.children, self.place)

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute, or the default."""
        return self.attributes.get(name, default)

    def with_children(self, children: Iterable["Node"]) -> "Element":
        """Return the same element with other children."""
        return Element(self.tag, self.attributes, tuple(children), self.place)

    def with_attributes(self, **attributes: str) -> "Element":
        """Return the same element with some attributes set (`_` stands for `-`)."""
        merged = dict(self.attributes) | {k.replace("_", "-"): v for k, v in attributes.items()}
        return Element(self.tag, merged, self.children, self.place)


Node: TypeAlias = Element | str
Nodes: TypeAlias = tuple[Node, ...]


def element(tag: str, *children: Node, place: Place | None = None, **attributes: str) -> Element:
    """Make an element; `_` in attribute names stands for `-`, a trailing `_` is dropped."""
    named = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
    return Element(tag, named, tuple(children), place)


def walk(nodes: Iterable[Node]) -> Iterator[Element]:
    """Yield every element of the nodes, parents first, in reading order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from walk(node.children)


def text_of(nodes: Iterable[Node]) -> str:
    """Return the text of the nodes, without marks."""
    return "".join(node if isinstance(node, str) else text_of(node.children) for node in nodes)


def rewrite(nodes: Iterable[Node], change: Callable[[Element], Node | Nodes | None]) -> Nodes:
    """Return the nodes with `change` applied to every element, children first.

    `change` gives back one node, several, or None to drop the element.
    """
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            result.append(node)
            continue
        changed = change(node.with_children(rewrite(node.children, change)))
        if changed is None:
            continue
        result.extend(changed if isinstance(changed, tuple) else (changed,))
    return tuple(result)


def words(nodes: Iterable[Node]) -> int:
    """Count the words of the nodes."""
    return len(text_of(nodes).split())
