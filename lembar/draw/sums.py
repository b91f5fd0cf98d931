"""Choose entries whose points add up to a sum."""

from collections.abc import Sequence


def reachable(points: Sequence[int]) -> list[int]:
    """Return for each place the sums that can be made from there on, as the bits of a number."""
    found = [1]
    for each in reversed(points):
        found.append(found[-1] | found[-1] << each)
    return found[::-1]


def subset(points: Sequence[int], wanted: int) -> tuple[int, ...] | None:
    """Return the first choice of places whose points make the sum; None if there is none.

    A place is taken whenever those after it can still make up the rest. So a new one displaces few
    of the others: mostly those that come last.
    """
    sums = reachable(points)
    if not sums[0] >> wanted & 1:
        return None
    taken = []
    for at, each in enumerate(points):
        if each <= wanted and sums[at + 1] >> (wanted - each) & 1:
            taken.append(at)
            wanted -= each
    return tuple(taken)


def nearest_sums(points: Sequence[int], wanted: int) -> tuple[int, ...]:
    """Return the sums next to one that can't be made, the lower first; 0 is none."""
    sums = reachable(points)[0]
    lower = (sums & ((1 << wanted) - 1)).bit_length() - 1
    above = sums >> wanted
    found = (lower, wanted + (above & -above).bit_length() - 1 if above else 0)
    return tuple(each for each in found if each > 0)
