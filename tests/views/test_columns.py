"""Columns of choices: as many as hold the longest one, fewer where a handout has margin notes."""

import pytest

from lembar.course.tree import Element
from lembar.views.student import columns_for


@pytest.mark.parametrize(
    ("longest", "choices", "wide", "narrow"),
    [
        (8, 4, 4, 4),
        (10, 4, 4, 2),
        (12, 5, 3, 3),
        (13, 4, 2, 2),
        (18, 3, 3, 2),
        (18, 5, 3, 2),
        (24, 5, 2, 2),
        (33, 5, 2, 1),
        (34, 5, 1, 1),
        (3, 2, 2, 2),
    ],
)
def test_columns(longest: int, choices: int, wide: int, narrow: int) -> None:
    bodies = (("x" * longest,), *((("y",),) * (choices - 1)))
    assert columns_for(bodies) == (wide, narrow)


def test_boxes_take_room() -> None:
    bodies = (("x" * 12,), ("y",), ("z",), ("w",))
    assert columns_for(bodies)[0] == 4
    assert columns_for(bodies, boxes=True)[0] == 2


def test_pictures_stand_two_in_a_row() -> None:
    picture = Element("img", {"src": "asset:a.png"})
    assert columns_for(((picture,), ("x" * 90,))) == (2, 2)
