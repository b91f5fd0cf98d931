"""Freeze a draw: write the lock of an assessment for one sitting."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lembar.content.loader import Options
from lembar.content.locks import lock_path, lock_text
from lembar.course.assessment import Assessment, Inline, Request, Section, Use
from lembar.course.course import Sitting, Unit
from lembar.course.form import Drawn, FormSection, PlacedGroup
from lembar.course.item import Entry
from lembar.draw import draw
from lembar.engine import files
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.errors import ContentError, Problem, UsageError, problem

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


def freeze(path: Path, sitting: str, renew: bool, here: Path) -> Path:
    """Draw an assessment for a sitting and write its lock; return where that lies.

    With `renew`, a lock keeps its choice and order of items and takes their text of today. Raises
    UsageError if there is no such assessment, or a lock already (or none to renew); ContentError
    if it can't be drawn.
    """
    if not _NAME.fullmatch(sitting):
        raise UsageError(problem("bad-sitting", None, "bad-sitting", name=sitting))
    project = find_project((path,), here)
    prepared = prepare(project, Options())
    wanted = (here / path).resolve()
    found = [
        (each, unit, planned.labels)
        for planned in prepared.courses
        for unit in planned.course.units
        for each in unit.assessments
        if (project.root / each.place.file).resolve() == wanted
    ]
    if not found:
        errors = [each for each in prepared.problems if _inside(each, project.root, wanted)]
        if errors:
            raise ContentError(*errors)
        raise UsageError(problem("no-assessment", None, "no-assessment", path=path))
    ((assessment, unit, labels),) = found
    target = lock_path(wanted, sitting)
    if target.exists() != renew:
        code = "no-lock" if renew else "lock-there"
        raise UsageError(problem(code, None, code, sitting=sitting))
    asked = _asked_again(assessment, unit, sitting) if renew else assessment
    drawn = draw(asked, unit, labels)
    missing = list(_without_id(drawn))
    if missing:
        raise ContentError(*missing)
    target.parent.mkdir(exist_ok=True)
    files.write(target, lock_text(drawn, sitting, prepared.store).encode())
    return target


def _inside(each: Problem, root: Path, path: Path) -> bool:
    return each.place is not None and (root / each.place.file).resolve() == path


def _without_id(drawn: Drawn) -> Iterator[Problem]:
    """Yield a problem for each item that has no id: its number in the file is no name for long."""
    for placed in drawn.forms[0].items():
        if placed.item.id is None:
            place, code = placed.item.place, "no-id-to-lock"
            yield problem(code, place, code, item=placed.item.key, file=place.file)


def _asked_again(assessment: Assessment, unit: Unit, sitting: str) -> Assessment:
    """Ask for the very items of a lock, in the order of its first form."""
    (locked,) = (
        each
        for each in unit.sittings
        if each.name == sitting and each.drawn.assessment.slug == assessment.slug
    )
    inline = {
        request.entry.key: request.entry
        for section in assessment.sections
        for request in section.requests
        if isinstance(request, Inline)
    }
    sections = tuple(
        Section(
            section.title, section.instructions, _requests(section, inline, locked), locked.place
        )
        for section in locked.drawn.forms[0].sections
    )
    return replace(assessment, sections=sections)


def _requests(
    section: FormSection, inline: dict[str, Entry], locked: Sitting
) -> tuple[Request, ...]:
    found: list[Request] = []
    for entry in section.entries:
        key = entry.key if isinstance(entry, PlacedGroup) else entry.item.key
        if key in inline:
            found.append(Inline(inline[key], locked.place))
            continue
        # Points that a paper sets for a group are those of every item in it.
        first = entry.items[0] if isinstance(entry, PlacedGroup) else entry
        points = first.points if first.points != first.item.points else None
        found.append(Use(key, locked.place, points))
    return tuple(found)
