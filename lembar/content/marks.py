"""Read marks of 100: what is passed, and what bands of marks are called."""

from lembar.content.schema import RECORDS
from lembar.content.take import Taken, take
from lembar.content.yaml import Value
from lembar.course.course import Band
from lembar.errors import Problems

_MOST = 100


def mark(taken: Taken, key: str, problems: Problems) -> int | None:
    """Return a mark of 1 to 100, or None."""
    found = taken.count(key)
    if found is not None and found > _MOST:
        problems.add("mark-beyond", taken.place_of(key), given=found, most=_MOST)
        return None
    return found


def bands(values: tuple[Value, ...], problems: Problems) -> tuple[Band, ...]:
    """Return the bands of marks; the first begins at 0, and each above the one before."""
    found: list[Band] = []
    for value in values:
        taken = take(value, RECORDS["band"], problems)
        if taken is None or not taken.whole:
            continue
        digits = taken.text("from")
        low = int(digits) if digits.isascii() and digits.isdigit() else -1
        if not 0 <= low <= _MOST:
            problems.add("mark-beyond", taken.place_of("from"), given=digits, most=_MOST)
        elif low <= (found[-1].from_ if found else -1) or (not found and low):
            problems.add("bands-out-of-order", taken.place_of("from"), "bands-out-of-order")
        else:
            found.append(Band(low, taken.text("label")))
    return tuple(found)
