"""Two items that ask the same should not stand on one paper."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from lembar.checks.language import tokens
from lembar.checks.scope import Scope, stem
from lembar.course.item import Item, Status, items_of
from lembar.errors import Problem, problem

_ALIKE = 0.8
_SHORTEST = 8  # words: shorter stems are alike by chance (“Which statement is true?”)


def near_duplicate_item(scope: Scope) -> Iterator[Problem]:
    """Report items whose stem is nearly that of an earlier item; keys and choices do not count.

    Haladyna, Downing & Rodriguez (2002), guideline 4: keep the content of each item
    independent of that of other items.
    """
    known = list(_stems(scope))
    for (one, first, words), (other, second, more) in combinations(known, 2):
        if first == second or min(len(words), len(more)) < 0.6 * max(len(words), len(more)):
            continue
        if likeness(words, more) >= _ALIKE and "near-duplicate-item" not in one.silenced:
            yield problem(
                "near-duplicate-item",
                other.place,
                "near-duplicate-item",
                "warning",
                item=one.key,
                where=one.place,
            )


def _stems(scope: Scope) -> Iterator[tuple[Item, int, frozenset[tuple[str, ...]]]]:
    """Yield each item with the number of its entry (items of a group go together)."""
    for number, entry in enumerate(scope.entries()):
        for item in items_of(entry):
            words = tokens(stem(item.body))
            if len(words) >= _SHORTEST and item.status is not Status.RETIRED:
                yield item, number, shingles(words)


def shingles(words: list[str]) -> frozenset[tuple[str, ...]]:
    """Return the pairs of words that follow one another."""
    return frozenset(pairwise(words))


def likeness(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Return how much two sets share: 0 nothing, 1 all (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other))
