"""Tell what documents are made by: this package, Python, and the libraries beneath.

The same machinery makes the same bytes of the same content; another may not. No time stamp counts.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# What sets and draws text, outside of Python's packages.
_LIBRARIES = ("pango", "harfbuzz", "fontconfig", "freetype", "fribidi")
_PLACES = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/lib",
    "/opt/homebrew/lib",
    "/opt/local/lib",
    f"{sys.prefix}/lib",
    f"{sys.prefix}/Library/bin",
    "C:/msys64/mingw64/bin",
    "C:/msys64/ucrt64/bin",
)


def machinery() -> str:
    """Return a digest of all that documents are made by."""
    told = hashlib.sha256()
    for path in sorted(own_files()):
        told.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        told.update(hashlib.sha256(path.read_bytes()).digest())
    told.update("\n".join(surroundings()).encode())
    return told.hexdigest()


def own_files() -> Iterator[Path]:
    """Yield the files of this package that decide what is made."""
    waiting = [PACKAGE]
    while waiting:
        for each in os.scandir(waiting.pop()):
            if each.name.startswith("."):  # a lock of an editor, say
                continue
            if each.is_dir():
                if each.name not in ("__pycache__", "templates"):  # a theme is looked at by itself
                    waiting.append(Path(each.path))
            elif not each.name.endswith(".pyc"):
                yield Path(each.path)


def surroundings() -> Iterator[str]:
    """Yield what the package stands on: Python, its packages, and libraries of the system."""
    yield f"{platform.python_implementation()} {sys.version}"
    yield f"{sys.platform} {platform.machine()}"
    yield from sorted(_packages())
    yield from sorted(_libraries())


def _packages() -> set[str]:
    """Return the installed packages of Python, with their versions, by the names of their folders.

    To ask each for its metadata takes as long as all else that a build with nothing to do does.
    """
    found: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        found.update(each for each in _names(folder) if each.endswith(".dist-info"))
    return found


def _libraries() -> set[str]:
    """Return the files of libraries, whose names hold their versions."""
    folders = [*_PLACES, str(Path(sys.prefix) / "lib" / "lembar-system")]
    for place in _PLACES[:4]:  # Debian has one for each kind of machine
        folders.extend(f"{place}/{name}" for name in _names(place) if "-linux-" in name)
    found: set[str] = set()
    for folder in folders:
        found.update(
            f"{name} {_size(folder, name)}"
            for name in _names(folder)
            if name.startswith(tuple(f"lib{each}" for each in _LIBRARIES))
        )
    return found


def _names(folder: str) -> list[str]:
    try:
        return [each.name for each in os.scandir(folder or ".")]
    except OSError:
        return []


def _size(folder: str, name: str) -> int:
    try:
        return os.stat(os.path.join(folder, name)).st_size  # noqa: PTH116, PTH118
    except OSError:
        return 0
