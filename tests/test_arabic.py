"""The sample course in Arabic as it is built: order, joining, direction and digits in every format.

Programs may show text in another order than they hold it. So these tests read what the files hold:
signs of the PDF against those that HarfBuzz makes of a word, flags and order of parts elsewhere.
"""

import io
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pypdf
import pytest
import uharfbuzz
from lxml import etree

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.scripts import script_of, scripts_in
from lembar.writers.cuts import fixed
from tests import ooxml, tools
from tests.built import SAMPLE, build_here
from tests.webpages import violations

pytestmark = pytest.mark.slow
W, A, P = ooxml.W, ooxml.A, ooxml.P
LATIN = re.compile(r"[A-Za-z]")
_UNSEEN = re.compile(r"<(style|script|math)\b.*?</\1>|<[^>]*>", re.DOTALL)

# The sample has no test: the papers that only tests have are made of its bank.
TEST = """\
title: اختبار الوحدة
kind: test
event: اختبار منتصف الفصل
date: 12 نوفمبر 2026
duration: 40
forms: [A, B]
items:
- use: dawra/ghasil
- use: dawra/muzawaja
- use: dawra/tartib
- use: dawra/hajm
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("arabic")
    shutil.copytree(SAMPLE / "dawrat-al-ma", root / "content/dawrat-al-ma")
    (root / "content/dawrat-al-ma/al-ma/assessments/ikhtibar.yaml").write_text(TEST, "utf-8")
    outcome = build_here(root, root / "output")
    assert not outcome.problems
    return root / "output/dawrat-al-ma"


def files(built: Path, ending: str) -> list[Path]:
    found = sorted(built.rglob(f"*.{ending}"))
    assert found
    return found


def parts(path: Path, *names: str) -> Iterator[etree._Element]:
    """Yield the XML parts of a file whose names begin so."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(names) and name.endswith(".xml"):
                yield etree.fromstring(archive.read(name))


def arabic(text: str) -> bool:
    return any(script_of(sign) == "Arab" and sign.isalpha() for sign in text)


# --- digits ---------------------------------------------------------------------------------------


def western(text: str) -> list[str]:
    """Return the words with Western digits that are no Latin words, nor stand beside one."""
    words = ["", *re.split(r"[\s\u00a0()،؛·]+", text), ""]
    return [
        word
        for before, word, after in zip(words, words[1:], words[2:])
        if re.search(r"[0-9]", word) and not LATIN.search(before + word + after)
    ]


def test_no_western_digit_is_printed_on_paper_or_page(built):
    for path in files(built, "pdf"):
        for page in pypdf.PdfReader(path).pages:
            assert western(page.extract_text()) == [], path.name
    for path in files(built, "html"):
        assert western(_UNSEEN.sub(" ", path.read_text("utf-8"))) == [], path.name


def test_no_western_digit_is_printed_by_word(built):
    for path in files(built, "docx"):
        for root in parts(path, "word/document", "word/foot", "word/header"):
            for paragraph in root.iter(f"{W}p"):
                said = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
                assert western(said) == [], path.name
        for root in parts(path, "word/numbering"):
            for level in root.iter(f"{W}lvl"):
                shown = level.find(f"{W}lvlText").get(f"{W}val")
                assert western(re.sub(r"%\d", "", shown)) == []
                assert level.find(f"{W}numFmt").get(f"{W}val") != "decimal" or "%" not in shown


def test_no_western_digit_is_printed_on_slides(built):
    for path in files(built, "pptx"):
        for root in parts(path, "ppt/slides/", "ppt/notesSlides/"):
            for paragraph in root.iter(f"{A}p"):
                said = "".join(each.text or "" for each in paragraph.iter(f"{A}t"))
                assert "=" in said or western(said) == [], path.name
            assert "arabicPeriod" not in {each.get("type") for each in root.iter(f"{A}buAutoNum")}


# --- PDF ------------------------------------------------------------------------------------------


class Fonts:
    """Make the signs that a word must have: in the fonts as the PDF has them."""

    def __init__(self) -> None:
        self.store = AssetStore()
        self.theme = load_theme("default", theme_roots(), self.store)

    def signs(self, word: str, family: str, weight: int) -> list[int]:
        """Return the glyphs of a word from the left, as they stand on a page."""
        face = next(
            each
            for each in self.theme.fonts
            if each.family == family and each.weight == str(weight) and not each.italic
        )
        font = uharfbuzz.Font(uharfbuzz.Face(fixed(face, weight, self.theme, self.store)))
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        return [each.codepoint for each in buffer.glyph_infos]


def drawn(path: Path) -> dict[str, list[int]]:
    """Return the glyphs of a PDF by font, those of drawings too."""
    found: dict[str, list[int]] = {}

    def read(stream, resources) -> None:
        name = ""
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator) == "Tf":
                name = str(resources.Font[str(operands[0])].BaseFont).split("+")[-1]
            elif str(operator) in ("Tj", "TJ"):
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        raw = bytes(piece)
                        found.setdefault(name, []).extend(
                            int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)
                        )
            elif str(operator) == "Do" and "/XObject" in resources:
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == "/Form":
                    read(form, form.get("/Resources", resources))

    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            read(page, page.Resources)
    return found


def stands(signs: list[int], within: list[int]) -> bool:
    return any(within[at : at + len(signs)] == signs for at in range(len(within)))


@pytest.mark.parametrize(
    ("word", "family", "weight", "name"),
    [
        ("المحيطات", "IBM Plex Sans Arabic", 400, "IBM-Plex-Sans-Arabic"),
        ("قطرة", "IBM Plex Sans Arabic", 600, "IBM-Plex-Sans-Arabic-Semi-Bold"),
        ("الهواء", "Amiri", 400, "Amiri"),
        ("السطحي", "IBM Plex Sans Arabic", 600, "IBM-Plex-Sans-Arabic-Semi-Bold"),  # in the figure
    ],
)
def test_letters_join_on_paper(built, word, family, weight, name):
    fonts, path = Fonts(), built / "student/01-dawrat-al-ma-mudhakkira.pdf"
    signs = fonts.signs(word, family, weight)
    apart = [glyph for letter in word for glyph in fonts.signs(letter, family, weight)]
    page = drawn(path)[name]
    assert stands(signs, page)
    assert not stands(apart[::-1], page)
    assert not stands(apart, page)


def test_drawings_are_joined_too(built):
    """The words of the figure stand nowhere else in this weight."""
    signs = Fonts().signs("الارتشاح", "IBM Plex Sans Arabic", 600)
    page = drawn(built / "student/01-dawrat-al-ma-mudhakkira.pdf")
    assert stands(signs, page["IBM-Plex-Sans-Arabic-Semi-Bold"])


def bare(text: str) -> str:
    """Return a text without the marks on its letters: a ligature has its mark behind it."""
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def test_what_is_copied_from_paper_is_what_was_written(built):
    pages = pypdf.PdfReader(built / "student/waraqat-amal-1.pdf").pages
    text = " ".join(page.extract_text() for page in pages)
    for words in (
        "ورقة العمل",
        "يفسّر دور الشمس والتبريد في تغيّر حالة الماء",
        "يتبخّر الماء من البحر، ويتكثّف في السحب، ويهطل على اليابسة",
        "عُلّق قميص مبلّل في أربعة أماكن",
        "السحب قطرات ماء دقيقة أو بلورات جليد",
    ):
        assert bare(words) in bare(text)


def test_columns_of_a_table_run_from_the_right_on_paper(built):
    places: dict[str, float] = {}

    def visit(text, matrix, text_matrix, font, size) -> None:
        for word in ("العبارة", "صواب", "خطأ"):
            if text.strip() == word:
                places.setdefault(word, text_matrix[4])

    page = pypdf.PdfReader(built / "student/waraqat-amal-1.pdf").pages[0]
    page.extract_text(visitor_text=visit)
    assert places["العبارة"] > places["صواب"] > places["خطأ"]


def test_papers_are_tagged_as_arabic_and_valid(built):
    paths = files(built, "pdf")
    assert tools.verapdf(paths) == {path: [] for path in paths}
    for path in paths:
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == "ar-EG"


# --- Word -----------------------------------------------------------------------------------------


def test_word_files_run_from_right_to_left(built):
    for path in files(built, "docx"):
        (styles,) = parts(path, "word/styles")
        defaults = styles.find(f"{W}docDefaults")
        assert defaults.find(f".//{W}bidi") is not None
        assert defaults.find(f".//{W}lang").get(f"{W}bidi") == "ar-EG"
        for root in parts(path, "word/document", "word/footer", "word/header"):
            assert not [each for each in root.iter(f"{W}bidi") if each.get(f"{W}val") == "0"]
            for table in root.iter(f"{W}tbl"):
                assert table.find(f"{W}tblPr/{W}bidiVisual") is not None
            for section in root.iter(f"{W}sectPr"):
                assert section.find(f"{W}bidi") is not None


def test_runs_of_word_files_say_which_way_they_run(built):
    for path in files(built, "docx"):
        for root in parts(path, "word/document", "word/footer", "word/header"):
            for run in root.iter(f"{W}r"):
                text = "".join(each.text or "" for each in run.iter(f"{W}t"))
                marked = run.find(f"{W}rPr/{W}rtl") is not None
                assert marked or not scripts_in(text), text
                assert not marked or not LATIN.search(text), text


def test_arabic_letters_of_word_files_are_larger_and_neither_slanted_nor_spaced(built):
    for path in files(built, "docx"):
        for root in parts(path, "word/styles", "word/document"):
            assert next(root.iter(f"{W}iCs"), None) is None
            assert not [e for e in root.iter(f"{W}spacing") if set(e.keys()) == {f"{W}val"}]
            for size in root.iter(f"{W}szCs"):
                latin = size.getparent().find(f"{W}sz")
                larger, usual = int(size.get(f"{W}val")), int(latin.get(f"{W}val"))
                # But for gaps that are paragraphs, and for the narrow columns of forms.
                assert larger > usual or usual in (2, 17)
        (theme,) = parts(path, "word/theme/")
        faces = [each.get("typeface") for each in theme.iter(f"{A}cs")]
        assert faces == ["Arial", "Times New Roman"]


# --- PowerPoint -----------------------------------------------------------------------------------


def test_slides_run_from_right_to_left(built):
    for path in files(built, "pptx"):
        for root in parts(path, "ppt/slides/", "ppt/notesSlides/"):
            for paragraph in root.iter(f"{A}p"):
                text = "".join(each.text or "" for each in paragraph.iter(f"{A}t"))
                properties = paragraph.find(f"{A}pPr")
                if arabic(text):
                    assert properties is not None, text
                    assert properties.get("rtl") == "1", text
                    assert properties.get("algn") in ("r", "ctr", "l"), text
            for table in root.iter(f"{A}tbl"):
                assert table.find(f"{A}tblPr").get("rtl") == "1"
        for root in parts(path, "ppt/slideMasters/", "ppt/slideLayouts/"):
            for level in root.iter(f"{A}lvl1pPr"):
                assert level.get("algn") is None or level.get("rtl") == "1"
            assert not [each for each in root.iter(f"{A}defRPr") if each.get("spc")]


def test_layouts_are_turned_round(built):
    path = files(built, "pptx")[0]
    (size,) = [each for root in parts(path, "ppt/presentation") for each in root.iter(f"{P}sldSz")]
    across = int(size.get("cx"))
    for root in parts(path, "ppt/slideLayouts/"):
        edges = {}
        for shape in root.iter(f"{P}sp"):
            place, extent = shape.find(f".//{A}off"), shape.find(f".//{A}ext")
            name = shape.find(f".//{P}cNvPr").get("name")
            edges[name] = (int(place.get("x")), int(place.get("x")) + int(extent.get("cx")))
        assert edges["Slide number"][0] < edges["Footer"][0]
        assert edges["Mark"][0] < edges["Kicker"][0]
        assert abs(across - edges["Title"][1] - 24 * 36000) < 1000
        if "Bar" in edges:
            assert abs(edges["Bar"][1] - across) < 10


def test_office_files_are_sound(built):
    for kind in ("docx", "pptx"):
        for path in files(built, kind):
            assert ooxml.findings(path.read_bytes(), kind) == [], path.name


def test_score_sheets_run_from_right_to_left(built):
    for path in files(built, "xlsx"):
        for sheet in openpyxl.load_workbook(path):
            assert sheet.sheet_state != "visible" or sheet.sheet_view.rightToLeft, sheet.title


# --- web pages ------------------------------------------------------------------------------------


def test_pages_say_their_language_and_direction(built):
    for path in files(built, "html"):
        text = path.read_text("utf-8")
        assert '<html lang="ar-EG" dir="rtl">' in text
        assert len(re.findall(r"<math\b", text)) == len(
            re.findall(r'<(?:span|div)[^>]* dir="ltr"[^>]*><math\b', text)
        )


def test_a_browser_shows_tables_and_slides_from_the_right(built):
    with tools.browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto((built / "student/01-dawrat-al-ma-mudhakkira.html").as_uri())
        heads = page.locator("thead").first.locator("th")
        places = [heads.nth(at).bounding_box()["x"] for at in range(heads.count())]
        assert places == sorted(places, reverse=True)
        assert violations(page) == []
        page.goto((built / "student/01-dawrat-al-ma-mulakhkhas.html").as_uri())
        assert violations(page) == []
        page.keyboard.press("ArrowLeft")
        assert page.url.endswith("#2")
        page.keyboard.press("ArrowRight")
        assert page.url.endswith("#1")


def test_file_names_are_latin_words(built):
    assert all(path.name.isascii() for path in built.rglob("*"))


# --- other languages ------------------------------------------------------------------------------


def test_arabic_words_in_a_latin_course_have_their_font(tmp_path):
    root = tmp_path / "content/c"
    (root / "u").mkdir(parents=True)
    (root / "course.yaml").write_text("title: C\nlanguage: id\n", "utf-8")
    lesson = "---\ntitle: Salam\n---\n\n## Salam\n\nKita ucapkan السلام عليكم setiap pagi.\n"
    lesson += "\n::: key-point\nUcapkan السلام عليكم.\n:::\n"
    (root / "u/01-salam.md").write_text(lesson, "utf-8")
    outcome = build_here(tmp_path, tmp_path / "output")
    assert not outcome.problems
    (path,) = (tmp_path / "output/c/student").glob("*handout.pdf")
    signs = Fonts().signs("السلام", "Amiri", 400)
    assert stands(signs, drawn(path)["Amiri"])
    assert "السلام عليكم" in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()
    deck = next((tmp_path / "output/c/student").glob("*.pptx"))
    (theme, *_) = parts(deck, "ppt/theme/")
    assert "Arial" in [each.get("typeface") for each in theme.iter(f"{A}cs")]
