"""What a theme brings as files: fonts, pictures, a logo; and the tokens that scale sizes."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.content.tokens import Token, laid
from lembar.course.theme import Theme
from lembar.errors import ContentError, Place
from lembar.messages import Messages

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FONTS = "typography:\n  serif: Mine\n  fonts: {Mine: %s}\n"


def packaged(module: str) -> Path:
    """Return the folder of the fonts of a package."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "files"


def folder(root: Path, yaml: str, name: str = "own", parent: str = "default") -> Path:
    made = root / "templates" / name
    made.mkdir(parents=True)
    (made / "theme.yaml").write_text(f"extends: {parent}\n{yaml}", "utf-8")
    return made


def load(root: Path, store: AssetStore | None = None) -> Theme:
    return load_theme("own", theme_roots(root), AssetStore() if store is None else store, root)


def told(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(root)
    return [Messages("en").line(each) for each in caught.value.problems]


@pytest.mark.parametrize("source", ["fonts/mine", "fonts/mine/*.ttf", "fonts/mine/Amiri-*.ttf"])
def test_fonts_may_be_files_of_the_theme(tmp_path: Path, source: str) -> None:
    made = folder(tmp_path, FONTS % f'"{source}"')
    shutil.copytree(packaged("fontpkg_amiri"), made / "fonts/mine")
    store = AssetStore()
    faces = [each for each in load(tmp_path, store).fonts if each.family == "Mine"]
    assert {(each.weight, each.italic) for each in faces} == {
        ("400", False),
        ("400", True),
        ("700", False),
        ("700", True),
    }
    assert all(store[each.asset] for each in faces)


def test_a_variable_font_tells_its_weights(tmp_path: Path) -> None:
    made = folder(tmp_path, FONTS % "fonts")
    (made / "fonts").mkdir()
    for path in packaged("fontpkg_source_sans_3").glob("*wght*.ttf"):
        shutil.copy(path, made / "fonts" / f"{'b' if 'Italic' in path.name else 'a'}.ttf")
    faces = [each for each in load(tmp_path).fonts if each.family == "Mine"]
    assert [(each.weight, each.italic) for each in faces] == [("200 900", False), ("200 900", True)]


def test_fonts_stand_in_the_folder_of_the_theme_that_names_them(tmp_path: Path) -> None:
    house = folder(tmp_path, FONTS % "fonts/A.ttf", "house")
    (house / "fonts").mkdir()
    shutil.copy(packaged("fontpkg_amiri") / "Amiri-Regular.ttf", house / "fonts/A.ttf")
    folder(tmp_path, "", parent="house")
    assert load(tmp_path).tokens.serif == "Mine"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("fonts/B.ttf", "did you mean “fonts/A.ttf”?"),
        ("fonts/../../../elsewhere.ttf", "error[font-file-missing]"),
        ("fonts/link.ttf", "error[font-file-missing]"),
        ("fonts/none", "error[font-file-missing]"),
        ("fonts/text.ttf", "error[no-font]: text.ttf is no TrueType"),
        ("fonts/cut.ttf", "error[no-font]: cut.ttf is no TrueType"),
        ("fonts/A.woff", "did you mean “fonts/A.ttf”?"),
    ],
)
def test_a_font_that_is_none_is_told_where_it_is_named(
    tmp_path: Path, source: str, said: str
) -> None:
    made = folder(tmp_path, FONTS % f'"{source}"')
    (made / "fonts").mkdir()
    font = packaged("fontpkg_amiri") / "Amiri-Regular.ttf"
    shutil.copy(font, made / "fonts/A.ttf")
    shutil.copy(font, tmp_path / "elsewhere.ttf")
    (made / "fonts/link.ttf").symlink_to(tmp_path / "elsewhere.ttf")
    (made / "fonts/text.ttf").write_text("no font", "utf-8")
    (made / "fonts/cut.ttf").write_bytes(font.read_bytes()[:60])
    (line,) = told(tmp_path)
    assert line.startswith("templates/own/theme.yaml:4:17: error[")
    assert said in line


def test_pictures_and_logo_go_into_the_store(tmp_path: Path) -> None:
    house = folder(tmp_path, "", "house")
    made = folder(tmp_path, 'logo: {path: "images/a/crest.svg", alt: Pustaka}\n', parent="house")
    for home, text in ((house, SVG.replace("9", "8")), (made, SVG)):
        (home / "images/a").mkdir(parents=True)
        (home / "images/a/crest.svg").write_text(text, "utf-8")
    (house / "images/band.svg").write_text(SVG.replace("9", "7"), "utf-8")
    store = AssetStore()
    loaded = load(tmp_path, store)
    assert set(loaded.images) == {"a/crest.svg", "band.svg"}
    assert loaded.logo is not None
    assert store[loaded.logo.asset] == store[loaded.images["a/crest.svg"]] == SVG.encode()
    assert loaded.logo.alt == "Pustaka"


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ('{path: "crest.svg"}', "2:14: error[logo-without-alt]"),
        ('{path: "crst.svg", alt: x}', "2:14: error[missing-picture]"),
        ('{path: "../x.svg", alt: x}', "2:14: error[missing-picture]"),
        ('{path: "bad.svg", alt: x}', "2:14: error[unsafe-picture]"),
        ('{path: "http://x/y.svg", alt: x}', "2:14: error[picture-from-network]"),
        ('{file: "crest.svg"}', "2:8: error[unknown-key]"),
    ],
)
def test_a_logo_that_is_none_is_told(tmp_path: Path, logo: str, said: str) -> None:
    made = folder(tmp_path, f"logo: {logo}\n")
    (made / "crest.svg").write_text(SVG, "utf-8")
    (made / "bad.svg").write_text(SVG.replace("<path", "<script/><path"), "utf-8")
    (made.parent / "x.svg").write_text(SVG, "utf-8")
    (line,) = told(tmp_path)
    assert line.startswith(f"templates/own/theme.yaml:{said}"), line


def test_one_token_scales_the_sizes_that_are_inherited(tmp_path: Path) -> None:
    folder(tmp_path, "typography: {base: 21, sizes: {note: 9}}\n", "house")
    folder(tmp_path, "typography: {sizes: {text: 13}}\n", parent="house")
    default = load_theme("default", theme_roots(), AssetStore()).tokens
    own = load(tmp_path).tokens
    twice = {name: 2 * size for name, size in default.sizes.items()}
    assert own.sizes == {**twice, "note": 9, "text": 13}
    assert [own.slide[e] for e in ("title", "body", "note")] == [
        2 * default.slide[e] for e in ("title", "body", "note")
    ]
    assert own.slide["width"] == default.slide["width"]
    assert own.margins == default.margins


@given(st.floats(4, 40), st.floats(4, 40), st.floats(4, 40))
def test_scaled_sizes_are_half_points_near_what_they_should_be(
    below: float, own: float, size: float
) -> None:
    at = Place("x")
    found = laid(
        [
            {
                ("typography", "base"): Token(below, at),
                ("typography", "sizes", "text"): Token(size, at),
            },
            {("typography", "base"): Token(own, at)},
        ]
    )
    scaled = found["typography", "sizes", "text"].value
    assert isinstance(scaled, float)
    if below == own:
        assert scaled == size
    else:
        assert scaled * 2 == round(scaled * 2)
        assert abs(scaled - max(size * own / below, 0.5)) <= 0.25


def test_headings_have_the_sans_or_a_family_of_their_own(tmp_path: Path) -> None:
    default = load_theme("default", theme_roots(), AssetStore()).tokens
    assert (default.heading, default.office_heading) == ("Source Sans 3", "Calibri")
    for number, (given_, heading, office) in enumerate(
        (
            ("heading: Source Serif 4", "Source Serif 4", "Cambria"),
            ("heading: Amiri", "Amiri", "Amiri"),
            ("heading: Amiri, office: {heading: Georgia}", "Amiri", "Georgia"),
            ("sans: Amiri", "Amiri", "Calibri"),
        )
    ):
        root = tmp_path / str(number)
        folder(root, f"typography: {{{given_}}}\n")
        tokens = load(root).tokens
        assert (tokens.heading, tokens.office_heading) == (heading, office)


def test_a_family_of_headings_needs_a_font(tmp_path: Path) -> None:
    folder(tmp_path, "typography: {heading: Amire}\n")
    (line,) = told(tmp_path)
    assert "error[unknown-family]" in line
    assert "did you mean “Amiri”?" in line


def test_style_sheets_that_are_inherited_scale_too(tmp_path: Path) -> None:
    house = folder(tmp_path, "", "house")
    (house / "print.css").write_text(".h { font: 600 9pt/12pt var(--sans); margin: 2mm }", "utf-8")
    own = folder(tmp_path, "typography: {base: 21}\n", parent="house")
    (own / "print.css").write_text(".o { font-size: 9pt }", "utf-8")
    css = load(tmp_path).files["print.css"]
    assert ".h { font: 600 18pt/1.333 var(--sans); margin: 2mm }" in css
    assert css.endswith("\n.o { font-size: 9pt }")
