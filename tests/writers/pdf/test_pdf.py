"""PDF sheets: valid, the same every time, and made of the theme alone."""

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest

from lembar.course.tree import element
from lembar.errors import LembarError
from lembar.writers.findings import Findings
from lembar.writers.pdf import engine, write
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_css
from tests import tools
from tests.sheets import NAMES, load

_HASH = """
import hashlib
from tests.sheets import load
from lembar.writers.pdf import write
print(hashlib.sha256(write(*load("worksheet")).content).hexdigest())
"""


def _html(sheet):
    return page_html(sheet, Findings("pdf"))


def _with(sheet, *nodes):
    return replace(sheet, root=element("article", *nodes))


@pytest.mark.parametrize("name", NAMES)
def test_fixtures_are_pdf_ua(name, tmp_path):
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(write(*load(name)).content)
    assert tools.verapdf([path]) == {path: []}


def test_other_processes_make_the_same_bytes():
    digests = {
        subprocess.run(
            [sys.executable, "-c", _HASH],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(write(*load("worksheet")).content).hexdigest() + "\n"}


@pytest.mark.parametrize("name", NAMES)
def test_only_the_fonts_of_the_theme_are_used(name):
    with pikepdf.open(io.BytesIO(write(*load(name)).content)) as pdf:
        fonts = {
            str(each.BaseFont).partition("+")[2]
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        }
    assert fonts
    assert all(font.startswith(("Source-Serif-4", "Source-Sans-3")) for font in fonts), fonts


def test_the_document_says_of_itself_only_what_the_sheet_says():
    sheet, theme, assets = load("worksheet")
    with pikepdf.open(io.BytesIO(write(sheet, theme, assets).content)) as pdf:
        assert pdf.Root.Lang == sheet.language
        assert str(pdf.docinfo["/Title"]) == sheet.title
        assert set(pdf.docinfo) <= {"/Title", "/Author", "/Subject", "/Producer"}


def test_headings_become_bookmarks():
    with (
        pikepdf.open(io.BytesIO(write(*load("worksheet")).content)) as pdf,
        pdf.open_outline() as o,
    ):
        titles = [each.title for top in o.root for each in (top, *top.children)]
    assert titles[0].startswith("LKPD 1")
    assert "A. Pilihan ganda" in titles


def test_a_sign_that_no_font_has_is_told_with_its_place():
    sheet, theme, assets = load("worksheet")
    found = write(_with(sheet, element("p", "kata \u4e2d")), theme, assets).findings
    assert [(each.code, dict(each.values)["point"]) for each in found] == [
        ("missing-glyph", "U+4E2D")
    ]


def test_a_level_of_headings_is_never_left_out():
    sheet, _, _ = load("worksheet")
    made = _html(_with(sheet, element("h1", "a"), element("h3", "b"), element("h4", "c")))
    assert '<h1 class="h1">a</h1><h2 class="h3">b</h2><h3 class="h4">c</h3>' in made


def test_the_foot_runs_in_the_margin_and_not_in_the_text():
    sheet, theme, _ = load("worksheet")
    assert "Halaman" not in _html(sheet)
    assert "'Halaman ' counter(page) ' dari ' counter(pages)" in page_css(sheet, theme)


def test_words_of_a_foot_cannot_break_out_of_the_style_sheet():
    sheet, theme, _ = load("worksheet")
    foot = element("page-foot", element("foot-left", "a' ; } @import 'x\\"), element("foot-right"))
    css = page_css(_with(sheet, foot), theme)
    assert "'a\\27  ; } @import \\27 x\\5c '" in css


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/passwd", "a.png"])
def test_nothing_outside_of_the_asset_store_is_fetched(address):
    fetcher = engine._fetcher({})
    with pytest.raises((ValueError, KeyError)):
        fetcher(address)


def test_without_the_engine_the_error_has_a_sentence():
    code = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from lembar.errors import LembarError\n"
        "from lembar.writers.pdf import available, write\n"
        "from tests.sheets import load\n"
        "assert not available()\n"
        "try: write(*load('worksheet'))\n"
        "except LembarError as error: print(error.problems[0].code)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "no-pdf-engine\n"
    assert LembarError.exit_code == 1


def test_answer_lines_are_as_many_as_asked_for():
    sheet, _, _ = load("worksheet")
    made = _html(_with(sheet, element("answer-lines", count="7")))
    assert made.count('class="answer-line"') == 7


@pytest.mark.parametrize(
    ("kind", "signs"),
    [
        ("1", ["3.", "4."]),
        ("a", ["c.", "d."]),
        ("A", ["C.", "D."]),
        ("i", ["iii.", "iv."]),
        ("أ", ["ج.", "د."]),
    ],
)
def test_lists_count_from_their_start(kind, signs):
    sheet, _, _ = load("worksheet")
    listed = element("ol", element("li", "x"), element("li", "y"), start="3", type=kind)
    made = _html(_with(sheet, listed))
    assert all(f'<span class="list-sign">{sign}</span>' in made for sign in signs)


def test_the_style_sheet_is_the_themes():
    text = Path("templates/default/print.css").read_text("utf-8")
    sheet, theme, _ = load("worksheet")
    assert text in page_css(sheet, theme)


def test_footnotes_of_columns_stand_below_them():
    sheet = load("handout")[0]
    note = element("foot-note", "kata catatan", number="1")
    inside = element("columns", element("p", "satu", note), element("p", "dua"))
    after = element("p", "tiga", element("foot-note", "catatan kedua", number="2"))
    source = _html(_with(sheet, inside, after))
    assert re.search(r'</div><div class="notes-below"><p class="note-below">.*kata catatan', source)
    assert '<sup class="note-call">1</sup>' in source
    content = write(_with(sheet, inside, after), *load("handout")[1:]).content
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "1. kata catatan" in text
    assert "2. catatan kedua" in text  # the notes at the foot count on
