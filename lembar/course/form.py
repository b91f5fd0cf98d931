"""What `draw` decided: the one result that sheets, keys and exports read."""

from dataclasses import dataclass
from typing import TypeAlias

from lembar.course.assessment import Assessment
from lembar.course.item import Item
from lembar.course.tree import Nodes


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Give the printed order of an interaction: `order[i]` is the author's index printed i-th.

    `labels[i]` is the letter or number printed before it.
    `rows` does the same for the rows of a match that are shuffled; () leaves them as written.
    """

    order: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold an item under the number it has on one form."""

    number: int
    item: Item
    arrangements: tuple[Arrangement, ...]  # one per interaction
    points: int
    parts: tuple[str, ...] = ()  # the labels of its parts: a, b, c …
    banks: tuple[tuple[int, ...], ...] = ()  # the printed order of the words of each support
    correction: str = ""  # why its key is another than on the day it was printed


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """Hold a stimulus with its items, numbered in a row."""

    key: str
    stimulus: Nodes
    items: tuple[Placed, ...]


PlacedEntry: TypeAlias = Placed | PlacedGroup


@dataclass(frozen=True, slots=True)
class FormSection:
    """Hold one part of a form, under its letter."""

    letter: str
    title: str
    instructions: Nodes
    entries: tuple[PlacedEntry, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Hold one form: its code ("" where there is only one) and its parts."""

    code: str
    sections: tuple[FormSection, ...]

    def items(self) -> tuple[Placed, ...]:
        """Return all items in printed order."""
        found: list[Placed] = []
        for section in self.sections:
            for entry in section.entries:
                found.extend(entry.items if isinstance(entry, PlacedGroup) else (entry,))
        return tuple(found)

    @property
    def points(self) -> int:
        """Add up the points of all items."""
        return sum(placed.points for placed in self.items())


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold an assessment with all its forms."""

    assessment: Assessment
    forms: tuple[Form, ...]
    printed: "Drawn | None" = None  # what the sheets show, where corrections changed the key
