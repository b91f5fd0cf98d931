"""A test of one level alone tells little about what pupils can do."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.assessment import Kind
from lembar.errors import Problem, problem

_FEWEST = 3  # items


def one_level(scope: Scope) -> Iterator[Problem]:
    """Report tests all of whose items have the same cognitive level.

    Haladyna, Downing & Rodriguez (2002), guideline 3: use new material to test higher-level
    learning.
    """
    for paper in scope.papers:
        levels = [placed.item.level for placed in paper.forms[0].items()]
        if paper.assessment.kind is not Kind.TEST or len(levels) < _FEWEST:
            continue
        if levels[0] and len(set(levels)) == 1:
            yield problem(
                "one-level", paper.assessment.place, "one-level", "warning", level=levels[0]
            )
