import pytest

from lembar.course.labels import roman
from lembar.writers.docx.numbering import Label, common, readings
from tests.docx_numbering import formatted, labelled, printed
from tests.writers.docx.helpers import docx


def question(number: object, inside: str = "<p class='stem'>Soal</p>", points: str = "") -> str:
    inside = inside.replace("'", '"')
    given = f' points="{points}"' if points else ""
    return f'<question-item number="{number}"{given}>{inside}</question-item>'


def choices(letters: str, columns: int = 1, mark: str = "") -> str:
    options = "".join(
        f'<choice-option letter="{each}" mark="{mark}">pilihan {each}</choice-option>'
        for each in letters
    )
    return f'<choice-list columns="{columns}">{options}</choice-list>'


def labels(inside: str) -> list[str]:
    return [label for label, _ in labelled(docx(inside))]


def test_questions_go_on_across_sections():
    inside = "".join(f"<section><h2>T</h2>{question(n)}</section>" for n in range(1, 13))
    assert labels(inside) == [str(n) for n in range(1, 13)]


def test_numbers_are_those_of_the_sheet_where_they_leap_or_return():
    inside = "".join(question(n) for n in (1, 2, 5, 6, 1, 2, 9))
    assert labels(inside) == ["1", "2", "5", "6", "1", "2", "9"]


def test_points_and_tables_change_no_number():
    table = "<table class='grid'><tbody><tr><td>x</td></tr></tbody></table>"
    inside = question(1, points="1 poin") + question(2, table, "2 poin") + question(3)
    assert labels(inside) == ["1", "2", "3"]


@pytest.mark.parametrize("columns", [1, 2, 3, 5])
def test_choices_keep_their_letters_in_columns(columns):
    inside = "".join(question(n, choices("ABCDE", columns)) for n in (1, 2))
    found = [each for each in labelled(docx(inside)) if each[0].isalpha()]
    assert found == [(each, f"pilihan {each}") for each in "ABCDE"] * 2


def test_choices_out_of_order_keep_their_letters():
    assert labels(choices("CAB")) == ["C", "A", "B"]
    assert labels(choices("CDE") + choices("BC")) == ["C", "D", "E", "B", "C"]
    assert labels(choices("CAB") + choices("ABCDE") + choices("CB")) == [*"CABABCDECB"]


@pytest.mark.parametrize(("mark", "sign"), [("box", "☐"), ("gap", "_")])
def test_choices_with_a_mark_keep_letter_and_mark(mark, sign):
    found = labelled(docx(choices("AB", mark=mark)))
    assert [label for label, _ in found] == ["A", "B"]
    assert all(
        text.startswith(sign) and text.endswith(f"\tpilihan {label}") for label, text in found
    )


def test_parts_are_counted_within_their_question():
    def parts(letters: str) -> str:
        return "<p>Soal</p>" + "".join(question(each, "<p>bagian</p>") for each in letters)

    inside = question(1, parts("abc")) + question(2, parts("ab")) + question(3)
    assert labels(inside) == ["1", "a", "b", "c", "2", "a", "b", "3"]


def test_lists_begin_anew_and_nested_ones_too():
    nested = "<li><p>x</p><ol type='a'><li>y</li><li>y</li></ol></li>".replace("'", '"')
    inside = f'<ol>{nested}{nested}</ol><ol start="3"><li>z</li><li>z</li></ol><ol><li>w</li></ol>'
    assert labels(inside) == ["1.", "a.", "b.", "2.", "a.", "b.", "3.", "4.", "1."]


def test_a_list_in_a_cell_of_a_list_does_not_count_it():
    table = "<table><tbody><tr><td><ol><li>q</li><li>q</li></ol></td></tr></tbody></table>"
    assert labels(f"<ol><li><p>x</p>{table}</li><li>y</li></ol>") == ["1.", "1.", "2.", "2."]


@pytest.mark.parametrize("number", ["12", "a", "B", "iv", "a)", "(3)", "٣", "1a", "*", "7.2", "AA"])
def test_any_number_is_printed_as_it_stands(number):
    assert labels(question(number)) == [number]


def test_bullets_have_a_sign_for_each_depth():
    inside = "<ul><li><p>a</p><ul><li>b</li></ul></li><li>c</li></ul>"
    assert labels(inside) == ["•", "–", "•"]


def test_a_number_hangs_before_the_first_line_in_bold_sans():
    content = docx(question(1))
    first = next(each for each in printed(content) if each.label)
    assert first.style == "LembarStem"
    from tests.writers.docx.helpers import raw

    level = raw(content, "word/numbering.xml").split(b"</w:lvl>")[0]
    assert b'<w:ind w:left="0" w:hanging="462"/>' in level
    assert b"majorHAnsi" in level
    assert b"<w:b/>" in level


def test_readings_of_a_label():
    assert readings("C")[0] == Label("upperLetter", 3)
    assert Label("upperRoman", 100) in readings("C")
    assert readings("12.") == [Label("decimal", 12, "", ".")]
    assert readings("1a") == [Label("none", 1, "1a")]
    assert common(["i", "ii", "iii"]) == Label("lowerRoman", 1)
    assert common(["h", "i", "j"]) == Label("lowerLetter", 8)
    assert common([*"أبجده"]) == Label("arabicAbjad", 1)
    assert common([*"123"]) == Label("decimal", 1)
    assert common(["A", "C"]) is None
    assert common([]) is None


@pytest.mark.parametrize("count", [1, 4, 9, 14, 40, 90, 400, 1999])
def test_roman_numerals_read_and_write_alike(count):
    assert formatted("lowerRoman", count) == roman(count)
    assert Label("lowerRoman", count) in readings(roman(count))
