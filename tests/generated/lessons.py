"""Make up lessons of every construct of Markdown, nested, and know in which order they speak.

Every word is a token: `k` stands in the text, `f` in a footnote, `m` in a formula, `a` describes a
picture; the number counts them, in the order of the source.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

DEEPEST = 4
FENCES = ("definition", "example", "note", "activity", "discussion", "key-point", "columns")


@dataclass
class Writer:
    """Write the source of one lesson; `rest` bounds how many blocks it gets."""

    random: Random
    count: int = 0
    notes: list[str] = field(default_factory=list)
    rest: int = 30

    def token(self, letter: str = "k") -> str:
        """Return a word that no other place has."""
        self.count += 1
        return f"{letter}{self.count}z"

    # --- in a line ---

    def line(self, depth: int = 0) -> str:
        """Return text with spans, nested."""
        return " ".join(self._span(depth) for _ in range(self.random.randint(1, 3)))

    def _span(self, depth: int) -> str:
        plain = [self.token, self._code, self._math, self._note]
        if depth >= DEEPEST:
            return self.random.choice(plain[:3])()
        # Of another sign than the marks around them, or they would close these.
        stress, strong = "_*"[depth % 2], ("**", "__")[depth % 2]
        nested = [
            lambda: self._around(strong, depth),
            lambda: self._around(stress, depth),
            lambda: f"[{self._calm(depth + 1)}](https://example.org/)",
            lambda: f"<mark>{self.line(depth + 1)}</mark>",
            lambda: f"<u>{self.line(depth + 1)}</u>",
            lambda: f"{self.token()}<sup>{self.token()}</sup>",
            lambda: f"{self.token()}<sub>{self.token()}</sub>",
            lambda: f"<kbd>{self.token()}</kbd>",
        ]
        return self.random.choice([*plain, self.token, self.token, *nested])()

    def _around(self, mark: str, depth: int) -> str:
        """Return text between marks that touch words, by which they are known as marks."""
        return f"{mark}{self.token()} {self.line(depth + 1)} {self.token()}{mark}"

    def _calm(self, depth: int) -> str:
        """Return text without links and notes, which no link may hold."""
        return f"{self.token()} **{self.token()}**" if depth < DEEPEST else self.token()

    def _code(self) -> str:
        return f"`{self.token()}`"

    def _math(self) -> str:
        return rf"$x = \text{{{self.token('m')}}}$"

    def _note(self) -> str:
        name = f"n{len(self.notes) + 1}"
        self.notes.append(f"[^{name}]: {self.token('f')} **{self.token('f')}**")
        return f"{self.token()}[^{name}]"

    # --- blocks ---

    def blocks(self, depth: int, least: int = 1) -> list[str]:
        """Return the lines of some blocks, an empty line between them."""
        lines: list[str] = []
        for _ in range(self.random.randint(least, 2)):
            self.rest -= 1
            lines += ["", *self._block(depth)] if lines else self._block(depth)
        return lines

    def _block(self, depth: int) -> list[str]:
        flat: list[Callable[[], list[str]]] = [self._paragraph, self._table, self._pre]
        flat += [self._formula, self._figure, self._rule]
        if depth >= DEEPEST or self.rest <= 0:
            return self.random.choice(flat)()
        deep: list[Callable[[int], list[str]]] = [self._bullets, self._numbers, self._quote]
        deep += [self._terms, self._fence, self._fence]
        if self.random.random() < 0.3:
            return self.random.choice(flat)()
        return self.random.choice(deep)(depth + 1)

    def _paragraph(self) -> list[str]:
        return [self.line()]

    def _rule(self) -> list[str]:
        return [self.line(), "", "***"]

    def _pre(self) -> list[str]:
        return ["```", f"{self.token()} {self.token()}", f"  {self.token()}", "```"]

    def _formula(self) -> list[str]:
        return ["$$", rf"\frac{{a}}{{\text{{{self.token('m')}}}}}", "$$"]

    def _figure(self) -> list[str]:
        return [f'![{self.token("a")}](images/gambar.svg "{self.token()}")']

    def _table(self) -> list[str]:
        columns = self.random.randint(1, 3)
        rows = [[self.line(2) for _ in range(columns)] for _ in range(3)]
        made = ["| " + " | ".join(row) + " |" for row in rows]
        return [made[0], "|" + " --- |" * columns, *made[1:]]

    def _bullets(self, depth: int) -> list[str]:
        return self._list(depth, lambda at: "- ")

    def _numbers(self, depth: int) -> list[str]:
        return self._list(depth, lambda at: f"{at}. ")

    def _list(self, depth: int, mark: Callable[[int], str]) -> list[str]:
        lines: list[str] = []
        for at in range(1, self.random.randint(1, 3) + 1):
            inside = [self.line(), "", *self.blocks(depth)]
            lines += ["", *_indented(inside, mark(at))] if lines else _indented(inside, mark(at))
        return lines

    def _quote(self, depth: int) -> list[str]:
        return [f"> {line}".rstrip() for line in self.blocks(depth)]

    def _terms(self, depth: int) -> list[str]:
        return [self.line(3), *_indented([self.line(), "", *self.blocks(depth)], ": ")]

    def _fence(self, depth: int) -> list[str]:
        kind = self.random.choice(FENCES)
        colons = ":" * (3 + DEEPEST - depth)
        title = "" if kind == "columns" else f" {self.token()}"
        return [f"{colons} {kind}{title}", *self.blocks(depth), colons]


def lesson(seed: int) -> str:
    """Return the source of a lesson."""
    writer = Writer(Random(seed))
    lines = ["---", "title: Pelajaran", "---", ""]
    for _ in range(2):
        lines += [f"## {writer.token()} {writer.token()}", "", *writer.blocks(0, 2), ""]
    for note in writer.notes:
        lines += [note, ""]
    return "\n".join(lines)


def _indented(lines: list[str], mark: str) -> list[str]:
    """Return lines as what a mark of a list holds."""
    room = " " * len(mark)
    return [mark + lines[0], *(room + line if line else "" for line in lines[1:])]
