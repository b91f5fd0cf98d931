"""Item statistics, against published figures and against what must hold of any class."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.course import statistics
from lembar.course.statistics import (
    alpha,
    difficulty,
    difficulty_band,
    discrimination,
    discrimination_band,
    group_size,
    item_rest,
    lower_weights,
    upper_weights,
)

# Law School Admission Test, section 6: how many of 1,000 gave each pattern of right and wrong
# answers to five items. Bock, R. D. & Lieberman, M. (1970): Fitting a response model for n
# dichotomously scored items. Psychometrika 35, 179–197.
LSAT_6 = {
    "00000": 3, "00001": 6, "00010": 2, "00011": 11, "00100": 1, "00101": 1, "00110": 3,
    "00111": 4, "01000": 1, "01001": 8, "01011": 16, "01101": 3, "01110": 2, "01111": 15,
    "10000": 10, "10001": 29, "10010": 14, "10011": 81, "10100": 3, "10101": 28, "10110": 15,
    "10111": 80, "11000": 16, "11001": 56, "11010": 21, "11011": 173, "11100": 11, "11101": 61,
    "11110": 28, "11111": 298,
}  # fmt: skip
# What the R package ltm says of these data (`descript(LSAT)`; Rizopoulos, D. (2006): ltm: An R
# package for latent variable modeling and item response theory analyses. Journal of Statistical
# Software 17(5)): right answers, correlations without the item itself, Cronbach's alpha.
LSAT_RIGHT = (0.924, 0.709, 0.553, 0.763, 0.870)
LSAT_REST = (0.1128, 0.1532, 0.1728, 0.1444, 0.1216)
LSAT_ALPHA = 0.2950

# Ten pupils and ten items with their KR-20 worked out by hand: Wuensch, K. L. (East Carolina
# University): KR20.txt. The variance of the totals is 5.84; the sum of p × q is 2.18.
QUIZ = (
    "1111110110",
    "1011011101",
    "1111011001",
    "0010001000",
    "0000010010",
    "1110111111",
    "1101110111",
    "1111111101",
    "0101111101",
    "1101101110",
)


def columns(rows):
    return [[Fraction(int(row[at])) for row in rows] for at in range(len(rows[0]))]


def totals(rows):
    return [Fraction(sum(map(int, row))) for row in rows]


LSAT = [pattern for pattern, count in LSAT_6.items() for _ in range(count)]


def test_difficulty_is_what_the_literature_says():
    assert len(LSAT) == 1000
    assert [float(difficulty(c, 1)) for c in columns(LSAT)] == pytest.approx(LSAT_RIGHT)


def test_item_rest_correlations_are_what_the_literature_says():
    found = [item_rest(column, totals(LSAT)) for column in columns(LSAT)]
    assert found == pytest.approx(LSAT_REST, abs=0.0001)


def test_alpha_of_right_and_wrong_is_what_the_literature_says():
    assert alpha(columns(LSAT), totals(LSAT)) == pytest.approx(LSAT_ALPHA, abs=0.00005)


def test_kr_20_is_what_is_worked_out_by_hand():
    assert statistics.variance(totals(QUIZ)) == Fraction(584, 100)
    assert alpha(columns(QUIZ), totals(QUIZ)) == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))


def test_discrimination_is_upper_less_lower_by_the_size_of_a_group():
    """(9 − 3) / 11: nine of the upper eleven of 41 are right, three of the lower eleven."""
    marks = [Fraction(each) for each in range(41)]
    right = [Fraction(int(at < 3 or at >= 32)) for at in range(41)]
    assert group_size(41) == 11
    assert discrimination(right, 1, marks) == Fraction(6, 11)


def test_those_at_the_edge_of_a_group_belong_to_it_in_shares():
    marks = [Fraction(each) for each in (9, 5, 5, 5, 5, 1, 1)]
    assert group_size(7) == 2
    quarter = Fraction(1, 4)
    assert upper_weights(marks) == (1, quarter, quarter, quarter, quarter, 0, 0)
    assert lower_weights(marks) == (0, 0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("value", "band"),
    [("0.30", "hard"), ("0.31", "medium"), ("0.70", "medium"), ("0.71", "easy")],
)
def test_bands_of_difficulty(value, band):
    assert difficulty_band(Fraction(value)) == band


@pytest.mark.parametrize(
    ("value", "band"),
    [("-0.1", "poor"), ("0.19", "poor"), ("0.20", "fair"), ("0.40", "good"), ("0.70", "strong")],
)
def test_bands_of_discrimination(value, band):
    assert discrimination_band(Fraction(value)) == band


def test_what_can_not_be_said_is_not_said():
    one = [Fraction(1)]
    same = [Fraction(1), Fraction(1)]
    assert difficulty([None, None], 1) is None
    assert difficulty(one, 0) is None
    assert discrimination(one, 1, one) is None
    assert discrimination([None, Fraction(1)], 1, [Fraction(5), Fraction(1)]) is None
    assert item_rest(same, [Fraction(3), Fraction(4)]) is None
    assert alpha([same, [Fraction(1), None]], same) is None
    assert alpha([same, same], same) is None


points = st.integers(0, 4).map(Fraction)


@given(st.lists(st.tuples(points, points, points), min_size=2, max_size=30), st.randoms())
def test_the_order_of_pupils_changes_nothing(rows, random):
    def figures(of):
        marks = [sum(row) for row in of]
        items = [[row[at] for row in of] for at in range(3)]
        return [(difficulty(i, 4), discrimination(i, 4, marks), item_rest(i, marks)) for i in items]

    other = list(rows)
    random.shuffle(other)
    assert figures(rows) == figures(other)


@given(st.lists(st.tuples(points, points), min_size=2, max_size=30))
def test_figures_stay_within_their_bounds(rows):
    marks = [sum(row) for row in rows]
    column = [row[0] for row in rows]
    assert 0 <= difficulty(column, 4) <= 1
    assert -1 <= discrimination(column, 4, marks) <= 1
    rest = item_rest(column, marks)
    assert rest is None or abs(rest) <= 1.0000001
    assert sum(upper_weights(marks)) == group_size(len(marks)) == sum(lower_weights(marks))
