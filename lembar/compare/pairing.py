"""Say which of two rows belong together: in order where they can, and what stands elsewhere."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias, TypeVar

from lembar.compare.units import Unit
from lembar.compare.words import similarity

T = TypeVar("T")
Pair: TypeAlias = tuple[T | None, T | None]
_ALIKE = 0.35
_MOST = 10_000  # pairs of a stretch that are looked at one by one


def alike(old: Unit, new: Unit) -> float:
    """Return how alike two units are; what is of another kind is not alike at all."""
    if bool(old.table) != bool(new.table) or bool(old.room) != bool(new.room):
        return 0.0
    if old.room:
        return 1.0
    keys = [t.same for t in old.words], [t.same for t in new.words]
    return similarity(*keys) + (0.1 if old.style == new.style else 0.0)


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Pair[Unit]]:
    """Return pairs in order; what has no partner stands alone."""
    made: list[Pair[Unit]] = []
    keys = [_key(each) for each in old], [_key(each) for each in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            made.extend(zip(old[a:b], new[c:d]))
        else:
            stretch: list[Pair[Unit]] = in_order(old[a:b], new[c:d], alike, _ALIKE, _replaces)
            made.extend(stretch)
    return made


def _key(unit: Unit) -> tuple[object, ...]:
    return (bool(unit.room), unit.room, bool(unit.table), unit.key)


def _replaces(old: Unit, new: Unit) -> bool:
    """Say whether a unit alone in its place was written anew."""
    return old.style == new.style and bool(old.table) == bool(new.table) and not old.room


def in_order(
    old: Sequence[T],
    new: Sequence[T],
    score: Callable[[T, T], float],
    least: float,
    replaces: Callable[[T, T], bool],
) -> list[Pair[T]]:
    """Pair what is alike without changing the order: the pairs whose scores add up to most."""
    if len(old) == len(new) == 1 and (replaces(old[0], new[0]) or score(old[0], new[0]) >= least):
        return [(old[0], new[0])]
    if not old or not new or len(old) * len(new) > _MOST:
        return [*((each, None) for each in old), *((None, each) for each in new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    scores = [[score(one, other) for other in new] for one in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if scores[i][j] >= least:
                best[i][j] = max(best[i][j], scores[i][j] + best[i + 1][j + 1])
    made: list[Pair[T]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i][j] >= least and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            made.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            made.append((old[i], None))
            i += 1
        else:
            made.append((None, new[j]))
            j += 1
    return [*made, *((each, None) for each in old[i:]), *((None, each) for each in new[j:])]


def anywhere(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], object],
    score: Callable[[T, T], float],
    least: float,
    alone: bool = True,
) -> list[tuple[int, int]]:
    """Pair by what is the same, then by what is most alike, wherever it stands: pairs of places.

    What is `alone` between others that are paired belongs together even if it is less alike.
    """
    pairs = _same(old, new, key)
    left = sorted(set(range(len(old))) - {a for a, _ in pairs})
    right = sorted(set(range(len(new))) - {b for _, b in pairs})
    scored = [(score(old[a], new[b]), a, b) for a in left for b in right]
    for value, a, b in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if value >= least and a in left and b in right:
            pairs.append((a, b))
            left.remove(a)
            right.remove(b)
    for a in list(left) if alone else ():
        there = [b for b in right if _gap(a, 0, pairs) == _gap(b, 1, pairs)]
        others = [each for each in left if _gap(each, 0, pairs) == _gap(a, 0, pairs)]
        if len(there) == len(others) == 1 and score(old[a], new[there[0]]) > 0:
            pairs.append((a, there[0]))
            left.remove(a)
            right.remove(there[0])
    return sorted(pairs)


def _same(old: Sequence[T], new: Sequence[T], key: Callable[[T], object]) -> list[tuple[int, int]]:
    """Pair what is the same: first in order, then elsewhere."""
    keys = [key(each) for each in old], [key(each) for each in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    pairs = [(a + i, b + i) for a, b, n in matcher.get_matching_blocks() for i in range(n)]
    taken = {b for _, b in pairs}
    for a in sorted(set(range(len(old))) - {a for a, _ in pairs}):
        for b in range(len(new)):
            if b not in taken and keys[0][a] == keys[1][b]:
                pairs.append((a, b))
                taken.add(b)
                break
    return pairs


def _gap(place: int, side: int, pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the pairs between which something stands, by their places in the old row."""
    before = [pair for pair in pairs if pair[side] < place]
    after = [pair for pair in pairs if pair[side] > place]
    return (
        max(before, key=lambda pair: pair[side])[0] if before else -1,
        min(after, key=lambda pair: pair[side])[0] if after else -1,
    )


def out_of_order(places: Sequence[int]) -> Iterator[int]:
    """Yield the fewest positions whose values are out of order."""
    ends: list[int] = []  # the smallest last value of a rising row of each length
    chain: list[int] = []  # the positions of those values
    before: list[int] = []
    for position, value in enumerate(places):
        at = bisect_left(ends, value)
        before.append(chain[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        chain[at : at + 1] = [position]
    kept: set[int] = set()
    position = chain[-1] if chain else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    yield from (each for each in range(len(places)) if each not in kept)
