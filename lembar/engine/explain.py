"""Say why something is made again: which input changed since the last build.

What a build read is remembered by digests: each file of content, and each file of a theme. They
tell people what happened; what is made again is decided by keys alone.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lembar.engine.cachefolder import forget_old, place_privately
from lembar.engine.prepare import Prepared
from lembar.engine.themefiles import digests
from lembar.plan import DocumentSet

NEW, MACHINERY, NOT_KEPT, NAMES = "new", "machinery", "not-kept", "names"
"""Reasons that are no file: a new set, another Lembar, what was not kept, and pupils' names."""
_INPUTS = "inputs"


@dataclass(frozen=True, slots=True)
class Inputs:
    """Hold digests of what a build read: content by file, themes by course and file."""

    machinery: str
    files: Mapping[str, str]
    themes: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, tuple[str, ...]]  # of each set, by its key


def inputs(prepared: Prepared, root: Path, machinery: str) -> Inputs:
    """Return the inputs of what was prepared, by the names that people know."""
    files = {}
    for path in sorted({*prepared.files, *prepared.store.read}):
        with suppress(OSError, ValueError):
            name = path.relative_to(root).as_posix()
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    themes = {
        f"{each.course.slug} {profile}".strip(): digests(look)
        for each in prepared.courses
        for profile, look in each.looks.items()
    }
    sources = {each.key: each.sources for course in prepared.courses for each in course.sets}
    return Inputs(machinery, files, themes, sources)


def reasons(
    each: DocumentSet, before: Inputs | None, now: Inputs, read: Collection[str]
) -> tuple[str, ...]:
    """Return why a set is made: names of files that changed, or one of the reasons above.

    `read` are the files of themes that its documents may read.
    """
    if before is None or each.key not in before.sources:
        return (NEW,)
    if before.machinery != now.machinery:
        return (MACHINERY,)
    content, themes = _changed_files(each, before, now), _changed_themes(each, before, now)
    found = tuple(dict.fromkeys((*sorted(content), *sorted(themes & set(read)))))
    if not found:  # what a set read of others, or of a theme before, is not remembered
        gone = {file for file in themes if not _is_there(file, now)}
        found = tuple(sorted(gone or _differing(before.files, now.files)))
    return found or ((NAMES,) if each.named else (NOT_KEPT,))


def read_inputs(cache: Path, root: Path, output: Path) -> Inputs | None:
    """Return what the last build into a folder read; None if it is not known."""
    try:
        raw = json.loads(_record(cache, root, output).read_bytes())
        sources = {name: tuple(paths) for name, paths in raw["sources"].items()}
        return Inputs(str(raw["machinery"]), dict(raw["files"]), dict(raw["themes"]), sources)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def write_inputs(cache: Path, root: Path, output: Path, now: Inputs) -> None:
    """Remember what a build read; without it, less can be told of the next."""
    raw = {
        "machinery": now.machinery,
        "files": now.files,
        "themes": now.themes,
        "sources": now.sources,
    }
    with suppress(OSError):
        content = json.dumps(raw, ensure_ascii=False, sort_keys=True).encode()
        place_privately(_record(cache, root, output), content)
        forget_old(cache / _INPUTS)


def _record(cache: Path, root: Path, output: Path) -> Path:
    name = hashlib.sha256(f"{root}\0{output}".encode()).hexdigest()
    return cache / _INPUTS / name


def _changed_files(each: DocumentSet, before: Inputs, now: Inputs) -> set[str]:
    """Return the files of a set that changed; if none did, those that no set has for its own."""
    changed = set(_differing(before.files, now.files))
    own = {*each.sources, *before.sources[each.key]}
    of_others = {path for known in (before, now) for s in known.sources.values() for path in s}
    return changed & own or changed - of_others


def _changed_themes(each: DocumentSet, before: Inputs, now: Inputs) -> set[str]:
    """Return the files that changed of the themes of a set's course."""
    return {
        file
        for name in now.themes
        if name.partition(" ")[0] == each.course
        for file in _differing(before.themes.get(name, {}), now.themes[name])
    }


def _is_there(file: str, now: Inputs) -> bool:
    return any(file in each for each in now.themes.values())


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    names = sorted({*before, *now})
    return [name for name in names if before.get(name) != now.get(name)]
