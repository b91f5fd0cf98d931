"""What stands on a slide: strips of text, tables and pictures from the top, notes at the foot."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.writers.pptx.model import Paragraph, Picture, Run, Table
from lembar.writers.pptx.places import Frame, Look
from lembar.writers.pptx.tables import Laid

GAP = 6.0  # millimetres between text and what is not text
NEAR = 1.5  # millimetres between a caption and what it names


@dataclass(slots=True)
class Text:
    """Hold paragraphs that stand together."""

    paragraphs: list[Paragraph]
    height: float = 0.0


@dataclass(slots=True)
class Shown:
    """Hold a table or picture, its size, its caption, and the height of both."""

    item: Table | Picture
    width: float
    own: float
    caption: tuple[Paragraph, ...] = ()
    captioned: float = 0.0  # height of the caption
    laid: Laid | None = None  # of a table

    @property
    def height(self) -> float:
        """Return the height of both."""
        return self.own + (self.captioned + NEAR if self.caption else 0.0)


Strip: TypeAlias = Text | Shown


@dataclass(slots=True)
class Page:
    """Hold what stands on one slide; with `sides`, columns stand beside each other."""

    strips: list[Strip] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    noted: float = 0.0  # height of the notes
    sides: "list[Page]" = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Tell whether nothing stands here."""
        return not (self.strips or self.notes or self.sides)

    def height(self) -> float:
        """Return how much of the slide is taken."""
        gaps = GAP * max(0, len(self.strips) - 1)
        foot = self.noted + NEAR if self.notes else 0.0
        return sum(s.height for s in self.strips) + gaps + foot

    def texts(self) -> int:
        """Return how many strips of text there are."""
        return sum(isinstance(strip, Text) for strip in self.strips)

    def shown(self) -> list[Shown]:
        """Return what is no text."""
        return [strip for strip in self.strips if isinstance(strip, Shown)]

    def placed(self) -> list[Shown]:
        """Return the tables and pictures: a displayed formula needs no place of its own."""
        return [each for each in self.shown() if not is_formula(each)]


def is_formula(strip: Shown) -> bool:
    """Tell whether a strip is a displayed formula."""
    return isinstance(strip.item, Picture) and bool(strip.item.tex)


@dataclass(slots=True)
class Room:
    """Hold what a page of a layout offers: where things stand, and how text is set there."""

    frame: Frame
    looks: tuple[Look, ...]
    small: Look
    caption: Look
    table: Look
    sides: tuple[Frame, ...] = ()
    texts: int = 2  # strips of text
    noted: bool = True  # has a place for notes
    captioned: bool = True  # has one for captions
    told: Callable[[Table], None] = lambda table: None  # of a table too wide to be read

    def look(self, level: int) -> Look:
        """Return how a level of text is set."""
        return self.looks[min(level, len(self.looks) - 1)]


def plain(runs: tuple[Run, ...]) -> str:
    """Return the words of runs."""
    return "".join(run.text or "".join(each.text for each in run.shown) for run in runs)
