"""Read the reference.docx of a theme: what is broken is told before anything is made with it."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.layers import Link, said
from lembar.course.fields import CONTENT, FIELD, FIELDS
from lembar.course.theme import OfficeFile
from lembar.errors import Place, Problems, nearest

REFERENCE = "reference.docx"
_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # a file with a password, or one of before 2007
_MOST = 200_000_000  # bytes, unpacked
_LARGEST = 30_000_000  # bytes
_PRINTED = ("word/document.xml", "word/header", "word/footer")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def reference_of(
    chain: Sequence[Link], here: Path | None, store: AssetStore, problems: Problems
) -> OfficeFile | None:
    """Return the nearest reference.docx of a chain of themes; report what is wrong with it."""
    path = next((p for link in chain if (p := link.folder / REFERENCE).is_file()), None)
    if path is None:
        return None
    place = Place(said(path, here))
    before = problems.failures
    content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    check_reference(content, place, problems)
    if problems.failures > before:
        return None
    return OfficeFile(store.add(content, path.suffix), place.file)


def check_reference(content: bytes, place: Place, problems: Problems) -> None:
    """Report a file that is no document, holds macros, or has fields that no one knows."""
    if content.startswith(_LOCKED):
        problems.add("reference-locked", place, "reference-locked")
        return
    try:
        parts = dict(_parts(content))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError,
            RuntimeError, EOFError) as error:  # fmt: skip
        problems.add("reference-broken", place, "reference-broken", reason=error)
        return
    kinds = parts.get("[Content_Types].xml", b"")
    if "word/document.xml" not in parts or "word/styles.xml" not in parts or not kinds:
        problems.add("reference-no-document", place, "reference-broken")
        return
    if b"vbaProject" in kinds or b"macroEnabled" in kinds:
        problems.add("reference-macros", place, "reference-macros")
        return
    for name in sorted(parts):
        if name.startswith(_PRINTED) and name.endswith(".xml"):
            _fields(parts[name], place, problems)
            _strange(name, parts, place, problems)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that hold XML.

    Raises ValueError if one can't be read, or the file is larger than any is.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _MOST:
            raise ValueError("too large")
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            part = archive.read(name)
            try:
                root = etree.fromstring(part, parser)
            except etree.XMLSyntaxError as error:
                raise ValueError(f"{name}: {error}") from error
            if root.getroottree().docinfo.doctype:
                raise ValueError(f"{name}: DOCTYPE")
            yield name, part


def _fields(part: bytes, place: Place, problems: Problems) -> None:
    """Report fields that no document has, and braces that do not close."""
    from lxml import etree

    for paragraph in etree.fromstring(part).iter(f"{_W}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
        for field in FIELD.findall(text):
            if field not in (*FIELDS, CONTENT):
                near = nearest(field, FIELDS)
                problems.add(
                    "reference-field",
                    place,
                    "did-you-mean" if near else "known-words",
                    name=field,
                    nearest=near,
                    known=", ".join(FIELDS),
                )
        if "{{" in FIELD.sub("", text):
            problems.add("reference-braces", place, "reference-braces", text=text.strip()[:60])


def _strange(name: str, parts: dict[str, bytes], place: Place, problems: Problems) -> None:
    """Report what can't be taken along: footnotes of a cover, pictures from elsewhere."""
    if b"<w:footnoteReference" in parts[name] or b"<w:endnoteReference" in parts[name]:
        problems.add("reference-notes", place, "reference-notes")
    folder, _, file = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels", b"")
    for each in relations.split(b"<Relationship ")[1:]:
        if b'TargetMode="External"' in each and b"/hyperlink" not in each:
            problems.add("reference-outside", place, "reference-outside")
