"""A paper with more forms than an item has versions repeats values from form to form."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.form import PlacedGroup
from lembar.errors import Problem, problem


def few_versions(scope: Scope) -> Iterator[Problem]:
    """Report papers that have more forms than an item with parameters has versions."""
    versions = {entry.key: len(entry.versions) for entry in scope.entries() if entry.versions}
    for paper in scope.papers:
        forms = len(paper.forms)
        for section in paper.forms[0].sections:
            for entry in section.entries:
                key = entry.key if isinstance(entry, PlacedGroup) else entry.item.key
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
