"""Keep units as they were read and planned: what is as it was is not read again.

    files of a unit's folder ──▶ unit      its items, lessons, pictures, and what is told of them
    unit + head of its course ──▶ plan     its documents

Kept is what is free of errors and comes from the folder alone. A unit with a roster is never kept:
no name of a pupil goes to the cache.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lembar.content.assets import AssetStore
from lembar.content.names import Names
from lembar.content.units import ReadUnit, UnitReader
from lembar.course.course import Course, Unit
from lembar.engine.cache import Cache
from lembar.engine.keys import placed_key
from lembar.engine.values import dumped, loaded
from lembar.errors import Problem, Problems
from lembar.plan import Manner, Plan, plan_unit
from lembar.writers.contract import Written

_MOST = 256 * 1024 * 1024  # bytes of a folder: to look at more takes longer than to read it


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """Hold a unit with what was told of it, and what was read; paths are those in its folder."""

    read: ReadUnit
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    pictures: tuple[str, ...]
    assets: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Units:
    """Read and plan units, or remember how they were; without `recalls` it only keeps."""

    cache: Cache
    machinery: str
    recalls: bool = True
    _known: dict[tuple[str, str], str] = field(default_factory=dict)  # course, unit → key

    def unit(self, reader: UnitReader, folder: Path) -> ReadUnit:
        """Return the unit of a folder, and put what belongs to it where the reader would."""
        seen = _look(folder)
        if seen is None:
            return reader.unit(folder)
        asked = (reader.course, reader.names.of(folder), reader.language, reader.sampling)
        key = placed_key(self.machinery, "unit", asked, seen)
        kept: KeptUnit | None = self._recall(key, KeptUnit)
        if kept is None:
            kept = _read_alone(reader, folder)
            if not _is_fit(kept) or _look(folder) != seen:  # someone saved a file meanwhile
                return _put(kept, reader, folder)
            self.cache.put(key, Written(dumped(kept)))
        self._known[reader.course, folder.name] = key
        return _put(kept, reader, folder)

    def plan(self, course: Course, several: bool, unit: Unit, manner: Manner, named: str) -> Plan:
        """Return the plan of a unit, that of the whole folder; `named` names the manner."""
        known = self._known.get((course.slug, unit.slug))
        if known is None:
            return plan_unit(course, several, unit, manner)
        key = placed_key(self.machinery, "plan", known, course, several, named)
        plan: Plan | None = self._recall(key, Plan)
        if plan is None:
            plan = plan_unit(course, several, unit, manner)
            self.cache.put(key, Written(dumped(plan)))
        return plan

    def _recall(self, key: str, kind: type[Any]) -> Any:
        kept = self.cache.get(key) if self.recalls else None
        value = loaded(kept.content) if kept is not None else None
        return value if isinstance(value, kind) else None


def _look(folder: Path) -> tuple[tuple[str, str], ...] | None:
    """Return all that is in a folder, with digests of files; None if that can't be told."""
    found: list[tuple[str, str]] = []
    room = _MOST
    try:
        for place, folders, names in os.walk(folder, followlinks=False):
            folders.sort()
            here = Path(place)
            found.append((here.relative_to(folder).as_posix(), ""))
            for name in sorted(names):
                path = here / name
                room -= path.stat().st_size
                if room < 0 or not path.is_file():
                    return None
                told = hashlib.sha256(path.read_bytes()).hexdigest()
                found.append((path.relative_to(folder).as_posix(), told))
            if any((here / each).is_symlink() for each in folders):
                return None
    except OSError:
        return None
    return tuple(found)


def _read_alone(reader: UnitReader, folder: Path) -> KeptUnit:
    """Read a unit, apart from all else that was read."""
    names, store, problems = Names(reader.names.here), AssetStore(), Problems()
    alone = UnitReader(reader.course, names, store, problems, reader.language, reader.sampling)
    read = alone.unit(folder)
    return KeptUnit(
        read,
        tuple(problems.found),
        tuple(os.path.relpath(each, folder) for each in names.read),
        tuple(os.path.relpath(each, folder) for each in store.read),
        tuple(store.items()),
    )


def _is_fit(kept: KeptUnit) -> bool:
    """Say whether a unit may be kept."""
    unit = kept.read.unit
    inside = not any(each.startswith(os.pardir) for each in (*kept.files, *kept.pictures))
    whole = not (kept.read.failed or unit.poisoned)
    good = not any(each.severity == "error" for each in kept.problems)
    return inside and whole and good and not unit.rosters


def _put(kept: KeptUnit, reader: UnitReader, folder: Path) -> ReadUnit:
    """Put what belongs to a unit where its reader would have."""
    reader.problems.extend(kept.problems)
    reader.names.read.update((Path(os.path.normpath(folder / each)), None) for each in kept.files)
    for each in kept.pictures:
        reader.store.read[Path(os.path.normpath(folder / each))] = None
    for name, content in kept.assets:
        reader.store.put(name, content)
    return kept.read
