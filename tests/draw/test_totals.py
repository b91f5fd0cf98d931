"""Totals are computed: a bonus is beyond them, and one that was typed is compared."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lembar.course.assessment import Draw, Inline, Total, Use
from lembar.course.item import Criterion, Extended, Part
from lembar.draw import draw
from lembar.errors import Place
from tests.draw.making import HERE, item, paper, part, told, unit

THERE = Place("a.yaml", 9, 8)


def essay(name, **more):
    rubric = (Criterion(3, ("a",)), Criterion(1, ("b",)))
    return replace(item(name, points=4, **more), interactions=(Extended(5, (), rubric),))


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=5), max_size=4
    )
)
def test_parts_add_up_to_the_paper(parts):
    sections = [
        part(*(Inline(item(f"q{n}{m}", points=p, bonus=b), HERE) for m, (p, b) in enumerate(some)))
        for n, some in enumerate(parts)
    ]
    sections.append(part(Inline(item("last"), HERE)))
    form = draw(paper(*sections), unit()).forms[0]
    assert form.points == sum(section.points for section in form.sections)
    assert form.points == 1 + sum(p for some in parts for p, b in some if not b)
    assert form.bonus == sum(p for some in parts for p, b in some if b)


def test_points_of_a_part_are_those_of_its_items_but_for_their_own():
    parts = replace(item("parts", points=5), parts=(Part(2, 1), Part(3, 0)))
    bank = unit(item("used"), item("set"), essay("essay"), parts)
    asked = [Use(f"bank/{name}", HERE) for name in ("used", "essay", "parts")]
    own = Inline(item("own", points=7), HERE, own_points=True)
    form = draw(
        paper(part(*asked, Use("bank/set", HERE, 6), Inline(item("plain"), HERE), own, points=2)),
        bank,
    ).forms[0]
    points = {placed.item.id: placed.points for placed in form.items()}
    assert points == {"used": 2, "essay": 4, "parts": 5, "set": 6, "plain": 2, "own": 7}


def test_points_against_those_of_criteria_are_an_error():
    bank = unit(essay("essay", objective="T1"))
    for request in (Use("bank/essay", HERE, 8), Draw(1, HERE, points=8)):
        assert told(paper(request), bank) == [
            ("points-of-criteria", {"item": "bank/essay", "points": "8", "sum": "4"})
        ]
    assert told(paper(Use("bank/essay", HERE, 4)), bank) == []


def test_a_bonus_of_a_request_or_part_is_one_of_its_items():
    bank = unit(*(item(f"q{n}", points=2) for n in range(6)))
    form = draw(
        paper(
            part(Use("bank/q0", HERE), Use("bank/q1", HERE, bonus=True)),
            part(Draw(2, HERE), bonus=True),
            part(Draw(1, HERE, bonus=True)),
        ),
        bank,
    ).forms[0]
    assert [(s.points, s.bonus) for s in form.sections] == [(2, 2), (0, 4), (0, 2)]
    assert (form.points, form.bonus) == (2, 8)


def test_what_is_marked_as_a_bonus_is_drawn_only_as_one():
    bank = unit(item("a", bonus=True), item("b"))
    assert [code for code, _ in told(paper(Draw(2, HERE)), bank)] == ["draw-too-few"]
    form = draw(paper(Draw(1, HERE), Draw(1, HERE, bonus=True)), bank).forms[0]
    assert [(placed.item.id, placed.bonus) for placed in form.items()] == [
        ("b", False),
        ("a", True),
    ]


def test_a_typed_total_is_compared():
    bank = unit(*(item(f"q{n}", points=2) for n in range(4)))
    asked = (part(Draw(2, HERE), total=Total(4, THERE)), part(Draw(1, HERE), bonus=True))
    assert told(paper(*asked, total=Total(4, THERE)), bank) == []
    wrong = paper(replace(asked[0], total=Total(5, THERE)), asked[1], total=Total(6, THERE))
    assert told(wrong, bank) == [
        ("total-differs", {"computed": "4", "typed": "6"}),
        ("total-differs", {"computed": "4", "typed": "5"}),
    ]


def test_forms_of_other_points_and_papers_of_nothing_but_a_bonus_are_errors():
    versions = (item("q"), item("q", points=3))
    one = replace(versions[0], versions=versions)
    assert told(paper(Inline(one, HERE), forms=("A", "B")), unit()) == [
        ("forms-differ", {"points": "A 1, B 3"})
    ]
    assert told(paper(Inline(item("q", bonus=True), HERE)), unit()) == [("only-bonus", {})]
