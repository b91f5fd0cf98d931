"""The text that is read, and where each of its lines stands in its file."""

from dataclasses import dataclass

from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Source:
    """Hold Markdown; `lines` gives the place (line, column) of each of its lines.

    Flags allow what some question types write: `marks` are `- [x] …`, `pairs` are `- a -> b`,
    `gaps` are `[[word]]`.
    """

    text: str
    name: str
    lines: tuple[tuple[int, int], ...]
    marks: bool = False
    pairs: bool = False
    gaps: bool = False

    def line(self, index: int) -> str:
        """Return a line of the text."""
        lines = self.text.split("\n")
        return lines[index] if index < len(lines) else ""

    def place(self, index: int, column: int = 0) -> Place:
        """Return the place of a column (from 0) of a line (from 0)."""
        if not self.lines:
            return Place(self.name, 1, 1)
        line, first = self.lines[min(index, len(self.lines) - 1)]
        return Place(self.name, line, first + column)
