"""Find where the text of an inline token stands in its file."""

import re
from dataclasses import dataclass

from markdown_it.token import Token

from lembar.content.markdown.source import Source
from lembar.errors import Place

CELL = "cell"
"""The key in a token's meta: the cell of a table that its text comes from."""

_BEFORE_ROW = re.compile(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*")


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell of a table as it was written: its column (from 0) and its text."""

    column: int
    written: str

    def inside(self, at: int) -> int:
        r"""Return the column of an offset in the cell's text, in which `\|` has become `|`."""
        column, left = 0, at
        while left > 0 and column < len(self.written):
            column += 2 if self.written.startswith("\\|", column) else 1
            left -= 1
        return self.column + column


def cells(line: str) -> list[Cell]:
    """Cut a row of a table at its bars, as the parser does."""
    before = _BEFORE_ROW.match(line)
    start = before.end() if before else 0
    end = len(line.rstrip())
    found: list[Cell] = []
    at, escaped = start, False
    for column in range(start, end + 1):
        if column == end or (line[column] == "|" and not escaped):
            written = line[at:column]
            found.append(Cell(at + len(written) - len(written.lstrip()), written.strip()))
            at = column + 1
        escaped = column < end and line[column] == "\\"
    if found and not found[0].written:
        found.pop(0)
    if found and not found[-1].written:
        found.pop()
    return found


class Lines:
    """Find the place of an offset in the text of an inline token."""

    def __init__(self, source: Source, inline: Token) -> None:
        self._source = source
        self._cell: Cell | None = inline.meta.get(CELL)
        self._content = inline.content
        self._rows = inline.content.split("\n")
        self._first = self._row(inline) if inline.map else self._row_of_note()

    def _row(self, inline: Token) -> int:
        """Return the line on which a text begins: the parser drops those with odd spaces only."""
        first, end = inline.map or (0, 0)
        begin = self._rows[0].strip()
        return next((row for row in range(first, end) if begin in self._source.line(row)), first)

    def _row_of_note(self) -> int:
        """Return the line of a footnote that was written where it is called."""
        begin = "^[" + self._rows[0]
        return next((at for at, row in enumerate(self._source.rows) if begin in row), 0)

    def place(self, at: int) -> Place:
        """Return the place of an offset."""
        if self._cell is not None:
            return self._source.place(self._first, self._cell.inside(at))
        row = self._content.count("\n", 0, at)
        inside = at - (self._content.rfind("\n", 0, at) + 1)
        column = min(self._begins(row) + inside, len(self._source.line(self._first + row)))
        return self._source.place(self._first + row, column)

    def _begins(self, row: int) -> int:
        """Return the column at which a line of the text begins: mostly it ends its source line."""
        text = self._rows[row].rstrip()
        line = self._source.line(self._first + row).rstrip()
        if line.endswith(text):
            return len(line) - len(text)
        return max(0, line.find(text))
