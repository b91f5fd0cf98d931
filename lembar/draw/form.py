"""Make a form: in which order entries stand on it, under which numbers and letters."""

from collections.abc import Mapping
from dataclasses import dataclass

from lembar.course.assessment import Assessment
from lembar.course.form import Form, FormSection, Placed, PlacedEntry, PlacedGroup
from lembar.course.item import Entry, Group, items_of, version_of
from lembar.course.labels import Labels, label
from lembar.draw.arrange import arrange, labelled
from lembar.draw.balance import At, balanced
from lembar.draw.chosen import Chosen
from lembar.draw.seeds import permutation, rank


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold an entry of a form, and for each of its items: points, whether a bonus, its slot.

    A slot is the key of the item that the first form has there, "" if it has the same.
    """

    entry: Entry
    points: tuple[int, ...]
    bonus: tuple[bool, ...]
    slots: tuple[str, ...]


def in_order(
    assessment: Assessment, code: str, index: int, chosen: list[list[Chosen]]
) -> list[list[Standing]]:
    """Return what stands on a form; those after the first have an order of their own."""
    parts = []
    for section, entries in zip(assessment.sections, chosen):
        ordered = list(entries)
        if index and assessment.shuffle:
            ordered = sorted(
                entries,
                key=lambda each: rank(assessment.seed, code, each.entries[index].key, "place"),
            )
            if ordered == entries:
                order = permutation(len(entries), assessment.seed, code, "items", section.title)
                ordered = [entries[i] for i in order]
        parts.append([_standing(each, index) for each in ordered])
    return parts


def _standing(chosen: Chosen, index: int) -> Standing:
    entry = version_of(chosen.entries[index], index)
    items = items_of(entry)
    firsts = items_of(chosen.entries[0])
    return Standing(
        entry,
        tuple(chosen.points_of(item) for item in items),
        tuple(chosen.bonus or item.bonus for item in items),
        tuple("" if i.key == first.key else first.key for i, first in zip(items, firsts)),
    )


def form_of(assessment: Assessment, code: str, parts: list[list[Standing]], labels: Labels) -> Form:
    """Number, arrange and label what stands on a form."""
    seed = (assessment.seed, code)
    items = [item for part in parts for each in part for item in items_of(each.entry)]
    spread = balanced(items, seed)
    number = 0
    sections: list[FormSection] = []
    for which, (section, part) in enumerate(zip(assessment.sections, parts)):
        placed: list[PlacedEntry] = []
        for each in part:
            numbered: list[Placed] = []
            for at in range(len(items_of(each.entry))):
                number += 1
                numbered.append(_placed(each, at, number, spread, labels, seed))
            if isinstance(each.entry, Group):
                placed.append(PlacedGroup(each.entry.key, each.entry.stimulus, tuple(numbered)))
            else:
                placed.extend(numbered)
        letter = label(labels.sections, which)
        sections.append(FormSection(letter, section.title, section.instructions, tuple(placed)))
    return Form(code, tuple(sections))


def _placed(
    standing: Standing,
    at: int,
    number: int,
    spread: Mapping[At, tuple[int, ...]],
    labels: Labels,
    seed: tuple[str, str],
) -> Placed:
    """Arrange the item at a place of an entry; `spread` are the orders that balance the keys."""
    item = items_of(standing.entry)[at]
    arrangements = tuple(
        labelled(labels.choices, spread[item.key, index])
        if (item.key, index) in spread
        else arrange(interaction, labels.choices, *seed, item.key, str(index))
        for index, interaction in enumerate(item.interactions)
    )
    banks = tuple(
        permutation(len(each.words), *seed, item.key, str(index), "words")
        for index, each in enumerate(item.supports)
    )
    return Placed(
        number,
        item,
        arrangements,
        standing.points[at],
        tuple(label(labels.parts, index) for index in range(len(item.parts))),
        banks if any(banks) else (),
        bonus=standing.bonus[at],
        slot=standing.slots[at],
    )
