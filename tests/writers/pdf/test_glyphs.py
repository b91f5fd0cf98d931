"""Signs that no font has, and fonts that are not installed, are told where the sheet needs them."""

from dataclasses import replace

from lembar.course.tree import element
from lembar.writers.cuts import faces_for, families
from lembar.writers.pdf.glyphs import missing_glyphs
from tests.sheets import load

_, THEME, STORE = load("worksheet")
WITHOUT = replace(
    THEME,
    fonts=tuple(face for face in THEME.fonts if face.script != "Arab"),
    absent={"Amiri": "fontpkg_amiri"},
)


def codes(text: str, theme) -> list[str]:
    found = missing_glyphs(element("article", element("p", text)), theme, STORE)
    return [each.code for each in found]


def test_a_font_of_a_script_is_missed_only_where_its_signs_stand():
    assert codes("Salam", WITHOUT) == []
    assert codes("السلام", THEME) == []
    (told,) = missing_glyphs(element("article", element("p", "السلام")), WITHOUT, STORE)
    assert (told.code, told.severity, dict(told.values)["package"]) == (
        "font-missing",
        "error",
        "fontpkg_amiri",
    )


def test_a_sign_that_no_font_has_is_named():
    assert codes("中", THEME) == ["missing-glyph"]


def test_fonts_of_a_script_are_taken_only_where_its_signs_stand():
    latin, both = faces_for("Salam", THEME), faces_for("السلام", THEME)
    assert {face.script for face in latin} == {""}
    assert {face.script for face in both} == {"", "Arab"}
    assert families(THEME, latin) == (["Source Serif 4"], ["Source Sans 3"])
    assert families(THEME, both)[0] == ["Source Serif 4", "Amiri"]
    assert families(THEME, both, "Arab")[1] == ["IBM Plex Sans Arabic", "Source Sans 3"]


def test_of_fixed_fonts_only_the_weights_of_the_theme_are_taken():
    weights = {face.weight for face in THEME.fonts if face.family == "IBM Plex Sans Arabic"}
    assert weights == {"400", "600", "700"}
