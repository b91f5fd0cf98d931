"""Labels: how each style counts."""

import pytest

from lembar.course.labels import ABJAD, LIST_TYPES, Style, label

FIRST = {
    Style.UPPER_LATIN: "A B C D E",
    Style.LOWER_LATIN: "a b c d e",
    Style.DECIMAL: "1 2 3 4 5",
    Style.UPPER_ROMAN: "I II III IV V",
    Style.LOWER_ROMAN: "i ii iii iv v",
    Style.ARABIC_LETTERS: "أ ب ج د ه",
}


@pytest.mark.parametrize("style", Style)
def test_the_first_labels(style):
    assert [label(style, n) for n in range(5)] == FIRST[style].split()


def test_letters_go_on_after_the_last():
    assert [label(Style.UPPER_LATIN, n) for n in (25, 26, 51, 52)] == ["Z", "AA", "AZ", "BA"]
    assert len(set(ABJAD)) == len(ABJAD) == 28
    assert label(Style.ARABIC_LETTERS, 27) == "غ"


def test_the_type_of_a_list_is_its_first_label():
    assert sorted(LIST_TYPES) == sorted(["A", "a", "1", "I", "i", "أ"])
