"""What a tier adds to an item: help, or a challenge, and where in the body it stands."""

from dataclasses import dataclass
from itertools import accumulate

from lembar.course.form import Placed
from lembar.course.item import Item
from lembar.course.tiers import Support, Tier
from lembar.course.tree import Element, Node, Nodes, element, text_of, walk
from lembar.views.blocks import TEACHER, without_fences

_ENDS = (".", "?", "!", ":", "؟")
_CLOSING = " \n\"'”’»)"


@dataclass(frozen=True, slots=True)
class StudentSupport:
    """Hold the help with an item, or with the part of that label; words as they are printed."""

    part: str
    hint: Nodes
    steps: Nodes
    words: tuple[str, ...]
    starters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StudentChallenge:
    """Hold what is asked beyond an item, or beyond the part of that label."""

    part: str
    task: Nodes
    lines: int


@dataclass(frozen=True, slots=True)
class KeyChallenge(StudentChallenge):
    """Add what may be answered."""

    answer: Nodes


def supports_of(placed: Placed) -> tuple[StudentSupport, ...]:
    """Return the help with an item and its parts."""
    return tuple(
        StudentSupport(
            _part(placed, index),
            _public(each.hint),
            _public(each.steps),
            tuple(each.words[at] for at in placed.banks[index]) if each.words else (),
            each.starters,
        )
        for index, each in enumerate(placed.item.supports)
        if each != Support()
    )


def challenges_of(placed: Placed) -> tuple[StudentChallenge, ...]:
    """Return what is asked beyond an item and its parts."""
    return tuple(
        StudentChallenge(_part(placed, index), _public(each.task), each.lines)
        for index, each in enumerate(placed.item.extensions)
        if each.task
    )


def key_challenges_of(placed: Placed) -> tuple[KeyChallenge, ...]:
    """Return what is asked beyond an item and its parts, with the answers."""
    return tuple(
        KeyChallenge(_part(placed, index), each.task, each.lines, each.answer)
        for index, each in enumerate(placed.item.extensions)
        if each.task
    )


def body_on(body: Nodes, item: Item, tier: Tier) -> Nodes:
    """Return the body of an item with `support` or `challenge` where these are printed.

    Each names by its `ref` which of the item's it is.
    """
    if tier is Tier.SUPPORT:
        given = [each != Support() for each in item.supports]
    elif tier is Tier.EXTENSION:
        given = [bool(each.task) for each in item.extensions]
    else:
        return body
    tag = "support" if tier is Tier.SUPPORT else "challenge"
    firsts = (0, *accumulate((part.interactions for part in item.parts), initial=0))
    ref = 0
    for index, (there, first) in enumerate(zip(given, firsts)):
        if there:
            made = element(tag, ref=str(ref))
            body = _into(body, made, first) if index else _beside(body, made)
            ref += 1
    return body


def _into(nodes: Nodes, made: Element, first: int) -> Nodes:
    """Put what is made into the entry of a list that holds the first slot of a part."""

    def change(node: Node) -> Node:
        if not isinstance(node, Element) or str(first) not in _slots(node):
            return node
        if node.tag == "li":
            return node.with_children(_beside(node.children, made))
        return node.with_children(_into(node.children, made, first))

    return tuple(map(change, nodes))


def _beside(nodes: Nodes, made: Element) -> Nodes:
    """Put help before the room to answer, but never into a sentence that goes on there.

    Where it can't stand before, it stands at the end; so does a challenge.
    """
    at = next((i for i, node in enumerate(nodes) if isinstance(node, Element) and _slots(node)), 0)
    if made.tag == "challenge" or at == 0 or _goes_on(nodes[at - 1]):
        return (*nodes, made)
    return (*nodes[:at], made, *nodes[at:])


def _goes_on(node: Node) -> bool:
    """Say whether a paragraph has no end: `The capital is …`."""
    said = text_of((node,)).rstrip(_CLOSING)
    return isinstance(node, Element) and node.tag == "p" and not said.endswith(_ENDS)


def _slots(node: Element) -> set[str]:
    return {each.get("ref") for each in walk((node,)) if each.tag == "slot"}


def _public(nodes: Nodes) -> Nodes:
    return without_fences(nodes, TEACHER)


def _part(placed: Placed, index: int) -> str:
    """Return the label of a part; there is none for the item as a whole."""
    return placed.parts[index - 1] if index else ""
