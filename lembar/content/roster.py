"""Read rosters: tables of pupils, in the sheet that a file opens with."""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lembar.content import yaml
from lembar.content.names import Names
from lembar.content.tables import (
    PUPIL_HEADERS,
    Row,
    Table,
    columns_of,
    first_table,
    head_word,
    read_tables,
)
from lembar.content.yaml import Value
from lembar.course.assessment import Kind
from lembar.course.profile import PLAIN, Asked
from lembar.course.roster import Pupil, Roster, repeated, seat_of
from lembar.errors import Place, Problems, nearest

_HEADERS = PUPIL_HEADERS | {
    "class": "class|kelas|rombel|group",
    "seat": "seat|kursi|bangku|meja|tempat|tempat duduk",
    "profile": "profile|profil",
}
_COLUMNS = columns_of(_HEADERS)
_REQUIRED = ("number", "name", "class")
_NUMBER = re.compile(r"(?=.*\d)[0-9A-Za-z][0-9A-Za-z./-]{0,15}")
_LONGEST = 120  # signs of a name or class


def roster_of(assessment: Value, folder: Path, names: Names, problems: Problems) -> Roster | None:
    """Return the roster that an assessment names; paths are relative to its folder.

    Returns None if something is wrong with it, and reports what.
    """
    before = problems.failures
    assert isinstance(assessment, yaml.Mapping)
    given, kind = assessment.get("roster"), assessment.get("kind")
    if isinstance(kind, yaml.Scalar) and kind.text == Kind.EXIT_TICKET.value and given is not None:
        problems.add("roster-ticket", given.place)
    paths: list[Path] = []
    for each in given.items if isinstance(given, yaml.Sequence) else (given,):
        if isinstance(each, yaml.Scalar):
            path = Path(os.path.normpath(folder / each.text))
            paths.append(path)
            if not path.is_file():
                problems.add("roster-not-found", each.place, "roster-not-found", file=each.text)
    return read_roster(paths, names, problems) if problems.failures == before else None


def read_roster(paths: Sequence[Path], names: Names, problems: Problems) -> Roster | None:
    """Return the pupils of some files, or None after it was reported what is wrong in them."""
    before = problems.failures
    pupils: list[Pupil] = []
    for path in paths:
        tables = read_tables(path, names, problems)
        if tables is not None:
            pupils.extend(_Reader(names.of(path), first_table(tables), problems).pupils())
    _unlike(pupils, problems)
    if problems.failures > before:
        return None
    return Roster(tuple(pupils), tuple(names.of(path) for path in paths))


@dataclass(slots=True)
class _Reader:
    """Read the rows under a row of headers."""

    file: str
    table: Table
    problems: Problems

    def pupils(self) -> list[Pupil]:
        """Return the pupils; a place says row and column of a cell."""
        if not self.table.rows:
            self.problems.add("roster-empty", Place(self.file), "roster-header")
            return []
        columns = self._columns()
        if columns is None:
            return []
        read = [self._pupil(row, columns) for row in self.table.rows[1:]]
        if not read:
            self.problems.add("roster-empty", Place(self.file, self.table.rows[0][0]))
        return [each for each in read if each is not None]

    def _columns(self) -> dict[str, int] | None:
        """Return where the known columns stand."""
        before = self.problems.failures
        row, cells = self.table.rows[0]
        place, heads = Place(self.file, row), [" ".join(cell.split()) for cell in cells]
        found: dict[str, int] = {}
        words = [head_word(head) for head in heads]
        if not any(word in _COLUMNS for word in words):
            # The row of a pupil, perhaps: what stands in it is not for a log.
            self.problems.add("roster-no-header", place, "roster-header")
            return None
        for at, (head, word) in enumerate(zip(heads, words, strict=True)):
            here = Place(self.file, row, at + 1)
            if not word and not any(_at(cells, at) for _, cells in self.table.rows):
                continue
            column = _COLUMNS.get(word)
            if column is None:
                self._unknown(head, word, here)
            elif column in found:
                self.problems.add("roster-same-column", here, column=head)
            else:
                found[column] = at
        if self.problems.failures > before:
            return None
        for column in _REQUIRED:
            if column not in found:
                self.problems.add("roster-no-column", place, "roster-header", column=column)
        return found if self.problems.failures == before else None

    def _unknown(self, head: str, word: str, place: Place) -> None:
        near = nearest(word, _COLUMNS)
        hint = "did-you-mean" if near else "roster-header"
        self.problems.add("roster-header", place, hint, header=head, nearest=near)

    def _pupil(self, row: Row, columns: dict[str, int]) -> Pupil | None:
        before = self.problems.failures
        place, cells = Place(self.file, row[0]), row[1]

        def where(column: str) -> Place:
            return Place(self.file, place.line, columns[column] + 1)

        given = {
            column: unicodedata.normalize("NFC", " ".join(_at(cells, at).split()))
            for column, at in columns.items()
        }
        for column in _REQUIRED:
            if not given[column]:
                self.problems.add("roster-blank", where(column), column=column)
            elif len(given[column]) > _LONGEST:
                self.problems.add("roster-long", where(column), column=column, most=_LONGEST)
        beyond = [at for at in range(len(cells)) if at not in columns.values() and _at(cells, at)]
        if beyond:
            here = Place(self.file, place.line, beyond[0] + 1)
            self.problems.add("roster-beyond", here, "roster-beyond")
        number, seat = given["number"], given.get("seat", "")
        if number and not _NUMBER.fullmatch(number):
            self.problems.add("roster-number", where("number"), "roster-number")
        placed = seat_of(seat) if seat else None
        if seat and placed is None:
            self.problems.add("roster-seat", where("seat"), "roster-seat")
        if self.problems.failures > before:
            return None
        at = where("form") if "form" in columns else place
        profile = given.get("profile", "").casefold()
        asked = Asked(profile, where("profile")) if profile not in ("", PLAIN) else None
        return Pupil(
            number, given["name"], given["class"], at, given.get("form", ""), placed, asked
        )


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""


def _unlike(pupils: Iterable[Pupil], problems: Problems) -> None:
    """Report numbers and seats that two pupils of a class share, and seats that some lack."""
    pupils = list(pupils)
    numbers = ((each.class_, each.number.casefold()) for each in pupils)
    for each, other in repeated(zip(numbers, pupils, strict=True)):
        here, line = Place(each.place.file, each.place.line), other.place.line
        code = "roster-same-number"
        problems.add(code, here, code, number=each.number, class_=each.class_, line=line)
    seated = [each for each in pupils if each.seat is not None]
    seats = ((each.class_, each.seat) for each in seated)
    for each, other in repeated(zip(seats, seated, strict=True)):
        here = Place(each.place.file, each.place.line)
        problems.add("roster-same-seat", here, class_=each.class_, line=other.place.line)
    with_seats = {each.class_ for each in seated}
    for each in pupils:
        if each.seat is None and each.class_ in with_seats:
            here = Place(each.place.file, each.place.line)
            problems.add("roster-no-seat", here, class_=each.class_)
