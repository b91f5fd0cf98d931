"""Tell of a paragraph which elements it came from: in a file to compare with, never in others."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from lembar.course.tree import Element
from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Step:
    """Hold an element that a paragraph came from: its tag, roles, number or letter, and place."""

    tag: str
    roles: str = ""
    number: str = ""
    place: Place | None = None


def traced(origin: Iterable[Element]) -> str | None:
    """Return the elements of a paragraph as an attribute holds them, or None without any."""
    steps = [
        (each.tag, each.get("class"), each.get("number") or each.get("letter"), _place(each.place))
        for each in origin
    ]
    return json.dumps(steps) if steps else None


def _place(place: Place | None) -> tuple[str, int, int] | None:
    return None if place is None else (place.file, place.line, place.column)


def steps(text: str) -> tuple[Step, ...]:
    """Return what an attribute holds, innermost first."""
    return tuple(
        Step(tag, roles, number, Place(*place) if place else None)
        for tag, roles, number, place in json.loads(text or "[]")
    )
