"""Pairs from `- left -> right` lines: shared by the types that are answered by pairing."""

from collections.abc import Iterator

from lembar.course.item import Option
from lembar.course.tree import Element, Nodes, text_of
from lembar.errors import Problems
from lembar.questions.writing import child


def pairs(listed: Element, problems: Problems) -> Iterator[tuple[Element, Nodes, Nodes]]:
    """Yield the line of each pair and its sides; () for a left side without words.

    A line without a right side is reported.
    """
    for entry in listed.children:
        assert isinstance(entry, Element)
        left, right = child(entry, "left"), child(entry, "right")
        if text_of(right).strip():
            yield entry, left if text_of(left).strip() else (), right
        else:
            problems.add("empty-pair", entry.place)


def index_in(options: list[Option], body: Nodes) -> int:
    """Return where an option stands; add it if it is new (two lines may share one)."""
    option = Option(body)
    if option not in options:
        options.append(option)
    return options.index(option)
