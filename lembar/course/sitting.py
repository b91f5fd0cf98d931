"""Sittings: what a lock says against what its items say today."""

from collections.abc import Iterator

from lembar.course.assessment import Correction, Inline
from lembar.course.course import Sitting, Unit
from lembar.course.item import Item, every_version
from lembar.errors import Problem, problem


def sitting_slug(sitting: Sitting) -> str:
    """Return the name of a sitting's papers: that of the assessment, and its own."""
    return f"{sitting.drawn.assessment.slug}-{sitting.name}"


def corrections_of(sitting: Sitting, unit: Unit) -> tuple[Correction, ...]:
    """Return what its assessment says was decided after a sitting."""
    return tuple(
        each
        for assessment in unit.assessments
        if assessment.slug == sitting.drawn.assessment.slug
        for each in assessment.corrections
        if each.sitting == sitting.name
    )


def against_bank(sitting: Sitting, unit: Unit) -> Iterator[Problem]:
    """Yield a problem for each item that is gone, and a warning for each that was edited.

    Files that could not be read are passed over: the papers need nothing of them.
    """
    today = items_by_key(unit)
    told: set[str] = set()
    for form in sitting.drawn.forms:
        for placed in form.items():
            item = placed.item
            if item.key in told or item.key.partition("/")[0] in unit.poisoned | unit.unread:
                continue
            now = today.get(item.key, ())
            if not now:
                told.add(item.key)
                code = "locked-item-gone"
                yield problem(code, sitting.place, code, item=item.key, sitting=sitting.name)
            elif all(_content(item) != _content(each) for each in now):
                told.add(item.key)
                code = "locked-item-edited"
                yield problem(
                    code, now[0].place, code, "warning", item=item.key, sitting=sitting.name
                )


def items_by_key(unit: Unit) -> dict[str, tuple[Item, ...]]:
    """Return all items of a unit with their versions, those written in assessments as well."""
    entries = [entry for bank in unit.bank.values() for entry in bank]
    for assessment in unit.assessments:
        for section in assessment.sections:
            entries.extend(r.entry for r in section.requests if isinstance(r, Inline))
    found: dict[str, tuple[Item, ...]] = {}
    for entry in entries:
        for item in every_version(entry):
            found[item.key] = (*found.get(item.key, ()), item)
    return found


def _content(item: Item) -> tuple[object, ...]:
    """Return what is printed of an item, on sheets and keys."""
    shown = (item.body, item.interactions, item.explanation)
    added = (item.support, item.extension)
    return (*shown, *added, item.scoring, item.marking, item.parts)
