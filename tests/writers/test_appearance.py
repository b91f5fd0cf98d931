"""How elements look: one token, every format."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree

from lembar.course.appearance import ELEMENTS, Appearance
from lembar.course.theme import Theme
from lembar.writers.appearance import appearance_css
from lembar.writers.docx import write as write_docx
from lembar.writers.docx.build import At
from lembar.writers.docx.styles import BY_ID, ELEMENT_OF, styles_part
from lembar.writers.docx.units import page
from lembar.writers.html import write as write_html
from lembar.writers.pdf.stylesheet import page_css
from lembar.writers.pptx.geometry import geometry
from lembar.writers.pptx.layouts import PLANS, layout_xml, master_xml
from tests.sheets import load

OF_PAGES = ("page-head", "page-foot")  # stand in the margin, not in the text
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOUD = Appearance(
    family="serif", size="lead", weight="regular", style="italic", color="accent", case="upper",
    rule="both", rule_width=2, align="center", before=4, after=3,
)  # fmt: skip


def with_look(theme: Theme, **looks: Appearance) -> Theme:
    """Return the theme with other looks; `paper_title` is paper-title."""
    changed = {name.replace("_", "-"): look for name, look in looks.items()}
    assert changed.keys() <= ELEMENTS.keys()
    tokens = replace(theme.tokens, elements={**theme.tokens.elements, **changed})
    return replace(theme, tokens=tokens)


def style(theme: Theme, name: str) -> etree._Element:
    """Return a style of Word."""
    sheet, _, _ = load("handout")
    made = styles_part(theme, "en", False, True, page(sheet, theme.tokens), (), {})
    root = etree.fromstring(made)
    return next(each for each in root.iter(f"{W}style") if each.get(f"{W}styleId") == name)


def test_every_element_has_a_style_in_word_and_a_rule_in_print() -> None:
    sheet, theme, _ = load("worksheet")
    assert {*ELEMENT_OF.values()} == {*ELEMENTS} == {*theme.tokens.elements}
    loud = with_look(theme, **{name.replace("-", "_"): LOUD for name in ELEMENTS})
    css = page_css(sheet, loud).split("/* How the default")[0]
    assert css.count("text-transform: uppercase") == len(ELEMENTS) - len(OF_PAGES)
    foot = page_css(sheet, with_look(theme, page_foot=LOUD)).split("@bottom-left")[1]
    assert "text-transform: uppercase" in foot.split("}")[0]


def test_word_has_what_the_theme_says() -> None:
    _, theme, _ = load("worksheet")
    made = style(with_look(theme, heading2=LOUD), "Heading2")
    fonts, size, color = (made.find(f".//{W}{tag}") for tag in ("rFonts", "sz", "color"))
    assert fonts.get(f"{W}asciiTheme") == "minorHAnsi"
    assert size.get(f"{W}val") == "28"
    assert color.get(f"{W}themeColor") == "accent1"
    assert made.find(f".//{W}b").get(f"{W}val") == "0"
    assert made.find(f".//{W}i") is not None
    assert made.find(f".//{W}caps") is not None
    assert made.find(f".//{W}jc").get(f"{W}val") == "center"
    spacing = made.find(f".//{W}spacing[@{W}before]")
    assert (spacing.get(f"{W}before"), spacing.get(f"{W}after")) == ("227", "170")
    assert [each.tag.removeprefix(W) for each in made.find(f".//{W}pBdr")] == ["top", "bottom"]


def test_a_style_undoes_what_the_one_under_it_has() -> None:
    """A section is built on heading 2, whose capitals, colour and rules are not its own."""
    _, theme, _ = load("worksheet")
    made = style(with_look(theme, heading2=LOUD, section=Appearance()), "LembarSection")
    assert made.find(f".//{W}caps").get(f"{W}val") == "0"
    assert made.find(f".//{W}color").get(f"{W}themeColor") == "text1"
    assert {each.get(f"{W}val") for each in made.find(f".//{W}pBdr")} == {"nil"}


def test_a_fill_is_a_ground_with_letters_that_show_on_it() -> None:
    sheet, theme, _ = load("worksheet")
    filled = with_look(theme, section=Appearance(fill="accent", color="muted"))
    made = style(filled, "LembarSection")
    assert made.find(f"./{W}pPr/{W}shd").get(f"{W}themeFill") == "accent1"
    assert made.find(f".//{W}color").get(f"{W}themeColor") == "background1"
    (rule,) = re.findall(r"\.section-title \{ (font-family.*?) \}", page_css(sheet, filled))
    assert "background: var(--accent)" in rule
    assert "color: var(--paper)" in rule


def test_powerpoint_has_what_the_theme_says() -> None:
    _, theme, _ = load("slides")
    tokens = with_look(theme, title=LOUD, heading2=LOUD, kicker=LOUD).tokens
    shape = geometry(tokens)
    for xml in (master_xml(tokens, shape, "en"), layout_xml(PLANS[0], shape, tokens)):
        assert 'b="0" i="1" cap="all"' in xml
        assert f'<a:latin typeface="{tokens.office_serif}"/>' in xml
    assert '<a:lvl1pPr algn="ctr">' in layout_xml(PLANS[0], shape, tokens)


@pytest.mark.parametrize(("name", "selector"), [("summary", ".kicker"), ("worksheet", ".kicker")])
def test_web_pages_have_what_the_theme_says(name: str, selector: str) -> None:
    sheet, theme, store = load("slides" if name == "summary" else name)
    html = write_html(sheet, with_look(theme, kicker=LOUD), store).content.decode()
    (rule,) = re.findall(re.escape(selector) + r" \{ (font-family.*?) \}", html)
    assert "text-transform: uppercase" in rule
    assert "color: var(--color-accent)" in rule


def test_room_is_a_variable_that_style_sheets_use() -> None:
    sheet, theme, _ = load("worksheet")
    css = page_css(sheet, with_look(theme, heading3=LOUD))
    assert "--heading3-before: 4mm; --heading3-after: 3mm;" in css
    assert "var(--heading3-before, 5mm) 0 var(--heading3-after, 1.5mm)" in css
    assert "--heading3-before: " not in page_css(sheet, theme)


def test_words_of_an_element_do_not_take_the_look_around_them() -> None:
    """A number stands in an instruction, which is in italic."""
    _, theme, _ = load("worksheet")
    css = appearance_css(theme.tokens, {"question-number": ".n"})
    assert "font-style: normal" in css
    assert "color: var(--text)" in css


def test_words_know_whether_they_stand_in_italic() -> None:
    _, theme, _ = load("worksheet")
    slanted = with_look(theme, section=replace(LOUD, size=""))
    assert not At(100).styled("LembarSection", theme.tokens).italic
    assert At(100).styled("LembarSection", slanted.tokens).italic
    assert At(100).styled("LembarSection", slanted.tokens).size == BY_ID["LembarSection"].size(  # type: ignore[misc]
        theme.tokens
    )


def test_the_heading_of_a_part_is_not_as_other_headings_of_its_level() -> None:
    sheet, theme, _ = load("worksheet")
    looks = page_css(sheet, with_look(theme, heading2=LOUD)).split("/* How the default")[0]
    (rule,) = re.findall(r"\.section-title \{([^}]*)\}", looks)
    for said in ("font-style: normal", "color: var(--text)", "text-transform: none"):
        assert said in rule


def test_a_lesson_without_notes_beside_it_has_the_title_of_lessons() -> None:
    sheet, theme, store = load("handout")
    theme = with_look(theme, title=LOUD)
    sheet = replace(sheet, notes=False)
    (rule,) = re.findall(r":where\(([^{]*)\) \.h1 \{[^}]*text-transform", page_css(sheet, theme))
    assert rule == ".document-handout"
    assert "LembarHandoutTitle" in _document(write_docx(sheet, theme, store).content)


def _document(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()
