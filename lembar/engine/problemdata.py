"""Problems as plain data, for what is kept from one run to the next."""

from typing import Any

from lembar.errors import Place, Problem


def to_data(each: Problem) -> list[Any]:
    """Return a problem as lists and texts."""
    place = [each.place.file, each.place.line, each.place.column] if each.place else None
    values = [list(pair) for pair in each.values]
    return [each.code, place, values, each.hint, each.severity, each.during]


def from_data(raw: Any) -> Problem:
    """Return the problem that such data tells. Raises ValueError or TypeError if it tells none."""
    code, place, values, hint, severity, during = raw
    pairs = tuple((str(name), str(value)) for name, value in values)
    return Problem(code, Place(*place) if place else None, pairs, hint, severity, during)
