"""The text that is read, and where each of its lines stands in its file."""

from bisect import bisect_right
from dataclasses import dataclass, field

from lembar.content.files import plain_indents
from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Source:
    """Hold Markdown; `lines` gives the place (line, column) of each of its lines.

    Flags allow what some question types write: `marks` are `- [x] …`, `pairs` are `- a -> b`,
    `gaps` are `[[word]]`. `folds` gives (offset, line, column) where a text does not stand in its
    file line by line (a `Scalar` of YAML knows both). `rows` are the lines as they are parsed.
    """

    text: str
    name: str
    lines: tuple[tuple[int, int], ...]
    marks: bool = False
    pairs: bool = False
    gaps: bool = False
    folds: tuple[tuple[int, int, int], ...] = ()
    rows: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", tuple(plain_indents(self.text).split("\n")))

    def line(self, index: int) -> str:
        """Return a line of the text."""
        return self.rows[index] if index < len(self.rows) else ""

    def place(self, index: int, column: int = 0) -> Place:
        """Return the place of a column (from 0) of a line (from 0)."""
        if self.folds:
            return self._folded(sum(len(row) + 1 for row in self.rows[:index]) + column)
        if not self.lines:
            return Place(self.name, 1, 1)
        line, first = self.lines[min(index, len(self.lines) - 1)]
        return Place(self.name, line, first + column)

    def _folded(self, offset: int) -> Place:
        at = max(0, bisect_right(self.folds, (offset + 1,)) - 1)
        begins, line, column = self.folds[at]
        return Place(self.name, line, column + max(0, offset - begins))
