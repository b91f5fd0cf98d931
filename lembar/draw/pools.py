"""Pools: which entries fit a draw, and in which order it takes them."""

from collections.abc import Iterable

from lembar.course.assessment import Assessment, Draw, Kind
from lembar.course.item import Entry, Group, Status, items_of
from lembar.draw.seeds import rank

_FILTERS = ("objective", "level", "difficulty", "tag", "type", "bank")


def ranked(entries: Iterable[Entry], *seed: str) -> tuple[Entry, ...]:
    """Return entries in the order in which a draw takes them."""
    return tuple(sorted(entries, key=lambda entry: rank(*seed, entry.key, "select")))


def in_level_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries with easy levels first."""
    return tuple(sorted(entries, key=_level))


def _level(entry: Entry) -> str:
    return max((item.level or "~" for item in items_of(entry)), default="~")


def asked(request: Draw) -> str:
    """Return a draw as it was written, on one line."""
    amount = f"draw-points: {request.sum}" if request.count is None else f"draw: {request.count}"
    filters = ((name, getattr(request, name)) for name in _FILTERS)
    return ", ".join((amount, *(f"{name}: {value}" for name, value in filters if value)))


def fits(entry: Entry, request: Draw, assessment: Assessment, bonus: bool) -> bool:
    """Say whether an entry may be drawn and passes the filters.

    What is marked as a bonus is drawn only as one.
    """
    if entry.status is Status.RETIRED:
        return False
    if assessment.require and entry.status.value != assessment.require:
        return False
    items = items_of(entry)
    if assessment.kind is Kind.TEST and not all(item.answered for item in items):
        return False
    if not bonus and any(item.bonus for item in items):
        return False
    if isinstance(entry, Group) != (request.type == "group"):
        return False
    return all(
        (request.objective is None or item.objective == request.objective)
        and (request.level is None or item.level == request.level)
        and (request.difficulty is None or item.difficulty == request.difficulty)
        and (request.type in (None, "group") or item.kind == request.type)
        for item in items
    ) and (request.tag is None or any(request.tag in item.tags for item in items))
