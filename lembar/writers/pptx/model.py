"""What slides are made of: runs, paragraphs, tables and pictures, before they have a place."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lembar.course.tree import Element


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words of one look; `field` is "number" or "count" where PowerPoint counts.

    A formula is a run with `tex`: `shown` is what stands for it where no equation is understood.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: str = ""  # sng, heavy
    baseline: int = 0  # thousandths of a percent
    face: str = ""  # mono; "" takes the placeholder's
    language: str = ""
    link: str = ""
    color: str = ""  # role of the theme
    field: str = ""
    tex: str = ""
    shown: tuple["Run", ...] = ()


@dataclass(frozen=True, slots=True)
class Marker:
    """Hold what stands in front of a paragraph: a bullet, or a number that PowerPoint counts."""

    scheme: str = ""  # "" is a bullet; else a:buAutoNum's type
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph; `small` is a note under the text, `keep` stays with what follows."""

    runs: tuple[Run, ...]
    level: int = 0
    marker: Marker | None = None
    indented: bool = False  # belongs to the list entry above it
    small: bool = False
    keep: bool = False
    hang: float = 0  # millimetres that the lines after the first are set in, and a tab leads to
    center: bool = False
    align: str = ""
    rtl: bool = False

    def with_runs(self, runs: Iterable[Run]) -> "Paragraph":
        """Return the paragraph with other runs."""
        return replace(self, runs=tuple(runs))


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell of a table; `covered` tells that a span from the left or above covers it."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    head: bool = False
    covered: str = ""  # h, v


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; `heads` counts the rows that repeat, `widths` are shares or empty."""

    rows: tuple[Row, ...]
    heads: int
    widths: tuple[float, ...] = ()
    caption: tuple[Paragraph, ...] = ()
    node: Element | None = None  # where it stands, for findings


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture: bytes, the size it wants in millimetres, words for those who can't see it.

    `drawing` is the same as SVG, where it looks the same everywhere. A displayed formula is a
    picture with `tex`: the picture is for programs that understand no equations.
    """

    content: bytes
    width: float
    height: float
    alt: str
    caption: tuple[Paragraph, ...] = ()
    drawing: bytes = b""
    tex: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Hold items that stand side by side: those of each column, or one list to be dealt to two."""

    items: tuple[tuple["Item", ...], ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Begin a new slide."""


Item: TypeAlias = Paragraph | Table | Picture | Columns | Break


@dataclass(slots=True)
class Draft:
    """Hold a slide as the sheet asks for it; it may become several."""

    layout: str
    kicker: tuple[Run, ...] = ()
    title: tuple[Run, ...] = ()
    items: list[Item] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
