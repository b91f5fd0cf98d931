"""Themes: what differs from the parent, every mistake with its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Paper, Theme
from lembar.errors import ContentError, Place
from lembar.messages import Messages


def load(root: Path, **themes: str) -> Theme:
    """Load the theme `own` of a project that has these theme.yaml."""
    for name, text in themes.items():
        folder = root / "templates" / name
        folder.mkdir(parents=True)
        (folder / "theme.yaml").write_text(text, "utf-8")
    return load_theme("own", theme_roots(root), AssetStore(), root, Place("c/course.yaml"))


def lines(root: Path, **themes: str) -> list[str]:
    """Return what is said of themes, in English, without the hints."""
    with pytest.raises(ContentError) as caught:
        load(root, **themes)
    say = Messages("en")
    return [say.line(each) for each in caught.value.problems]


def test_a_theme_repeats_only_what_it_changes(tmp_path: Path) -> None:
    own = load(
        tmp_path,
        own="extends: between\ncolor:\n  roles: {accent: brand}\n",
        between="""\
extends: default
color:
  palette: {brand: "#1F4E79"}
typography:
  weights: [700, 400]
papers: {Card: [105, 148]}
""",
    ).tokens
    default = load_theme("default", theme_roots(), AssetStore()).tokens
    assert own.colors == {**default.colors, "accent": "#1f4e79"}
    assert own.papers == {**default.papers, "Card": Paper(105, 148)}
    assert own.weights == (400, 700)
    assert own.sizes == default.sizes


def test_a_theme_says_how_elements_look(tmp_path: Path) -> None:
    said = "extends: default\nelements:\n  title: {family: serif, rule: both, after: 0}\n"
    own = load(tmp_path, own=said).tokens.elements
    default = load_theme("default", theme_roots(), AssetStore()).tokens.elements
    assert own == {
        **default,
        "title": replace(default["title"], family="serif", rule="both", after=0.0),
    }


def test_mistakes_in_elements_are_told_with_the_nearest_word(tmp_path: Path) -> None:
    text = """\
extends: default
elements:
  titel: {}
  heading2: {colour: text, rule: under, size: huge, before: -1}
  answer: {rule: box}
"""
    file = "templates/own/theme.yaml"
    assert lines(tmp_path, own=text) == [
        f"{file}:3:3: error[unknown-key]: “titel” is no key of elements. "
        "(hint: did you mean “title”?)",
        f"{file}:4:14: error[unknown-key]: “colour” is no key of elements.heading2. "
        "(hint: did you mean “color”?)",
        f"{file}:4:34: error[unknown-word]: “under” is not one of the words that can stand here. "
        "(hint: possible are: none, above, below, both, box, bar)",
        f"{file}:4:47: error[unknown-word]: “huge” is not one of the words that can stand here. "
        "(hint: possible are: note, text, question, lead, heading3, heading2, paper-title, title, "
        "display)",
        f"{file}:4:61: error[not-a-measure]: A number above 0 is due here, not “-1”. "
        "(hint: write digits alone, without a unit, as 10.5)",
        f"{file}:5:12: error[unknown-key]: “rule” is no key of elements.answer. "
        "(hint: possible are: case, color, family, style, weight)",
    ]


def test_all_mistakes_of_a_theme_are_told_with_their_places(tmp_path: Path) -> None:
    text = """\
extends: default
colour:
  palette: {}
color:
  palette:
    brand: blue
  roles:
    accent: "#12345"
    text: inck
typography:
  sizes: {titel: 28, note: 9pt, lead: 0}
  weights: [400, heavy, 2000]
papers:
  Card: 105
spacing: wide
"""
    said = lines(tmp_path, own=text)
    file = "templates/own/theme.yaml"
    assert said == [
        f"{file}:2:1: error[unknown-key]: “colour” is no key of theme.yaml. "
        "(hint: did you mean “color”?)",
        f"{file}:6:12: error[not-a-colour]: “blue” is no colour. "
        '(hint: write six digits after #, in quotes:  "#1f4e79")',
        f"{file}:8:13: error[not-a-colour]: “#12345” is no colour. "
        '(hint: write six digits after #, in quotes:  "#1f4e79")',
        f"{file}:11:11: error[unknown-key]: “titel” is no key of typography.sizes. "
        "(hint: did you mean “title”?)",
        f"{file}:11:28: error[not-a-measure]: A number above 0 is due here, not “9pt”. "
        "(hint: write digits alone, without a unit, as 10.5)",
        f"{file}:11:39: error[not-a-measure]: A number above 0 is due here, not “0”. "
        "(hint: write digits alone, without a unit, as 10.5)",
        f"{file}:12:18: error[not-a-number]: A whole number is due here, not “heavy”. "
        "(hint: write digits only)",
        f"{file}:12:25: error[not-a-weight]: A weight of type lies between 1 and 1000, "
        "not at 2000. (hint: write as  [400, 600, 700])",
        f"{file}:14:9: error[not-a-size]: A paper has two sides. "
        "(hint: write width and height in millimetres:  [210, 297])",
        f"{file}:15:10: error[not-a-mapping]: Keys and values are due here (spacing). "
        "(hint: write lines like  title: Words)",
    ]


def test_names_that_lead_nowhere(tmp_path: Path) -> None:
    text = """\
extends: default
color: {roles: {accent: gray}}
typography: {serif: Sourse Serif 4, sans: Georgia}
"""
    (colour, serif, sans) = lines(tmp_path, own=text)
    assert colour.startswith("templates/own/theme.yaml:2:25: error[unknown-colour]")
    assert "did you mean “grey”?" in colour
    assert serif.startswith("templates/own/theme.yaml:3:21: error[unknown-family]")
    assert "did you mean “Source Serif 4”?" in serif
    assert "possible are: Source Serif 4, Source Sans 3" in sans


def test_a_font_that_is_not_installed(tmp_path: Path) -> None:
    text = "extends: default\ntypography:\n  fonts: {Bodoni: fontpkg_bodoni, X: ../x}\n"
    said = lines(tmp_path, own=text)
    assert [each.split(": ")[:2] for each in said] == [
        ["templates/own/theme.yaml:3:19", "error[font-missing]"],
        ["templates/own/theme.yaml:3:38", "error[font-missing]"],
    ]


def test_a_theme_without_a_parent_says_everything_itself(tmp_path: Path) -> None:
    said = lines(tmp_path, own="name: Own\n")
    assert said[0].startswith("templates/own/theme.yaml:1:1: error[missing-token]")
    assert len(said) > 30


@pytest.mark.parametrize(
    ("extends", "begins"),
    [
        ("own", "templates/own/theme.yaml:1:10: error[theme-extends-itself]"),
        ("defualt", "templates/own/theme.yaml:1:10: error[unknown-theme]"),
    ],
)
def test_a_parent_that_is_none(tmp_path: Path, extends: str, begins: str) -> None:
    (said,) = lines(tmp_path, own=f"extends: {extends}\n")
    assert said.startswith(begins)


def test_a_theme_that_is_not_there_is_told_where_it_was_asked_for(tmp_path: Path) -> None:
    (said,) = lines(tmp_path)
    assert said.startswith("c/course.yaml:1:1: error[unknown-theme]")


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "templates/own/parts"
    folder.mkdir(parents=True)
    (folder / "identity.html.j2").write_bytes(b"\xff\xfe\x00")
    (folder.parent / "theme.yaml").write_text("extends: default\n", "utf-8")
    (said,) = lines(tmp_path)
    assert said.startswith("templates/own/parts/identity.html.j2:1:1: error[not-utf-8]")


def test_a_font_of_a_script_may_be_absent(tmp_path: Path) -> None:
    text = """\
extends: default
typography:
  fonts: {Bodoni: fontpkg_bodoni}
  scripts:
    Hebr:
      serif: Bodoni
      sans: Bodoni
      office: {serif: David, sans: Arial}
      scale: {serif: 1.1, sans: 1, office: 1}
"""
    own = load(tmp_path, own=text)
    assert own.absent == {"Bodoni": "fontpkg_bodoni"}
    assert own.tokens.scripts["Hebr"].office_serif == "David"


def test_a_script_says_everything_or_nothing(tmp_path: Path) -> None:
    text = "extends: default\ntypography: {scripts: {Hebr: {serif: Amiri, sans: Amire}}}\n"
    said = lines(tmp_path, own=text)
    assert sum("missing-token" in each for each in said) == 5
    assert any("unknown-family" in each and "did you mean “Amiri”?" in each for each in said)
