"""Files that a person changed after they were published: moved to output/edited/, never lost."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path, PurePosixPath

from lembar.engine import files
from lembar.engine.manifest import EDITED, digest_of, is_private


def set_aside(output: Path, path: str, source: Path | None = None) -> str:
    """Move a person's file to edited/ and return its new path, relative to output/.

    `source` is where the file is, if it is no longer at its path.
    """
    source = source or output / path
    found = digest_of(source)
    for place in _places(path):
        there = digest_of(output / place)
        # The same bytes were set aside before: one copy is enough.
        if there is None or (there == found and found):
            if is_private(path):
                files.private((output / place).parent)
            files.move(source, output / place)
            return place
    raise AssertionError("there is always a free name")


def edited_files(output: Path) -> tuple[str, ...]:
    """Return the paths below edited/, relative to output/, in order; hidden files are left out.

    Those with pupils' names are on no page, either.
    """
    folder = output / EDITED
    found = (each for each in folder.rglob("*") if each.is_file())
    paths = (each.relative_to(output) for each in found)
    paths = (each for each in paths if not is_private(each.as_posix()))
    return tuple(
        sorted(p.as_posix() for p in paths if not any(part.startswith(".") for part in p.parts))
    )


def _places(path: str) -> Iterator[str]:
    """Name the places to try: the path below edited/, then with -2, -3 …"""
    wanted = PurePosixPath(EDITED, path)
    yield str(wanted)
    for number in count(2):
        yield str(wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}"))
