"""What no one uses: pictures that stand nowhere, and locks of papers that are gone."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.errors import Place, Problem, problem


def unused_picture(scope: Scope) -> Iterator[Problem]:
    """Report pictures of a unit that no lesson, item or paper shows."""
    for file in scope.unit.unused_pictures:
        yield problem("unused-picture", Place(file), "unused-picture", "warning")


def stale_lock(scope: Scope) -> Iterator[Problem]:
    """Report sittings whose assessment is not there any more."""
    there = {each.slug for each in scope.unit.assessments} | scope.unit.unread
    for sitting in scope.unit.sittings:
        slug = sitting.drawn.assessment.slug
        if slug not in there:
            yield problem("stale-lock", sitting.place, "stale-lock", "warning", assessment=slug)
