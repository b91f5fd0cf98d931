"""“None of the above” shows what a pupil rejects, not what the pupil knows."""

from collections.abc import Iterator

from lembar.checks.phrases import NONE, says
from lembar.checks.scope import Scope
from lembar.errors import Problem, problem


def none_of_the_above(scope: Scope) -> Iterator[Problem]:
    """Report choices that reject all others.

    Haladyna, Downing & Rodriguez (2002), guideline 25: use “none of the above” carefully.
    """
    for each in scope.asked():
        for text in each.options:
            if says(text, NONE):
                yield problem(
                    "none-of-the-above", each.item.place, "none-of-the-above", "warning", text=text
                )
