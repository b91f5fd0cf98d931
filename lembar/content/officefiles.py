"""Read the Office files of a theme: what is broken is told before anything is made with it."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.layers import Link, said
from lembar.course.fields import FIELD, FIELDS
from lembar.course.theme import OfficeFile
from lembar.errors import Place, Problems, nearest

MASTER = "master.pptx"
_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")  # a file with a password, or one of before 2007
_MOST = 200_000_000  # bytes, unpacked
_LARGEST = 30_000_000  # bytes
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def master_of(
    chain: Sequence[Link], here: Path | None, store: AssetStore, problems: Problems
) -> OfficeFile | None:
    """Return the nearest master.pptx of a chain of themes; report what is wrong with it."""
    path = next((p for link in chain if (p := link.folder / MASTER).is_file()), None)
    if path is None:
        return None
    place = Place(said(path, here))
    before = problems.failures
    content = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    _check(content, place, problems)
    if problems.failures > before:
        return None
    return OfficeFile(store.add(content, path.suffix), place.file)


def _check(content: bytes, place: Place, problems: Problems) -> None:
    """Report a file that is no presentation, and fields that no one knows."""
    if content.startswith(_LOCKED):
        problems.add("master-locked", place, "master-locked")
        return
    try:
        parts = dict(_parts(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        problems.add("master-broken", place, "master-broken", reason=error)
        return
    kinds = parts.get("[Content_Types].xml", b"")
    layouts = sum(name.startswith("ppt/slideLayouts/slideLayout") for name in parts)
    if "ppt/presentation.xml" not in parts or not layouts or b"vbaProject" in kinds:
        problems.add("master-no-presentation", place, "master-broken")
        return
    _fields(parts, place, problems)


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that hold XML.

    Raises ValueError if one can't be read, or the file is larger than a master is.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _MOST:
            raise ValueError("too large")
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                part = archive.read(name)
                try:
                    etree.fromstring(part, parser)
                except etree.XMLSyntaxError as error:
                    raise ValueError(f"{name}: {error}") from error
                yield name, part


def _fields(parts: dict[str, bytes], place: Place, problems: Problems) -> None:
    """Report fields of the master and its layouts that no document has."""
    from lxml import etree

    for name in sorted(parts):
        if not name.startswith(("ppt/slideMasters/", "ppt/slideLayouts/")):
            continue
        if not name.endswith(".xml"):
            continue
        root = etree.fromstring(parts[name])
        named = root.find(f"{_P}cSld")
        layout = (named.get("name") if named is not None else "") or "Master"
        for paragraph in root.iter(f"{_A}p"):
            text = "".join(each.text or "" for each in paragraph.iter(f"{_A}t"))
            for field in FIELD.findall(text):
                if field not in FIELDS:
                    near = nearest(field, FIELDS)
                    problems.add(
                        "unknown-field",
                        place,
                        "did-you-mean" if near else "known-words",
                        name=field,
                        layout=layout,
                        nearest=near,
                        known=", ".join(FIELDS),
                    )
