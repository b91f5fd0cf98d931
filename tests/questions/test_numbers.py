"""Numbers in gaps: how they are read, and which answers are right."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.errors import Place, Problems
from lembar.questions.numbers import around, number, to_figures

HERE = Place("q.yaml", 3, 5)


def read(text: str) -> tuple[tuple[Decimal, str] | None, list[str]]:
    problems = Problems()
    return number(text, HERE, problems), [each.code for each in problems]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("75", "75", ""),
        ("-3", "-3", ""),
        ("−3", "-3", ""),
        ("12.5", "12.5", ""),
        ("12,5", "12.5", ""),
        ("9,81 m/s²", "9.81", "m/s²"),
        ("9.8\N{NO-BREAK SPACE}m/s", "9.8", "m/s"),
        ("25%", "25", "%"),
        ("3e8 m/s", "3e8", "m/s"),
        ("1,6×10^-19 C", "1.6e-19", "C"),
        ("0.125", "0.125", ""),
    ],
)
def test_numbers(text, value, unit):
    assert read(text) == ((Decimal(value), unit), [])


@pytest.mark.parametrize("text", ["", "dua", "1.250,5", "1 250", "1.2.3", "m 5", "5 6"])
def test_what_is_no_number(text):
    assert read(text) == (None, ["not-numeric"])


@pytest.mark.parametrize("text", ["1.250", "12,500"])
def test_a_mark_for_thousands_is_asked_about(text):
    found, codes = read(text)
    assert found is not None
    assert codes == ["number-unclear"]


def test_tolerances():
    assert around(Decimal(75), "2%") == (Decimal("73.5"), Decimal("76.5"))
    assert around(Decimal(-75), "2%") == (Decimal("-76.5"), Decimal("-73.5"))
    assert around(Decimal(75), "0,5") == (Decimal("74.5"), Decimal("75.5"))
    assert around(Decimal(75), "about") is None


@pytest.mark.parametrize(
    ("value", "figures", "low", "high"),
    [("9.81", 3, "9.805", "9.815"), ("9.81", 2, "9.75", "9.85"), ("1500", 2, "1450", "1550")],
)
def test_significant_figures(value, figures, low, high):
    assert to_figures(Decimal(value), figures) == (Decimal(low), Decimal(high))


@given(st.decimals(-10000, 10000, places=3), st.integers(1, 6))
def test_a_value_is_right_to_any_figures(value, figures):
    low, high = to_figures(value, figures)
    assert low <= value <= high
