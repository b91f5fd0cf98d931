"""What is told of a document that says something else: each change, and nothing that follows."""

import re

import pytest

from lembar.compare import compare, is_another
from lembar.readers.docx import read
from lembar.writers.docx import write
from tests.readers.changed import EXPECTED, MARKUP
from tests.writers.docx.helpers import STORE, THEME, sheet

HEADING = '<h2 class="section-title">B. Uraian</h2>'
QUESTION = re.compile(r"<question-item.*?</question-item>")
FIRST, SECOND, THIRD = QUESTION.findall(MARKUP)
PARTED = MARKUP.replace(THIRD, f"</section><section>{HEADING}{THIRD}")


def told(markup: str, expected: str = MARKUP) -> list[tuple[str, str, str, str]]:
    """Return kind, question, old and new of each change."""
    old = EXPECTED
    if expected != MARKUP:
        from lembar.writers.docx import write_traced

        old = read(write_traced(sheet(expected), THEME, STORE).content)
    new = read(write(sheet(markup), THEME, STORE).content)
    return [(c.kind.value, c.spot.question, c.old, c.new) for c in compare(old, new)]


def numbered(markup: str) -> str:
    """Number the questions anew, as Word does by itself."""
    numbers = iter("123456789")
    return re.sub(r'item number="\d"', lambda _: f'item number="{next(numbers)}"', markup)


def test_a_deleted_question_does_not_change_the_numbers_behind_it():
    stem = "Budi berlari lurus sejauh 40 m. Berapa lajunya?"
    assert told(numbered(MARKUP.replace(FIRST, ""))) == [("question-gone", "1", stem, "")]


def test_questions_that_changed_places():
    swapped = MARKUP.replace(FIRST, "@@").replace(SECOND, FIRST).replace("@@", SECOND)
    ((kind, _, _, _),) = told(numbered(swapped))
    assert kind == "question-moved"


def test_a_question_that_went_over_a_heading():
    moved = PARTED.replace(SECOND, "").replace(HEADING, HEADING + SECOND)
    ((kind, _, _, _),) = told(moved, PARTED)
    assert kind in ("question-moved", "moved")


def test_a_question_without_its_first_line_is_still_known():
    without = re.sub(r'<p class="stem">Budi.*?</p>', "", MARKUP)
    assert told(without) == [("gone", "1", "Budi berlari lurus sejauh 40 m. Berapa lajunya?", "")]


def test_an_added_question_is_told_behind_the_one_before_it():
    stem = '<p class="stem">Apa itu arah?</p>'
    new = f'<question-item number="9" points="1 poin">{stem}</question-item>'
    assert told(numbered(MARKUP.replace(SECOND, SECOND + new))) == [
        ("question-added", "2", "", "Apa itu arah?")
    ]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("<tr><td>1 s</td><td>5 m</td></tr>", "", ("row-gone", "3", "1 s | 5 m", "")),
        ("</tbody>", "<tr><td>3 s</td><td>15 m</td></tr></tbody>",
         ("row-added", "3", "", "3 s | 15 m")),
        ('<answer-lines count="3">', '<answer-lines count="5">', ("lines", "2", "3", "5")),
        ("<strong>lurus</strong>", "lurus", ("plain", "1", "lurus", "lurus")),
        ("lima meter", "<em>lima</em> meter", ("emphasis", "1", "lima", "lima")),
        ("Apakah kereta", "Diamkah kereta", ("words", "3", "Apakah kereta itu diam? …", "")),
        ("dua meter per sekon", "sembilan kilometer", ("words", "1", "dua meter per sekon",
         "sembilan kilometer")),
        ("<p>Selamat bekerja</p>", "", ("gone", "", "Selamat bekerja", "")),
    ],
)  # fmt: skip
def test_one_change_is_told_once(old, new, change):
    assert old in MARKUP
    ((kind, question, was, now),) = told(MARKUP.replace(old, new, 1))
    assert (kind, question) == change[:2]
    assert was.startswith(change[2].removesuffix(" …"))
    assert now.startswith(change[3])


def test_a_column_that_went_is_told_once():
    without = re.sub(r"<t([hd])>(Jarak|5 m|10 m)</t[hd]>", "", MARKUP)
    assert told(without) == [("column-gone", "3", "Jarak", "")]


def test_choices_in_another_order():
    two, five = "dua meter per sekon", "lima meter per sekon"
    swapped = MARKUP.replace(two, "@@").replace(five, two).replace("@@", five)
    assert told(swapped) == [("choice-order", "1", "A B C", "B A C")]


def test_words_of_another_document_are_known_to_be():
    other = read(write(sheet("<p>Rapat dimulai pukul tujuh di aula</p>" * 9), THEME, STORE).content)
    assert is_another(EXPECTED, other)
    assert not is_another(EXPECTED, EXPECTED)
