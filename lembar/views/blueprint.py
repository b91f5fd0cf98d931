"""What a blueprint (kisi-kisi) may know: what each item asks, and how all of them are spread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lembar.course.course import Unit
from lembar.course.form import Drawn
from lembar.views.paper import Cover, KeyView

BANDS = {"C1": "L1", "C2": "L1", "C3": "L2", "C4": "L3", "C5": "L3", "C6": "L3"}
"""Bands of cognitive levels: knowledge and understanding, application, reasoning."""


@dataclass(frozen=True, slots=True)
class Described:
    """Hold what an item asks, under its number on each form; "" where nothing was said."""

    numbers: tuple[int, ...]
    objective: str
    objective_text: str
    material: str
    level: str
    band: str
    indicator: str
    kind: str
    points: int
    difficulty: str


@dataclass(frozen=True, slots=True)
class Share:
    """Hold how many items and points fall on an objective or a band, and how much of all is that.

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
    """Hold the items of an assessment by objective, and how they are spread."""

    cover: Cover
    forms: tuple[str, ...]
    kinds: tuple[KindCount, ...]
    rows: tuple[Described, ...]
    objectives: tuple[Share, ...]
    bands: tuple[Share, ...]
    points: int


def blueprint_view(key: KeyView, drawn: Drawn, unit: Unit) -> BlueprintView:
    """Return the blueprint of an assessment whose key is given: the numbers are the key's."""
    found = described(key, drawn, unit)
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
    """Return what is known about each item of an assessment, in the order of its first form."""
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
        )
        for entry, placed in zip(key.guide, drawn.forms[0].items(), strict=True)
    )


def _material(objective: str, drawn: Drawn, unit: Unit) -> str:
    """Return the lessons that teach an objective, else the topic of the assessment or the unit."""
    taught = [each.title for each in unit.lessons if objective and objective in each.objectives]
    return "; ".join(taught) or drawn.assessment.topic or unit.title


def _shares(
    names: Sequence[str], texts: dict[str, str], given: Sequence[str], rows: Sequence[Described]
) -> tuple[Share, ...]:
    """Count items and points by the name that is given for each row."""
    items = [given.count(name) for name in names]
    points = [sum(row.points for row, own in zip(rows, given) if own == name) for name in names]
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
