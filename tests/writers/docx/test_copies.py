"""Copies in one Word document: a section each, nothing numbered twice."""

import re
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from lembar.writers.codes import squares
from lembar.writers.docx.copies import copier
from tests import ooxml
from tests.sheets import load
from tests.writers.copies import copy, sheet

_, THEME, STORE = load("worksheet")
NAMES = ["Sari Dewi", "Zoë <Åström> & Co", "محمد Ali", "Tono"]
W = ooxml.W


def written(names: list[str], more: str = "") -> bytes:
    forms = {form: (sheet(form, more), THEME) for form in "AB"}
    copies = [copy("AB"[at % 2], at + 1, name) for at, name in enumerate(names)]
    made = copier(forms, STORE)("Ulangan · XI 1", copies)
    assert not made.findings
    return made.content


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(content: bytes) -> etree._Element:
    return etree.fromstring(parts(content)["word/document.xml"])


@pytest.mark.parametrize("more", ["", '<columns count="2"><p>a</p><p>b</p></columns><p>c</p>'])
def test_the_file_is_sound(more):
    assert ooxml.findings(written(NAMES, more), "docx") == []


def test_each_copy_is_a_section_that_begins_on_an_odd_page_and_counts_its_own():
    root = document(written(NAMES))
    sections = list(root.iter(f"{W}sectPr"))
    assert len(sections) == len(NAMES)
    for each in sections:
        assert each.find(f"{W}type").get(f"{W}val") == "oddPage"
        assert each.find(f"{W}pgNumType").get(f"{W}start") == "1"
        assert each.find(f"{W}footnotePr/{W}numRestart").get(f"{W}val") == "eachSect"
    feet = [each.find(f"{W}footerReference") for each in sections]
    relations = parts(written(NAMES))["word/_rels/document.xml.rels"].decode()
    named = [
        re.search(
            rf'Id="{foot.get("{" + foot.nsmap["r"] + "}id")}"[^>]*Target="([^"]+)"', relations
        )
        for foot in feet
    ]
    assert [found[1] for found in named if found] == ["footer1.xml", "footer2.xml"] * 2
    assert b"SECTIONPAGES" in parts(written(NAMES))["word/footer2.xml"]


def test_names_classes_and_numbers_stand_in_their_fields():
    root = document(written(NAMES))
    text = "\n".join(
        "".join(t.text or "" for t in para.iter(f"{W}t")) for para in root.iter(f"{W}p")
    )
    found = re.findall(r"Nama\s+(.+)\s+Kelas\s+(.+)\s+No\.\s+(.+)\s+Tanggal", text)
    assert found == [(name, "XI 1", str(at)) for at, name in enumerate(NAMES, 1)]
    (arabic,) = [r for r in root.iter(f"{W}r") if "محمد" in "".join(r.itertext())]
    assert arabic.find(f"{W}rPr/{W}rtl") is not None


def test_nothing_is_numbered_twice():
    xml = parts(written(NAMES))["word/document.xml"].decode()
    for pattern in (r'<wp:docPr id="(\d+)"', r'<w:bookmarkStart w:id="(\d+)"', r'w:name="(b_\w+)"'):
        found = Counter(re.findall(pattern, xml))
        assert set(found.values()) == {1}, pattern
    anchors = re.findall(r'w:anchor="(b_\w+)"', xml)
    assert sorted(anchors) == sorted(re.findall(r'w:name="(b_\w+)"', xml))
    assert len(anchors) == len(NAMES)


def test_lists_and_notes_begin_anew_in_each_copy():
    content = written(NAMES)
    xml = parts(content)["word/document.xml"].decode()
    lists = re.findall(r'<w:numId w:val="(\d+)"', xml)
    assert len(set(lists)) == len(NAMES)  # one list with two entries in each
    numbering = parts(content)["word/numbering.xml"].decode()
    for number in set(lists):
        assert re.search(rf'<w:num w:numId="{number}">.*?<w:startOverride w:val="1"', numbering)
    called = re.findall(r'<w:footnoteReference w:id="(\d+)"', xml)
    notes = re.findall(
        r'<w:footnote w:id="([1-9]\d*)"', parts(content)["word/footnotes.xml"].decode()
    )
    assert called == notes == ["1", "2", "3", "4"]


def test_each_copy_has_its_own_code():
    content = written(NAMES)
    root = document(content)
    said = [e.get("descr") for e in root.iter(f"{ooxml.WP}docPr")]
    assert said == [f"Kode {'AB'[at % 2]}, nomor {at + 1}" for at in range(len(NAMES))]
    pictures = [v for k, v in parts(content).items() if k.startswith("word/media/")]
    for text, picture in zip(("A-1", "B-2", "A-3", "B-4"), pictures, strict=True):
        rows = squares(text)
        with Image.open(BytesIO(picture)) as image:
            side = image.width // (len(rows) + 8)
            assert image.size == (side * (len(rows) + 8),) * 2
            for y, row in enumerate(rows):
                for x, black in enumerate(row):
                    assert (image.getpixel(((x + 4) * side, (y + 4) * side)) == 0) == black


def test_the_same_copies_are_the_same_bytes():
    assert written(NAMES) == written(NAMES)


def test_a_lone_code_is_drawn():
    form = replace(sheet("A"), root=sheet("A", "<pupil-code>").root)
    made = copier({"A": (form, THEME)}, STORE)("Judul", [copy("A", 1, "Sari")])
    assert len(list(document(made.content).iter(f"{ooxml.WP}docPr"))) == 2
    assert ooxml.findings(made.content, "docx") == []
