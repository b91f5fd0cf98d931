"""Results of a class: points, marks and figures of items, by item and not by printed number."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lembar.course.form import Drawn
from lembar.course.statistics import alpha, difficulty, discrimination, item_rest
from lembar.course.typed import Asked, asked, chosen, omitted, points, rounded
from lembar.course.words import Words


@dataclass(frozen=True, slots=True)
class AskedItem:
    """Hold an item over all forms; None for a form that does not have it."""

    key: str
    objective: str
    points: int
    on: tuple[Asked | None, ...]

    @property
    def first(self) -> Asked:
        """Return the item as the first form has it that has it at all."""
        return next(each for each in self.on if each is not None)


@dataclass(frozen=True, slots=True)
class Sat:
    """Hold a pupil who sat: `form` is its index, `answers` are by item, as they were typed."""

    number: str
    name: str
    form: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """Hold what a pupil got: points by item (None: not on the form), their sum, mark of 100."""

    pupil: Sat
    points: tuple[Fraction | None, ...]
    total: Fraction
    mark: Fraction


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Hold what the use of an item has shown; None where it can't be said."""

    pupils: int
    difficulty: Fraction | None
    discrimination: Fraction | None
    rest: float | None
    shares: tuple[Fraction, ...]  # of each choice, by the author's index
    omitted: Fraction | None


@dataclass(frozen=True, slots=True)
class ClassResults:
    """Hold the results of a class."""

    pupils: tuple[Scored, ...]
    items: tuple[ItemFigures, ...]
    alpha: float | None


def asked_items(drawn: Drawn, words: Words) -> tuple[AskedItem, ...]:
    """Return all items of a draw, in the order of its first form; then those it does not have."""
    by_form = [{p.item.key: p for p in form.items()} for form in drawn.forms]
    found = []
    for first in drawn.items():
        key = first.item.key
        on = tuple(asked(form[key], words) if key in form else None for form in by_form)
        # What is a bonus need not be mastered.
        objective = "" if first.bonus else first.item.objective or ""
        found.append(AskedItem(key, objective, first.points, on))
    return tuple(found)


def results(items: Sequence[AskedItem], pupils: Sequence[Sat]) -> ClassResults:
    """Return the results of the pupils who sat."""
    scored = tuple(_scored(items, pupil) for pupil in pupils)
    totals = [each.total for each in scored]
    columns = [[each.points[at] for each in scored] for at in range(len(items))]
    counting = [column for item, column in zip(items, columns) if item.points]
    figures = tuple(_figures(item, at, columns[at], scored) for at, item in enumerate(items))
    return ClassResults(scored, figures, alpha(counting, totals))


def mastery(result: Scored, items: Sequence[AskedItem], objective: str) -> Fraction | None:
    """Return how much of 100 a pupil got of what asked about an objective."""
    pairs = [
        (got, item.points)
        for got, item in zip(result.points, items)
        if got is not None and item.objective == objective
    ]
    most = sum(each for _, each in pairs)
    return rounded(sum((got for got, _ in pairs), Fraction(0)) * 100 / most) if most else None


def _scored(items: Sequence[AskedItem], pupil: Sat) -> Scored:
    on = [item.on[pupil.form] for item in items]
    found = tuple(
        None if each is None else points(each, typed) for each, typed in zip(on, pupil.answers)
    )
    total = sum((each for each in found if each is not None), Fraction(0))
    most = sum(each.points for each in on if each is not None and not each.bonus)
    mark = min(Fraction(100), rounded(total * 100 / most)) if most else Fraction(0)
    return Scored(pupil, found, total, mark)


def _figures(
    item: AskedItem, at: int, column: Sequence[Fraction | None], scored: Sequence[Scored]
) -> ItemFigures:
    given = [
        (form, each.pupil.answers[at])
        for each in scored
        for form in (item.on[each.pupil.form],)
        if form is not None
    ]
    count = len(given)
    picked = [index for form, typed in given for index in chosen(form, typed)]
    left = sum(omitted(form, typed) for form, typed in given)
    return ItemFigures(
        pupils=count,
        difficulty=difficulty(column, item.points),
        discrimination=discrimination(column, item.points, [each.mark for each in scored]),
        rest=item_rest(column, [each.total for each in scored]) if item.points else None,
        shares=tuple(
            Fraction(picked.count(index), count) if count else Fraction(0)
            for index in range(len(item.first.signs) if item.first.lettered else 0)
        ),
        omitted=Fraction(left, count) if count else None,
    )
