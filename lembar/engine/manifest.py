"""The manifest: what stands in output/, file by file, in output/manifest.json."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from lembar.course.documents import PUPILS

MANIFEST = "manifest.json"
INDEX = "index.html"
CHECKSUMS = "SHA256SUMS.txt"
EDITED = "edited"
THUMBNAILS = "thumbnails"  # a folder below those of audiences
STAGING = ".staging"
LOCK = ".lock"  # there while a run writes; see lock.py
RECORD = ".record.json"  # what the manifest says of other files, for those with pupils' names


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what the manifest says of one file; `path` is relative to output/, with slashes."""

    path: str
    course: str
    unit: str
    document: str
    edition: str
    form: str
    profile: str
    format: str
    title: str
    pages: int | None
    sha256: str
    sources: tuple[str, ...]
    revision: str
    set: str  # key of the set: files that appear together or not at all
    tier: str = ""


def read_manifest(output: Path) -> tuple[Entry, ...]:
    """Return the entries of output/manifest.json; none if it is missing or broken."""
    return _read(output / MANIFEST)


def read_records(output: Path) -> tuple[Entry, ...]:
    """Return the entries of all files that builds have made, those with pupils' names as well."""
    private = sorted(output.glob(f"[!.]*/{PUPILS}/{RECORD}"))
    return (*read_manifest(output), *(entry for path in private for entry in _read(path)))


def is_private(path: str) -> bool:
    """Say whether a file bears pupils' names: it is in no manifest and on no page."""
    return PUPILS in path.split("/")[:-1]


def _read(path: Path) -> tuple[Entry, ...]:
    try:
        raw = json.loads(path.read_bytes())
        entries = tuple(entry_from(each) for each in raw["documents"])
    except (OSError, ValueError, TypeError, LookupError):
        return ()
    paths = {each.path for each in entries}
    return entries if len(paths) == len(entries) else ()


def manifest_bytes(entries: Iterable[Entry]) -> bytes:
    """Return the manifest of entries: sorted by path, the same bytes for the same entries."""
    documents = [asdict(each) for each in sorted(entries, key=lambda each: each.path)]
    return (json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n").encode()


def entry_from(raw: Mapping[str, Any]) -> Entry:
    """Return an entry read from JSON.

    Raises KeyError, TypeError or ValueError if it isn't one.
    """
    raw = {"tier": "", **raw}  # builds before there were tiers did not write it
    texts = {
        name: raw[name]
        for name in Entry.__slots__
        if name not in ("pages", "sources")  # all others are texts
    }
    pages, sources = raw["pages"], raw["sources"]
    strings = [*texts.values(), *sources]
    if not all(isinstance(each, str) for each in strings) or isinstance(sources, str):
        raise TypeError("a text is due")
    if not (pages is None or (isinstance(pages, int) and not isinstance(pages, bool))):
        raise TypeError("a number is due")
    if not is_publishable(texts["path"]):
        raise ValueError("a path inside output/ is due")
    return Entry(**texts, pages=pages, sources=tuple(sources))


def is_publishable(path: str) -> bool:
    """Say whether a document may have this path: inside output/, no place or page of ours."""
    parts = path.split("/")
    return (
        len(parts) > 1
        and not any(part in ("", ".", "..") for part in parts)
        and not any(mark in path for mark in ("\\", ":", "\0"))
        and not parts[0].startswith(".")
        and parts[0].casefold() != EDITED
        and THUMBNAILS not in (part.casefold() for part in parts[1:-1])
        and parts[-1].casefold() not in (INDEX, CHECKSUMS.casefold())
        and str(PurePosixPath(path)) == path
    )


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes, as the manifest writes it."""
    return hashlib.sha256(content).hexdigest()


def digest_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, None if nothing is there, "" if it isn't a file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        if path.is_dir():
            return ""
        raise
