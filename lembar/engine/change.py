"""A change: sets that are replaced in one go, from what was published to what is to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lembar.engine import files
from lembar.engine.edited import set_aside
from lembar.engine.manifest import STAGING, Entry, digest, digest_of, is_private


class Content(Protocol):
    """Describe what has the bytes of a file, perhaps on the disk."""

    @property
    def content(self) -> bytes:
        """Return them."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hold the entries before and after; a path in both is replaced, or is the same already."""

    old: tuple[Entry, ...]
    new: tuple[Entry, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the sets that change."""
        return tuple(sorted({each.set for each in (*self.old, *self.new)}))

    @property
    def before(self) -> dict[str, str]:
        """Return path → digest of what was published."""
        return {each.path: each.sha256 for each in self.old}

    @property
    def after(self) -> dict[str, str]:
        """Return path → digest of what is to be there."""
        return {each.path: each.sha256 for each in self.new}


@dataclass(slots=True)
class Done:
    """Hold what applying a change did: paths, and pairs of old and new path."""

    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    edited: list[tuple[str, str]] = field(default_factory=list)


class Blocked(Exception):  # noqa: N818 (not an error of ours: someone has a file open)
    """Say that a change could not be made, at which path, and whether all is as it was."""

    def __init__(self, path: str, error: OSError, restored: bool = True) -> None:
        super().__init__(path)
        self.path = path
        self.error = error
        self.restored = restored


def changes(old: Iterable[Entry], new: Iterable[Entry]) -> tuple[Change, ...]:
    """Group entries into changes: sets that hand a path to each other change together."""
    old, new = tuple(old), tuple(new)
    leader: dict[str, str] = {}
    owner: dict[str, str] = {}

    def find(key: str) -> str:
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for each in (*old, *new):
        # Names that differ in case only are one file on many computers.
        first = owner.setdefault(each.path.casefold(), each.set)
        one, other = sorted((find(first), find(each.set)))
        leader[other] = one
    grouped: dict[str, tuple[list[Entry], list[Entry]]] = {}
    for side, entries in enumerate((old, new)):
        for each in entries:
            grouped.setdefault(find(each.set), ([], []))[side].append(each)
    return tuple(
        Change(tuple(before), tuple(after)) for _, (before, after) in sorted(grouped.items())
    )


def stage(output: Path, change: Change, contents: Mapping[str, Content]) -> None:
    """Write to .staging/ what is not in place already."""
    after = change.after
    leaving = {path.casefold() for path in change.before if path not in after}
    for path, wanted in sorted(after.items()):
        try:
            if path.casefold() in leaving or digest_of(output / path) != wanted:
                files.private(output / STAGING)  # it may hold names
                files.write(_staged(output, path), contents[path].content)
        except OSError as error:
            raise Blocked(path, error) from error


def apply(output: Path, change: Change) -> Done:
    """Put staged files in place of the old ones.

    Raises Blocked if a file can't be moved; then all files are where they were.
    """
    done = Done()
    moves: list[tuple[Path, Path]] = []
    path = ""
    try:
        for path in sorted(change.before.keys() | change.after.keys()):
            _clear_the_way(output, change, path, done, moves)
        for path in sorted(change.after):
            _put(output, path, done, moves)
    except OSError as error:
        raise Blocked(path, error, _take_back(moves)) from error
    return done


def is_done(output: Path, change: Change) -> bool:
    """Say whether a change that a killed run began is complete."""
    after = change.after
    wanted = {**dict.fromkeys(change.before), **after}
    return all(digest_of(output / path) == there for path, there in wanted.items())


def undo(output: Path, change: Change) -> None:
    """Put the old files back that a killed run had moved away; what a person wrote stays."""
    before = change.before
    for path, made in change.after.items():
        if before.get(path) != made and digest_of(output / path) == made:
            files.remove(output / path)
    for path in before:
        if _displaced(output, path).exists():
            if digest_of(output / path) is not None:
                set_aside(output, path)
            files.move(_displaced(output, path), output / path)


def save_late_edits(output: Path, change: Change) -> list[tuple[str, str]]:
    """Keep old files that a person saved at the very moment in which they were replaced."""
    found = []
    for path, was in change.before.items():
        displaced = _displaced(output, path)
        if digest_of(displaced) not in (None, was):
            found.append((path, set_aside(output, path, displaced)))
    return found


def _clear_the_way(
    output: Path, change: Change, path: str, done: Done, moves: list[tuple[Path, Path]]
) -> None:
    """Move away what stands at a path, unless it is there to stay."""
    found = digest_of(output / path)
    wanted = change.after.get(path)
    if found is None or (found == wanted and not _staged(output, path).exists()):
        return
    if found == change.before.get(path):
        files.move(output / path, _displaced(output, path))
        moves.append((output / path, _displaced(output, path)))
        if wanted is None:
            done.removed.append(path)
    else:
        place = set_aside(output, path)
        moves.append((output / path, output / place))
        done.edited.append((path, place))


def _put(output: Path, path: str, done: Done, moves: list[tuple[Path, Path]]) -> None:
    """Move a staged file to its place."""
    staged = _staged(output, path)
    if not staged.exists():
        done.unchanged.append(path)
        return
    if is_private(path):
        files.private((output / path).parent)
    files.move(staged, output / path)
    moves.append((staged, output / path))
    done.made.append(path)


def _take_back(moves: list[tuple[Path, Path]]) -> bool:
    """Undo moves, last first; return whether all succeeded."""
    restored = True
    for source, target in reversed(moves):
        try:
            files.move(target, source)
        except OSError:
            restored = False
    return restored


def _staged(output: Path, path: str) -> Path:
    return output / STAGING / f"new-{digest(path.encode())[:32]}"


def _displaced(output: Path, path: str) -> Path:
    return output / STAGING / f"old-{digest(path.encode())[:32]}"
