"""“All of the above” rewards those who see that two choices are right."""

from collections.abc import Iterator

from lembar.checks.phrases import ALL, says
from lembar.checks.scope import Scope
from lembar.errors import Problem, problem


def all_of_the_above(scope: Scope) -> Iterator[Problem]:
    """Report choices that stand for all others.

    Haladyna, Downing & Rodriguez (2002), guideline 26: avoid “all of the above”. National items of
    Indonesia may not have it.
    """
    for each in scope.asked():
        for text in each.options:
            if says(text, ALL):
                yield problem(
                    "all-of-the-above", each.item.place, "all-of-the-above", "warning", text=text
                )
