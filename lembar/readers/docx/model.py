"""Hold what a Word document shows: paragraphs with their printed labels, and tables of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a piece of a line: words, or a picture, formula, field or note.

    `text` is what a person reads, `same` what two pieces are compared by where that is another.
    `marks` are those of Latin letters, `complex_marks` those of right-to-left scripts.
    """

    text: str
    kind: str = ""  # "" for words; picture, formula, field, note
    same: str = ""
    marks: frozenset[str] = frozenset()
    complex_marks: frozenset[str] = frozenset()
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """Hold what someone noted at the side."""

    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a paragraph; `label` is the number or letter printed before it, `trace` our own note."""

    pieces: tuple[Piece, ...]
    label: str = ""
    level: int = 0
    style: str = ""
    heading: bool = False
    comments: tuple[Comment, ...] = ()
    trace: str = ""

    @property
    def text(self) -> str:
        """Return what the paragraph says."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def empty(self) -> bool:
        """Say whether nothing is printed here."""
        return not self.label and not any(p.kind or p.text.strip() for p in self.pieces)


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell of a table."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table."""

    rows: tuple[Row, ...]


Block: TypeAlias = Line | Table


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a document: its body, and the heads, feet and notes of its pages."""

    blocks: tuple[Block, ...]
    heads: tuple[Line, ...] = ()
    feet: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    tracked: bool = False  # some changes were tracked
    title: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
