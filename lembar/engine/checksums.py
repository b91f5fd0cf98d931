"""Checksums: a list for each of student/ and teacher/ that `sha256sum -c` reads.

A list names the documents of its own folder and no others; files with pupils' names are on none.
"""

from collections.abc import Iterable

from lembar.engine.listing import AUDIENCES
from lembar.engine.manifest import CHECKSUMS, Entry
from lembar.engine.seals import seal


def checksums(entries: Iterable[Entry]) -> dict[str, bytes]:
    """Return the lists by their paths, relative to output/."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        for audience in AUDIENCES:
            folder = f"{entry.course}/{audience}/"
            if entry.path.startswith(folder):
                found = lines.setdefault(folder + CHECKSUMS, [])
                found.append((entry.path.removeprefix(folder), entry.sha256))
    return {path: seal(path, _list(of_folder)) for path, of_folder in sorted(lines.items())}


def _list(files: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(files)).encode()
