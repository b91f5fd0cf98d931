"""What a blueprint (kisi-kisi) may know: what each item asks, and how all of them are spread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lembar.course.course import Unit
from lembar.course.form import Drawn
from lembar.views.paper import Cover, KeyView

BANDS = {"C1": "L1", "C2": "L1", "C3": "L2", "C4": "L3", "C5": "L3", "C6": "L3"}
"""Bands of cognitive levels: knowledge and understanding, application, reasoning."""


@dataclass(frozen=True, slots=True)
class Described:
    """Hold what an item asks, under its number on each form; "" where nothing was said.

    A number is None where a form does not ask it.
    """

    numbers: tuple[int | None, ...]
    objective: str
    objective_text: str
    material: str
    level: str
    band: str
    indicator: str
    kind: str
    points: int
    difficulty: str
    bonus: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Hold how many items and points fall on an objective or a band, and how much of all is that.

    Points beyond the total are not counted.

    Shares are whole percents that add up to 100; `name` is "" where items say none.
    """

    name: str
    text: str
    items: int
    items_share: int
    points: int
    points_share: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """Hold how many items are of a type."""

    kind: str
    items: int


@dataclass(frozen=True, slots=True)
class BlueprintView:
    """Hold the items of an assessment by objective, and how they are spread.

    Items of parallel forms that stand for each other share a row: every form has this blueprint.
    """

    cover: Cover
    forms: tuple[str, ...]
    kinds: tuple[KindCount, ...]
    rows: tuple[Described, ...]
    objectives: tuple[Share, ...]
    bands: tuple[Share, ...]
    points: int


def blueprint_view(key: KeyView, drawn: Drawn, unit: Unit) -> BlueprintView:
    """Return the blueprint of an assessment whose key is given: the numbers are the key's."""
    found = _by_slot(described(key, drawn, unit), key, drawn)
    texts = {each.id: each.text for each in unit.objectives}
    asked = {*drawn.assessment.objectives, *(row.objective for row in found)}
    order = [*texts, *sorted(asked - set(texts) - {""}), ""]
    names = sorted(asked, key=order.index)
    bands = sorted(
        {*BANDS.values(), *(row.band for row in found)}, key=lambda band: (not band, band)
    )
    return BlueprintView(
        cover=key.cover,
        forms=tuple(form.code for form in drawn.forms),
        kinds=tuple(KindCount(*each) for each in Counter(row.kind for row in found).items()),
        rows=tuple(sorted(found, key=lambda row: names.index(row.objective))),
        objectives=_shares(names, texts, [row.objective for row in found], found),
        bands=_shares(bands, {}, [row.band for row in found], found),
        points=key.cover.points,
    )


def described(key: KeyView, drawn: Drawn, unit: Unit) -> tuple[Described, ...]:
    """Return what is known about each item of an assessment, in the order of its key."""
    texts = {each.id: each.text for each in unit.objectives}
    return tuple(
        Described(
            numbers=entry.numbers,
            objective=entry.item.objective,
            objective_text=texts.get(entry.item.objective, ""),
            material=_material(entry.item.objective, drawn, unit),
            level=entry.item.level,
            band=BANDS.get(entry.item.level, ""),
            indicator=placed.item.indicator or texts.get(entry.item.objective, ""),
            kind=entry.item.kind,
            points=entry.item.points,
            difficulty=placed.item.difficulty or "",
            bonus=placed.bonus,
        )
        for entry, placed in zip(key.guide, drawn.items(), strict=True)
    )


def _by_slot(found: Sequence[Described], key: KeyView, drawn: Drawn) -> tuple[Described, ...]:
    """Return a row for each item of the first form, with what stands for it on the others."""
    said = {entry.item.key: row for entry, row in zip(key.guide, found, strict=True)}
    slots = [{each.slot or each.item.key: each for each in form.items()} for form in drawn.forms]
    rows = []
    for slot in slots[0]:
        placed = [each[slot] for each in slots]
        indicators = [said[each.item.key].indicator for each in placed]
        told = indicators[0]
        if len(set(indicators)) > 1:
            pairs = ((form.code, each) for form, each in zip(drawn.forms, indicators) if each)
            told = " ".join(f"{code}: {each.removesuffix('.')}." for code, each in pairs)
        numbers = tuple(each.number for each in placed)
        rows.append(replace(said[slot], numbers=numbers, indicator=told))
    return tuple(rows)


def _material(objective: str, drawn: Drawn, unit: Unit) -> str:
    """Return the lessons that teach an objective, else the topic of the assessment or the unit."""
    taught = [each.title for each in unit.lessons if objective and objective in each.objectives]
    return "; ".join(taught) or drawn.assessment.topic or unit.title


def _shares(
    names: Sequence[str], texts: dict[str, str], given: Sequence[str], rows: Sequence[Described]
) -> tuple[Share, ...]:
    """Count items and points by the name that is given for each row."""
    items = [given.count(name) for name in names]
    points = [
        sum(row.points for row, own in zip(rows, given) if own == name and not row.bonus)
        for name in names
    ]
    counted = zip(names, items, percents(items), points, percents(points))
    return tuple(Share(name, texts.get(name, ""), *numbers) for name, *numbers in counted)


def percents(counts: Sequence[int]) -> tuple[int, ...]:
    """Return shares in whole percents that add up to 100; the largest rests are rounded up."""
    whole = sum(counts)
    if not whole:
        return (0,) * len(counts)
    shares = [count * 100 // whole for count in counts]
    rests = sorted(range(len(counts)), key=lambda at: -(counts[at] * 100 % whole))
    for at in rests[: 100 - sum(shares)]:
        shares[at] += 1
    return tuple(shares)
