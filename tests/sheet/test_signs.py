"""The signs of a sheet: digits and marks of its language, in words and nowhere else."""

from lembar.course.tree import element, text_of
from lembar.course.words import Words
from lembar.sheet.signs import with_own_signs


def signed(*nodes, language: str = "ar-EG", script: str = "Arab"):
    return with_own_signs(
        element("article", *nodes), Words(language, {}, lambda count: 0), script
    ).children


def test_what_is_printed_has_the_digits_of_the_language():
    (item,) = signed(element("question-item", element("p", "12 لترًا"), number="3", points="(2)"))
    assert (item.get("number"), item.get("points"), text_of(item.children)) == (
        "٣",
        "(٢)",
        "١٢ لترًا",
    )


def test_formulas_code_and_other_languages_keep_theirs():
    kept = (
        element("math", r"\frac{1}{2}"),
        element("code", "x = 1"),
        element("span", "12 litres", lang="en"),
        element("span", "12:30", dir="ltr"),
    )
    assert signed(*kept) == kept


def test_attributes_that_machines_read_stay():
    (table, picture) = signed(
        element("table", widths="20 80"), element("img", src="asset:a1.svg", alt="")
    )
    assert table.get("widths") == "20 80"
    assert picture.get("src") == "asset:a1.svg"


def test_marks_between_arabic_words_are_arabic():
    assert signed("أ, ب; ج → د?") == ("أ، ب؛ ج ← د؟",)
    assert signed("(C1, C2) x → y") == ("(C1, C2) x → y",)
    assert signed("https://example.org/?a=1") == ("https://example.org/?a=1",)
    assert signed("a, b → c", language="id", script="") == ("a, b → c",)


def test_western_digits_stay_where_the_region_writes_them():
    assert signed("12, 13", language="ar-MA") == ("12، 13",)
