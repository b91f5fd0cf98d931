"""The pupils of a roster, where they sit, and which form each of them gets."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.course.profile import Asked
from lembar.errors import Place

Seat: TypeAlias = tuple[int, int]
"""A row and a place in it; seats that are only counted stand in one row."""

_LETTER_FIRST = re.compile(r"([A-Z])\W?(\d{1,3})")
_NUMBER_FIRST = re.compile(r"(\d{1,3})\W?([A-Z])")
_TWO_NUMBERS = re.compile(r"(\d{1,3})\s?[-./,:]\s?(\d{1,3})")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Pupil:
    """Hold one row of a roster; a name is never part of what a message or a log may print."""

    number: str
    name: str = field(repr=False)
    class_: str
    place: Place = field(compare=False)
    form: str = ""  # "": neighbours alternate
    seat: Seat | None = None
    profile: Asked | None = None  # None: plain


@dataclass(frozen=True, slots=True)
class Roster:
    """Hold the pupils who get sheets of their own."""

    pupils: tuple[Pupil, ...]
    files: tuple[str, ...]

    def classes(self) -> Mapping[str, tuple[Pupil, ...]]:
        """Return the pupils of each class in the order in which sheets are handed out."""
        found: dict[str, list[Pupil]] = {}
        for each in self.pupils:
            found.setdefault(each.class_, []).append(each)
        return {name: tuple(sorted(found[name], key=_order)) for name in sorted(found, key=natural)}


def seat_of(text: str) -> Seat | None:
    """Return a seat as people write it: "B3", "3B", "2-3" or "17"; None if it is none."""
    text = text.strip().upper()
    if found := _LETTER_FIRST.fullmatch(text):
        return ord(found[1]) - ord("A"), int(found[2])
    if found := _NUMBER_FIRST.fullmatch(text):
        return int(found[1]), ord(found[2]) - ord("A")
    if found := _TWO_NUMBERS.fullmatch(text):
        return int(found[1]), int(found[2])
    return (0, int(text)) if text.isascii() and text.isdigit() else None


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts texts as people count: 2 before 10."""
    parts = _DIGITS.split(text.casefold())
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts if p)


def alternated(pupils: Sequence[Pupil], codes: Sequence[str]) -> tuple[str, ...]:
    """Return a form for each pupil of a class; neighbours get different ones.

    Neighbours sit beside, before or behind each other; without seats they are neighbours in the
    list. A form that the roster gives wins, and those beside it make room for it.
    """
    seats = [each.seat or (0, at) for at, each in enumerate(pupils)]
    given = {seat: each.form for seat, each in zip(seats, pupils, strict=True) if each.form}
    tried = [_around(seats, codes, given, shift) for shift in range(len(codes))]
    best = min(tried, key=_meetings)
    return tuple(best[seat] for seat in seats)


def _around(
    seats: Sequence[Seat], codes: Sequence[str], given: Mapping[Seat, str], shift: int
) -> dict[Seat, str]:
    """Return forms in a pattern around those given; `shift` says with which it begins."""
    placed = dict(given)
    for seat in seats:
        if seat not in placed:
            row, place = seat
            # With four forms or more, those who sit slantwise get different ones, too.
            start = shift + place + row * (2 if len(codes) >= 4 else 1)
            wanted = [codes[(start + step) % len(codes)] for step in range(len(codes))]
            taken = [placed[each] for each in _beside(seat) if each in placed]
            placed[seat] = min(wanted, key=taken.count)
    return placed


def _meetings(placed: Mapping[Seat, str]) -> int:
    """Count neighbours with the same form."""
    return sum(placed.get(each) == form for seat, form in placed.items() for each in _beside(seat))


def _beside(seat: Seat) -> tuple[Seat, ...]:
    row, place = seat
    return (row, place - 1), (row, place + 1), (row - 1, place), (row + 1, place)


def _order(pupil: Pupil) -> tuple[Seat, tuple[tuple[int, int, str], ...]]:
    return pupil.seat or (0, 0), natural(pupil.number)


def repeated(values: Iterable[tuple[object, Pupil]]) -> Iterable[tuple[Pupil, Pupil]]:
    """Yield pupils of whom another has the same value, with the one who had it first."""
    first: dict[object, Pupil] = {}
    for value, pupil in values:
        before = first.setdefault(value, pupil)
        if before is not pupil:
            yield pupil, before
