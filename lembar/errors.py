"""Places, problems and exit codes: everything that can go wrong, in one tree.

    LembarError             anything the program says in a sentence instead of a stack trace
    ├── UsageError          the command was called wrongly             exit 2
    └── ContentError        the content, a template or a theme is wrong  exit 1

A `Problem` is data: a code, a place, and the values that its sentence needs. The sentences are in
`locale/*.po`; only `messages.py` reads them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

EXIT_DONE = 0
EXIT_CONTENT = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Name a position in a file: the path as people know it, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def right(self, columns: int) -> "Place":
        """Return the place `columns` characters further on the same line."""
        return Place(self.file, self.line, self.column + columns)


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold one thing that is wrong: code, place, values of the sentence, code of the hint.

    `during` names the document that was being made, where the place is none of its own: a template
    that fails in each of them is told once, with the first.
    """

    code: str
    place: Place | None = None
    values: tuple[tuple[str, str], ...] = ()
    hint: str | None = None
    severity: str = "error"  # "error", "warning", or "info": worth knowing, nothing is wrong
    during: str = field(default="", compare=False)

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order problems by file, line, column and code."""
        place = self.place or Place("", 0, 0)
        return (place.file, place.line, place.column, self.code)


def problem(
    code: str,
    place: Place | None = None,
    hint: str | None = None,
    severity: str = "error",
    **values: object,
) -> Problem:
    """Make a problem; the values fill the `{names}` in its sentence and its hint."""
    return Problem(
        code, place, tuple(sorted((k, str(v)) for k, v in values.items())), hint, severity
    )


@dataclass(slots=True)
class Problems:
    """Collect the problems of a run, so that all are told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        place: Place | None = None,
        hint: str | None = None,
        severity: str = "error",
        **values: object,
    ) -> None:
        """Add a problem made of these parts."""
        self.found.append(problem(code, place, hint, severity, **values))

    def unknown_word(self, word: str, place: Place | None, known: Iterable[str]) -> None:
        """Add that a word is none of those that are known, with the nearest or all of them."""
        self.unknown("unknown-word", word, place, known, word=word)

    def unknown(
        self, code: str, word: str, place: Place | None, known: Iterable[str], /, **values: str
    ) -> None:
        """Add a problem with a word that is none of those that are known, the nearest as hint."""
        known = tuple(known)
        near = nearest(word, known)
        hint = "did-you-mean" if near else "known-words"
        told = ", ".join(known) or "–"
        self.found.append(problem(code, place, hint, nearest=near, known=told, **values))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems that were made elsewhere."""
        self.found.extend(problems)

    def errors(self) -> list[Problem]:
        """Return those that make the run fail, in order of place."""
        return [each for each in self if each.severity == "error"]

    @property
    def failures(self) -> int:
        """Count what makes the run fail: warnings leave things whole."""
        return sum(each.severity == "error" for each in self.found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(dict.fromkeys(self.found), key=Problem.sort_key))

    def __len__(self) -> int:
        return len(self.found)


class LembarError(Exception):
    """Carry problems to where they are told."""

    exit_code = EXIT_CONTENT

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(each.code for each in problems))
        self.problems = problems


class UsageError(LembarError):
    """Say that the command was called wrongly."""

    exit_code = EXIT_USAGE


class ContentError(LembarError):
    """Say that content, a template or a theme is wrong."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None if none is near."""
    from difflib import get_close_matches

    candidates = sorted(set(known))
    folded = {each.casefold(): each for each in candidates}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None
