"""Freeze a draw: write the lock of an assessment for one sitting."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lembar.content.loader import Options
from lembar.content.locks import lock_path, lock_text
from lembar.course.assessment import Assessment, Inline, Section, Use
from lembar.course.course import Unit
from lembar.course.form import Drawn, PlacedEntry, PlacedGroup
from lembar.course.item import Entry, items_of, version_of
from lembar.course.labels import Labels
from lembar.draw import Standing, draw, made
from lembar.engine.edits import replace as replace_file
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.errors import ContentError, Problem, UsageError, problem
from lembar.views.paper import revision

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
    if renew:
        locked = _locked(unit, assessment, sitting)
        if locked is None:
            errors = [each for each in prepared.problems if _inside(each, project.root, target)]
            if errors:  # it can't be read
                raise ContentError(*errors)
            raise UsageError(problem("no-lock", None, "no-lock", sitting=sitting))
        drawn = _renewed(assessment, unit, locked, labels)
    else:
        try:
            drawn = draw(assessment, unit, labels)
        except ContentError as error:
            # A draw says nothing of what was told where it was read.
            raise ContentError(*(error.problems or prepared.problems.errors())) from error
    missing = list(_without_id(drawn))
    if missing:
        raise ContentError(*missing)
    drawn = replace(drawn, revision=revision(drawn))
    target.parent.mkdir(exist_ok=True)
    replace_file(target, lock_text(drawn, sitting, prepared.store).encode())
    return target


def _inside(each: Problem, root: Path, path: Path) -> bool:
    return each.place is not None and (root / each.place.file).resolve() == path


def _without_id(drawn: Drawn) -> Iterator[Problem]:
    """Yield a problem for each item that has no id: its number in the file is no name for long."""
    for placed in drawn.items():
        if placed.item.id is None:
            place, code = placed.item.place, "no-id-to-lock"
            yield problem(code, place, code, item=placed.item.key, file=place.file)


def _locked(unit: Unit, assessment: Assessment, sitting: str) -> Drawn | None:
    """Return the draw that a lock holds, or None if it could not be read."""
    found = (
        each.drawn
        for each in unit.sittings
        if each.name == sitting and each.drawn.assessment.slug == assessment.slug
    )
    return next(found, None)


def _renewed(assessment: Assessment, unit: Unit, locked: Drawn, labels: Labels) -> Drawn:
    """Return the draw of a lock, with the text that its items have today."""
    today = {entry.key: entry for bank in unit.bank.values() for entry in bank}
    for request in (each for section in assessment.sections for each in section.requests):
        if isinstance(request, Inline):
            today[request.entry.key] = request.entry
    place = assessment.place
    printed = {each.key: each for form in locked.forms for each in form.entries()}
    requests = tuple(
        Inline(today[key], place) if key in today else Use(key, place) for key in printed
    )
    asked = replace(
        assessment,
        forms=tuple(form.code for form in locked.forms),
        sections=tuple(
            Section(each.title, each.instructions, (), place) for each in locked.forms[0].sections
        ),
        total=None,
    )
    # What is gone, or may not stand in this paper any longer, is told by asking for it.
    draw(replace(asked, forms=("",), sections=(Section("", (), requests, place),)), unit)
    standing = [
        [[_standing(each, today[each.key], index) for each in s.entries] for s in form.sections]
        for index, form in enumerate(locked.forms)
    ]
    return made(asked, standing, labels)


def _standing(locked: PlacedEntry, today: Entry, index: int) -> Standing:
    """Return an entry as it is today, with the points that the paper had set for it."""
    placed = locked.items if isinstance(locked, PlacedGroup) else (locked,)
    # Points that a paper sets for a group are those of every item in it.
    set_by_paper = placed[0].points if placed[0].points != placed[0].item.points else None
    entry = version_of(today, index)
    items = items_of(entry)
    was = {each.item.key: each for each in placed}
    return Standing(
        entry,
        tuple(item.points if set_by_paper is None else set_by_paper for item in items),
        tuple(was[item.key].bonus if item.key in was else item.bonus for item in items),
        tuple(was[item.key].slot if item.key in was else "" for item in items),
    )
