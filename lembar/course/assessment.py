"""What an assessment asks for, before anything is drawn."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lembar.course.item import Entry
from lembar.course.profile import Asked
from lembar.course.tiers import Tier
from lembar.course.tree import Nodes
from lembar.errors import Place


class Kind(StrEnum):
    """List the kinds of assessment; each is a document of its own."""

    WORKSHEET = "worksheet"
    TEST = "test"
    EXIT_TICKET = "exit-ticket"
    EXERCISE = "exercise"  # a `questions` block inside a lesson


@dataclass(frozen=True, slots=True)
class Total:
    """Hold a total that was typed: it is compared with the one that is computed."""

    points: int
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Use:
    """Ask for one item or group of a bank by `bank/id`."""

    ref: str
    place: Place = field(compare=False)
    points: int | None = None
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """Ask for a number of entries that fit the filters, or for as many as make a sum of points."""

    count: int | None
    place: Place = field(compare=False)
    objective: str | None = None
    level: str | None = None
    tag: str | None = None
    type: str | None = None
    bank: str | None = None
    points: int | None = None
    difficulty: str | None = None
    sum: int | None = None  # in place of a count
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """Hold an entry that was written in the assessment itself."""

    entry: Entry
    place: Place = field(compare=False)
    own_points: bool = False  # they were written: those of its part do not replace them


Request: TypeAlias = Use | Draw | Inline


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one part of an assessment: title, instructions, requests, and what holds for them."""

    title: str
    instructions: Nodes
    requests: tuple[Request, ...]
    place: Place = field(compare=False)
    points: int | None = None  # of each item
    bonus: bool = False
    total: Total | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold what was decided after a sitting: an item does not count, or another answer is right.

    It changes keys and scores, never a sheet.
    """

    sitting: str
    item: str  # bank/id
    reason: str
    place: Place = field(compare=False)
    accept: str = ""  # the text of a choice, or a word; "" where the item is void
    named: Place | None = field(default=None, compare=False)  # where the sitting is named


@dataclass(frozen=True, slots=True)
class Assessment:
    """Hold an assessment as it was asked for; `seed` names it for every shuffle."""

    slug: str
    seed: str
    title: str
    kind: Kind
    sections: tuple[Section, ...]
    place: Place = field(compare=False)
    forms: tuple[str, ...] = ("",)
    tiers: tuple[Tier, ...] = (Tier.CORE,)
    topic: str = ""
    event: str = ""
    duration: int | None = None
    date: str = ""
    objectives: tuple[str, ...] = ()
    instructions: Nodes = ()
    summary: Nodes = ()
    require: str | None = None
    shuffle: bool = True
    parallel: bool = False  # forms ask other items of the same kind
    total: Total | None = None
    pass_mark: int | None = None  # of 100
    copies: int = 1  # of an exit ticket, on one sheet
    avoid: tuple[str, ...] = ()  # sittings whose items are not drawn again
    corrections: tuple[Correction, ...] = ()
    silenced: tuple[str, ...] = ()  # checks not to be told of this paper
    profiles: tuple[Asked, ...] | None = None  # None: the course's
