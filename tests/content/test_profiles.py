"""Profiles: laid over any theme, relative and absolute, every mistake with its line."""

from dataclasses import fields
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.profiles import OWN, own_profiles
from lembar.content.restyle import restyled
from lembar.content.themes import load_theme, theme_roots
from lembar.course.profile import AS_IT_IS, Asked, Setting
from lembar.course.theme import Theme
from lembar.errors import ContentError, Place
from lembar.messages import Messages

BUILT_IN = ("large-print", "dyslexia", "ink-saver", "manuscript")
SIZES = {"text": 10.5, "note": 9.0}


def load(root: Path, name: str, theme: str = "", **files: str) -> Theme:
    """Load the theme `own` as a profile has it; `files` are a school's own profiles."""
    folder = root / "templates" / "own"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(f"extends: default\n{theme}", "utf-8")
    (root / "profiles").mkdir(exist_ok=True)
    for each, text in files.items():
        (root / "profiles" / f"{each}.yaml").write_text(text, "utf-8")
    asked = Asked(name, Place("c/course.yaml", 3))
    roots = theme_roots(root)
    own = root / "profiles"
    return load_theme("own", roots, AssetStore(), root, profile=asked, profiles=own)


def lines(root: Path, name: str, **files: str) -> list[str]:
    """Return what is said of profiles, in English."""
    with pytest.raises(ContentError) as caught:
        load(root, name, **files)
    return [Messages("en").line(each) for each in caught.value.problems]


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_profiles_fit_a_theme(tmp_path, name):
    theme = load(tmp_path, name, "typography:\n  sizes: {text: 9}\n")
    assert theme.profile is not None
    assert theme.profile.name == name
    assert theme.tokens.setting != AS_IT_IS


def test_sizes_follow_those_of_the_theme_within_limits(tmp_path):
    text = "scale: {type: 2}\ntypography: {least: 19, most: 40}\n"
    sizes = load(tmp_path, "big", "typography:\n  sizes: {lead: 15.3}\n", big=text).tokens.sizes
    assert sizes == {
        "note": 19, "text": 21, "question": 22, "lead": 30.5, "heading3": 24, "heading2": 28,
        "title": 40, "paper-title": 36, "display": 40,
    }  # fmt: skip


def test_what_a_profile_sets_itself_is_not_scaled(tmp_path):
    text = """\
scale: {type: 2, margins: 0.5}
typography: {sizes: {text: 13}}
spacing: {margins: {top: 30}}
"""
    tokens = load(tmp_path, "own", own=text).tokens
    assert (tokens.sizes["text"], tokens.sizes["note"]) == (13, 18)
    assert tokens.margins == {"top": 30, "right": 9, "bottom": 10, "left": 9}


def test_one_family_stands_for_both_in_every_script(tmp_path):
    tokens = load(tmp_path, "own", own="typography: {family: sans}\n").tokens
    assert tokens.serif == tokens.sans == "Source Sans 3"
    assert tokens.office_serif == tokens.office_sans == "Calibri"
    arab = tokens.scripts["Arab"]
    assert (arab.serif, arab.office_serif) == (arab.sans, arab.office_sans)
    assert arab.scales["serif"] == arab.scales["sans"]


def test_a_colour_may_be_that_of_another_role_of_the_theme(tmp_path):
    colors = load(
        tmp_path,
        "own",
        "color:\n  roles: {text: '#123456'}\n",
        own="color: {roles: {muted: text, accent: '#000000', rule: grey}}\n",
    ).tokens.colors
    assert (colors["muted"], colors["accent"], colors["rule"]) == ("#123456", "#000000", "#555555")


def test_a_school_changes_a_profile_by_its_own_of_the_same_name(tmp_path):
    own = load(tmp_path, "large-print", **{"large-print": "typography: {least: 24}\n"}).tokens
    assert min(own.sizes.values()) == 24
    assert own.serif == "Source Sans 3"  # all else is as it was


def test_a_theme_changes_a_profile_too(tmp_path):
    folder = tmp_path / "templates/own/profiles"
    folder.mkdir(parents=True)
    (folder / "large-print.yaml").write_text("typography: {least: 20}\n")
    assert min(load(tmp_path, "large-print").tokens.sizes.values()) == 20


def test_a_profile_extends_another(tmp_path):
    own = load(tmp_path, "huge", huge="extends: large-print\ntypography: {least: 30}\n").tokens
    assert min(own.sizes.values()) == 30
    assert not own.setting.italics


def test_a_profile_that_extends_itself_is_an_error(tmp_path):
    said = lines(tmp_path, "a", a="extends: b\n", b="extends: a\n")
    assert said == [
        "profiles/b.yaml:1:10: error[profile-extends-itself]: The profile “b” extends itself."
    ]


def test_an_unknown_profile_names_the_nearest(tmp_path):
    assert lines(tmp_path, "large-prnt") == [
        "c/course.yaml:3:1: error[unknown-profile]: There is no profile “large-prnt”."
        " (hint: did you mean “large-print”?)"
    ]


def test_mistakes_are_told_with_their_places(tmp_path):
    text = """\
for: {formats: [md], documents: [answer-sheet], editions: [pupils]}
scale: {typ: 2}
typography: {family: roman, italics: no, least: -1}
layout: {column: false}
name: Own
"""
    said = [line.removeprefix("profiles/own.yaml:") for line in lines(tmp_path, "own", own=text)]
    assert [line.partition("]")[0].replace(" error[", " ") for line in said] == [
        "1:16: unknown-word",
        "1:33: unknown-word",
        "1:59: unknown-word",
        "2:9: unknown-key",
        "3:22: unknown-word",
        "3:38: not-true-false",
        "3:49: not-a-measure",
        "4:10: unknown-key",
        "5:1: unknown-key",
    ]
    assert "own.yaml" in said[-1]


def test_a_school_s_own_are_found_from_the_course_upward(tmp_path):
    course = tmp_path / "content/course"
    course.mkdir(parents=True)
    assert own_profiles(course, tmp_path) is None
    (tmp_path / "profiles").mkdir()
    assert own_profiles(course, tmp_path) == tmp_path / "profiles"
    (tmp_path / "content/profiles").mkdir()
    assert own_profiles(course, tmp_path) == tmp_path / "content/profiles"
    assert own_profiles(course, course) is None


def test_every_setting_can_be_set():
    named = {key[-1].replace("-", "_") for key in OWN}
    renamed = {"scale": "type", "tightened": "lines"}
    assert {renamed.get(each.name, each.name) for each in fields(Setting)} <= named


CHANGES = {
    "p { font-size: 9.5pt }": (Setting(scale=2), "p { font-size: 19pt }"),
    "p { font: italic 600 9pt/12.6pt var(--sans) }": (
        Setting(scale=2, italics=False),
        "p { font: 600 18pt/1.4 var(--sans) }",
    ),
    "p { font: 400 var(--size-note)/13.5pt var(--sans) }": (
        Setting(scale=2, leading=1.6),
        "p { font: 400 var(--size-note)/1.6 var(--sans) }",
    ),
    "p { font: 600 .88em/1 var(--sans) }": (
        Setting(least=18),
        "p { font: 600 1em/1 var(--sans) }",
    ),
    "sub { font-size: .72em }": (Setting(scale=2, least=18), "sub { font-size: .72em }"),
    "h2 { line-height: 1.18 }": (Setting(leading=1.5), "h2 { line-height: 1.18 }"),
    "p { line-height: 1.35 }": (Setting(leading=1.5), "p { line-height: 1.5 }"),
    "p { font-size: 16px }": (Setting(least=18), "p { font-size: 24px }"),
    "p { font-size: calc(14 * var(--u)) }": (
        Setting(slides=1.5, scale=9),
        "p { font-size: calc(21 * var(--u)) }",
    ),
    "p { font-style: italic; color: red }": (
        Setting(italics=False),
        "p { font-style: normal; color: red }",
    ),
    "p { text-transform: uppercase; letter-spacing: .1em }": (
        Setting(capitals=False),
        "p { text-transform: none; letter-spacing: inherit }",
    ),
    "p { hyphens: auto; text-align: justify }": (
        Setting(hyphens=False, justified=False),
        "p { hyphens: manual; text-align: left }",
    ),
    "p { hyphens: none; text-align: center }": (
        Setting(hyphens=False, justified=False),
        "p { hyphens: none; text-align: center }",
    ),
    "p { column-count: 2 }": (Setting(columns=False), "p { column-count: 1 }"),
    "a { text-decoration: underline }": (
        Setting(underlines=False),
        "a { text-decoration: none }",
    ),
    "p { border: .75pt solid var(--rule); padding: 9pt }": (
        Setting(thickest=0.5),
        "p { border: 0.5pt solid var(--rule); padding: 9pt }",
    ),
    "p { border: 0; outline: 2px solid }": (
        Setting(thinnest=3),
        "p { border: 0; outline: 4px solid }",
    ),
    "p { background: var(--tint); color: #fff }": (
        Setting(fills=False),
        "p { background: none; color: inherit }",
    ),
    "p { background: var(--color-paper); color: red }": (
        Setting(fills=False),
        "p { background: var(--color-paper); color: red }",
    ),
    ".choices > li { padding: 0 3mm 1mm 8mm; margin: 4mm; text-indent: -8mm }": (
        Setting(scale=2),
        ".choices > li { padding: 0 6mm 2mm 16mm; margin: 4mm; text-indent: -16mm }",
    ),
    ".call-out { padding: 3mm }": (Setting(scale=2), ".call-out { padding: 3mm }"),
    ".small { --size-question: 9pt; --gap: 5mm }": (
        Setting(scale=2),
        ".small { --size-question: 18pt; --gap: 5mm }",
    ),
    "@page { @footnote { border-top: .5pt solid } }": (
        Setting(thinnest=1),
        "@page { @footnote { border-top: 1pt solid } }",
    ),
}


@pytest.mark.parametrize("css", CHANGES)
def test_what_a_style_sheet_names_itself_is_changed_too(css):
    setting, changed = CHANGES[css]
    assert restyled("print.css", css, setting, SIZES).partition("\n")[0] == changed
    assert restyled("pages/index.css", css, setting, SIZES) == css


def test_in_one_column_labels_stand_above_what_they_label():
    added = restyled("print.css", "", Setting(columns=False), SIZES)
    assert ".block-label" in added
    assert ".question-points { top: 0; line-height: inherit; }" in added
    assert restyled("print.css", "", Setting(), SIZES) == ""


def test_points_beside_a_question_have_the_room_that_letters_apart_take():
    plain = restyled("print.css", "", Setting(scale=1.15, columns=False), SIZES)
    apart = restyled(
        "print.css", "", Setting(scale=1.15, columns=False, letter_spacing=0.05), SIZES
    )
    assert "padding-right: 19.55mm" in plain
    assert "padding-right: 21.5mm" in apart


def test_room_between_letters_and_words_is_added():
    setting = Setting(letter_spacing=0.05, word_spacing=0.1)
    assert restyled("print.css", "", setting, SIZES) == (
        "html { letter-spacing: 0.05em; word-spacing: 0.1em; }"
    )
