"""A key that is longer than every distractor gives itself away."""

from collections.abc import Iterator

from lembar.checks.scope import Asked, Scope
from lembar.errors import Problem, problem

_TIMES = 1.3
_MORE = 12  # characters


def key_longest(scope: Scope) -> Iterator[Problem]:
    """Report items whose key is much longer than the longest distractor.

    Haladyna, Downing & Rodriguez (2002), guideline 24: keep the length of choices about equal.
    """
    for each in scope.single():
        if all(each.options) and _stands_out(each):
            key, longest = len(each.right[0]), max(len(text) for text in each.wrong)
            yield problem(
                "key-longest", each.item.place, "key-longest", "warning", key=key, longest=longest
            )


def _stands_out(each: Asked) -> bool:
    key, longest = len(each.right[0]), max(len(text) for text in each.wrong)
    return key > _TIMES * longest and key > longest + _MORE
