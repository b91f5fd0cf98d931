"""Read the Office files of a theme: what is broken is told before anything is made with it."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lembar.content.assets import AssetStore
from lembar.content.files import is_there, why_not
from lembar.content.layers import Link, is_own, said
from lembar.course.fields import CONTENT, FIELD, FIELDS
from lembar.course.theme import OfficeFile
from lembar.errors import Place, Problems

Parts: TypeAlias = Mapping[str, bytes]
# Fields that fetch, run or take in what stands elsewhere: ISO/IEC 29500-1, 17.16.5, and DDE.
_FETCHES = re.compile(
    r"\b(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|RD|DATABASE|DDE(?:AUTO)?|MACROBUTTON)\b", re.I
)
_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # a file with a password, or one of before 2007
_MOST = 200_000_000  # bytes, unpacked
_LARGEST = 30_000_000  # bytes
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


@dataclass(frozen=True, slots=True)
class Kind:
    """Describe a file that a theme may bring: its name, who makes it, what must and may be in it.

    `printed` begins the names of the parts that are taken along; `where` says of one what people
    call it; `also` reports what is wrong with it beside that.
    """

    name: str
    app: str
    needs: tuple[str, ...]
    printed: tuple[str, ...]
    text: str  # the name space of paragraphs
    fields: tuple[str, ...]
    where: Callable[[str, bytes], str]
    also: Callable[[bytes, Place, Problems], None]


def office_file(
    kind: Kind, chain: Sequence[Link], here: Path | None, store: AssetStore, problems: Problems
) -> OfficeFile | None:
    """Return the nearest file of a kind in a chain of themes; report what is wrong with it."""
    link = next((link for link in chain if is_there(link.folder / kind.name)), None)
    if link is None:
        return None
    path = link.folder / kind.name
    place = Place(said(path, here))
    if not path.is_file():
        problems.add("unreadable-file", place, message=why_not(path))
        return None
    if not is_own(path, link, here, problems):
        return None
    if path.stat().st_size > _LARGEST:
        most = _LARGEST // 1_000_000
        problems.add("office-large", place, "office-large", app=kind.app, most=most)
        return None
    before = problems.failures
    content = path.read_bytes()
    check_office_file(kind, content, place, problems)
    if problems.failures > before:
        return None
    return OfficeFile(store.add(content, path.suffix), place.file)


def check_office_file(kind: Kind, content: bytes, place: Place, problems: Problems) -> None:
    """Report a file that is not of its kind, holds macros, or has fields that no one knows."""
    words = {"app": kind.app, "ending": Path(kind.name).suffix}
    if content.startswith(_LOCKED):
        problems.add("office-locked", place, "office-locked", **words)
        return
    try:
        parts = dict(_parts(content))
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError,
            RuntimeError, EOFError) as error:  # fmt: skip
        problems.add("office-broken", place, "office-broken", reason=error, **words)
        return
    kinds = parts.get("[Content_Types].xml", b"")
    if not kinds or not all(any(n.startswith(each) for n in parts) for each in kind.needs):
        problems.add("office-other", place, "office-broken", **words)
        return
    if _has_macros(kinds):
        problems.add("office-macros", place, "office-macros", **words)
        return
    for name in sorted(parts):
        if name.startswith(kind.printed) and name.endswith(".xml"):
            _fields(kind, name, parts[name], place, problems)
            if _reaches_out(name, parts):
                problems.add("office-outside", place, "office-outside")
            kind.also(parts[name], place, problems)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that hold XML.

    Raises ValueError if one can't be read, or the file is larger than any is.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
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


def _fields(kind: Kind, name: str, part: bytes, place: Place, problems: Problems) -> None:
    """Report fields that no document has, and braces that do not close."""
    from lxml import etree

    for paragraph in etree.fromstring(part).iter(f"{kind.text}p"):
        text = "".join(each.text or "" for each in paragraph.iter(f"{kind.text}t"))
        for field in FIELD.findall(text):
            if field not in kind.fields:
                where = kind.where(name, part)
                problems.unknown("unknown-field", field, place, FIELDS, name=field, where=where)
        if "{{" in FIELD.sub("", text):
            problems.add("open-field", place, "open-field", text=text.strip()[:60])


def _reaches_out(name: str, parts: Parts) -> bool:
    """Say whether a part shows what stands elsewhere: a document brings all that it shows."""
    from lxml import etree

    folder, _, file = name.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    for each in etree.fromstring(relations) if relations else ():
        outside = each.get("TargetMode", "").casefold() == "external"
        if outside and not each.get("Type", "").endswith("/hyperlink"):
            return True
    root = etree.fromstring(parts[name])
    fields = [each.get(f"{_W}instr") or "" for each in root.iter(f"{_W}fldSimple")]
    fields.extend(
        "".join(each.text or "" for each in paragraph.iter(f"{_W}instrText"))
        for paragraph in root.iter(f"{_W}p")
    )
    return any(_FETCHES.search(each) for each in fields)


def _has_macros(kinds: bytes) -> bool:
    from lxml import etree

    types = [each.get("ContentType", "") for each in etree.fromstring(kinds).iter(etree.Element)]
    return any("vbaProject" in each or "macroEnabled" in each for each in types)


def _nothing(part: bytes, place: Place, problems: Problems) -> None:
    """Find nothing else."""


def _notes(part: bytes, place: Place, problems: Problems) -> None:
    """Report footnotes of a cover, which can't be taken along."""
    if b"<w:footnoteReference" in part or b"<w:endnoteReference" in part:
        problems.add("reference-notes", place, "reference-notes")


def _part_name(name: str, part: bytes) -> str:
    return Path(name).stem


def _layout_name(name: str, part: bytes) -> str:
    from lxml import etree

    named = etree.fromstring(part).find(f"{_P}cSld")
    return (named.get("name") if named is not None else "") or "Master"


MASTER = Kind(
    name="master.pptx",
    app="PowerPoint",
    needs=("ppt/presentation.xml", "ppt/slideLayouts/slideLayout"),
    printed=("ppt/slideMasters/", "ppt/slideLayouts/"),
    text=_A,
    fields=FIELDS,
    where=_layout_name,
    also=_nothing,
)
REFERENCE = Kind(
    name="reference.docx",
    app="Word",
    needs=("word/document.xml", "word/styles.xml"),
    printed=("word/document.xml", "word/header", "word/footer"),
    text=_W,
    fields=(*FIELDS, CONTENT),
    where=_part_name,
    also=_notes,
)
