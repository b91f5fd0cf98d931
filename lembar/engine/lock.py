"""One run at a time writes to output/: a lock of the system, which ends with whoever holds it.

The lock is on a file beside the manifest, not the file itself: one that a killed run left behind
keeps nobody out, and the next run takes it away.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lembar.engine.interrupts import breathe
from lembar.engine.manifest import LOCK
from lembar.engine.publish import not_writable
from lembar.errors import LembarError, Problem, problem

PATIENCE = 120.0
"""Seconds for which another run is waited for: to put papers in place takes a few."""
_SOON = 0.5  # seconds that are not worth telling
_PAUSE = 0.05


@contextmanager
def locked(
    output: Path, tell: Callable[[Problem], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Keep other runs from writing to output/; one that is at it already is waited for, and told.

    Raises LembarError if that takes longer than `patience` (seconds), or nothing can be written.
    """
    handle = _wait(output, tell, patience)
    try:
        yield
    finally:
        if handle is not None:
            _leave(output / LOCK, handle)


def _wait(output: Path, tell: Callable[[Problem], None], patience: float) -> int | None:
    """Return the open file that is locked; None where the disk knows no locks."""
    began, told = time.monotonic(), False
    while True:
        try:
            output.mkdir(parents=True, exist_ok=True)
            handle = _opened(output / LOCK)
        except BlockingIOError:
            handle = None
        except OSError as error:
            raise not_writable(output, error) from error
        if handle is not None:
            try:
                if _is_taken(output / LOCK, handle):
                    return handle
            except OSError as error:
                _leave(output / LOCK, handle)
                reason = error.strerror or type(error).__name__
                tell(problem("no-locks", None, None, "info", path=output, reason=reason))
                return None
        breathe()
        waited = time.monotonic() - began
        if waited >= patience:
            raise LembarError(problem("output-busy", None, "output-busy", path=output))
        if waited >= _SOON and not told:
            told = True
            seconds = round(patience)
            tell(problem("output-waits", None, None, "info", path=output, seconds=seconds))
        time.sleep(_PAUSE)


def _is_taken(path: Path, handle: int) -> bool:
    """Lock an open file, unless another run has; whoever held it may have removed it meanwhile."""
    try:
        _lock(handle)
        if os.path.samestat(path.stat(), os.fstat(handle)):
            return True
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(handle)
    return False


if sys.platform == "win32":
    import msvcrt

    def _opened(path: Path) -> int:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT)
        except PermissionError as error:  # it is just being removed
            raise BlockingIOError from error

    def _lock(handle: int) -> None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error

    def _leave(path: Path, handle: int) -> None:
        os.close(handle)
        with suppress(OSError):  # another run has it open
            path.unlink()

else:
    import fcntl

    def _opened(path: Path) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _leave(path: Path, handle: int) -> None:
        with suppress(OSError):
            path.unlink()  # as long as it is locked: later it may be another run's
        os.close(handle)
