"""Objectives and items belong together: nothing is taught unasked, nothing asked untaught."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.assessment import Kind
from lembar.errors import Problem, problem


def objective_without_items(scope: Scope) -> Iterator[Problem]:
    """Report objectives of the unit that no item asks about, once there are items.

    Haladyna, Downing & Rodriguez (2002), guideline 1: every item reflects specific content, as
    called for in the test specifications.
    """
    asked = {item.objective for item in scope.items()}
    if scope.unit.poisoned or not asked:
        return
    for each in scope.unit.objectives:
        if each.id not in asked:
            yield problem(
                "objective-without-items",
                each.place,
                "objective-without-items",
                "warning",
                objective=each.id,
            )


def objective_not_taught(scope: Scope) -> Iterator[Problem]:
    """Report objectives of the unit that no lesson names, where lessons name objectives."""
    named = {each for lesson in scope.unit.lessons for each in lesson.objectives}
    if not named:
        return
    for each in scope.unit.objectives:
        if each.id not in named:
            code = "objective-not-taught"
            yield problem(code, each.place, code, "warning", objective=each.id)


def item_without_objective(scope: Scope) -> Iterator[Problem]:
    """Report items that name no objective, where others of the unit do."""
    items = list(scope.items())
    if not scope.unit.objectives or not any(item.objective for item in items):
        return
    for item in items:
        if item.objective is None:
            yield problem("item-without-objective", item.place, "item-without-objective", "warning")


def objective_not_asked(scope: Scope) -> Iterator[Problem]:
    """Report objectives that a test names and none of its items asks about."""
    for paper in scope.papers:
        if paper.assessment.kind is not Kind.TEST:
            continue
        asked = {placed.item.objective for form in paper.forms for placed in form.items()}
        for named in paper.assessment.objectives:
            if named not in asked:
                yield problem(
                    "objective-not-asked",
                    paper.assessment.place,
                    "objective-not-asked",
                    "warning",
                    objective=named,
                )
