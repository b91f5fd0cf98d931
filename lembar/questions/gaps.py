"""Gaps from `[[word|other word]]`: shared by the types that are answered in a gap."""

from lembar.course.item import Size, Text
from lembar.course.tree import Element, Node, Nodes, rewrite, text_of, walk
from lembar.errors import Problems
from lembar.questions.writing import slot


def gaps(text: Nodes, size: Size, problems: Problems) -> tuple[Nodes, tuple[Text, ...]]:
    """Return the text with slots in place of its gaps, and an interaction for each gap."""
    found: list[Text] = []

    def change(each: Element) -> Node:
        if each.tag != "gap":
            return each
        accepted = tuple(part.strip() for part in text_of(each.children).split("|"))
        if not all(accepted):
            problems.add("empty-gap", each.place)
        found.append(Text(accepted, size=size))
        return slot(len(found) - 1)

    return rewrite(text, change), tuple(found)


def has_gap(text: Nodes) -> bool:
    """Say whether the text has a gap."""
    return any(each.tag == "gap" for each in walk(text))
