"""Take a document apart into what a person sees: paragraphs, tables, room to write."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.compare.words import Token, tokens
from lembar.readers.docx import Line, Row, Table
from lembar.readers.docx.body import lines_of
from lembar.readers.docx.model import Block
from lembar.writers.docx.trace import Step, steps

Shape: TypeAlias = tuple[str, int, str]
_AROUND = ".)(:-"


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a paragraph, a table, or some lines to write on."""

    line: Line | None = None
    table: Table | None = None
    room: int = 0
    steps: tuple[Step, ...] = ()
    words: tuple[Token, ...] = ()
    key: tuple[str, ...] = field(default=())  # what it says, without its label

    @property
    def label(self) -> str:
        """Return the number or letter before it."""
        return self.line.label if self.line else ""

    @property
    def style(self) -> str:
        """Return the name of its style."""
        return self.line.style if self.line else ""

    @property
    def shape(self) -> Shape:
        """Return what tells a question's number from a choice's letter: style, level and form."""
        level = self.line.level if self.line else 0
        return self.style, level, _shape(self.label)

    def looks_like(self, some: Set[Shape], others: Set[Shape]) -> bool:
        """Say whether its label is one of some, brackets aside unless others have them."""
        style, level, form = self.shape
        if self.shape in some or not self.label:
            return self.shape in some
        bare = {(*each[:2], each[2].strip(_AROUND)) for each in some}
        return self.shape not in others and (style, level, form.strip(_AROUND)) in bare


def units(blocks: Iterable[Block]) -> Iterator[Unit]:
    """Yield the units of blocks; empty paragraphs are layout, as are tables of one row."""
    for each in blocks:
        if isinstance(each, Line):
            if not each.empty:
                yield of_line(each)
        elif _is_room(each):
            first = next(lines_of((each,)), None)
            yield Unit(room=len(each.rows), steps=steps(first.trace) if first else (), key=("",))
        elif _is_layout(each):
            for row in each.rows:
                for cell in row.cells:
                    yield from units(cell.blocks)
        else:
            yield _of_table(each)


def of_line(line: Line) -> Unit:
    """Return a paragraph as a unit."""
    words = tuple(tokens(line.pieces))
    return Unit(
        line, steps=steps(line.trace), words=words, key=tuple(each.same for each in words)
    )  # fmt: skip


def _of_table(table: Table) -> Unit:
    words = tuple(token for line in lines_of((table,)) for token in tokens(line.pieces))
    traces = (steps(line.trace) for line in lines_of((table,)) if line.trace)
    return Unit(
        table=table,
        steps=next(traces, ()),
        words=words,
        key=("table", *(" ".join(row_key(row)) for row in table.rows)),
    )


def row_key(row: Row) -> tuple[str, ...]:
    """Return what the cells of a row say."""
    return tuple(cell_key(cell.blocks) for cell in row.cells)


def cell_key(blocks: Iterable[Block]) -> str:
    """Return what a cell says."""
    return " ".join(
        f"{line.label} {' '.join(t.same for t in tokens(line.pieces))}".strip()
        for line in lines_of(blocks)
        if not line.empty
    )


def _is_room(table: Table) -> bool:
    """Say whether a table is lines or a box to write in."""
    return all(len(row.cells) == 1 for row in table.rows) and all(
        line.empty for line in lines_of((table,))
    )


def _is_layout(table: Table) -> bool:
    """Say whether a table only sets things side by side: one row, or choices in columns."""
    if len(table.rows) <= 1:
        return True
    cells = [[line for line in lines_of(cell.blocks) if not line.empty]
             for row in table.rows for cell in row.cells]  # fmt: skip
    return all(lines[0].label for lines in cells if lines)


def _shape(label: str) -> str:
    """Return a label with its digits and letters made alike."""
    made = ""
    for sign in label:
        kind = "#" if sign.isdecimal() else "@" if sign.isalpha() else sign
        if not (kind in "#@" and made.endswith(kind)):
            made += kind
    return made
