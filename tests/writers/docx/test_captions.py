"""Captions and references: what is printed is what the sheet says, and Word counts on."""

import re

import pytest

from tests.docx_formatting import formatting
from tests.docx_numbering import printed
from tests.ooxml import findings
from tests.writers.docx.helpers import PICTURE, docx, raw

INSTRUCTION = re.compile(r'<w:instrText xml:space="preserve"> (.*?) </w:instrText>')


def figure(number: int, id_: str = "", word: str = "Gambar") -> str:
    given = f' id="{id_}"' if id_ else ""
    caption = f'<figcaption number="{number}">{word} {number}. Kata <em>lain</em> 3.</figcaption>'
    return f'<figure{given}><img src="{PICTURE}" alt="x">{caption}</figure>'


def table(number: int, id_: str = "") -> str:
    given = f' id="{id_}"' if id_ else ""
    rows = "<tbody><tr><td>a</td></tr></tbody>"
    return f'<table{given}><caption number="{number}">Tabel {number}. T</caption>{rows}</table>'


def fields(content: bytes) -> list[str]:
    return INSTRUCTION.findall(raw(content).decode())


def test_a_caption_is_counted_by_its_word_and_prints_its_number():
    content = docx(figure(1) + table(1) + figure(2))
    assert fields(content) == [
        "SEQ Gambar \\* ARABIC", "SEQ Tabel \\* ARABIC", "SEQ Gambar \\* ARABIC"
    ]  # fmt: skip
    texts = [each.text for each in printed(content)]
    assert "Gambar\N{NO-BREAK SPACE}2. Kata lain 3." in texts
    assert "Tabel\N{NO-BREAK SPACE}1. T" in texts


def test_a_number_that_leaps_is_said():
    content = docx(figure(1) + figure(4) + figure(5))
    assert fields(content) == [
        "SEQ Gambar \\* ARABIC", "SEQ Gambar \\* ARABIC \\r 4", "SEQ Gambar \\* ARABIC"
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["Gambar nomor", "Gambar-", "G1"])
def test_a_label_that_names_no_sequence_is_counted_all_the_same(word):
    assert fields(docx(figure(2, word=word))) == ["SEQ Figure \\* ARABIC \\r 2"]


def test_a_number_behind_that_of_the_lesson_is_counted_alone():
    content = docx(figure(1, word="Gambar 1.").replace("Gambar 1. 1", "Gambar 1.1"))
    assert fields(content) == ["SEQ Gambar \\* ARABIC"]
    assert any("1.1. Kata" in each.text for each in printed(content))


def test_a_reference_follows_its_caption():
    content = docx(
        f'<p>lihat <a href="#g">Gambar 1</a>, <a href="#g">di sini</a></p>{figure(1, "g")}'
    )
    assert fields(content) == ["REF b_g \\h", "SEQ Gambar \\* ARABIC"]
    xml = raw(content).decode()
    marked = xml[xml.index("<w:bookmarkStart") : xml.index("<w:bookmarkEnd")]
    assert (
        re.sub(r"<w:instrText.*?</w:instrText>|<[^>]+>", "", marked) == "Gambar\N{NO-BREAK SPACE}1"
    )
    assert 'w:anchor="b_g"' in xml
    assert findings(content, "docx") == formatting(content) == []


def test_a_reference_follows_a_heading():
    content = docx('<p><a href="#h">Bagian satu</a></p><h2 id="h">Bagian <em>satu</em></h2>')
    assert fields(content) == ["REF b_h \\h"]
    xml = raw(content).decode()
    marked = xml[xml.index("<w:bookmarkStart") : xml.index("<w:bookmarkEnd")]
    assert re.sub(r"<[^>]+>", "", marked) == "Bagian satu"


def test_numbers_of_other_scripts_are_captions_too():
    caption = '<figcaption number="12">الشكل ١٢. ماء</figcaption>'
    inside = f'<figure><img src="{PICTURE}" alt="x">{caption}</figure>'
    content = docx(inside, digits="٠١٢٣٤٥٦٧٨٩", language="ar-EG", direction="rtl", script="Arab")
    assert fields(content) == ["SEQ الشكل \\* ARABIC \\r 12"]
    assert "الشكل\N{NO-BREAK SPACE}١٢. ماء" in [each.text for each in printed(content)]


def test_a_caption_without_a_number_is_words():
    inside = f'<figure><img src="{PICTURE}" alt="x"><figcaption>Gambar 1. K</figcaption></figure>'
    assert fields(docx(inside)) == []
