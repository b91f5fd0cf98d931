"""The cache: files that were made, by the key of all that they were made from.

    <folder>/files/<two signs>/<key>    digest of the rest, facts in JSON, the file's bytes

Entries hold answers: nobody else may read them. What does not fit its digest is gone. Two builds
may use one cache: an entry is there whole or not at all.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lembar.engine import picturedata
from lembar.engine.cachefolder import USUAL_ROOM, place_privately
from lembar.engine.laid import Laid
from lembar.engine.problemdata import from_data, to_data
from lembar.writers.contract import Written

_FILES = "files"
_FRESH = 3600  # seconds: entries used since then are not marked again
_SPARE = 0.9  # of the room is left filled when there is too much


class Cache:
    """Keep written files for later builds; `room` is in bytes."""

    def __init__(self, folder: Path, room: int = USUAL_ROOM) -> None:
        self.folder, self._folder, self._room = folder, folder / _FILES, room
        self._grown = False
        self.failed: OSError | None = None  # why nothing can be kept

    def get(self, key: str) -> Written | None:
        """Return what was made under a key; None if it was not, or is not whole any more."""
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        seal, _, rest = raw.partition(b"\n")
        facts, _, content = rest.partition(b"\n")
        if hashlib.sha256(rest).hexdigest().encode() != seal:
            with suppress(OSError):
                path.unlink()
            return None
        self._mark(path)
        try:
            told = json.loads(facts)
            findings = tuple(map(from_data, told["findings"]))
            thumbnail = picturedata.from_data(told["thumbnail"])
            return Written(content, told["pages"], findings, thumbnail)
        except (ValueError, TypeError, LookupError):  # of another Lembar
            return None

    def put(self, key: str, written: Written | Laid) -> None:
        """Keep what was made under a key; a full disk is no reason to fail."""
        if self.failed is not None:
            return
        facts = {
            "pages": written.pages,
            "findings": [to_data(each) for each in written.findings],
            "thumbnail": picturedata.to_data(written.thumbnail),
        }
        try:
            rest = json.dumps(facts, ensure_ascii=False).encode() + b"\n" + written.content
            seal = hashlib.sha256(rest).hexdigest().encode()
            place_privately(self._path(key), seal + b"\n" + rest)
        except OSError as error:
            if not self._path(key).is_file():  # else another build has kept the same
                self.failed = error
        self._grown = True

    def trim(self) -> None:
        """Remove what was not used for longest, if there is more than there is room for."""
        if not self._grown:
            return
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= self._room:
            return
        for _, size, path in entries:
            with suppress(OSError):
                path.unlink()
            total -= size
            if total <= self._room * _SPARE:
                return

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Yield when each entry was used last, its size, and its file."""
        with suppress(OSError):  # someone may remove it all meanwhile
            for path in self._folder.glob("*/*"):
                with suppress(OSError):
                    found = path.stat()
                    yield found.st_mtime, found.st_size, path

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _mark(self, path: Path) -> None:
        """Remember that an entry was used."""
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _FRESH:
                os.utime(path)
