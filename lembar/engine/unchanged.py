"""Know that there is nothing to do, before anything is loaded that could do it.

A build remembers what it saw: of each file that it may read, of its own files, and of those that
it published, the size and times that the system tells. If all of it is the same, so is the
outcome. It is seen before the build reads: what changes meanwhile is another sight.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lembar.engine.cachefolder import forget_old, place_privately, use
from lembar.engine.machinery import PACKAGE, surroundings
from lembar.engine.problemdata import from_data, to_data
from lembar.errors import Problem

_RUNS = "runs"
_FILES = ("school.yaml", "me.yaml")  # looked for from a course upward
_MORE = ("images", "profiles", "templates")  # what may stand beside them
_LEAST = 50_000_000  # nanoseconds in which a file can change twice without another time …
_COARSE = 2_100_000_000  # … where times are told in whole seconds
_SECOND = 1_000_000_000
_STAGING = ".staging"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Run:
    """Name a build by where it stands and all that was asked of it."""

    here: Path
    root: Path
    courses: tuple[Path, ...]
    output: Path
    school: Path | None
    asked: tuple[str, ...]  # options as they were given, in order of their names

    @property
    def key(self) -> str:
        """Return the name under which the run is remembered."""
        where = (self.here, self.root, self.output, self.school)
        told = [*map(str, where), *self.asked]
        return hashlib.sha256("\0".join(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold what is told of a build that went well, if it is asked for again."""

    files: int
    pages: int
    named: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """Hold what files look like, as a digest, and when they were looked at (nanoseconds)."""

    digest: str
    began: int
    newest: int = 0

    def is_sure(self, began: int) -> bool:
        """Say whether no file changed so late that it may change again and look the same."""
        return self.newest <= began


def look(run: Run) -> Sight:
    """Look at the files that a build may read."""
    return _sight(_seen(run))


def remembered(cache: Path, run: Run) -> Summary | None:
    """Return how a run ended, if nothing that it depends on has changed since.

    Where a run was killed, or another one writes, there is something to do.
    """
    try:
        if any(os.path.lexists(run.output / name) for name in (_STAGING, _LOCK)):
            return None
        path = cache / _RUNS / run.key
        raw = json.loads(path.read_bytes())
        same = (
            raw["inputs"] == look(run).digest
            and raw["others"] == _sight(_others(raw["read"])).digest
            and raw["output"] == output_of(run)
        )
        if not same:
            return None
        use(path)
        return _summary(raw["summary"])
    except (OSError, ValueError, TypeError, LookupError):
        return None


def remember(
    cache: Path,
    run: Run,
    seen: Sight,
    read: Iterable[Path],
    summary: Summary | None,
    looks: str | None = None,
) -> None:
    """Keep how a run ended that began with a sight; nothing, if it is to be done again.

    `read` are the files that it did read, wherever they stand; `looks` is what it left in output/
    (None: what is there now).
    """
    path = cache / _RUNS / run.key
    others = sorted(str(each) for each in read if not _within(each, run.courses))
    beside = _sight(_others(others))
    with suppress(OSError):  # without this it takes longer, no more
        if summary is None or not (seen.is_sure(seen.began) and beside.is_sure(seen.began)):
            path.unlink(missing_ok=True)
            return
        told = {
            "files": summary.files,
            "pages": summary.pages,
            "named": summary.named,
            "problems": [to_data(each) for each in summary.problems],
        }
        raw = {
            "inputs": seen.digest,
            "read": others,
            "others": beside.digest,
            "output": output_of(run) if looks is None else looks,
            "summary": told,
        }
        place_privately(path, json.dumps(raw, ensure_ascii=False).encode())
        forget_old(path.parent)


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(folder in path.parents for folder in folders)


def _sight(lines: Iterable[tuple[str, int]]) -> Sight:
    began, newest, told = time.time_ns(), 0, hashlib.sha256()
    for line, changed in lines:
        told.update(line.encode("utf-8", "surrogateescape") + b"\n")
        newest = max(newest, changed + (_LEAST if changed % _SECOND else _COARSE))
    return Sight(told.hexdigest(), began, newest)


def _others(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        yield from _file(path)


def output_of(run: Run) -> str:
    """Return what the published files of a run look like."""
    return look_of(run.output)


def look_of(output: Path) -> str:
    """Return what the published files look like."""
    return _sight(_tree(str(output), frozenset())).digest


def _summary(raw: Mapping[str, Any]) -> Summary:
    problems = tuple(map(from_data, raw["problems"]))
    return Summary(int(raw["files"]), int(raw["pages"]), tuple(raw["named"]), problems)


def _seen(run: Run) -> Iterator[tuple[str, int]]:
    """Yield a line for each file that a build may read, and when it changed."""
    skipped = frozenset((str(run.output),))
    yield "\n".join(map(str, run.courses)), 0
    for folder in run.courses:
        yield from _tree(str(folder), skipped)
    for folder in _above(run):
        for name in _FILES:
            yield from _file(str(folder / name))
        for name in _MORE:
            yield from _tree(str(folder / name), skipped)
    if run.school is not None:
        yield from _file(str(run.school))
    yield from _own()


def _above(run: Run) -> list[Path]:
    """Return the folders from courses, and from a school's file, up to the root of the project."""
    starts = [*run.courses, *([run.school] if run.school else [])]
    found = {run.root, *([run.school.parent] if run.school else [])}
    for start in starts:
        found.update(up for up in start.parents if up == run.root or run.root in up.parents)
    return sorted(found)


def _own() -> Iterator[tuple[str, int]]:
    """Yield a line for each file that the program is made of; those do not change meanwhile."""
    yield "\n".join(surroundings()), 0
    for folder in (PACKAGE, PACKAGE.parent / "templates"):
        for line, _ in _tree(str(folder), frozenset()):
            yield line, 0


def _tree(
    folder: str, skipped: frozenset[str], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, int]]:
    """Yield a line for each file below a folder, in order; links that lead back are left."""
    if folder in skipped:
        return
    yield folder, 0
    for each in _entries(folder):
        if isinstance(each, str):
            yield each, 0
        elif each.name in (_STAGING, _LOCK, "__pycache__", ".git") or each.name.startswith("~$"):
            continue
        elif not _is_folder(each):
            yield from _file(each.path)
        elif not each.is_symlink():
            yield from _tree(each.path, skipped, above)
        elif (real := os.path.realpath(each.path)) not in above:
            yield from _tree(each.path, skipped, (*above, real))


def _is_folder(each: "os.DirEntry[str]") -> bool:
    """Say whether something is a folder; a link that leads nowhere, or to itself, is none."""
    try:
        return each.is_dir()
    except OSError:
        return False


def _entries(folder: str) -> "Iterable[os.DirEntry[str] | str]":
    """Return what a folder holds, in order; of one that can't be read, why."""
    try:
        return sorted(os.scandir(folder), key=lambda each: each.name)
    except OSError as error:
        return (f"{folder}\0{type(error).__name__}",)


def _file(path: str) -> Iterator[tuple[str, int]]:
    """Yield the line of a file."""
    try:
        found = os.stat(path)  # noqa: PTH116 - called for thousands of files
    except OSError as error:
        yield f"{path}\0{type(error).__name__}", 0
        return
    yield (
        f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}",
        max(found.st_mtime_ns, found.st_ctime_ns),
    )
