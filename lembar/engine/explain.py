"""Say why something is made again: which input changed since the last build.

What a build read is remembered by digests: each file of content, and each file of a theme. They
tell people what happened; what is made again is decided by keys alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lembar.course.theme import Theme
from lembar.engine.cachefolder import forget_old, place_privately
from lembar.engine.keys import key
from lembar.engine.prepare import Prepared
from lembar.plan import DocumentSet

NEW, MACHINERY, NOT_KEPT, NAMES = "new", "machinery", "not-kept", "names"
"""Reasons that are no file: a new set, another Lembar, what was not kept, and pupils' names."""
_INPUTS = "inputs"
_TOKENS = "theme.yaml"


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
        f"{each.course.slug} {profile}".strip(): _of_theme(look)
        for each in prepared.courses
        for profile, look in each.looks.items()
    }
    sources = {each.key: each.sources for course in prepared.courses for each in course.sets}
    return Inputs(machinery, files, themes, sources)


def reasons(each: DocumentSet, before: Inputs | None, now: Inputs) -> tuple[str, ...]:
    """Return why a set is made: names of files that changed, or one of the reasons above."""
    if before is None or each.key not in before.sources:
        return (NEW,)
    if before.machinery != now.machinery:
        return (MACHINERY,)
    found = (*_changed_files(each, before, now), *_changed_themes(each, before, now))
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


def _of_theme(theme: Theme) -> dict[str, str]:
    """Return the digests of a theme's files; its tokens, fonts and pictures as one."""
    files = {
        theme.origins.get(name, name): hashlib.sha256(text.encode()).hexdigest()
        for name, text in theme.files.items()
    }
    rest = (theme.tokens, theme.fonts, theme.images, theme.logo, theme.master, theme.reference)
    return {**files, f"{theme.name}/{_TOKENS}": key(*rest)}


def _changed_files(each: DocumentSet, before: Inputs, now: Inputs) -> Iterable[str]:
    """Return the files of a set that changed; if none did, those that all sets share."""
    changed = set(_differing(before.files, now.files))
    own = {*each.sources, *before.sources[each.key]}
    of_others = {path for known in (before, now) for s in known.sources.values() for path in s}
    return sorted(changed & own or changed - of_others or changed)


def _changed_themes(each: DocumentSet, before: Inputs, now: Inputs) -> Iterator[str]:
    told: dict[str, None] = {}
    for name in now.themes:
        if name.partition(" ")[0] == each.course:
            told.update(dict.fromkeys(_differing(before.themes.get(name, {}), now.themes[name])))
    yield from told


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    names = sorted({*before, *now})
    return [name for name in names if before.get(name) != now.get(name)]
