"""Item statistics of classical test theory, as plain functions of points.

Points of an item are given in the order of the pupils; None where a pupil's form has no such item.
Groups hold 27 % of a class at either end (Kelley 1939); pupils with equal marks at the edge of a
group belong to it in equal shares, so that no order of names changes a figure.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import TypeAlias

Points: TypeAlias = Sequence[Fraction | None]

GROUP = 27  # percent of the pupils in the upper and in the lower group
Steps: TypeAlias = tuple[tuple[Fraction | None, str], ...]
DIFFICULTY: Steps = ((Fraction(3, 10), "hard"), (Fraction(7, 10), "medium"), (None, "easy"))
"""What an item is called that is at most so difficult; the last has no limit."""
DISCRIMINATION: Steps = (
    (Fraction(2, 10), "poor"),
    (Fraction(4, 10), "fair"),
    (Fraction(7, 10), "good"),
    (None, "strong"),
)
"""What an item is called that discriminates by less."""
WORKING = Fraction(5, 100)
"""The share of pupils from which a distractor works."""


def difficulty(points: Points, most: int) -> Fraction | None:
    """Return the mean of an item by its maximum: the share of right answers, or of points."""
    taken = _taken(points)
    return sum(taken, Fraction(0)) / (len(taken) * most) if taken and most else None


def difficulty_band(value: Fraction) -> str:
    """Return the name of a difficulty: hard, medium or easy."""
    return next(name for limit, name in DIFFICULTY if limit is None or value <= limit)


def group_size(pupils: int) -> int:
    """Return how many pupils are in the upper group, and in the lower."""
    return max(1, (2 * GROUP * pupils + 100) // 200)


def upper_weights(marks: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return how much of each pupil belongs to the upper group, from 0 to 1."""
    size = group_size(len(marks))
    found = []
    for mark in marks:
        room = Fraction(size - sum(other > mark for other in marks))
        found.append(min(Fraction(1), max(Fraction(0), room / marks.count(mark))))
    return tuple(found)


def lower_weights(marks: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return how much of each pupil belongs to the lower group, from 0 to 1."""
    return upper_weights([-mark for mark in marks])


def discrimination(points: Points, most: int, marks: Sequence[Fraction]) -> Fraction | None:
    """Return how much easier an item is for the upper group than for the lower."""
    if len(marks) < 2 or not most:
        return None
    means = [_mean(points, weights) for weights in (upper_weights(marks), lower_weights(marks))]
    upper, lower = means
    return None if upper is None or lower is None else (upper - lower) / most


def discrimination_band(value: Fraction) -> str:
    """Return the name of a discrimination: poor, fair, good or strong."""
    return next(name for limit, name in DISCRIMINATION if limit is None or value < limit)


def item_rest(points: Points, totals: Sequence[Fraction]) -> float | None:
    """Return the correlation of an item with the rest of the paper (point-biserial, corrected).

    None where all have the same points, in the item or in the rest.
    """
    pairs = [(own, total - own) for own, total in zip(points, totals) if own is not None]
    n = len(pairs)
    items, rests = sum(a for a, _ in pairs), sum(b for _, b in pairs)
    spread = n * sum(a * a for a, _ in pairs) - items * items
    rest = n * sum(b * b for _, b in pairs) - rests * rests
    if not spread or not rest:
        return None
    return float(n * sum(a * b for a, b in pairs) - items * rests) / sqrt(spread * rest)


def alpha(columns: Sequence[Points], totals: Sequence[Fraction]) -> float | None:
    """Return Cronbach's alpha; of items that are right or wrong this is KR-20.

    None where pupils had different items, or nothing differs.
    """
    whole = [_taken(column) for column in columns]
    if len(whole) < 2 or any(len(column) != len(totals) for column in whole):
        return None
    spread = variance(totals)
    if not spread:
        return None
    own = sum((variance(column) for column in whole), Fraction(0))
    return float(Fraction(len(whole), len(whole) - 1) * (1 - own / spread))


def variance(values: Sequence[Fraction]) -> Fraction:
    """Return the variance of a whole population; 0 of none."""
    if not values:
        return Fraction(0)
    mean = sum(values, Fraction(0)) / len(values)
    return sum(((each - mean) ** 2 for each in values), Fraction(0)) / len(values)


def _taken(points: Points) -> list[Fraction]:
    return [each for each in points if each is not None]


def _mean(points: Points, weights: Sequence[Fraction]) -> Fraction | None:
    """Return the mean of the pupils who had the item, each by its weight."""
    pairs = [(own, weight) for own, weight in zip(points, weights) if own is not None]
    whole = sum((weight for _, weight in pairs), Fraction(0))
    return sum((own * weight for own, weight in pairs), Fraction(0)) / whole if whole else None
