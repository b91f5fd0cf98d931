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
    bonus: bool = False  # its points are beyond the total
    slot: str = ""  # on a parallel form: the key of the first form's item that it stands for

    @property
    def key(self) -> str:
        """Return the key of its item."""
        return self.item.key


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

    def items(self) -> tuple[Placed, ...]:
        """Return the items of this part in printed order."""
        found: list[Placed] = []
        for entry in self.entries:
            found.extend(entry.items if isinstance(entry, PlacedGroup) else (entry,))
        return tuple(found)

    @property
    def points(self) -> int:
        """Add up the points of its items, but for those that are a bonus."""
        return sum(placed.points for placed in self.items() if not placed.bonus)

    @property
    def bonus(self) -> int:
        """Add up the points beyond the total."""
        return sum(placed.points for placed in self.items() if placed.bonus)


@dataclass(frozen=True, slots=True)
class Form:
    """Hold one form: its code ("" where there is only one) and its parts."""

    code: str
    sections: tuple[FormSection, ...]

    def entries(self) -> tuple[PlacedEntry, ...]:
        """Return all items and groups in printed order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    def items(self) -> tuple[Placed, ...]:
        """Return all items in printed order."""
        return tuple(placed for section in self.sections for placed in section.items())

    @property
    def points(self) -> int:
        """Add up the points of all parts: the maximum, of which marks of 100 are made."""
        return sum(section.points for section in self.sections)

    @property
    def bonus(self) -> int:
        """Add up the points beyond the maximum."""
        return sum(section.bonus for section in self.sections)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold an assessment with all its forms."""

    assessment: Assessment
    forms: tuple[Form, ...]
    printed: "Drawn | None" = None  # what the sheets show, where corrections changed the key
    revision: str = ""  # the signs in the foot of what is printed; "" until they are made

    def items(self) -> tuple[Placed, ...]:
        """Return each item once, as the first form that has it prints it."""
        found: dict[str, Placed] = {}
        for form in self.forms:
            for placed in form.items():
                found.setdefault(placed.item.key, placed)
        return tuple(found.values())
