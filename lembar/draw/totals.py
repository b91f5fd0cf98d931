"""Totals are computed, never typed: one that was typed is compared."""

from collections.abc import Sequence

from lembar.course.assessment import Assessment, Total
from lembar.course.form import Form
from lembar.errors import Problems


def check_totals(assessment: Assessment, forms: Sequence[Form], problems: Problems) -> None:
    """Report typed totals that items do not add up to, and forms that add up to others."""
    points = [form.points for form in forms]
    if len(set(points)) > 1:
        said = ", ".join(f"{form.code} {form.points}" for form in forms)
        problems.add("forms-differ", assessment.place, "forms-differ", points=said)
        return
    if not points[0] and forms[0].bonus:
        problems.add("only-bonus", assessment.place, "only-bonus")
    _check(assessment.total, points[0], problems)
    for section, made in zip(assessment.sections, forms[0].sections):
        _check(section.total, made.points, problems)


def _check(total: Total | None, computed: int, problems: Problems) -> None:
    if total is not None and total.points != computed:
        problems.add(
            "total-differs", total.place, "total-differs", typed=total.points, computed=computed
        )
