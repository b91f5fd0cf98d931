"""What checks of content look at: the items of a unit, and their stems and choices as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lembar.checks.language import language_of
from lembar.checks.phrases import ALL, NONE, says
from lembar.course.assessment import Assessment, Inline
from lembar.course.course import Course, Unit
from lembar.course.form import Drawn
from lembar.course.item import (
    Choice,
    Entry,
    Group,
    Item,
    Presentation,
    Status,
    every_version,
    items_of,
)
from lembar.course.tree import Element, Node, Nodes

_SLOT = "\N{OBJECT REPLACEMENT CHARACTER}"
_LOUD = ("strong", "u", "mark")


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a choice that an item asks for: its stem and its options, as text."""

    item: Item
    stem: str  # emphasised words in capitals
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    language: str
    single: bool

    @property
    def options(self) -> tuple[str, ...]:
        """Return all options, the right ones first."""
        return (*self.right, *self.wrong)


@dataclass(frozen=True, slots=True)
class Scope:
    """Hold one unit of a course, with its papers as they were drawn."""

    course: Course
    unit: Unit
    papers: tuple[Drawn, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Yield all items and groups of the unit, wherever they stand, but no retired one."""
        for bank in self.unit.bank.values():
            yield from (each for each in bank if each.status is not Status.RETIRED)
        exercises = (each for lesson in self.unit.lessons for each in lesson.exercises)
        for assessment in (*exercises, *self.unit.assessments):
            yield from _inline(assessment)

    def items(self) -> Iterator[Item]:
        """Yield all items of the unit, those of groups included."""
        for entry in self.entries():
            yield from (item for item in items_of(entry) if item.status is not Status.RETIRED)

    def versions(self) -> Iterator[Item]:
        """Yield all items of the unit, each with all values of its parameters."""
        for entry in self.entries():
            yield from (i for i in every_version(entry) if i.status is not Status.RETIRED)

    def asked(self, every_version: bool = False) -> Iterator[Asked]:
        """Yield every choice from a list that has a key."""
        for item in self.versions() if every_version else self.items():
            if item.answered:
                yield from asked(item, self.course.language)

    def single(self, every_version: bool = False) -> Iterator[Asked]:
        """Yield every choice of one option from a list.

        Options that speak of the others (“none of these”) are left out: they have their own check.
        """
        for each in self.asked(every_version):
            right, wrong = _proper(each.right), _proper(each.wrong)
            if each.single and len(right) == 1 and wrong:
                yield replace(each, right=right, wrong=wrong)

    def stimuli(self) -> Iterator[Group]:
        """Yield the groups of the unit."""
        return (entry for entry in self.entries() if isinstance(entry, Group))


def _proper(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in options if not says(text, (*ALL, *NONE)))


def _inline(assessment: Assessment) -> Iterator[Entry]:
    for section in assessment.sections:
        for request in section.requests:
            if isinstance(request, Inline):
                yield request.entry


def asked(item: Item, language: str) -> Iterator[Asked]:
    """Yield what an item asks to choose from a list; each stem reaches up to its slot."""
    stems = stem(item.body).split(_SLOT)
    for text, interaction in zip(stems, item.interactions):
        if not isinstance(interaction, Choice) or interaction.presentation is Presentation.INLINE:
            continue
        right = tuple(plain(each.body) for each in interaction.options if each.correct)
        wrong = tuple(plain(each.body) for each in interaction.options if not each.correct)
        spoken = language_of(" ".join((text, *right, *wrong)), language)
        yield Asked(item, text.strip(), right, wrong, spoken, not interaction.multiple)


def stem(nodes: Nodes) -> str:
    """Return the text of a body: slots as a sign, what is emphasised in capitals."""
    return _tidy("".join(_spoken(node) for node in nodes))


def plain(nodes: Nodes) -> str:
    """Return the text of an option on one line."""
    return _tidy("".join(_spoken(node, loud=False) for node in nodes))


def _spoken(node: Node, loud: bool = True) -> str:
    if isinstance(node, str):
        return node
    if node.tag == "slot":
        return _SLOT
    if node.tag == "img":
        return node.get("alt")
    text = "".join(_spoken(child, loud) for child in node.children)
    if loud and node.tag in _LOUD:
        return text.upper()
    return text + " " if _is_block(node) else text


def _is_block(node: Element) -> bool:
    return node.tag in ("p", "li", "td", "th", "br", "figure", "figcaption", "caption")


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
