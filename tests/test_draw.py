"""Draw: one result, each shuffle with its own seed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.course.assessment import Assessment, Draw, Inline, Kind, Section, Use
from lembar.course.course import Unit
from lembar.course.item import (
    Choice,
    Difficulty,
    Group,
    Item,
    Match,
    Option,
    Order,
    Presentation,
    Status,
)
from lembar.course.tree import element
from lembar.draw import draw, permutation
from lembar.errors import ContentError, Place

HERE = Place("a.yaml")


def item(name, *, kind="choice", options=4, id_=None, **more):
    choices = tuple(Option((f"{name} {n}",), n == 1) for n in range(options))
    body = (element("p", name), element("slot", ref="0"))
    key = f"bank/{id_ or '#' + name}"
    return Item(key, id_, kind, body, (Choice(choices),), 1, HERE, **more)


def asked(*requests, forms=("",), kind=Kind.WORKSHEET, **more):
    section = Section("", (), requests, HERE)
    return Assessment("w", "course/unit/w", "W", kind, (section,), HERE, forms=forms, **more)


def unit(*entries, poisoned=()):
    return Unit("unit", "Unit", bank={"bank": entries}, poisoned=frozenset(poisoned))


def orders(drawn, form=0):
    return {placed.item.key: placed.arrangements[0].order for placed in drawn.forms[form].items()}


def test_another_item_moves_no_letter():
    some = [item(str(n)) for n in range(2)]  # too few to spread their keys
    before = orders(draw(asked(*(Inline(each, HERE) for each in some)), unit()))
    more = [item("new"), *some]
    after = orders(draw(asked(*(Inline(each, HERE) for each in more)), unit()))
    assert {key: after[key] for key in before} == before


def test_forms_differ_in_letters_and_hold_the_same_items():
    some = [item(str(n)) for n in range(8)]
    drawn = draw(asked(*(Inline(each, HERE) for each in some), forms=("A", "B")), unit())
    first, second = orders(drawn), orders(drawn, 1)
    assert set(first) == set(second)
    assert first != second
    assert [p.item.key for p in drawn.forms[0].items()] != [
        p.item.key for p in drawn.forms[1].items()
    ]
    assert [p.number for p in drawn.forms[1].items()] == list(range(1, 9))


@given(st.integers(3, 9), st.text(max_size=5))
def test_a_printed_order_is_never_the_authors(count, seed):
    order = permutation(count, seed)
    assert sorted(order) == list(range(count))
    assert order != tuple(range(count))


@given(st.text(min_size=1, max_size=6))
def test_right_sides_never_stand_beside_their_left_sides(seed):
    rows = tuple(Option((f"l{n}",)) for n in range(3))
    targets = tuple(Option((f"r{n}",)) for n in range(3))
    match = Match(rows, targets, (0, 1, 2))
    one = Item(f"bank/{seed}", None, "matching", (), (match,), 3, HERE)
    order = draw(asked(Inline(one, HERE)), unit()).forms[0].items()[0].arrangements[0].order
    assert order != (0, 1, 2)


def test_entries_in_order_are_printed_in_another():
    entries = tuple(Option((str(n),)) for n in range(4))
    one = Item("bank/o", None, "ordering", (), (Order(entries),), 4, HERE)
    order = draw(asked(Inline(one, HERE)), unit()).forms[0].items()[0].arrangements[0].order
    assert order != (0, 1, 2, 3)


def test_a_draw_takes_what_fits_and_never_twice():
    some = [item(str(n), level="C2" if n % 2 else "C3") for n in range(6)]
    drawn = draw(asked(Draw(2, HERE, level="C2"), Draw(4, HERE)), unit(*some))
    keys = [placed.item.key for placed in drawn.forms[0].items()]
    assert len(set(keys)) == 6
    assert all(placed.item.level == "C2" for placed in drawn.forms[0].items()[:2])


def test_a_retired_item_is_never_drawn():
    with pytest.raises(ContentError) as raised:
        draw(asked(Draw(1, HERE)), unit(item("a", status=Status.RETIRED)))
    assert [each.code for each in raised.value.problems] == ["draw-too-few"]


def test_a_test_takes_no_item_without_an_answer():
    bare = item("a", answered=False)
    with pytest.raises(ContentError):
        draw(asked(Draw(1, HERE), kind=Kind.TEST), unit(bare))
    with pytest.raises(ContentError) as raised:
        draw(asked(Inline(bare, HERE), kind=Kind.TEST), unit())
    assert [each.code for each in raised.value.problems] == ["no-key-for-test"]
    assert draw(asked(Inline(bare, HERE)), unit()).forms[0].items()


def test_an_assessment_that_requires_reviewed_takes_no_other():
    some = [item("a"), item("b", status=Status.REVIEWED)]
    drawn = draw(asked(Draw(1, HERE), require="reviewed"), unit(*some))
    assert [placed.item.key for placed in drawn.forms[0].items()] == ["bank/#b"]


def test_a_pool_that_could_not_be_read_fails_without_a_second_error():
    with pytest.raises(ContentError) as raised:
        draw(asked(Draw(1, HERE)), unit(item("a"), poisoned={"bank"}))
    assert raised.value.problems == ()
    with pytest.raises(ContentError) as raised:
        draw(asked(Use("bank/x", HERE)), unit(item("a"), poisoned={"bank"}))
    assert raised.value.problems == ()


def test_an_unknown_item_is_told_with_the_nearest():
    with pytest.raises(ContentError) as raised:
        draw(asked(Use("bank/kode1", HERE)), unit(item("a", id_="kode2")))
    found = raised.value.problems[0]
    assert (found.code, dict(found.values)["nearest"]) == ("unknown-item", "bank/kode2")


def test_a_group_stays_together_and_is_drawn_only_when_asked_for():
    group = Group("bank/#g", None, (element("p", "s"),), (item("x"), item("y")), HERE)
    drawn = draw(asked(Draw(1, HERE, type="group"), Draw(1, HERE)), unit(group, item("a")))
    numbers = [placed.number for placed in drawn.forms[0].items()]
    assert numbers == [1, 2, 3]


def test_points_are_those_of_the_request_or_of_the_item():
    drawn = draw(asked(Draw(1, HERE, points=5)), unit(item("a")))
    assert drawn.forms[0].points == 5


def test_a_draw_by_difficulty():
    some = [item(str(n), difficulty=Difficulty.HARD if n % 2 else None) for n in range(6)]
    drawn = draw(asked(Draw(3, HERE, difficulty="hard")), unit(*some))
    assert {placed.item.difficulty for placed in drawn.forms[0].items()} == {Difficulty.HARD}
    with pytest.raises(ContentError) as caught:
        draw(asked(Draw(1, HERE, difficulty="easy")), unit(*some))
    assert [each.code for each in caught.value.problems] == ["draw-too-few"]


def test_a_pinned_choice_stays_last_on_every_form():
    choice = replace(item("q", options=6).interactions[0], pinned=True)
    made = replace(item("q"), interactions=(choice,))
    drawn = draw(asked(Inline(made, HERE), forms=tuple("ABCDEFGH")), unit())
    orders = {form.items()[0].arrangements[0].order for form in drawn.forms}
    assert len(orders) > 4
    assert {order[-1] for order in orders} == {5}


def test_rows_that_are_mixed_have_an_order_of_their_own():
    rows = tuple(Option((f"r{n}",)) for n in range(5))
    match = Match(rows, rows[:2], (0, 1, 0, 1, 0), Presentation.GRID, mixed=True)
    made = replace(item("q"), interactions=(match,))
    drawn = draw(asked(Inline(made, HERE), forms=tuple("ABCDEFGH")), unit())
    found = {form.items()[0].arrangements[0].rows for form in drawn.forms}
    assert len(found) > 4
    assert tuple(range(5)) not in found
