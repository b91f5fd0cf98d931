"""Read tables: CSV as Excel and others save it, or a sheet of an XLSX workbook."""

import csv
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lembar.content.files import bad_sign
from lembar.content.names import Names
from lembar.errors import Problems

_DELIMITERS = ",;\t"
_TEXTS = (".csv", ".tsv", ".txt")
_LARGEST = 64 * 1024 * 1024  # bytes of an unpacked workbook; a class has a few hundred thousand


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the rows of a table, each with its number in the file; cells are as they are shown."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_tables(path: Path, names: Names, problems: Problems) -> dict[str, Table] | None:
    """Return the sheets of a file by name ("" for a text); None after the reason was reported."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _workbook(path, names, problems)
    if ending not in _TEXTS:
        problems.add("no-table", names.place(path), "no-table")
        return None
    text = names.text(path, problems)
    if text is None:
        return None
    try:
        return {"": Table(tuple(_csv(text)))}
    except csv.Error:
        problems.add("no-table", names.place(path), "no-table")
        return None


def cell_name(row: int, column: int) -> str:
    """Return what spreadsheets call a cell; both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _csv(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield rows; Excel says in a first line `sep=;` what stands between cells."""
    lines = text.split("\n")
    told = lines[0].strip().lower().startswith("sep=")
    head = next((line for line in lines[told:] if line.strip()), "")
    between = lines[0].strip()[4:5] if told else max(_DELIMITERS, key=head.count)
    for row, cells in enumerate(csv.reader(lines, delimiter=between or ",", strict=True), 1):
        if row > told and any(cell.strip() for cell in cells):
            yield row, tuple(cell.strip() for cell in cells)


def _workbook(path: Path, names: Names, problems: Problems) -> dict[str, Table] | None:
    import openpyxl

    names.read[path] = None
    place = names.place(path)
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(each.file_size for each in archive.infolist()) > _LARGEST:
                raise ValueError(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out: rules, drawings
            book = openpyxl.load_workbook(path, data_only=True)
    except OSError as error:
        problems.add("unreadable-file", place, message=error.strerror or str(error))
        return None
    except Exception:  # a library's own, of many kinds: what matters is that it is no workbook
        problems.add("no-table", place, "no-table")
        return None
    found = {
        sheet.title: Table(
            tuple(
                (row, cells)
                for row, values in enumerate(sheet.iter_rows(values_only=True), 1)
                if any(cells := tuple(map(_shown, values)))
            )
        )
        for sheet in book.worksheets
    }
    if any(bad_sign(c, "") for table in found.values() for _, row in table.rows for c in row):
        problems.add("bad-character", place, "bad-character")
        return None
    return found


def _shown(value: object) -> str:
    """Return a cell as it is shown: 7, not 7.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
