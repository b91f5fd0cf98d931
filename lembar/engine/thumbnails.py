"""Thumbnails: small pictures of first pages, which index pages show beside their links.

    <course>/<audience>/thumbnails/<digest of the PDF>-<digest of the picture>.png

Each lies below the folder of the PDF that it was drawn from: a folder that is handed out has its
own pictures and no others. They are files, not parts of a page: that of a publisher with thousands
of documents stays light, and a browser fetches only what comes into sight. The name tells what a
picture shows, and whether it is as it was drawn: no list has to be kept in step.
"""

import re
import struct
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from lembar.engine.listing import AUDIENCES, Thumbnail
from lembar.engine.manifest import THUMBNAILS, Entry
from lembar.engine.seals import is_sealed, sealed_name

_PATH = re.compile(rf"[^/]+/({'|'.join(AUDIENCES)})/{THUMBNAILS}/[0-9a-f]+-[0-9a-f]+\.png")
_SIZE = struct.Struct(">16xII")  # at the beginning of a PNG


def thumbnails(
    output: Path, entries: Sequence[Entry], drawn: Mapping[str, bytes]
) -> tuple[dict[str, Thumbnail], dict[str, bytes]]:
    """Return the pictures of entries by the paths of these, and the bytes of those just drawn.

    `drawn` are pictures of this run by the digests of their PDFs; others stand in output/.
    """
    shown: dict[str, Thumbnail] = {}
    new: dict[str, bytes] = {}
    standing = cache(lambda folder: _standing(output, folder))
    for entry in entries:
        folder = _folder(entry)
        if not folder:
            continue
        picture = drawn.get(entry.sha256)
        if picture is None:
            old = standing(folder).get(sealed_name(entry.sha256, b"").partition("-")[0])
            if old is not None:
                shown[entry.path] = old
        elif found := _thumbnail(f"{folder}/{sealed_name(entry.sha256, picture)}.png", picture):
            shown[entry.path] = found
            new[found.path] = picture
    return shown, new


def paths_of(shown: Mapping[str, Thumbnail]) -> frozenset[str]:
    """Return where pictures are."""
    return frozenset(each.path for each in shown.values())


def is_thumbnail(path: str) -> bool:
    """Say whether a path is that of a picture of ours."""
    return bool(_PATH.fullmatch(path))


def _folder(entry: Entry) -> str:
    """Return the folder for the picture of an entry; none of what is no PDF, or bears names."""
    parts = entry.path.split("/")
    shown = entry.format == "pdf" and len(parts) == 3 and parts[1] == entry.edition
    return f"{parts[0]}/{parts[1]}/{THUMBNAILS}" if shown and parts[1] in AUDIENCES else ""


def _standing(output: Path, folder: str) -> dict[str, Thumbnail]:
    """Return the whole pictures in a folder, by the first part of their names."""
    found: dict[str, Thumbnail] = {}
    for file in sorted((output / folder).glob("*.png")):
        path = f"{folder}/{file.name}"
        if is_thumbnail(path) and file.is_file():
            content = file.read_bytes()
            made = _thumbnail(path, content) if is_sealed(path, content) else None
            if made is not None:
                found[file.name.partition("-")[0]] = made
    return found


def _thumbnail(path: str, content: bytes) -> Thumbnail | None:
    """Return a picture; None if it is none."""
    if len(content) < _SIZE.size:
        return None
    return Thumbnail(path, *_SIZE.unpack_from(content))
