"""Problems as plain data: between processes, and from one run to the next."""

from typing import Any

from lembar.errors import Place, Problem


def to_data(each: Problem) -> list[Any]:
    """Return a problem as lists and texts."""
    place = [each.place.file, each.place.line, each.place.column] if each.place else None
    values = [list(pair) for pair in each.values]
    return [each.code, place, values, each.hint, each.severity, each.during]


def from_data(raw: Any) -> Problem:
    """Return the problem that such data tells.

    Raises ValueError, TypeError or LookupError if it tells none.
    """
    code, place, values, hint, severity, during = raw
    return Problem(
        str(code),
        Place(str(place[0]), int(place[1]), int(place[2])) if place else None,
        tuple((str(name), str(value)) for name, value in values),
        None if hint is None else str(hint),
        str(severity),
        str(during),
    )
