"""A paper with more forms than an item has versions repeats values from form to form."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.form import PlacedGroup
from lembar.course.item import items_of
from lembar.errors import Problem, problem


def few_versions(scope: Scope) -> Iterator[Problem]:
    """Report papers that have more forms than an item with parameters has versions."""
    every = (each for entry in scope.entries() for each in (entry, *items_of(entry)))
    versions = {each.key: len(each.versions) for each in every if each.versions}
    for paper in scope.papers:
        forms = len(paper.forms)
        for entry in paper.forms[0].entries():
            items = entry.items if isinstance(entry, PlacedGroup) else ()
            for key in (entry.key, *(each.key for each in items)):
                if versions.get(key, forms) < forms:
                    yield problem(
                        "few-versions",
                        paper.assessment.place,
                        "few-versions",
                        "warning",
                        item=key,
                        n=versions[key],
                        forms=forms,
                    )
