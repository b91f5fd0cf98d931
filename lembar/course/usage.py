"""What sittings have shown of items: figures without names, kept beside the lock."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lembar.course.form import Drawn
from lembar.course.item import Choice, Item
from lembar.course.results import AskedItem, ClassResults, ItemFigures
from lembar.course.tree import text_of

_FIGURES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ItemUsage:
    """Hold the figures of an item; `choices` is a digest of the choices that were printed."""

    item: str
    pupils: int
    difficulty: Decimal | None = None
    discrimination: Decimal | None = None
    shares: tuple[Decimal, ...] = ()  # of each choice, by the author's index
    omitted: Decimal | None = None
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Hold what one sitting has shown."""

    assessment: str
    sitting: str
    title: str
    date: str
    pupils: int
    items: tuple[ItemUsage, ...]


def usage(
    drawn: Drawn, slug: str, sitting: str, items: Sequence[AskedItem], found: ClassResults
) -> Usage:
    """Return what a sitting has shown of its items."""
    first = {placed.item.key: placed.item for placed in drawn.items()}
    asked = drawn.assessment
    made = tuple(_item(each, first[each.key], own) for each, own in zip(items, found.items))
    return Usage(slug, sitting, asked.title, asked.date, len(found.pupils), made)


def choices_digest(item: Item) -> str:
    """Return a digest of an item's choices in the author's order; "" if it has none."""
    texts = [text_of(o.body) for i in item.interactions if isinstance(i, Choice) for o in i.options]
    joined = "\x1f".join(texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16] if texts else ""


def _item(asked: AskedItem, item: Item, found: ItemFigures) -> ItemUsage:
    return ItemUsage(
        asked.key,
        found.pupils,
        _decimal(found.difficulty),
        _decimal(found.discrimination),
        tuple(_rounded(each) for each in found.shares),
        _decimal(found.omitted),
        choices_digest(item),
    )


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else _rounded(value)


def _rounded(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_FIGURES)
