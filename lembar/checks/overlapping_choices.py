"""Choices that overlap: if one is right, another is right too, or can't be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import inf

from lembar.checks.scope import Scope
from lembar.errors import Place, Problem, problem

_NUMBER = r"(\d+(?:[.,]\d+)*(?:/\d+)?)"
_UNIT = r" ?([^\d\s][^\d]*?)?"
_RANGES = (
    re.compile(
        rf"(?:from |antara |dari )?{_NUMBER}{_UNIT} ?"
        rf"(?:–|—|-|to|sampai|hingga|s\.d\.|s/d) ?{_NUMBER}{_UNIT}"
    ),
    re.compile(rf"(?:between|antara) {_NUMBER}{_UNIT} (?:and|dan) {_NUMBER}{_UNIT}"),
)
_BOUND = re.compile(rf"(?P<how>[^\d]+?) ?{_NUMBER}{_UNIT}")
_SINGLE = re.compile(rf"{_NUMBER}{_UNIT}")
_LESS = r"(less|fewer|lower|smaller|under|below|kurang|lebih kecil|lebih rendah|di bawah|<).*"
_MORE = r"(more|greater|higher|over|above|lebih|di atas|>).*"
_AT_MOST = r"(at most|no more than|up to|maximum|paling banyak|maksimal|tidak lebih dari|≤).*"
_AT_LEAST = r"(at least|no less than|minimum|paling sedikit|minimal|sekurang-kurangnya|≥).*"


@dataclass(frozen=True, slots=True)
class _Span:
    """Hold the numbers that a choice covers, and what they count."""

    low: float | Fraction
    high: float | Fraction
    unit: str
    open: bool = False  # its one end is not part of it

    def meets(self, other: "_Span") -> bool:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and not (self.open or other.open))


def overlapping_choices(scope: Scope) -> Iterator[Problem]:
    """Report two choices of an item that overlap, are equal, or where one is part of the other.

    Haladyna, Downing & Rodriguez (2002), guideline 22: choices do not overlap.
    """
    told: set[Place] = set()  # one version of an item is enough
    for each in scope.single(every_version=True):
        for one, other in combinations(each.options, 2):
            if each.item.place not in told and _overlap(one, other, each.language):
                yield problem(
                    "overlapping-choices",
                    each.item.place,
                    "overlapping-choices",
                    "warning",
                    one=one,
                    other=other,
                )
                told.add(each.item.place)


def _overlap(one: str, other: str, language: str) -> bool:
    spans = _span(one, language), _span(other, language)
    if spans[0] and spans[1]:
        return spans[0].unit == spans[1].unit and spans[0].meets(spans[1])
    return _is_part(one, other) or _is_part(other, one)


def _is_part(one: str, other: str) -> bool:
    """Say whether a choice is one of the things that another lists."""
    parts = re.split(r",? (?:dan|atau|serta|and|or) |, ", _bare(other))
    return len(parts) > 1 and _bare(one) in parts


def _bare(text: str) -> str:
    return text.casefold().rstrip(" .")


def _span(text: str, language: str) -> _Span | None:
    """Return the numbers that a choice covers, if it says nothing else."""
    bare = _bare(text)
    if found := next(filter(None, (each.fullmatch(bare) for each in _RANGES)), None):
        low, high = _number(found[1], language), _number(found[3], language)
        return _Span(low, high, (found[4] or found[2] or "").strip()) if low < high else None
    if found := _SINGLE.fullmatch(bare):
        value = _number(found[1], language)
        return _Span(value, value, (found[2] or "").strip())
    if found := _BOUND.fullmatch(bare):
        return _bound(found["how"], _number(found[2], language), (found[3] or "").strip())
    return None


def _bound(how: str, value: Fraction, unit: str) -> _Span | None:
    if re.fullmatch(_AT_MOST, how):
        return _Span(-inf, value, unit)
    if re.fullmatch(_AT_LEAST, how):
        return _Span(value, inf, unit)
    if re.fullmatch(_LESS, how):
        return _Span(-inf, value, unit, open=True)
    if re.fullmatch(_MORE, how):
        return _Span(value, inf, unit, open=True)
    return None


def _number(text: str, language: str) -> Fraction:
    """Return a number as it is written in a language: 1.000,5 or 1,000.5."""
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    numerator, _, denominator = text.partition("/")
    whole, _, rest = numerator.replace(thousands, "").partition(decimal)
    plain = f"{whole}.{re.sub(r'[.,]', '', rest) or 0}"
    return Fraction(plain) / (Fraction(denominator) if denominator.strip("0") else 1)
