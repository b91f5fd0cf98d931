"""A test of one sort tells little: types, difficulties and objectives are spread."""

from collections import Counter
from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.assessment import Kind
from lembar.course.form import Drawn, Placed
from lembar.errors import Problem, problem

_FEWEST = 5  # items: with fewer, a test may be of one sort
_HEAVY = 0.6  # of the points
_SEVERAL = 3  # objectives: of two, one may well weigh more


def one_type(scope: Scope) -> Iterator[Problem]:
    """Report tests all of whose items are of one question type."""
    for paper, items in _tests(scope):
        kinds = {placed.item.kind for placed in items}
        if len(items) >= _FEWEST and len(kinds) == 1:
            yield problem(
                "one-type", paper.assessment.place, "one-type", "warning", type=kinds.pop()
            )


def one_difficulty(scope: Scope) -> Iterator[Problem]:
    """Report tests all of whose items are thought to be equally hard."""
    for paper, items in _tests(scope):
        found = {placed.item.difficulty for placed in items}
        difficulty = found.pop()
        if len(items) >= _FEWEST and not found and difficulty is not None:
            code, place = "one-difficulty", paper.assessment.place
            yield problem(code, place, code, "warning", difficulty=difficulty.value)


def objective_heavy(scope: Scope) -> Iterator[Problem]:
    """Report tests of several objectives in which one of them takes most of the points."""
    for paper, items in _tests(scope):
        points: Counter[str] = Counter()
        for placed in items:
            if placed.item.objective:
                points[placed.item.objective] += placed.points
        if len(points) < _SEVERAL:
            continue
        objective, most = points.most_common(1)[0]
        if most > _HEAVY * points.total():
            yield problem(
                "objective-heavy",
                paper.assessment.place,
                "objective-heavy",
                "warning",
                objective=objective,
                points=most,
                all=points.total(),
            )


def _tests(scope: Scope) -> Iterator[tuple[Drawn, tuple[Placed, ...]]]:
    """Yield the tests of a unit that ask something, with the items of their first form."""
    for paper in scope.papers:
        items = paper.forms[0].items()
        if paper.assessment.kind is Kind.TEST and items:
            yield paper, items
