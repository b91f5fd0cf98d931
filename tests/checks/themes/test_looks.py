"""What checks find in a theme: each mistake at its token."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.checks.themes import check_look
from lembar.checks.themes.colours import luminance, ratio, readable
from lembar.content.layers import known_themes, theme_roots
from lembar.engine.themes.check import check
from lembar.engine.themes.shelf import Shelf
from lembar.messages import Messages

colours = st.integers(0, 0xFFFFFF).map(lambda each: f"#{each:06x}")
Told = Callable[..., list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Return what is told of a theme, without the hints."""

    def check_(yaml: str, **files: str) -> list[str]:
        folder = tmp_path / "templates/own"
        for path, text in {"theme.yaml": f"extends: default\n{yaml}", **files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        say = Messages("en")
        return [say.line(each) for each in check(Shelf(tmp_path), "own", "en").problems]

    return check_


def test_contrast_is_reckoned_as_wcag_says() -> None:
    assert (luminance("#000000"), luminance("#ffffff")) == (0, pytest.approx(1))
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#ffffff", "#000000") == pytest.approx(21)
    # the grey that is known to fail by a hair, and the next one that passes
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert ratio("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.005)


@given(colours, colours, st.sampled_from([3.0, 4.5]))
def test_the_shade_that_is_offered_can_be_read(colour: str, ground: str, least: float) -> None:
    shade = readable(colour, ground, least)
    assert ratio(shade, ground) >= least
    if ratio(colour, ground) >= least:
        assert shade == colour


@pytest.mark.parametrize("theme", sorted(known_themes(theme_roots())))
def test_every_theme_that_comes_with_lembar_is_clean(tmp_path: Path, theme: str) -> None:
    assert check(Shelf(tmp_path), theme, "en").problems == ()


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ('color: {roles: {muted: "#909090"}}', "2:24: error[low-contrast]: “muted” on “paper” has"),
        ('color: {roles: {muted: "#909090"}}', "2:24: error[low-contrast]: “muted” on “tint” has"),
        ('color: {roles: {text: "#fefefe"}}', "2:23: error[low-contrast]: “text” on “paper” has"),
        ('color: {roles: {tint: "#444444"}}', "error[low-contrast]: “text” on “tint” has"),
        ('color: {roles: {rule: "#dddddd"}}', "2:23: warning[faint-lines]: Lines in the colour"),
        (
            'color: {roles: {answer: "#200040"}}',
            "2:25: warning[same-in-grey]: “answer” and “text” differ in colour alone",
        ),
        (
            'color: {roles: {answer: "#b00020"}}\nelements: {answer: {weight: regular}}',
            "3:29: warning[colour-alone]: Nothing but colour tells an answer from text.",
        ),
        ("typography: {sizes: {note: 7.5}}", "2:28: error[small-type]: typography.sizes.note is"),
        ("slides: {body: 14}", "2:16: error[small-type]: slides.body is 14 points"),
        (
            "spacing: {margins: {left: 70, right: 70}}",
            "2:27: error[no-room]: On paper A4 the margins leave",
        ),
        ("slides: {margin: 90}", "2:18: error[no-room-on-slides]"),
    ],
)
def test_what_can_not_be_read_is_told_at_its_token(told: Told, yaml: str, said: str) -> None:
    found = told(yaml)
    assert any(said in each for each in found), found
    own = said[0].isdigit()
    assert not own or any(each.startswith(f"templates/own/theme.yaml:{said}") for each in found)


def test_large_type_needs_less(told: Told) -> None:
    grey = 'color: {palette: {g: "#808080"}, roles: {accent: g}}\nelements: {%s: {color: accent}}'
    assert told(grey % "title") == []  # 25 points; 3.9:1
    (found,) = told(grey % "heading3")
    assert "“accent” on “paper” has a contrast of 3.9:1; WCAG AA asks for 4.5:1" in found


def test_letters_on_the_accent_are_looked_at(told: Told) -> None:
    pale = 'color: {palette: {g: "#ffe000"}, roles: {accent: g}}\nelements: {title: {fill: accent}}'
    assert any("“paper” on “accent” has a contrast of 1.3:1" in each for each in told(pale))


def test_signs_of_words_that_no_font_has_are_told(told: Told) -> None:
    po = 'msgid "identity.name"\nmsgstr "\u0928\u093e\u092e"\n'
    found = told("", **{"locale/en.po": po})
    assert len(found) == 3
    assert all("templates/own/locale/en.po:1:1: error[missing-glyph]" in each for each in found)


def test_all_is_told_at_once(told: Told) -> None:
    found = told(
        'color: {roles: {muted: "#909090"}}\ntypography: {sizes: {note: 7}}',
        **{
            "parts/facts.html.j2": "<p>{{ view.x }}</p>\n",
            "parts/identity.html.j2": '{% extends "parent:parts/identity.html.j2" %}\nlost\n',
        },
    )
    codes = {each.partition("[")[2].partition("]")[0] for each in found}
    assert {"low-contrast", "small-type", "outside-blocks"} <= codes


def test_a_theme_that_can_not_be_loaded_says_why_once(told: Told) -> None:
    (found,) = told("color: {roles: {muted: gray}}")
    assert "error[unknown-colour]" in found


def test_every_check_is_one_of_the_list() -> None:
    folder = Path(check_look.__code__.co_filename).parent
    helpers = {"__init__", "look", "colours"}
    from lembar.checks.themes import CHECKS

    files = {path.stem for path in folder.glob("*.py")} - helpers
    assert {each.__module__.rpartition(".")[2] for each in CHECKS} == files
