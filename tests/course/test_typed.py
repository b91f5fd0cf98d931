"""What a teacher types from a paper, and the points that it gives."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.course.form import Arrangement, Placed
from lembar.course.item import Choice, Item, Option, Order, Presentation
from lembar.course.typed import Asked, Entry, asked, chosen, number, points, rounded, trouble
from lembar.errors import Place

ONE = Asked(1, "b/one", Entry.ONE, 2, ("C", "A", "B"), ("A",), lettered=True)
EACH = Asked(2, "b/each", Entry.SEVERAL, 5, ("A", "B", "C", "D"), ("A", "C", "D"))
ALL = Asked(3, "b/all", Entry.SEVERAL, 5, ("A", "B", "C", "D"), ("A", "C", "D"), whole=True)
ROW = Asked(4, "b/row", Entry.ROW, 3, ("T", "F"), ("T", "F", "T"))
WORD = Asked(5, "b/word", Entry.WORD, 2, right=("social closure", "penutupan sosial"))
NUMBER = Asked(6, "b/num", Entry.NUMBER, 2, low=Decimal("12.25"), high=Decimal("12.75"), unit="km")
POINTS = Asked(7, "b/essay", Entry.POINTS, 8)
VOID = Asked(8, "b/void", Entry.POINTS, 0)


@pytest.mark.parametrize(
    ("item", "typed", "due"),
    [
        (ONE, "a", 2),
        (ONE, " A ", 2),
        (ONE, "B", 0),
        (ONE, "", 0),
        (ONE, "-", 0),
        (EACH, "acd", 5),
        (EACH, "D, C, A", 5),
        (EACH, "ac", Fraction("3.33")),
        (EACH, "ab", 0),  # one right, one wrong
        (EACH, "abcd", Fraction("3.33")),  # who marks all has not all the points
        (ALL, "dca", 5),
        (ALL, "ac", 0),
        (ALL, "abcd", 0),
        (ROW, "tft", 3),
        (ROW, "T T T", 2),
        (ROW, "T-T", 2),
        (ROW, "T", 1),
        (WORD, "  Social   CLOSURE", 2),
        (WORD, "ok", 2),
        (WORD, "social", 0),
        (NUMBER, "12,5", 2),
        (NUMBER, "12.25 km", 2),
        (NUMBER, "12.8", 0),
        (NUMBER, "ok", 2),
        (POINTS, "3,5", Fraction("3.5")),
        (POINTS, "-", 0),
        (VOID, "3", 0),
    ],
)
def test_points(item, typed, due):
    assert trouble(item, typed) is None
    assert points(item, typed) == due


@pytest.mark.parametrize(
    ("item", "typed", "code"),
    [
        (ONE, "D", "answer-not-one"),
        (ONE, "AB", "answer-not-one"),
        (EACH, "AE", "answer-not-some"),
        (EACH, "AA", "answer-not-some"),
        (ROW, "TFTF", "answer-not-row"),
        (ROW, "TXF", "answer-not-row"),
        (NUMBER, "twelve", "answer-no-number"),
        (NUMBER, "1.234,5", "answer-no-number"),
        (POINTS, "9", "answer-no-points"),
        (POINTS, "-1", "answer-no-points"),
        (POINTS, "good", "answer-no-points"),
    ],
)
def test_what_can_not_be_is_told(item, typed, code):
    found = trouble(item, typed)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("labels", "signs"),
    [(("A", "B", "C"), "CAB"), (("a", "b", "c"), "CAB"), (("i", "ii", "iii"), "312")],
)
def test_printed_labels_are_typed_by_one_sign_each(labels, signs):
    assert "".join(shown(labels, Presentation.LIST).signs) == signs


@pytest.mark.parametrize(("words", "signs"), [(("True", "False"), "TF"), (("big", "blue"), "21")])
def test_words_without_letters_are_typed_by_their_first_letter_or_number(words, signs):
    made = shown(("A", "B"), Presentation.INLINE, words, (1, 0))
    assert "".join(made.signs) == signs
    assert not made.lettered


def shown(labels, presentation, words=("x", "y", "z"), order=(1, 2, 0)):
    choice = Choice(tuple(Option((each,), not at) for at, each in enumerate(words)), False)
    choice = replace(choice, presentation=presentation)
    item = Item("b/x", "x", "choice", (), (choice,), 1, Place("b.yaml"))
    spoken = words_for("en", load_theme("default", theme_roots(), AssetStore()))
    return asked(Placed(1, item, (Arrangement(order, labels),), 1), spoken)


def test_choices_are_known_by_the_authors_index():
    assert chosen(ONE, "c") == (0,)
    assert chosen(EACH, "DA") == (0, 3)
    assert chosen(WORD, "A") == ()


def test_the_tenth_choice_is_not_the_first():
    ten = replace(ONE, signs=tuple(map(str, range(1, 11))), right=("10",))
    assert chosen(ten, "10") == (9,)


def test_entries_are_typed_by_the_numbers_that_pupils_write_before_them():
    """The labels may be figures themselves; what is typed is what stands in the gaps."""
    order = Order(tuple(Option((each,), False) for each in "wxyz"))
    item = Item("b/x", "x", "ordering", (), (order,), 4, Place("b.yaml"))
    spoken = words_for("en", load_theme("default", theme_roots(), AssetStore()))
    printed = Arrangement((2, 0, 3, 1), ("1", "2", "3", "4"))  # y, w, z, x
    made = asked(Placed(1, item, (printed,), 4), spoken)
    assert points(made, "3142") == 4
    assert points(made, "3-42") == 3
    assert trouble(made, "BDAC").code == "answer-not-row"


def test_a_mark_of_thousands_is_asked_about_and_not_taken_for_decimals():
    """A key of 12500 is printed as 12,500: typed like this it would be 12 and a half."""
    large = replace(NUMBER, low=Decimal(12499), high=Decimal(12501), unit="")
    for typed in ("12,500", "12.500"):
        assert trouble(large, typed).code == "answer-thousands"
    assert trouble(large, "12500") is None
    assert points(large, "12500") == 2
    small = replace(NUMBER, low=Decimal("1.2"), high=Decimal("1.3"), unit="")
    assert trouble(small, "1,250") is None
    assert points(small, "1,250") == 2
    assert trouble(small, "3,250") is None  # wrong either way
    million = replace(large, low=Decimal(1234567), high=Decimal(1234567))
    assert trouble(million, "1,234,567").code == "answer-thousands"


def test_numbers_have_a_comma_or_a_point():
    assert number("−2,50") == number("-2.5") == Decimal("-2.5")
    assert [number(each) for each in ("1_0", "nan", "", "a")] == [None] * 4


def test_numbers_have_the_digits_of_any_language():
    assert number("١٢٫٥") == Decimal("12.5")
    assert number("−٣") == Decimal(-3)


def test_halves_are_rounded_up():
    assert rounded(Fraction("0.125")) == Fraction("0.13")
    assert rounded(Fraction(2, 3)) == Fraction("0.67")


@given(
    st.sampled_from((ONE, EACH, ALL, ROW, WORD, NUMBER, POINTS)),
    st.text("ABCDTFabc ,-1234567.ok", max_size=6),
)
def test_points_are_never_below_nothing_or_above_the_maximum(item, typed):
    if trouble(item, typed) is None:
        assert 0 <= points(item, typed) <= item.points
