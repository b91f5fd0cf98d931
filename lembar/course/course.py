"""The course as a whole: units, lessons, glossary, objectives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lembar.course.assessment import Assessment
from lembar.course.form import Drawn
from lembar.course.item import Entry
from lembar.course.profile import Asked
from lembar.course.roster import Roster
from lembar.course.school import School, Teacher
from lembar.course.tree import Nodes
from lembar.course.usage import Usage
from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Objective:
    """Hold one learning objective of a unit."""

    id: str
    text: str
    level: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one glossary entry."""

    term: str
    definition: str
    translation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class HouseWord:
    """Hold a word that papers use, and those that it stands for."""

    use: str
    instead: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Hold a band of marks: from which mark of 100 it reaches up, and what it is called."""

    from_: int
    label: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Hold a lesson; its body is numbered already and still holds teacher blocks.

    `Element("questions", {"ref": "0"})` stands where exercise 0 is printed.
    """

    slug: str
    number: int
    title: str
    body: Nodes
    place: Place = field(compare=False)
    lead: str = ""
    objectives: tuple[str, ...] = ()
    duration: int | None = None
    exercises: tuple[Assessment, ...] = ()
    slides: int | None = None  # how many its summary is to have; None: as the course says
    profiles: tuple[Asked, ...] | None = None  # None: the course's


@dataclass(frozen=True, slots=True)
class Sitting:
    """Hold a draw that was printed: later edits of its items don't change it."""

    name: str
    drawn: Drawn
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a unit: its lessons, its item bank and its assessments."""

    slug: str
    title: str
    lessons: tuple[Lesson, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    objectives: tuple[Objective, ...] = ()
    glossary: tuple[Term, ...] = ()
    bank: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # by file stem
    poisoned: frozenset[str] = frozenset()  # banks (by stem) that could not be read whole
    unread: frozenset[str] = frozenset()  # assessments (by stem) that could not be read
    house_words: tuple[HouseWord, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    unused_pictures: tuple[str, ...] = ()  # files in images/ that nothing shows
    silenced: tuple[str, ...] = ()  # checks not to be told of the unit as a whole
    # by assessment; None: broken
    rosters: Mapping[str, Roster | None] = field(default_factory=dict)
    usages: tuple[Usage, ...] = ()  # what sittings have shown of items


@dataclass(frozen=True, slots=True)
class Course:
    """Hold a course."""

    slug: str
    title: str
    language: str
    units: tuple[Unit, ...]
    place: Place = field(compare=False)
    subject: str = ""
    grade: str = ""
    curriculum: str = ""
    authors: tuple[str, ...] = ()
    licence: str = ""
    theme: str = "default"
    paper: str = "A4"
    school: School | None = None
    teacher: Teacher | None = None
    school_broken: bool = False  # school.yaml or me.yaml could not be read
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # document → formats
    slides: int | None = None  # how many the summary of a lesson is to have; None: as it comes
    pass_mark: int | None = None  # of 100
    bands: tuple[Band, ...] = ()
    house_words: tuple[HouseWord, ...] = ()
    profiles: tuple[Asked, ...] = ()
