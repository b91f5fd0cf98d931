"""Two choices that say the same leave fewer to choose from."""

import re
from collections.abc import Iterator
from itertools import combinations

from lembar.checks.scope import Scope
from lembar.errors import Problem, problem

# Words that alone make no other choice; a “no” or “only” does.
_SMALL = {
    *("a", "an", "the", "is", "are", "was", "were", "of", "its", "this", "that", "there", "been"),
    *("yang", "adalah", "ialah", "itu", "ini", "para", "sebuah", "suatu", "seorang"),
}
_SHORT = 3  # letters: a unit or a symbol, of which each letter and its size matters
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\s.,;:!?]")


def near_duplicate_choice(scope: Scope) -> Iterator[Problem]:
    """Report two choices of an item that differ by small words, endings or punctuation only.

    Haladyna, Downing & Rodriguez (2002), guidelines 18 and 22: as many choices as are effective,
    and none of them overlapping.
    """
    for each in scope.asked():
        known = [(text, _core(text)) for text in each.options]
        for (one, first), (other, second) in combinations(known, 2):
            if first and first == second:
                yield problem(
                    "near-duplicate-choice",
                    each.item.place,
                    "near-duplicate-choice",
                    "warning",
                    one=one,
                    other=other,
                )
                break


def _core(text: str) -> tuple[str, ...]:
    """Return the words and signs that matter, in their order, without the endings of plurals."""
    return tuple(_stem(word) for word in _WORD.findall(text) if word.casefold() not in _SMALL)


def _stem(word: str) -> str:
    if len(word) <= _SHORT:
        return word
    word = word.casefold()
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
