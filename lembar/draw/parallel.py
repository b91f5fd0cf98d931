"""Parallel forms: every form asks other items of the same blueprint.

For each entry that was drawn, another form gets one with the same objective, level, type, points
and difficulty. None stands on two forms as long as the bank has others; what `use` names, and what
is written in the paper itself, stands on all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from lembar.course.assessment import Assessment, Draw, Use
from lembar.course.form import Drawn, PlacedGroup
from lembar.course.item import Entry, Item, items_of
from lembar.draw.chosen import Chosen
from lembar.draw.pools import ranked
from lembar.draw.slots import Slots
from lembar.errors import Problem, problem

At: TypeAlias = tuple[int, int]
Slot: TypeAlias = tuple[int, At, int]  # the form, the request, the place in what it drew


def on_other_forms(
    assessment: Assessment,
    found: dict[At, list[Chosen]],
    pools: Mapping[At, tuple[Entry, ...]],
    reserved: set[str],
) -> None:
    """Give the forms after the first entries of their own for what was drawn."""
    many = len(assessment.forms)
    first = {each.entries[0].key for chosen in found.values() for each in chosen} | reserved
    slots = Slots()
    places = [
        ((form, at, number), chosen)
        for form in range(1, many)
        for at in pools
        for number, chosen in enumerate(found[at])
    ]
    for slot, chosen in places:
        form, at, _ = slot
        others = (each for each in pools[at] if each.key not in first and _alike(chosen, each))
        slots.fill(slot, ranked(others, assessment.seed, assessment.forms[form]))
    filled = {slot: slots.filled[slot] for slot, _ in places if slot in slots.filled}
    for slot, chosen in places:
        if slot not in filled:
            filled[slot] = _shared(slot, chosen, found[slot[1]], filled)
    for at in pools:
        found[at] = [
            replace(
                chosen,
                entries=(
                    chosen.entries[0],
                    *(filled[form, at, number] for form in range(1, many)),
                ),
            )
            for number, chosen in enumerate(found[at])
        ]


def _shared(slot: Slot, chosen: Chosen, drawn: list[Chosen], filled: Mapping[Slot, Entry]) -> Entry:
    """Return an entry of another form that this one lacks: the one that fewest forms have.

    There always is one: a form has no more slots than the first has entries of their kind.
    """
    form, at, _ = slot
    own = chosen.entries[0]
    here = {each.key for (on, of, _), each in filled.items() if (on, of) == (form, at)}
    known = [each.entries[0] for each in drawn]
    known += [each for (_, of, _), each in filled.items() if of == at]
    uses = Counter(each.key for each in known)
    fitting = [each for each in known if each.key not in here and _alike(chosen, each)]
    return min(fitting, key=lambda each: (uses[each.key], each.key != own.key))


def _alike(chosen: Chosen, entry: Entry) -> bool:
    """Say whether an entry can stand for the one that the first form has."""
    return _kinds(chosen, entry) == _kinds(chosen, chosen.entries[0])


def _kinds(chosen: Chosen, entry: Entry) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (
            item.objective,
            item.level,
            item.kind,
            item.difficulty,
            item.bonus,
            chosen.points_of(item),
        )
        for item in items_of(entry)
    )


def told_of_sharing(drawn: Drawn) -> Iterator[Problem]:
    """Yield a warning where entries stand on several parallel forms because others are missing."""
    asked = drawn.assessment
    if not asked.parallel:
        return
    requests = (request for section in asked.sections for request in section.requests)
    named = {
        each.ref if isinstance(each, Use) else each.entry.key
        for each in requests
        if not isinstance(each, Draw)
    }
    kinds: dict[str, str] = {}
    uses: Counter[str] = Counter()
    for form in drawn.forms:
        for entry in form.entries():
            if entry.key not in named:
                uses[entry.key] += 1
                kinds[entry.key] = "group" if isinstance(entry, PlacedGroup) else _said(entry.item)
    lacking: Counter[str] = Counter()
    for key, count in uses.items():
        lacking[kinds[key]] += count - 1
    if lacking.total():
        yield problem(
            "parallel-shared",
            asked.place,
            "parallel-shared",
            "warning",
            shared=sum(count > 1 for count in uses.values()),
            all=len(uses),
            kinds="; ".join(f"{kind}: {count}" for kind, count in sorted(lacking.items()) if count),
        )


def _said(item: Item) -> str:
    said = (item.objective, item.level, item.difficulty, item.kind)
    return ", ".join(each for each in said if each)
