"""Corrections of items whose values differ from form to form."""

from dataclasses import replace

from lembar.course.assessment import Correction, Inline
from lembar.course.correction import corrected
from lembar.draw import draw
from lembar.errors import Problems
from tests.test_draw import HERE, asked, item, unit


def decided(answer: str):
    """Return two forms whose choices differ, corrected, with what was told."""
    versions = tuple(replace(item(name), key="bank/x") for name in ("one", "two"))
    entry = replace(versions[0], versions=versions)
    drawn = draw(asked(Inline(entry, HERE), forms=("A", "B")), unit())
    problems = Problems()
    correction = Correction("2026-XI", "bank/x", "both follow", HERE, answer)
    return corrected(drawn, [correction], problems), [each.code for each in problems]


def right(form) -> list[int]:
    (placed,) = form.items()
    return [at for at, each in enumerate(placed.item.interactions[0].options) if each.correct]


def test_an_answer_that_one_form_prints_is_right_on_that_form():
    drawn, told = decided("two 3")
    assert told == []
    assert [right(form) for form in drawn.forms] == [[1], [1, 3]]


def test_an_answer_that_no_form_prints_is_told_once():
    assert decided("three 3")[1] == ["correction-fits-not"]
