"""Lay what workers make on the disk as it comes: memory does not grow with a course.

    <folder>/spool/<of one run>/<number>    the bytes of a file, until the run ends

Copies with pupils' names stay in memory: nothing of them lies about if a run is killed.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from threading import Lock

from lembar.engine.jobs import Done, Job, PaperJob, Result
from lembar.engine.laid import Laid
from lembar.engine.manifest import digest
from lembar.writers import Written

_SPOOL = "spool"
_LEFT = 24 * 3600  # seconds after which the files of a run that was killed are removed
_LEAST = 4096  # bytes that are worth a file


@dataclass(slots=True)
class Spool:
    """Lay files below a folder, that of the cache; the system's for such things may be small."""

    folder: Path
    _place: Path | None = None
    _numbers: Iterator[int] = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)
    _closed: bool = False

    def future(self, job: Job) -> "Future[Result]":
        """Return a future whose result is laid on the disk as soon as it is there."""
        return _Laying(self) if isinstance(job, PaperJob) else Future()

    def lay(self, result: Result) -> Result:
        """Return a result whose files lie on the disk, as far as there is room."""
        return replace(result, files=tuple(map(self._laid, result.files)))

    def close(self) -> None:
        """Remove all that was laid."""
        with self._lock:
            self._closed = True
            if self._place is not None:
                shutil.rmtree(self._place, ignore_errors=True)

    def _laid(self, done: Done) -> Done:
        written = done.written
        if not isinstance(written, Written) or len(written.content) < _LEAST:
            return done
        path = self._new()
        if path is None:
            return done
        try:
            path.write_bytes(written.content)
        except OSError:  # a full disk: from now on all stays in memory, and the rest is for others
            self._closed = True
            with suppress(OSError):
                path.unlink()
            return done
        facts = written.pages, written.findings, written.thumbnail
        return replace(done, written=Laid(path, digest(written.content), *facts))

    def _new(self) -> Path | None:
        """Return the place of another file; None if there can be none."""
        with self._lock:
            if self._place is None and not self._closed:
                with suppress(OSError):
                    self._place = self._begin()
            if self._closed or self._place is None:
                return None
            return self._place / str(next(self._numbers))

    def _begin(self) -> Path:
        """Make a folder that is this run's alone, and private. Raises OSError if none can be."""
        folder = self.folder / _SPOOL
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in folder.iterdir():
            with suppress(OSError):
                if old.stat().st_mtime < time.time() - _LEFT:
                    shutil.rmtree(old, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=folder))


class _Laying(Future[Result]):
    def __init__(self, spool: Spool) -> None:
        super().__init__()
        self._spool = spool

    def set_result(self, result: Result) -> None:
        super().set_result(self._spool.lay(result))
