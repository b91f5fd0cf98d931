"""Requests share a bank: what can be met is met, what can't is told with figures."""

from hypothesis import given
from hypothesis import strategies as st

from lembar.course.assessment import Draw, Use
from lembar.draw import draw
from tests.draw.making import HERE, item, paper, told, unit


def test_an_earlier_draw_takes_another_item_where_a_later_one_has_no_choice():
    bank = unit(*(item(f"q{n}", level="C4" if n < 2 else "C2") for n in range(6)))
    for seed in map(str, range(20)):
        asked = paper(Draw(4, HERE), Draw(2, HERE, level="C4"), seed=seed)
        levels = [placed.item.level for placed in draw(asked, bank).forms[0].items()]
        assert levels == ["C2"] * 4 + ["C4"] * 2


def test_an_item_of_a_draw_by_points_stays_there():
    bank = unit(item("a", points=3, level="C4"), item("b", points=1), item("c", points=2))
    asked = paper(Draw(None, HERE, sum=3, level="C4"), Draw(2, HERE))
    keys = [placed.item.id for placed in draw(asked, bank).forms[0].items()]
    assert (keys[0], set(keys[1:])) == ("a", {"b", "c"})


def test_what_others_have_taken_is_told():
    bank = unit(*(item(f"q{n}", objective="T1") for n in range(4)))
    asked = paper(Use("bank/q0", HERE), Draw(2, HERE), Draw(3, HERE, objective="T1"))
    assert told(asked, bank) == [
        (
            "draw-taken",
            {"asked": "draw: 3, objective: T1", "found": "4", "taken": "3", "wanted": "3"},
        )
    ]


def test_what_is_not_there_is_told():
    bank = unit(item("a", objective="T1"))
    assert told(paper(Draw(3, HERE, objective="T1", level="C2")), bank) == [
        (
            "draw-too-few",
            {"asked": "draw: 3, objective: T1, level: C2", "found": "0", "wanted": "3"},
        )
    ]


_words = st.sampled_from([None, "C1", "C2"])
_ends = st.sampled_from([None, "T1", "T2"])


@given(
    st.lists(st.tuples(_ends, _words), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(1, 3), _ends, _words), min_size=1, max_size=4),
)
def test_a_draw_fails_only_where_no_choice_meets_all_requests(kinds, requests):
    """Hall's condition: some requests together find too few items."""
    bank = [item(f"q{n}", objective=o, level=c) for n, (o, c) in enumerate(kinds)]
    asked = [Draw(count, HERE, objective=o, level=c) for count, o, c in requests]

    def fits(one, request):
        objective, level = request.objective, request.level
        return objective in (None, one.objective) and level in (None, one.level)

    some = [
        [request for bit, request in enumerate(asked) if which >> bit & 1]
        for which in range(1, 1 << len(asked))
    ]
    possible = all(
        sum(any(fits(one, request) for request in chosen) for one in bank)
        >= sum(request.count for request in chosen)
        for chosen in some
    )
    assert (told(paper(*asked), unit(*bank)) == []) == possible
