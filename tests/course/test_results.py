"""Results of a class: by item, whatever numbers and letters a form prints."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.course.results import Sat, mastery, results
from lembar.course.typed import Entry, chosen
from tests.workbooks import class_of, score_sheets
from tests.workbooks import given as given_answer

SHEETS = score_sheets()


@pytest.fixture(params=SHEETS, ids=lambda pair: pair[0].course.slug)
def view(request):
    return request.param[1].view


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(SHEETS))
def test_forms_agree(chance, sheet):
    """The same answer in other letters under another number gives the same points and shares."""
    asked = (item.asked for item in sheet[1].view.items)
    items = [item for item in asked if None not in item.on]
    first, second = 0, len(sheet[1].view.forms) - 1
    one = Sat("1", "", first, tuple(given_answer(item.on[first], chance) for item in items))
    other = Sat("1", "", second, tuple(translated(i, a) for i, a in zip(items, one.answers)))
    found, same = results(items, [one]), results(items, [other])
    assert found.pupils[0].points == same.pupils[0].points
    assert found.pupils[0].mark == same.pupils[0].mark
    assert [each.shares for each in found.items] == [each.shares for each in same.items]


def translated(item, answer: str) -> str:
    """Return an answer as the last form writes it: the same choices, under other letters."""
    one, other = item.on[0], item.on[-1]
    if one.entry in (Entry.ONE, Entry.SEVERAL):
        return "".join(other.signs[index] for index in chosen(one, answer))
    if one.entry is Entry.ROW:
        right = [a == b for a, b in zip(answer, one.right)]
        wrong = [next(s for s in other.signs if s != key) for key in other.right]
        return "".join(k if r else w for r, k, w in zip(right, other.right, wrong))
    if one.entry is Entry.NUMBER and answer not in ("", "-"):
        given = (one.low + one.high) / 2
        return str((other.low + other.high) / 2) if str(given) in answer.replace(",", ".") else "x"
    return answer


def test_totals_are_those_of_the_items(view):
    pupils = class_of(view, 20, 1)
    found = results([item.asked for item in view.items], pupils)
    for each in found.pupils:
        assert each.total == sum(got for got in each.points if got is not None)
        assert each.mark == min(100, round(each.total * 100 / view.cover.points, 2))


def test_shares_and_omissions_add_up(view):
    found = results([item.asked for item in view.items], class_of(view, 25, 2))
    for item, figures in zip(view.items, found.items):
        if item.choices and item.asked.first.entry is Entry.ONE:
            assert sum(figures.shares) + figures.omitted == 1


def test_mastery_adds_up_the_items_of_an_objective(view):
    items = [item.asked for item in view.items]
    (pupil,) = results(items, class_of(view, 1, 3)).pupils
    for name, _ in view.objectives:
        asked = [(p, i) for p, i in zip(pupil.points, items) if i.objective == name]
        own = [(p, i.points) for p, i in asked if p is not None]
        share = Fraction(sum(p for p, _ in own) * 100, sum(most for _, most in own))
        assert mastery(pupil, items, name) == pytest.approx(share, abs=0.005)
    assert mastery(pupil, items, "nothing") is None


def test_the_right_answers_give_all_points(view):
    items = [item.asked for item in view.items]
    for form in range(len(view.forms)):
        answers = tuple(best(item.on[form]) for item in items)
        (pupil,) = results(items, [Sat("1", "", form, answers)]).pupils
        assert pupil.total == view.cover.points + view.cover.bonus
        assert pupil.mark == 100


def test_a_mark_goes_by_the_points_without_a_bonus():
    """A bonus makes up for what is missing, and no mark is above 100."""
    (view,) = (each.view for _, each in SHEETS if each.view.cover.bonus)
    items = [item.asked for item in view.items]
    best_ones = [best(item.on[0]) for item in items]
    at = next(n for n, item in enumerate(items) if item.on[0] and not item.on[0].bonus)
    lost = ["-" if n == at else answer for n, answer in enumerate(best_ones)]
    plain = ["-" if i.on[0] and i.on[0].bonus else a for i, a in zip(items, lost)]
    pupils = [Sat("1", "", 0, tuple(answers)) for answers in (best_ones, lost, plain)]
    marks = [each.mark for each in results(items, pupils).pupils]
    short = 100 - Fraction(100 * items[at].points, view.cover.points)
    made_up = min(100, short + Fraction(100 * view.cover.bonus, view.cover.points))
    assert marks == [100, made_up, short]
    assert all(item.objective == "" for item in items if item.first.bonus)


def best(asked) -> str:
    if asked is None:
        return ""
    if asked.entry is Entry.POINTS:
        return str(asked.points)
    if asked.entry is Entry.NUMBER:
        return str(asked.low)
    if asked.entry in (Entry.ONE, Entry.WORD):
        return random.Random(1).choice(asked.right)
    return "".join(asked.right)
