"""Answer sheets in PDF: circles on a grid in millimetres, the same on every form."""

from pathlib import Path

import pytest

from lembar.writers import bubbles as geometry
from lembar.writers.contract import Written
from lembar.writers.pdf import write
from tests import tools
from tests.answer_sheets import circles, fifty, sheets, squares


@pytest.fixture(scope="module", params=["A4", "F4"])
def made(request, tmp_path_factory) -> tuple[str, list[Written]]:
    prepared = fifty(tmp_path_factory.mktemp(request.param), request.param)
    theme = prepared.courses[0].theme
    return request.param, [write(each, theme, prepared.store) for each in sheets(prepared)]


def test_fifty_questions_from_a_to_e_are_one_page(made):
    assert [each.pages for each in made[1]] == [1, 1, 1]
    assert [each.findings for each in made[1]] == [(), (), ()]


def test_circles_stand_on_a_grid(made):
    found = circles(made[1][0].content)
    outer = {(x, y) for x, y, wide in found if wide == geometry.DIAMETER}
    # 20 for the index number, 3 of the forms, 9 of the example, 250 to answer.
    assert len(outer) == 20 + 3 + 9 + 250
    answers = sorted(outer, key=lambda each: each[1])[-250:]
    columns = sorted({x for x, _ in answers})
    rows = sorted({y for _, y in answers})
    assert (len(columns), len(rows)) == (20, 13)
    step = geometry.LABEL + 5 * geometry.PITCH + geometry.BETWEEN
    left = 18 + geometry.LABEL + geometry.PITCH / 2  # the margin, the number, half a bubble
    for at, x in enumerate(columns):
        assert x == pytest.approx(left + at // 5 * step + at % 5 * geometry.PITCH, abs=0.02)
    for at, y in enumerate(rows):
        assert y == pytest.approx(rows[0] + at * geometry.ROW, abs=0.02)


def test_every_form_has_the_same_places(made):
    first, *others = (
        {(x, y) for x, y, wide in circles(each.content) if wide == geometry.DIAMETER}
        for each in made[1]
    )
    assert others == [first, first]


def test_corners_are_marked_where_the_template_says(made):
    paper, found = made
    wide, high = {"A4": (210, 297), "F4": (215, 330)}[paper]
    places = {(x, y) for y in (8, high - 13) for x in (8, wide - 13)}
    for each in found:
        # The boxes for the index number are as large, and stand in the text.
        marks = {mark for mark in squares(each.content, 5) if not 20 <= mark[1] <= high - 20}
        assert marks == places


@pytest.mark.slow
def test_an_answer_sheet_is_valid(made, tmp_path: Path):
    path = tmp_path / "ljk.pdf"
    path.write_bytes(made[1][0].content)
    assert tools.verapdf([path]) == {path: []}
