"""House words: one word for one thing on all papers of a course."""

import re
from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.course import HouseWord
from lembar.course.item import Choice, Item, Match, Order
from lembar.course.tree import Element, Nodes
from lembar.errors import Place, Problem, problem

_CODE = ("code", "pre", "math", "a")


def house_word(scope: Scope) -> Iterator[Problem]:
    """Report words of lessons and items in whose place terms.yaml wants another."""
    words = (*scope.course.house_words, *scope.unit.house_words)
    if not words:
        return
    for place, text in _texts(scope):
        for word in words:
            for instead in _instead(word, text):
                yield problem(
                    "house-word",
                    place,
                    "house-word",
                    "warning",
                    word=instead,
                    use=word.use,
                    why=f": {word.why}" if word.why else "",
                )


def _instead(word: HouseWord, text: str) -> Iterator[str]:
    """Yield the unwanted words that a text has, other than inside the wanted one."""
    rest = re.sub(re.escape(word.use), "", text, flags=re.IGNORECASE)
    for each in word.instead:
        pattern = r"\s+".join(re.escape(part) for part in each.split())
        if re.search(rf"(?<!\w){pattern}(?:s|nya)?(?!\w)", rest, re.IGNORECASE):
            yield each


def _texts(scope: Scope) -> Iterator[tuple[Place, str]]:
    """Yield all that is printed of a unit, with its place."""
    for lesson in scope.unit.lessons:
        yield lesson.place, f"{lesson.title} {lesson.lead}"
        yield from _read(lesson.body, lesson.place)
    for group in scope.stimuli():
        yield group.place, _text(group.stimulus)
    for item in scope.items():
        yield item.place, _text(_printed(item))


def _printed(item: Item) -> Nodes:
    """Return the body of an item, what it offers, and its explanation."""
    found = [*item.body, *item.explanation]
    for support in item.supports:
        found += [" ", *support.hint, " ", *support.steps, " ".join(("", *support.starters))]
    for extension in item.extensions:
        found += [" ", *extension.task, " ", *extension.answer]
    for interaction in item.interactions:
        match interaction:
            case Choice(options):
                entries = options
            case Match(rows, targets):
                entries = (*rows, *targets)
            case Order(many):
                entries = many
            case _:
                entries = ()
        for entry in entries:
            found += [" ", *entry.body, " ", *entry.feedback]
    return tuple(found)


def _read(nodes: Nodes, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the texts of nodes with the place of the nearest element that has one."""
    inline = [node for node in nodes if isinstance(node, str)]
    if inline:
        yield place, _text(nodes)
        return
    for node in nodes:
        if isinstance(node, Element) and node.tag not in _CODE:
            yield from _read(node.children, node.place or place)


def _text(nodes: Nodes) -> str:
    """Return the text of nodes, without what is code."""
    return "".join(
        node if isinstance(node, str) else "" if node.tag in _CODE else _text(node.children) + " "
        for node in nodes
    )
