"""Which entries stand on a paper: those that are named, and those that are drawn."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeAlias, assert_never

from lembar.course.assessment import Assessment, Draw, Inline, Kind, Section, Use
from lembar.course.course import Unit
from lembar.course.item import Entry, items_of, points_of_list
from lembar.draw.chosen import Chosen
from lembar.draw.parallel import on_other_forms
from lembar.draw.pools import asked, fits, in_level_order, ranked
from lembar.draw.slots import Slots
from lembar.draw.sums import nearest_sums, subset
from lembar.errors import Problems, nearest

At: TypeAlias = tuple[int, int]  # of a request: its part, and its place there


def choose(assessment: Assessment, unit: Unit, problems: Problems) -> list[list[Chosen]] | None:
    """Return what stands in each part, or None if what it needs could not be read."""
    named = {entry.key: entry for entries in unit.bank.values() for entry in entries if entry.id}
    reserved = {request.ref for _, _, request in _requests(assessment) if isinstance(request, Use)}
    printed = _printed(assessment, unit)
    reserved |= printed or set()
    pools = {
        at: _pool(request, section, assessment, unit)
        for at, section, request in _requests(assessment)
        if isinstance(request, Draw)
    }
    blocked = printed is None or any(pool is None for pool in pools.values())
    whole = {at: pool for at, pool in pools.items() if pool is not None}
    draws = _Draws(whole, reserved, problems)
    found: dict[At, list[Chosen]] = {}
    for at, section, request in _requests(assessment):
        if isinstance(request, Draw) and at in draws.pools:
            draws.take(at, request, section)
    for at, section, request in _requests(assessment):
        match request:
            case Inline():
                each = None if request.own_points else section.points
                entries: Iterable[Entry] = (request.entry,)
                like = Chosen((), None, each, section.bonus)
            case Use():
                entry = _used(request, named, unit, problems)
                blocked |= entry is None
                entries = () if entry is None else (entry,)
                like = Chosen((), request.points, section.points, section.bonus or request.bonus)
            case Draw():
                entries, like = draws.taken(at), _like(request, section)
            case _:
                assert_never(request)
        many = len(assessment.forms)
        found[at] = [replace(like, entries=(entry,) * many) for entry in entries]
    if assessment.parallel and not blocked and not problems.errors():
        on_other_forms(assessment, found, draws.pools, reserved)
    sections: list[list[Chosen]] = [[] for _ in assessment.sections]
    for at, chosen in found.items():
        sections[at[0]] += chosen
    for section, some in zip(assessment.sections, sections):
        for one in some:
            _check(assessment, section, one, problems)
    return None if blocked else sections


def _requests(assessment: Assessment) -> Iterator[tuple[At, Section, Use | Draw | Inline]]:
    for part, section in enumerate(assessment.sections):
        for place, request in enumerate(section.requests):
            yield (part, place), section, request


def _like(request: Draw, section: Section) -> Chosen:
    return Chosen((), request.points, section.points, section.bonus or request.bonus)


def _pool(
    request: Draw, section: Section, assessment: Assessment, unit: Unit
) -> tuple[Entry, ...] | None:
    """Return the entries that fit a draw, in the order it takes them; None if a bank is broken."""
    banks = (request.bank,) if request.bank else tuple(unit.bank)
    if request.bank in unit.poisoned if request.bank else unit.poisoned:
        return None
    bonus = request.bonus or section.bonus
    entries = (entry for bank in banks for entry in unit.bank.get(bank, ()))
    return ranked(
        (each for each in entries if fits(each, request, assessment, bonus)), assessment.seed
    )


class _Draws:
    """Give every draw entries of its own, in the order in which draws are written."""

    def __init__(
        self, pools: dict[At, tuple[Entry, ...]], reserved: set[str], problems: Problems
    ) -> None:
        self.pools = pools
        self._problems = problems
        self._slots = Slots(set(reserved))
        self._sums: dict[At, tuple[Entry, ...]] = {}

    def take(self, at: At, request: Draw, section: Section) -> None:
        """Choose the entries of a draw, or report that it can't be met."""
        pool = self.pools[at]
        if request.sum is None:
            assert request.count is not None
            for number in range(request.count):
                if not self._slots.fill((at, number), pool):
                    self._too_few(request, request.count, len(pool), number)
                    return
            return
        free = [each for each in pool if not self._slots.holds(each.key)]
        points = [_like(request, section).all_points(each) for each in free]
        places = subset(points, request.sum)
        if places is not None:
            self._sums[at] = tuple(free[place] for place in places)
            self._slots.closed |= {each.key for each in self._sums[at]}
        else:
            near = nearest_sums(points, request.sum)
            self._problems.add(
                "draw-no-sum",
                request.place,
                "draw-no-sum",
                asked=asked(request),
                found=len(free),
                wanted=request.sum,
                near=", ".join(map(str, near)) or 0,
            )

    def taken(self, at: At) -> tuple[Entry, ...]:
        """Return the entries of a draw, easy levels first."""
        filled = {
            each.key
            for slot, each in self._slots.filled.items()
            if isinstance(slot, tuple) and slot[0] == at
        }
        filled |= {each.key for each in self._sums.get(at, ())}
        return in_level_order(each for each in self.pools.get(at, ()) if each.key in filled)

    def _too_few(self, request: Draw, wanted: int, fitting: int, left: int) -> None:
        """Say that fewer entries are left than a draw asks for, and who has the others."""
        place, said = request.place, asked(request)
        if left == fitting:
            self._problems.add(
                "draw-too-few", place, "draw-too-few", asked=said, found=fitting, wanted=wanted
            )
        else:
            self._problems.add(
                "draw-taken",
                place,
                "draw-taken",
                asked=said,
                found=fitting,
                taken=fitting - left,
                wanted=wanted,
            )


def _printed(assessment: Assessment, unit: Unit) -> set[str] | None:
    """Return the keys of what was printed for the sittings that a draw avoids.

    None if one of them is not known: told where the paper, or the lock, was read.
    """
    avoided = [each for each in unit.sittings if each.name in assessment.avoid]
    if {each.name for each in avoided} != set(assessment.avoid):
        return None
    return {entry.key for each in avoided for form in each.drawn.forms for entry in form.entries()}


def _check(assessment: Assessment, section: Section, chosen: Chosen, problems: Problems) -> None:
    """Report an entry that this paper may not take, or whose points are its own."""
    for entry in {each.key: each for each in chosen.entries}.values():
        if assessment.require and entry.status.value != assessment.require:
            problems.add("not-reviewed", section.place, "not-reviewed", item=entry.key)
        for item in items_of(entry):
            if assessment.kind is Kind.TEST and not item.answered:
                problems.add("no-key-for-test", item.place, "no-key-for-test")
            if chosen.points is None:
                continue
            criteria = points_of_list(item.interactions)
            if item.parts:
                problems.add("points-of-parts", section.place, "points-of-parts", item=entry.key)
            elif criteria is not None and criteria != chosen.points:
                problems.add(
                    "points-of-criteria",
                    section.place,
                    "points-of-criteria",
                    item=entry.key,
                    points=chosen.points,
                    sum=criteria,
                )


def _used(request: Use, named: dict[str, Entry], unit: Unit, problems: Problems) -> Entry | None:
    """Return the entry that a `use` names; say nothing if its bank could not be read."""
    entry = named.get(request.ref)
    bank = request.ref.partition("/")[0]
    if entry is None and bank not in unit.poisoned:
        near = nearest(request.ref, named)
        hint = "did-you-mean" if near else "unknown-item"
        problems.add("unknown-item", request.place, hint, item=request.ref, nearest=near)
    return entry
