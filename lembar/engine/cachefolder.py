"""Find the folder of the cache, and write files there that no one else may read."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_MB = 1024 * 1024
USUAL_ROOM = 2048 * _MB
"""How large a cache may grow, in bytes."""
MOST_RECORDS = 100
"""How many builds are remembered: one for each output and way to call it, of all projects."""


def place_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # its mode is 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def use(record: Path) -> None:
    """Remember that a record was used, so that others are forgotten before it."""
    with suppress(OSError):
        os.utime(record)


def forget_old(folder: Path, most: int = MOST_RECORDS) -> None:
    """Remove all records of a folder but those that were written or used last."""
    found = []
    with suppress(OSError):  # another build may do the same
        for path in folder.iterdir():
            with suppress(OSError):
                found.append((path.stat().st_mtime_ns, path))
    for _, path in sorted(found, reverse=True)[most:]:
        with suppress(OSError):
            path.unlink()


def cache_folder(asked: Path | None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder of the cache; a new one is private: asked for, LEMBAR_CACHE, or the user's.

    With "off" there is none: nothing is kept.
    """
    named = str(asked) if asked else environment.get("LEMBAR_CACHE")
    if named == "off":
        return None
    if named:
        folder = Path(named)
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("lembar", appauthor=False)
    with suppress(OSError):
        # One that is there keeps its mode: it may be anyone's. Files in it are private themselves.
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def room_of(environment: Mapping[str, str] = os.environ) -> int:
    """Return how large the cache may grow, in bytes; LEMBAR_CACHE_SIZE says it in MB."""
    with suppress(ValueError, KeyError):
        return max(1, int(environment["LEMBAR_CACHE_SIZE"])) * _MB
    return USUAL_ROOM
