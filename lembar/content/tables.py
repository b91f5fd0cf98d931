"""Read tables: CSV as Excel and others save it, or the sheets of an XLSX workbook."""

import csv
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lembar.content.files import bad_sign
from lembar.content.names import Names
from lembar.errors import Place, Problems

_DELIMITERS = ",;\t"
_TEXTS = (".csv", ".tsv", ".txt")
_LARGEST = 64 * 1024 * 1024  # bytes of an unpacked workbook; a class has a few hundred thousand

Row = tuple[int, tuple[str, ...]]
"""The number of a row as spreadsheets count, and its cells as they are shown."""

PUPIL_HEADERS = {
    "number": "number|no|no absen|nomor|nomor absen|nomor urut|no urut|absen|index no|index number"
    "|roll no|roll number",
    "name": "name|nama|nama lengkap|nama siswa|nama murid|nama peserta didik|full name|pupil"
    "|student|student name",
    "form": "form|form code|code|kode|kode soal|kode naskah",
}
"""What people write above the columns that say who a pupil is."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the rows of a table in which something stands."""

    rows: tuple[Row, ...]


def read_tables(path: Path, names: Names, problems: Problems) -> dict[str, Table] | None:
    """Return the sheets of a file by name ("" for a text); None after the reason was reported."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook(path, names, problems)
    if ending not in _TEXTS:
        problems.add("table-kind", names.place(path), "table-kind", ending=ending or path.name)
        return None
    text = names.text(path, problems)
    table = None if text is None else _csv(text, names.of(path), problems)
    return None if table is None else {"": table}


def first_table(tables: Mapping[str, Table]) -> Table:
    """Return the sheet that a file opens with."""
    return next(iter(tables.values()))


def cell_name(row: int, column: int) -> str:
    """Return what spreadsheets call a cell; both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _csv(text: str, name: str, problems: Problems) -> Table | None:
    """Return a table; Excel says in a first line `sep=;` what stands between cells."""
    lines = text.split("\n")
    skipped = 1 if lines[0].strip().lower().startswith("sep=") else 0
    head = next((line for line in lines[skipped:] if line.strip()), "")
    between = lines[0].strip()[4:5] if skipped else max(_DELIMITERS, key=head.count)
    ended = (line + "\n" for line in lines[skipped:])  # a cell may hold several lines
    reader = csv.reader(ended, delimiter=between or ",", strict=True)
    rows: list[Row] = []
    try:
        for cells in reader:
            rows.append((skipped + len(rows) + 1, tuple(cell.strip() for cell in cells)))
    except csv.Error:
        place = Place(name, skipped + len(rows) + 1)
        problems.add("table-quotes", place, "table-quotes")
        return None
    return _table(rows)


def _workbook(path: Path, names: Names, problems: Problems) -> dict[str, Table] | None:
    import openpyxl

    names.read[path] = None
    name = names.of(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise ValueError(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: rules, drawings
            sheets = openpyxl.load_workbook(path, data_only=True).worksheets
        if not sheets:  # but charts
            raise ValueError(path)
    except OSError as error:
        problems.add("unreadable-file", Place(name), message=error.strerror or str(error))
        return None
    except Exception:  # a library's own, of many kinds: what matters is that it is no workbook
        problems.add("table-workbook", Place(name), "table-kind")
        return None
    found = {}
    for sheet in sheets:
        values = enumerate(sheet.iter_rows(values_only=True), 1)
        found[sheet.title] = _table([(row, tuple(map(_shown, cells))) for row, cells in values])
    for table in found.values():
        for row, cells in table.rows:
            bad = next((at for at, cell in enumerate(cells, 1) if bad_sign(cell, name)), None)
            if bad is not None:
                problems.add("bad-character", Place(name, row, bad), "bad-character")
                return None
    return found


def _table(rows: list[Row]) -> Table:
    return Table(tuple(row for row in rows if any(row[1])))


def _shown(value: object) -> str:
    """Return a cell as it is shown: 7, not 7.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def columns_of(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what each word above a column means."""
    return {word: column for column, words in headers.items() for word in words.split("|")}


def head_word(cell: str) -> str:
    """Return what stands above a column as these words are written."""
    return " ".join(re.sub(r"[._]", " ", cell).casefold().split())
