"""The few ways in which publishing changes the file system; nothing else in it does."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def move(source: Path, target: Path) -> None:
    """Move a file or folder to a place, at once; what stands there is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)  # noqa: PTH105 (one call to watch in tests)


def private(folder: Path) -> None:
    """Make a folder that no one else may look into; a system without such rights has none."""
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        folder.chmod(0o700)


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)


def remove_tree(path: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)


def prune(output: Path) -> None:
    """Remove the empty folders below output/; hidden ones are someone else's."""
    for folder, below, _ in os.walk(output, topdown=False):
        for name in sorted(below):
            path = Path(folder, name)
            hidden = any(part.startswith(".") for part in path.relative_to(output).parts)
            # A folder that is full, or open in a window, stays.
            if not hidden and not path.is_symlink():
                with suppress(OSError):
                    path.rmdir()


def sizes(output: Path, paths: Iterable[str]) -> dict[str, int]:
    """Return the sizes of the files that are there, in bytes."""
    return {path: (output / path).stat().st_size for path in paths if (output / path).is_file()}
