"""Draw: item bank + assessment + seed → forms (which items, in which order, number and letter).

Every shuffle has a seed of its own, sha256(assessment seed, form, item key, purpose), and every
element is ranked by itself: another item, or a typo, moves no letter.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import assert_never

from lembar.course.assessment import Assessment, Draw, Inline, Kind, Section, Use
from lembar.course.course import Unit
from lembar.course.form import (
    Arrangement,
    Drawn,
    Form,
    FormSection,
    Placed,
    PlacedEntry,
    PlacedGroup,
)
from lembar.course.item import (
    Choice,
    Entry,
    Extended,
    Group,
    Interaction,
    Item,
    Match,
    Number,
    Order,
    Status,
    Text,
    items_of,
    version_of,
)
from lembar.course.labels import LATIN, Labels, Style, label
from lembar.errors import ContentError, Problems, nearest


def draw(assessment: Assessment, unit: Unit, labels: Labels = LATIN) -> Drawn:
    """Draw all forms of an assessment, labelled as they are printed.

    Raises ContentError with every request that can't be met. The error holds no problem where the
    cause was reported already (a bank that could not be read).
    """
    problems = Problems()
    chosen = _choose(assessment, unit, problems)
    if chosen is None or problems.errors():
        raise ContentError(*problems)
    forms = tuple(
        _form(assessment, code, index, chosen, labels)
        for index, code in enumerate(assessment.forms)
    )
    return Drawn(assessment, forms)


def rank(*parts: str) -> str:
    """Return the seed of a shuffle, or the rank of one element in it, as hex digits."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def permutation(count: int, *seed: str) -> tuple[int, ...]:
    """Return an order of `count` elements that is not the given one (where there are three)."""
    for attempt in range(1000):
        ranks = sorted(range(count), key=lambda i: rank(*seed, str(attempt), str(i)))
        if count < 3 or ranks != list(range(count)):
            return tuple(ranks)
    raise AssertionError("a thousand shuffles gave the identity")


# --- which entries ----------------------------------------------------------------------------


def _choose(
    assessment: Assessment, unit: Unit, problems: Problems
) -> list[list[tuple[Entry, int | None]]] | None:
    """Return the entries of each section with the points set for them, or None if blocked."""
    named = {entry.key: entry for entries in unit.bank.values() for entry in entries if entry.id}
    taken = {
        request.ref
        for section in assessment.sections
        for request in section.requests
        if isinstance(request, Use)
    }
    taken |= _printed(assessment, unit, problems)
    blocked = False
    sections: list[list[tuple[Entry, int | None]]] = []
    for section in assessment.sections:
        chosen: list[tuple[Entry, int | None]] = []
        for request in section.requests:
            match request:
                case Inline():
                    chosen.append((request.entry, None))
                case Use():
                    entry = _used(request, named, unit, problems)
                    blocked |= entry is None
                    if entry is not None:
                        chosen.append((entry, request.points))
                case Draw():
                    drawn = _drawn(request, assessment, unit, taken, problems)
                    blocked |= drawn is None
                    for entry in drawn or ():
                        taken.add(entry.key)
                        chosen.append((entry, request.points))
                case _:
                    assert_never(request)
        sections.append(chosen)
    for part, entry in _with_entries(assessment.sections, sections):
        _check_fit(assessment, entry, part, problems)
    for part, pairs in zip(assessment.sections, sections):
        for entry, points in pairs:
            if points is not None and any(item.parts for item in items_of(entry)):
                problems.add("points-of-parts", part.place, "points-of-parts", item=entry.key)
    return None if blocked else sections


def _printed(assessment: Assessment, unit: Unit, problems: Problems) -> set[str]:
    """Return the keys of what was printed for the sittings that a draw avoids."""
    found: set[str] = set()
    known = {each.name for each in unit.sittings}
    for name in assessment.avoid:
        if name not in known:
            near = nearest(name, known)
            hint = "did-you-mean" if near else "unknown-sitting"
            problems.add("unknown-sitting", assessment.place, hint, name=name, nearest=near)
    for sitting in unit.sittings:
        if sitting.name in assessment.avoid:
            for form in sitting.drawn.forms:
                for section in form.sections:
                    for entry in section.entries:
                        found.add(entry.key if isinstance(entry, PlacedGroup) else entry.item.key)
    return found


def _with_entries(
    sections: Sequence[Section], chosen: Sequence[Sequence[tuple[Entry, int | None]]]
) -> Iterable[tuple[Section, Entry]]:
    return ((s, entry) for s, entries in zip(sections, chosen) for entry, _ in entries)


def _check_fit(assessment: Assessment, entry: Entry, section: Section, problems: Problems) -> None:
    """Report an entry that this kind of assessment may not take."""
    if assessment.require and entry.status.value != assessment.require:
        problems.add("not-reviewed", section.place, "not-reviewed", item=entry.key)
    if assessment.kind is Kind.TEST:
        for item in items_of(entry):
            if not item.answered:
                problems.add("no-key-for-test", item.place, "no-key-for-test")


def _used(request: Use, named: dict[str, Entry], unit: Unit, problems: Problems) -> Entry | None:
    """Return the entry that a `use` names; say nothing if its bank could not be read."""
    entry = named.get(request.ref)
    bank = request.ref.partition("/")[0]
    if entry is None and bank not in unit.poisoned:
        near = nearest(request.ref, named)
        hint = "did-you-mean" if near else "unknown-item"
        problems.add("unknown-item", request.place, hint, item=request.ref, nearest=near)
    return entry


def _drawn(
    request: Draw, assessment: Assessment, unit: Unit, taken: set[str], problems: Problems
) -> list[Entry] | None:
    """Return the entries of a `draw`, easy levels first; None if its pool is not whole."""
    banks = (request.bank,) if request.bank else tuple(unit.bank)
    if unit.poisoned & (set(banks) if request.bank else unit.poisoned):
        return None
    pool = [
        entry
        for bank in banks
        for entry in unit.bank.get(bank, ())
        if entry.key not in taken and _fits(entry, request, assessment)
    ]
    if len(pool) < request.count:
        problems.add(
            "draw-too-few", request.place, "draw-too-few", found=len(pool), wanted=request.count
        )
        return []
    pool.sort(key=lambda entry: rank(assessment.seed, entry.key, "select"))
    return sorted(pool[: request.count], key=_level)


def _level(entry: Entry) -> str:
    return max((item.level or "~" for item in items_of(entry)), default="~")


def _fits(entry: Entry, request: Draw, assessment: Assessment) -> bool:
    """Say whether an entry may be drawn and passes the filters."""
    if entry.status is Status.RETIRED:
        return False
    if assessment.require and entry.status.value != assessment.require:
        return False
    items = items_of(entry)
    if assessment.kind is Kind.TEST and not all(item.answered for item in items):
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


# --- in which order ---------------------------------------------------------------------------


def _form(
    assessment: Assessment,
    code: str,
    index: int,
    chosen: list[list[tuple[Entry, int | None]]],
    labels: Labels,
) -> Form:
    """Number and arrange the chosen entries; forms after the first have an order of their own."""
    number = 0
    sections: list[FormSection] = []
    for at, (section, entries) in enumerate(zip(assessment.sections, chosen)):
        ordered = list(entries)
        if index and assessment.shuffle:
            order = permutation(len(entries), assessment.seed, code, "items", section.title)
            ranked = sorted(
                entries, key=lambda pair: rank(assessment.seed, code, pair[0].key, "place")
            )
            ordered = ranked if ranked != entries else [entries[i] for i in order]
        placed: list[PlacedEntry] = []
        for chosen_entry, points in ordered:
            entry = version_of(chosen_entry, index)
            numbered: list[Placed] = []
            for item in items_of(entry):
                number += 1
                numbered.append(_placed(assessment, code, item, number, points, labels))
            if isinstance(entry, Group):
                placed.append(PlacedGroup(entry.key, entry.stimulus, tuple(numbered)))
            else:
                placed.extend(numbered)
        letter = label(labels.sections, at)
        sections.append(FormSection(letter, section.title, section.instructions, tuple(placed)))
    return Form(code, tuple(sections))


def _placed(
    assessment: Assessment,
    code: str,
    item: Item,
    number: int,
    points: int | None,
    labels: Labels,
) -> Placed:
    seed = (assessment.seed, code, item.key)
    arrangements = tuple(
        _arrange(interaction, labels.choices, *seed, str(index))
        for index, interaction in enumerate(item.interactions)
    )
    parts = tuple(label(labels.parts, index) for index in range(len(item.parts)))
    banks = tuple(
        permutation(len(each.words), *seed, str(index), "words")
        for index, each in enumerate(item.supports)
    )
    return Placed(
        number,
        item,
        arrangements,
        item.points if points is None else points,
        parts,
        banks if any(banks) else (),
    )


def _arrange(interaction: Interaction, style: Style, *seed: str) -> Arrangement:
    """Order and label what is chosen, matched or put in order."""
    match interaction:
        case Choice():
            return _labelled(style, _choices(interaction, seed))
        case Match():
            return _matched(interaction, style, seed)
        case Order():
            return _labelled(style, permutation(len(interaction.entries), *seed, "order"))
        case Text() | Number() | Extended():
            return Arrangement()
        case _:
            assert_never(interaction)


def _labelled(style: Style, order: tuple[int, ...], rows: tuple[int, ...] = ()) -> Arrangement:
    return Arrangement(order, tuple(label(style, i) for i in range(len(order))), rows)


def _choices(choice: Choice, seed: tuple[str, ...]) -> tuple[int, ...]:
    """Shuffle options, unless they keep their order; one that is pinned stays last."""
    count = len(choice.options)
    if choice.fixed:
        return tuple(range(count))
    if choice.pinned:
        return (*permutation(count - 1, *seed, "order"), count - 1)
    return permutation(count, *seed, "order")


def _matched(match: Match, style: Style, seed: tuple[str, ...]) -> Arrangement:
    """Shuffle targets, and the rows where they are mixed."""
    count = len(match.targets)
    if match.fixed:
        return _labelled(style, tuple(range(count)))
    order = permutation(count, *seed, "order")
    if match.mixed:
        return _labelled(style, order, permutation(len(match.rows), *seed, "rows"))
    return _labelled(style, _not_side_by_side(order, len(match.rows), seed))


def _not_side_by_side(order: tuple[int, ...], rows: int, seed: tuple[str, ...]) -> tuple[int, ...]:
    """Return an order in which the rows' targets do not stand beside their rows.

    A type writes targets in the order of their rows, so the count of rows is enough to know; the
    key itself may not be asked: what is printed must not depend on it.
    """
    attempt = 0
    rows = min(rows, len(order))
    while order[:rows] == tuple(range(rows)):
        attempt += 1
        order = permutation(len(order), *seed, "order", f"again {attempt}")
    return order
