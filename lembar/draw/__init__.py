"""Draw: item bank + assessment + seed → forms (which items, in which order, number and letter).

Every shuffle has a seed of its own, sha256(assessment seed, form, item key, purpose), and every
element is ranked by itself: another item, or a typo, moves no letter (but for the few that
`balance` moves).
"""

from lembar.course.assessment import Assessment
from lembar.course.course import Unit
from lembar.course.form import Drawn
from lembar.course.labels import LATIN, Labels
from lembar.draw.choose import choose
from lembar.draw.form import Standing, form_of, in_order
from lembar.draw.seeds import permutation, rank
from lembar.draw.totals import check_totals
from lembar.errors import ContentError, Problems

__all__ = ["Standing", "draw", "made", "permutation", "rank"]


def draw(assessment: Assessment, unit: Unit, labels: Labels = LATIN) -> Drawn:
    """Draw all forms of an assessment, labelled as they are printed.

    Raises ContentError with every request that can't be met, and every total that doesn't add up.
    The error holds no problem where the cause was reported already (a bank that could not be read).
    """
    problems = Problems()
    chosen = choose(assessment, unit, problems)
    if chosen is None or problems.errors():
        raise ContentError(*problems)
    standing = [
        in_order(assessment, code, index, chosen) for index, code in enumerate(assessment.forms)
    ]
    return made(assessment, standing, labels)


def made(assessment: Assessment, standing: list[list[list[Standing]]], labels: Labels) -> Drawn:
    """Number and label what stands on each form, part by part.

    Raises ContentError if a total that was typed is another than what the items add up to.
    """
    problems = Problems()
    forms = tuple(
        form_of(assessment, code, parts, labels) for code, parts in zip(assessment.forms, standing)
    )
    check_totals(assessment, forms, problems)
    if problems.errors():
        raise ContentError(*problems)
    return Drawn(assessment, forms)
