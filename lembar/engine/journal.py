"""The journal: what a run is about to change, written first, so that a kill leaves no riddle."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from lembar.course.documents import PUPILS
from lembar.engine import files
from lembar.engine.change import Change, is_done, save_late_edits, undo
from lembar.engine.manifest import (
    MANIFEST,
    RECORD,
    STAGING,
    Entry,
    entry_from,
    is_private,
    manifest_bytes,
    read_records,
)

IGNORED = ".gitignore"
_INTENT = "intent.json"


def begin(output: Path, changes: Iterable[Change]) -> None:
    """Write down changes before the first of them is made."""
    raw = [
        {"old": [asdict(e) for e in each.old], "new": [asdict(e) for e in each.new]}
        for each in changes
    ]
    replace(output, f"{STAGING}/{_INTENT}", json.dumps({"changes": raw}).encode())


def end(output: Path, changes: Iterable[Change]) -> list[tuple[str, str]]:
    """Forget changes that are in the manifest; return files that a person saved meanwhile."""
    late = [pair for each in changes for pair in save_late_edits(output, each)]
    files.remove(output / STAGING / _INTENT)
    files.remove_tree(output / STAGING)
    return late


def recover(output: Path) -> list[tuple[str, str]]:
    """Put in order what a killed run left: whole new sets are taken over, others put back.

    Files that a person saved meanwhile are returned as pairs of old and new path.
    """
    changes = _begun(output)
    entries = {each.path: each for each in read_records(output)}
    for change in changes:
        if _is_listed(entries, change):
            continue
        if is_done(output, change):
            for path in change.before:
                entries.pop(path, None)
            entries.update({each.path: each for each in change.new})
        else:
            undo(output, change)
    if changes:
        write_manifest(output, entries.values())
    return end(output, changes)


def write_manifest(output: Path, entries: Iterable[Entry]) -> None:
    """Write the manifest, and the records of files with pupils' names beside these."""
    entries = tuple(entries)
    put(output, MANIFEST, manifest_bytes(e for e in entries if not is_private(e.path)))
    folders: dict[str, list[Entry]] = {}
    for entry in entries:
        if is_private(entry.path):
            folders.setdefault(entry.path.rpartition("/")[0], []).append(entry)
    for folder, inside in sorted(folders.items()):
        shut(output, folder)
        put(output, f"{folder}/{RECORD}", manifest_bytes(inside))
    for path in sorted(output.glob(f"[!.]*/{PUPILS}/{RECORD}")):
        if path.parent.relative_to(output).as_posix() not in folders:
            files.remove(path)
            # The results of a class may lie there as well: no build removes these.
            if [each.name for each in path.parent.iterdir()] == [IGNORED]:
                files.remove(path.with_name(IGNORED))


def shut(output: Path, folder: str) -> None:
    """Make a folder for files with pupils' names: no one else looks into it, and git passes it."""
    files.private(output / folder)
    put(output, f"{folder}/{IGNORED}", b"*\n")


def put(output: Path, path: str, content: bytes) -> None:
    """Write a file at once, or leave it alone if it says the same already."""
    target = output / path
    if not target.is_file() or target.read_bytes() != content:
        replace(output, path, content)


def replace(output: Path, path: str, content: bytes) -> None:
    """Put a file in place at once, by way of .staging/."""
    files.private(output / STAGING)
    waiting = output / STAGING / "waiting"
    try:
        files.write(waiting, content)
    except OSError:
        with suppress(OSError):
            files.remove(waiting)  # on a full disk it takes the room
        raise
    files.move(waiting, output / path)


def tidy(output: Path) -> None:
    """Remove .staging/ if nothing in it waits for the next run."""
    with suppress(OSError):
        (output / STAGING).rmdir()


def _is_listed(entries: Mapping[str, Entry], change: Change) -> bool:
    """Say whether the manifest has a change already: the kill came while clearing up."""
    after = change.after
    gone = change.before.keys() - after.keys()
    return not gone & entries.keys() and all(entries.get(e.path) == e for e in change.new)


def _begun(output: Path) -> tuple[Change, ...]:
    """Return the changes that a run began and did not end."""
    try:
        raw = json.loads((output / STAGING / _INTENT).read_bytes())
        return tuple(
            Change(
                tuple(entry_from(e) for e in each["old"]),
                tuple(entry_from(e) for e in each["new"]),
            )
            for each in raw["changes"]
        )
    except (FileNotFoundError, ValueError, TypeError, LookupError):
        return ()
