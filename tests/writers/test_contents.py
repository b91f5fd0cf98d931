"""The contents of a long lesson, as each format lists them."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from lembar.readers.docx import read
from tests import ooxml
from tests.built import build_here
from tests.docx_formatting import formatting
from tests.ooxml import W

COURSE = """title: Kursus
language: {language}
documents:
  handout: [pdf, docx, html, md]
  summary: []
  summary-sheet: []
"""
SENTENCE = "Orang yang bekerja di bidang yang sama saling mengenal dan saling membantu. "
SECTIONS = 6


def lesson() -> str:
    parts = [
        f"## Bagian {n} tentang kerja\n\n{SENTENCE * 30}\n\n### Contoh {n}\n\n{SENTENCE * 12}\n"
        for n in range(1, SECTIONS + 1)
    ]
    return "---\ntitle: Panjang\n---\n\n" + "\n".join(parts)


@pytest.fixture(scope="module", params=["id", "ar"])
def made(request, tmp_path_factory) -> dict[str, bytes]:
    root: Path = tmp_path_factory.mktemp("long")
    unit = root / "content" / "k" / "u"
    unit.mkdir(parents=True)
    (unit.parent / "course.yaml").write_text(COURSE.format(language=request.param), "utf-8")
    (unit / "unit.yaml").write_text("title: Unit\n", "utf-8")
    (unit / "01-panjang.md").write_text(lesson(), "utf-8")
    done = build_here(root, root / "output")
    assert [each.code for each in done.problems if each.severity == "error"] == []
    paths = (root / "output/k/student").glob("01-panjang-*")
    return {path.suffix[1:]: path.read_bytes() for path in paths}


def said(page) -> str:
    western = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    return page.extract_text().translate(western)


def test_pages_of_the_pdf_are_right(made):
    pages = [said(page) for page in PdfReader(BytesIO(made["pdf"])).pages]
    assert len(pages) > 4
    for n in range(1, SECTIONS + 1):
        listed = re.search(rf"Bagian {n} tentang kerja[ .…]+?(\d+)\b", pages[0])
        assert listed, pages[0]
        where = [at for at, page in enumerate(pages, 1) if f"Bagian {n} tentang kerja" in page]
        assert int(listed[1]) == where[-1]


def test_word_is_to_count_the_pages_itself(made):
    assert [*ooxml.findings(made["docx"], "docx"), *formatting(made["docx"])] == []
    with zipfile.ZipFile(BytesIO(made["docx"])) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (field,) = [e for e in root.iter(f"{W}instrText") if "TOC" in e.text]
    assert field.text.strip() == r'TOC \o "2-3" \h \z \u'
    (dirty,) = [e for e in root.iter(f"{W}fldChar") if e.get(f"{W}dirty")]
    assert dirty.get(f"{W}fldCharType") == "begin"
    marks = {e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")}
    entries = [
        p
        for p in root.iter(f"{W}p")
        if p.find(f"{W}pPr/{W}pStyle") is not None
        and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in ("TOC2", "TOC3")
    ]
    assert len(entries) == 2 * SECTIONS
    for each in entries:
        assert each.find(f"{W}hyperlink").get(f"{W}anchor") in marks
        assert not re.search(r"\.\d", "".join(each.itertext()))  # no page is guessed


def test_comparing_leaves_the_list_alone(made):
    lines = [str(block) for block in read(made["docx"]).blocks]
    assert sum("Bagian 3 tentang kerja" in line for line in lines) == 1


@pytest.mark.parametrize("format_", ["html", "md"])
def test_links_lead_to_headings(made, format_):
    text = made[format_].decode()
    links = re.findall(
        r'href="#(heading-\d+)"' if format_ == "html" else r"\(#(heading-\d+)\)", text
    )
    assert len(links) == 2 * SECTIONS
    for each in links:
        assert text.count(f'id="{each}"') == 1
