"""Rosters: seats as people write them, and forms that alternate between neighbours."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.course.roster import Pupil, Roster, alternated, seat_of
from lembar.errors import Place

HERE = Place("r.csv")


def pupils(seats: Sequence[tuple[int, int] | None], **forms: str) -> list[Pupil]:
    return [
        Pupil(str(at), f"P{at}", "X", HERE, forms.get(f"p{at}", ""), seat)
        for at, seat in enumerate(seats, 1)
    ]


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        ("A1", (0, 1)), ("b12", (1, 12)), ("3C", (3, 2)), ("3-2", (3, 2)), ("3 / 2", (3, 2)),
        ("17", (0, 17)), (" B-3 ", (1, 3)), ("depan", None), ("", None), ("A", None),
    ],
)  # fmt: skip
def test_seats(text, seat):
    assert seat_of(text) == seat


def test_neighbours_in_the_list_alternate():
    assert alternated(pupils([None] * 5), ["A", "B"]) == ("A", "B", "A", "B", "A")
    assert alternated(pupils([None] * 5), ["A", "B", "C"]) == ("A", "B", "C", "A", "B")


def test_a_given_form_wins_and_the_others_make_room():
    assert alternated(pupils([None] * 4, p2="A"), ["A", "B"]) == ("B", "A", "B", "A")
    assert alternated(pupils([None] * 3, p1="B", p2="B"), ["A", "B"]) == ("B", "B", "A")


@given(
    st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40),
    st.integers(2, 8),
)
def test_no_two_beside_or_behind_each_other_have_the_same_form(seats, count):
    ordered = sorted(seats)
    codes = [chr(65 + n) for n in range(count)]
    placed = dict(zip(ordered, alternated(pupils(ordered), codes), strict=True))
    for (row, place), form in placed.items():
        assert placed.get((row, place + 1)) != form
        assert placed.get((row + 1, place)) != form
        if count >= 4:  # slantwise, too
            assert placed.get((row + 1, place + 1)) != form
            assert placed.get((row + 1, place - 1)) != form


def test_sheets_are_handed_out_by_class_and_number_or_seat():
    def pupil(number, class_, seat=None):
        return Pupil(number, "N", class_, HERE, seat=seat)

    mixed = [pupil("10", "XI 10"), pupil("2", "XI 2"), pupil("9", "XI 10"), pupil("1", "XI 2")]
    found = Roster(tuple(mixed), ()).classes()
    assert {name: [p.number for p in inside] for name, inside in found.items()} == {
        "XI 2": ["1", "2"],
        "XI 10": ["9", "10"],
    }
    assert list(found) == ["XI 2", "XI 10"]
    seated = [pupil("1", "X", (2, 1)), pupil("2", "X", (1, 2)), pupil("3", "X", (1, 1))]
    assert [p.number for p in Roster(tuple(seated), ()).classes()["X"]] == ["3", "2", "1"]


def test_a_name_is_not_printed_with_its_pupil():
    assert "Sari" not in repr(Pupil("1", "Sari", "X", HERE))
