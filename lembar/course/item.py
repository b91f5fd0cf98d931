"""The waist: items, groups and the closed union of interactions.

A question type turns its writing into an `Item`; after that nothing knows types. What is secret
here (keys, feedback, explanations, rubrics) is cut out when `views.student` makes its own types.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from lembar.course.tiers import Extension, Support
from lembar.course.tree import Nodes
from lembar.errors import Place

PARTS = "parts"
"""The `type` of the list of an item's parts, until it is known how they are lettered."""
PART = "part"
"""An element that stands for the letter of a part: `ref` is its place, from 0."""


class Presentation(StrEnum):
    """List the ways an interaction can stand on a sheet."""

    LIST = "list"
    INLINE = "inline"
    GRID = "grid"
    BANK = "bank"
    COLUMNS = "columns"


class Size(StrEnum):
    """List the declared widths of a gap; never the answer's length."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Difficulty(StrEnum):
    """List how hard an item is thought to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Status(StrEnum):
    """List how far an item has come."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Option:
    """Hold one entry that is chosen, matched or ordered; `correct`, `feedback` are secret."""

    body: Nodes
    correct: bool = False
    feedback: Nodes = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """Ask to choose one option, or several; options stand in the author's order."""

    options: tuple[Option, ...]
    multiple: bool = False
    presentation: Presentation = Presentation.LIST
    fixed: bool = False  # keep the author's order (true and false, numbers by size)
    pinned: bool = False  # the last option stays last


@dataclass(frozen=True, slots=True)
class Text:
    """Ask for a word or phrase; any of `accepted` is right (the first is shown)."""

    accepted: tuple[str, ...]
    presentation: Presentation = Presentation.INLINE
    size: Size = Size.MEDIUM
    label: str = ""  # what the body calls its gap, as the number of a mark


@dataclass(frozen=True, slots=True)
class Number:
    """Ask for a number; all from `low` to `high` are right, `value` is shown.

    With a `unit` the pupil is asked for that too.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str = ""
    presentation: Presentation = Presentation.INLINE
    size: Size = Size.MEDIUM


@dataclass(frozen=True, slots=True)
class Match:
    """Ask to pair rows with targets; `key[i]` is the index in `targets` that row i takes.

    GRID: a table with one column per target, to be ticked. COLUMNS: two columns, targets lettered
    and shuffled; targets that no row takes are distractors. BANK: rows are gaps of the body, whose
    slots name their `row`; the targets are the words of the bank.
    """

    rows: tuple[Option, ...]
    targets: tuple[Option, ...]
    key: tuple[int | None, ...]
    presentation: Presentation = Presentation.COLUMNS
    fixed: bool = False  # keep the author's order of the targets (true and false)
    mixed: bool = False  # shuffle the rows as well
    heading: str = "match.statement"  # over the rows of a grid: a key of the catalogue


@dataclass(frozen=True, slots=True)
class Order:
    """Ask to put entries in order; they stand in the right order here."""

    entries: tuple[Option, ...]
    presentation: Presentation = Presentation.LIST


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Hold what work looks like at one level of performance, and its points for a criterion."""

    points: int
    title: Nodes
    body: Nodes


@dataclass(frozen=True, slots=True)
class Criterion:
    """Hold one line of a rubric: what earns how many points.

    With descriptors, from the best down, `points` are those of the best.
    """

    points: int
    body: Nodes
    descriptors: tuple[Descriptor, ...] = ()


@dataclass(frozen=True, slots=True)
class Extended:
    """Ask for a written answer in a declared space; model answer and rubric are secret."""

    lines: int = 5
    model: Nodes = ()
    rubric: tuple[Criterion, ...] = ()
    presentation: Presentation = Presentation.LIST


@dataclass(frozen=True, slots=True)
class Marking:
    """Hold what a marker is told of answers: what to accept as well, what not, what to ignore."""

    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the points of a part (a, b, c …) and how many of the item's interactions are its own.

    `marking` is secret.
    """

    points: int
    interactions: int
    marking: Marking = field(default_factory=Marking)
    support: Support = field(default_factory=Support)
    extension: Extension = field(default_factory=Extension)


Interaction: TypeAlias = Choice | Text | Number | Match | Order | Extended


class Scoring(StrEnum):
    """List how the points of an item with several answers are given."""

    EACH = "each"  # a share of the points for each right answer
    ALL = "all"  # all points if all is right, else none


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one item: body with slots, interactions in slot order, points, tags and secrets.

    The body holds `Element("slot", {"ref": "0"})` where interaction 0 stands. `key` names the item
    for seeds: `bank/id`, or `bank/#3` where the author gave no id.
    """

    key: str
    id: str | None
    kind: str  # the type's name: filters and labels use it, nothing else
    body: Nodes
    interactions: tuple[Interaction, ...]
    points: int
    place: Place = field(compare=False)
    objective: str | None = None
    level: str | None = None
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    status: Status = Status.DRAFT
    explanation: Nodes = ()
    indicator: str = ""  # what pupils do with what they are shown, for the blueprint
    answered: bool = True  # False: the author marked no answer
    silenced: tuple[str, ...] = ()  # checks not to be told of this item
    scoring: Scoring = Scoring.EACH
    parts: tuple["Part", ...] = ()
    marking: Marking = field(default_factory=Marking)
    support: Support = field(default_factory=Support)
    extension: Extension = field(default_factory=Extension)
    versions: tuple["Item", ...] = ()  # with other values of its parameters; the first is this one
    bonus: bool = False  # its points are beyond the total

    @property
    def supports(self) -> tuple[Support, ...]:
        """Return the help with the item, then that with each of its parts."""
        return (self.support, *(part.support for part in self.parts))

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """Return the challenge of the item, then that of each of its parts."""
        return (self.extension, *(part.extension for part in self.parts))


@dataclass(frozen=True, slots=True)
class Group:
    """Hold a stimulus and its items, drawn and printed as one."""

    key: str
    id: str | None
    stimulus: Nodes
    items: tuple[Item, ...]
    place: Place = field(compare=False)
    status: Status = Status.DRAFT
    versions: tuple["Group", ...] = ()  # as those of an item


Entry: TypeAlias = Item | Group


def version_of(entry: Entry, number: int) -> Entry:
    """Return the n-th version of an entry, from 0; they begin anew where there are too few."""
    if entry.versions:
        return entry.versions[number % len(entry.versions)]
    if isinstance(entry, Group):
        items = (version_of(each, number) for each in entry.items)
        return replace(entry, items=tuple(each for each in items if isinstance(each, Item)))
    return entry


def every_version(entry: Entry) -> Iterator[Item]:
    """Yield the items of an entry, each with all values of its parameters."""
    for version in entry.versions or (entry,):
        for item in items_of(version):
            yield from item.versions or (item,)


def points_of_list(interactions: tuple[Interaction, ...]) -> int | None:
    """Return what the lines of a rubric add up to, or None where there is no such rubric.

    A rubric by levels of performance has points of its own, which are scaled to those of the item.
    """
    match interactions:
        case (Extended(rubric=(_, *_) as rubric),) if not rubric[0].descriptors:
            return sum(criterion.points for criterion in rubric)
        case _:
            return None


def items_of(entry: Entry) -> tuple[Item, ...]:
    """Return the items of an entry: itself, or those of the group."""
    return entry.items if isinstance(entry, Group) else (entry,)
