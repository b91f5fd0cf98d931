"""Write small sheets as DOCX and look into the parts."""

import zipfile
from dataclasses import replace
from io import BytesIO

from lxml import etree

from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Written
from lembar.writers.docx import write
from tests.sheets import LABELS, load

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_, THEME, STORE = load("worksheet")
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10"/>'
    b"</svg>"
)
PICTURE = f"asset:{STORE.add(SVG, 'svg')}"


def sheet(inside: str, **changes: object) -> Sheet:
    """Return a sheet that holds this markup."""
    root = parse(f"<article>{inside}</article>", Place("test.html"))
    made = Sheet("Judul", "id", "worksheet", "student", root, labels=LABELS)
    return replace(made, **changes)  # type: ignore[arg-type]


def written(inside: str, **changes: object) -> Written:
    """Write this markup."""
    return write(sheet(inside, **changes), THEME, STORE)


def docx(inside: str, **changes: object) -> bytes:
    """Write this markup and return the file; nothing may be missing in it."""
    made = written(inside, **changes)
    assert not made.findings
    return made.content


def part(content: bytes, name: str = "word/document.xml") -> etree._Element:
    """Return a part of a file as a tree."""
    return etree.fromstring(raw(content, name))


def raw(content: bytes, name: str = "word/document.xml") -> bytes:
    """Return the bytes of a part."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def names(content: bytes) -> list[str]:
    """Return the names of all parts."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.namelist()


def all_bytes(content: bytes) -> bytes:
    """Return every part, uncompressed."""
    return b"".join(raw(content, name) for name in names(content))
