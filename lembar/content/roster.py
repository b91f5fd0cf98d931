"""Read rosters: CSV as Excel and others save it, or the first sheet of an XLSX workbook."""

import csv
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lembar.content import yaml
from lembar.content.files import bad_sign
from lembar.content.names import Names
from lembar.content.yaml import Value
from lembar.course.assessment import Kind
from lembar.course.roster import Pupil, Roster, repeated, seat_of
from lembar.errors import Place, Problems, nearest

_HEADERS = {
    "number": "number|no|no absen|nomor|nomor absen|nomor urut|no urut|absen|index no|index number"
    "|roll no|roll number",
    "name": "name|nama|nama lengkap|nama siswa|nama murid|nama peserta didik|full name|pupil"
    "|student|student name",
    "class": "class|kelas|rombel|group",
    "form": "form|form code|kode|kode soal|kode naskah",
    "seat": "seat|kursi|bangku|meja|tempat|tempat duduk",
    "profile": "profile|profil",
}
_COLUMNS = {word: column for column, words in _HEADERS.items() for word in words.split("|")}
_REQUIRED = ("number", "name", "class")
_DELIMITERS = ",;\t"
_NUMBER = re.compile(r"(?=.*\d)[0-9A-Za-z][0-9A-Za-z./-]{0,15}")
_LONGEST = 120  # signs of a name or class

Row = tuple[Place, tuple[str, ...]]
"""Where a row begins, and its cells."""


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
        rows = _rows(path, names, problems)
        if rows:
            pupils.extend(_Table(rows, problems).pupils())
        elif rows is not None:
            problems.add("roster-empty", names.place(path), "roster-header")
    _unlike(pupils, problems)
    if problems.failures > before:
        return None
    return Roster(tuple(pupils), tuple(names.of(path) for path in paths))


def _rows(path: Path, names: Names, problems: Problems) -> list[Row] | None:
    """Return the rows of a file that hold something; None after the reason was reported."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook(path, names, problems)
    if ending not in (".csv", ".tsv", ".txt"):
        problems.add("roster-kind", names.place(path), "roster-kind", ending=ending or path.name)
        return None
    text = names.text(path, problems)
    return None if text is None else _csv(text, names.of(path), problems)


def _csv(text: str, name: str, problems: Problems) -> list[Row] | None:
    """Return the rows of a CSV file; Excel says in a first line `sep=;` what stands between."""
    lines = text.split("\n")
    first = lines[0].strip().lower()
    skipped = 1 if first.startswith("sep=") else 0
    head = next((line for line in lines[skipped:] if line.strip()), "")
    between = lines[0].strip()[4:5] if skipped else max(_DELIMITERS, key=head.count)
    reader = csv.reader(lines[skipped:], delimiter=between or ",", strict=True)
    found: list[Row] = []
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((Place(name, line), tuple(cells)))
            line = reader.line_num + skipped + 1
    except csv.Error:
        problems.add("roster-quotes", Place(name, line), "roster-quotes")
        return None
    return found


def _workbook(path: Path, names: Names, problems: Problems) -> list[Row] | None:
    """Return the rows of the first sheet of a workbook."""
    import warnings

    import openpyxl

    names.read[path] = None
    name = names.of(path)
    found: list[Row] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: styles, drawings
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write a wrong size
        for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = tuple(_cell(value) for value in row)
            if any(cells):
                found.append((Place(name, line), cells))
        book.close()
    except OSError as error:
        problems.add("unreadable-file", Place(name), message=error.strerror or str(error))
        return None
    except Exception:  # a library's own, of many kinds: what matters is that it is no workbook
        problems.add("roster-workbook", Place(name), "roster-kind")
        return None
    for place, cells in found:
        if bad := next((at for at, cell in enumerate(cells, 1) if bad_sign(cell, name)), None):
            problems.add("bad-character", Place(name, place.line, bad), "bad-character")
            return None
    return found


def _cell(value: object) -> str:
    """Return a cell as it is shown: 7, not 7.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


@dataclass(slots=True)
class _Table:
    """Read the rows under a row of headers."""

    rows: list[Row]
    problems: Problems

    def pupils(self) -> list[Pupil]:
        """Return the pupils; a place says row and column of a cell."""
        columns = self._columns()
        if columns is None:
            return []
        read = [self._pupil(place, cells, columns) for place, cells in self.rows[1:]]
        if not read:
            self.problems.add("roster-empty", self.rows[0][0])
        return [each for each in read if each is not None]

    def _columns(self) -> dict[str, int] | None:
        """Return where the known columns stand."""
        before = self.problems.failures
        place, heads = self.rows[0]
        found: dict[str, int] = {}
        words = [" ".join(re.sub(r"[._]", " ", head).casefold().split()) for head in heads]
        if not any(word in _COLUMNS for word in words):
            # The row of a pupil, perhaps: what stands in it is not for a log.
            self.problems.add("roster-no-header", place, "roster-header")
            return None
        for at, (head, word) in enumerate(zip(heads, words, strict=True)):
            here = Place(place.file, place.line, at + 1)
            if not word and not any(_at(cells, at) for _, cells in self.rows):
                continue
            column = _COLUMNS.get(word)
            if column is None:
                self._unknown(head.strip(), word, here)
            elif column in found:
                self.problems.add("roster-same-column", here, column=head.strip())
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

    def _pupil(self, place: Place, cells: tuple[str, ...], columns: dict[str, int]) -> Pupil | None:
        before = self.problems.failures

        def where(column: str) -> Place:
            return Place(place.file, place.line, columns[column] + 1)

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
            here = Place(place.file, place.line, beyond[0] + 1)
            self.problems.add("roster-beyond", here, "roster-beyond")
        number, seat = given["number"], given.get("seat", "")
        if number and not _NUMBER.fullmatch(number):
            self.problems.add("roster-number", where("number"), "roster-number")
        if given.get("profile"):
            self.problems.add("roster-profile", where("profile"), "roster-profile")
        placed = seat_of(seat) if seat else None
        if seat and placed is None:
            self.problems.add("roster-seat", where("seat"), "roster-seat")
        if self.problems.failures > before:
            return None
        at = where("form") if "form" in columns else place
        return Pupil(number, given["name"], given["class"], at, given.get("form", ""), placed)


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _unlike(pupils: Iterable[Pupil], problems: Problems) -> None:
    """Report numbers and seats that two pupils of a class share, and seats that some lack."""
    pupils = list(pupils)
    numbers = ((each.class_, each.number.casefold()) for each in pupils)
    for each, other in repeated(zip(numbers, pupils, strict=True)):
        here, line = Place(each.place.file, each.place.line), other.place.line
        code = "roster-same-number"
        problems.add(code, here, number=each.number, class_=each.class_, line=line)
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
