"""Words of a language: its digits, its direction, its script."""

import pytest

from lembar.course.scripts import script_of_language, scripts_in
from lembar.course.words import Words, digits_of, direction_of, written_number


def words(language: str) -> Words:
    return Words(language, {"pages": ("{n} صفحات",)}, lambda count: 0)


@pytest.mark.parametrize(
    ("language", "digits"),
    [
        ("ar-EG", "٠١٢٣٤٥٦٧٨٩"),
        ("ar-SA", "٠١٢٣٤٥٦٧٨٩"),
        ("ar-MA", "0123456789"),
        ("ar", "0123456789"),
        ("fa", "۰۱۲۳۴۵۶۷۸۹"),
        ("id", "0123456789"),
        ("en-XX", "0123456789"),
        ("qqq", "0123456789"),
    ],
)
def test_the_region_of_a_language_chooses_its_digits(language, digits):
    assert digits_of(language) == digits


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("الصفحة 3 من 12", "الصفحة ٣ من ١٢"),
        ("3.5", "٣.٥"),
        ("12–15", "١٢–١٥"),
        ("A1 و 12", "A1 و ١٢"),
        ("A 1 · B 12", "A ١ · B ١٢"),
        ("CC BY 4.0", "CC BY 4.0"),
        ("https://example.org/12", "https://example.org/12"),
        ("(C1، C2)", "(C1، C2)"),
        ("١٢", "١٢"),
    ],
)
def test_digits_are_written_as_text_and_latin_words_keep_theirs(typed, printed):
    assert words("ar-EG").in_digits(typed) == printed
    assert words("ar-MA").in_digits(typed) == typed


def test_words_and_numbers_come_in_the_digits_of_the_language():
    assert words("ar-EG")("pages", n=12) == "١٢ صفحات"
    assert words("ar-EG").number("-12345.50") == "−١٢٬٣٤٥٫٥٠"
    assert written_number("12.5", "ar-MA") == "12,5"
    assert written_number("12.5", "id-ID") == "12,5"


@pytest.mark.parametrize(
    ("language", "direction", "script"),
    [("ar-EG", "rtl", "Arab"), ("fa", "rtl", "Arab"), ("he", "rtl", "Hebr"), ("id", "ltr", "")],
)
def test_a_language_has_a_direction_and_a_script(language, direction, script):
    assert direction_of(language) == direction
    assert script_of_language(language) == script


def test_scripts_are_found_by_their_signs():
    assert scripts_in("Kata السلام dan שלום, 12") == {"Arab", "Hebr"}
    assert scripts_in("Bukan “apa-apa” → ½") == frozenset()
