"""Accent colour, heading font, base size: three tokens change every format, and nothing else."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Theme
from lembar.writers import writer
from tests.sheets import load

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OWN = """\
extends: default
color: {palette: {brand: "#8b0000"}, roles: {accent: brand}}
typography: {heading: Source Serif 4, base: 21}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Theme, AssetStore]:
    root = tmp_path_factory.mktemp("project")
    (root / "templates/own").mkdir(parents=True)
    (root / "templates/own/theme.yaml").write_text(OWN, "utf-8")
    store = AssetStore()
    return load_theme("own", theme_roots(root), store, root), store


def made(name: str, format_: str, own: tuple[Theme, AssetStore] | None) -> bytes:
    """Return a sheet written with the default theme, or with the one of the three tokens."""
    sheet, default, store = load(name)
    theme, fonts = own or (default, store)
    return writer(format_)(sheet, theme, {**store, **fonts}).content


def xml(content: bytes, part: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = next(each for each in archive.namelist() if re.fullmatch(part, each))
        return etree.fromstring(archive.read(name))


def differences(one: etree._Element, other: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield the path of each attribute or text that differs, with both values."""
    tree = one.getroottree()
    assert [e.tag for e in one.iter()] == [e.tag for e in other.iter()]
    for before, after in zip(one.iter(), other.iter()):
        for key in sorted({*before.attrib, *after.attrib}):
            if before.get(key) != after.get(key):
                path = re.sub(r"\{[^}]*\}", "", tree.getelementpath(before))
                attribute = etree.QName(key).localname
                yield f"{path}@{attribute}", before.get(key, ""), after.get(key, "")
        assert (before.text or "") == (after.text or "")


def test_the_theme_part_of_word_changes_in_a_colour_and_a_font(own) -> None:
    parts = [
        xml(made("worksheet", "docx", each), r"word/theme/theme1\.xml") for each in (None, own)
    ]
    assert {
        (path.split("/")[-2], before, after)
        for path, before, after in differences(*parts)
        if not path.endswith("@name")
    } == {("accent1", "000000", "8B0000"), ("majorFont", "Calibri", "Cambria")}


def test_the_theme_part_of_powerpoint_changes_in_a_colour_and_a_font(own) -> None:
    parts = [xml(made("slides", "pptx", each), r"ppt/theme/theme1\.xml") for each in (None, own)]
    assert {
        (path.split("/")[-2], before, after) for path, before, after in differences(*parts)
    } == {
        ("accent1", "000000", "8B0000"),
        ("accent6", "000000", "8B0000"),
        ("majorFont", "Calibri", "Cambria"),
    }


def runs(styles: etree._Element) -> dict[str, dict[str, str]]:
    """Return what each style of Word says of letters, as they come out, and of its paragraphs."""
    found: dict[str, dict[str, str]] = {}
    for style in styles.iter(f"{W}style"):
        says: dict[str, str] = {}
        for each in style.iter():
            for key, value in each.attrib.items():
                says[f"{etree.QName(each).localname}@{etree.QName(key).localname}"] = value
        found[style.get(f"{W}styleId")] = says
    return found


def test_the_styles_of_word_change_in_size_family_and_accent_alone(own) -> None:
    before, after = (
        runs(xml(made("worksheet", "docx", e), r"word/styles\.xml")) for e in (None, own)
    )
    assert before.keys() == after.keys()
    changed: dict[str, set[str]] = {}
    for name in before:
        for key in {*before[name], *after[name]}:
            if before[name].get(key) != after[name].get(key):
                changed.setdefault(key, set()).add(name)
    # bindings: the sans stands beside the theme's two families now, by its name
    bound = {"rFonts@asciiTheme", "rFonts@hAnsiTheme", "rFonts@eastAsiaTheme", "rFonts@cstheme"}
    coloured = {key for key in changed if key.endswith("@color")}
    scaled = {key for key in changed if key in _SCALED or key.startswith("ind@")}
    scaled |= {key for key in changed if key.endswith("@w")}  # room that goes with type
    assert {*changed} - bound - coloured - scaled == {"szCs@val", "rFonts@ascii", "rFonts@hAnsi"}
    for key in coloured:
        for name in changed[key]:
            assert (before[name][key], after[name][key]) == ("000000", "8B0000"), (name, key)
    headings = {"Heading1", "Heading2", "Heading3", "Heading4", "LembarSection"}
    assert headings <= changed["rFonts@ascii"]
    for name in changed["rFonts@ascii"]:
        assert (before[name]["rFonts@ascii"], after[name]["rFonts@ascii"]) == ("Calibri", "Cambria")
        assert after[name]["rFonts@asciiTheme"] == "majorHAnsi"
    for key in scaled:
        for name in changed[key]:
            ratio = int(after[name][key]) / int(before[name][key])
            assert ratio == pytest.approx(2, abs=0.1), (name, key)
    sized = {name for name, says in before.items() if "sz@val" in says}
    assert {each for each in sized - changed["sz@val"] if before[each]["sz@val"] != "2"} == set()


_SCALED = ("sz@val", "spacing@line")  # type, and the height of its lines


def test_the_text_of_word_is_the_same(own) -> None:
    parts = [xml(made("worksheet", "docx", each), r"word/document\.xml") for each in (None, own)]
    texts = ["".join(each.itertext(f"{W}t")) for each in parts]
    assert texts[0] == texts[1]


def test_the_master_of_powerpoint_changes_in_sizes(own) -> None:
    sizes = []
    for each in (None, own):
        master = xml(made("slides", "pptx", each), r"ppt/slideMasters/slideMaster1\.xml")
        styles = master.find(".//{*}txStyles")
        sizes.append([int(e.get("sz")) for e in styles.iter(f"{A}defRPr") if e.get("sz")])
    assert sizes[1] == [2 * each for each in sizes[0]]


class Seen:
    """Hold what a PDF is set with: fonts with their largest sizes, and colours of ink."""

    def __init__(self, content: bytes) -> None:
        self.fonts: dict[str, float] = {}
        self.colours: set[tuple[float, ...]] = set()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for page in pdf.pages:
                names = {
                    str(key): str(font.BaseFont).partition("+")[2]
                    for key, font in page.Resources.get("/Font", {}).items()
                }
                self._read(page, names)

    def _read(self, page: pikepdf.Page, names: dict[str, str]) -> None:
        font, size, scale = "", 0.0, 1.0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "Tf":
                font, size = names[str(operands[0])], float(operands[1])
            elif name == "Tm":
                scale = abs(float(operands[3]))
            elif name in ("Tj", "TJ"):
                self.fonts[font] = max(self.fonts.get(font, 0), size * scale)
            elif name in ("rg", "RG"):
                self.colours.add(tuple(round(float(each), 2) for each in operands))


def test_a_pdf_changes_in_fonts_sizes_and_a_colour(own) -> None:
    from lembar.writers.pdf import write  # noqa: F401

    before, after = (Seen(made("handout", "pdf", each)) for each in (None, own))
    brand = (0.55, 0.0, 0.0)
    assert after.colours - before.colours == {brand}
    assert before.colours - after.colours == set()
    sans = max(size for name, size in before.fonts.items() if "Sans" in name)
    serif = max(size for name, size in after.fonts.items() if "Serif" in name)
    assert serif == pytest.approx(2 * sans, rel=0.02)  # the title has the serif now
    assert max(s for n, s in after.fonts.items() if "Sans" in n) < serif / 2


def test_nothing_but_the_three_tokens_is_other(own) -> None:
    default = load_theme("default", theme_roots(), AssetStore()).tokens
    theme, _ = own
    tokens = theme.tokens
    assert {k for k in tokens.colors if tokens.colors[k] != default.colors[k]} == {"accent"}
    for name in ("serif", "sans", "margins", "papers", "line_height", "elements", "labels"):
        assert getattr(tokens, name) == getattr(default, name)
    assert Path(theme.origins["print.css"]).name == "print.css"
