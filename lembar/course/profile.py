"""Profiles: how papers are set for a purpose, on any theme."""

from dataclasses import dataclass, field

from lembar.course.documents import DOCUMENTS
from lembar.errors import Place

PLAIN = "plain"
"""The name by which papers of no profile are asked for."""
WITHOUT_LOOK = ("md", "xlsx")
"""Formats that have no look of their own to change."""
FIXED = ("answer-sheet", "score-sheet")
"""Documents that no profile changes: machines and formulas know where everything on them stands."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold the name of a profile and where it was asked for."""

    name: str
    place: Place | None = field(compare=False)  # None: the command says so


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold which papers a profile is for."""

    name: str
    editions: tuple[str, ...] = ("student",)
    formats: tuple[str, ...] = ()  # none: all that are asked for and have a look
    documents: tuple[str, ...] = tuple(each for each in DOCUMENTS if each not in FIXED)


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold what a profile asks of type and layout beyond tokens; as it is, it asks nothing.

    Sizes are points, spaces between letters and words parts of the type size.
    """

    scale: float = 1  # of type sizes
    slides: float = 1  # of those on slides
    least: float = 0  # type size; 0: any
    most: float = 0
    leading: float = 0  # least height of lines of running text, in type sizes
    tightened: float = 1  # of the heights of lines
    letter_spacing: float = 0
    word_spacing: float = 0
    italics: bool = True
    capitals: bool = True  # small lines may be set in capitals
    underlines: bool = True
    hyphens: bool = True
    justified: bool = True  # text may be
    columns: bool = True  # text and choices may stand in some
    notes: bool = True  # they may stand beside the text
    boxes: bool = True  # what is set apart may stand in boxes, tables and fields
    fills: bool = True
    ids: bool = False  # of items, where the edition knows them
    thinnest: float = 0  # rules, in points; 0: any
    thickest: float = 0

    def size(self, points: float) -> float:
        """Return a type size within the limits."""
        size = max(points, self.least)
        return min(size, self.most) if self.most else size

    def rule(self, points: float) -> float:
        """Return the width of a rule within the limits."""
        width = max(points, self.thinnest)
        return min(width, self.thickest) if self.thickest else width


AS_IT_IS = Setting()
