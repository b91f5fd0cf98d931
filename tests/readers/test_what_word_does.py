"""What Word does to a file by saving it is no change; what a person does in it is told."""

import re

import pytest

from lembar.errors import ContentError
from lembar.readers.docx import read
from lembar.readers.docx.model import Line
from tests.readers.changed import DOCUMENT, PLAIN, PLAIN_TEXT, changed, found, rebuilt, told

BUDI = '<w:r><w:t xml:space="preserve">Budi berlari </w:t></w:r>'
ALAT = "<w:t>Sebutkan alat ukur waktu</w:t>"
SIGNS = "<w:t>Sebutkan </w:t><w:softHyphen/><w:lastRenderedPageBreak/>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TRACKED = 'w:id="9" w:author="Bu Sari" w:date="2026-01-01T00:00:00Z"'


def split(name: str, content: bytes) -> bytes:
    """Cut every text in two runs with marks of spelling and revision, as Word does."""
    if name != DOCUMENT:
        return content
    proof = '<w:proofErr w:type="spellStart"/>'

    def cut(run: re.Match[str]) -> str:
        properties, text = run[1] or "", run[2]
        half = len(text) // 2
        first, second = (
            f'<w:r w:rsidR="00A1B2C3">{properties}<w:t xml:space="preserve">{each}</w:t></w:r>'
            for each in (text[:half], text[half:])
        )
        return first + proof + second

    pattern = r"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>([^<&]*)</w:t></w:r>"
    text = re.sub(pattern, cut, content.decode())
    assert proof in text
    return text.replace("<w:p>", '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3">').encode()


def renamed(name: str, content: bytes) -> bytes:
    """Call the styles by other ids and in other words, as a German Word did."""
    text = content.decode() if name.endswith(".xml") else ""
    if name == "word/styles.xml":
        text = text.replace('w:val="heading 1"', 'w:val="Überschrift 1"')
    for at in (1, 2, 3, 4):
        text = text.replace(f'"Heading{at}"', f'"berschrift{at}"')
    text = re.sub(r'("Lembar\w+)"', r'\1Zchn"', text)
    return text.encode() if text else content


def test_runs_that_are_cut_are_no_change():
    assert told(rebuilt(split)) == []


def test_styles_that_are_called_otherwise_are_no_change():
    assert told(rebuilt(renamed)) == []


@pytest.mark.parametrize(
    "edit",
    [
        ("berlari ", "ber\u00adlari\u00a0"),
        ("sejauh 40 m", "sejauh\u00a0\u200b40  m"),
        (BUDI, f'<w:sdt><w:sdtPr/><w:sdtContent>{BUDI}</w:sdtContent></w:sdt>'),
        (BUDI, f'<w:bookmarkStart w:id="7" w:name="x"/>{BUDI}<w:bookmarkEnd w:id="7"/>'),
        (BUDI, f'<w:smartTag w:uri="u" w:element="e">{BUDI}</w:smartTag>'),
        (ALAT, f"{SIGNS}<w:t> alat ukur waktu</w:t>"),
        ('<w:pStyle w:val="LembarLead"/>', '<w:pStyle w:val="LembarLead"/><w:jc w:val="left"/>'),
    ],
)  # fmt: skip
def test_what_is_seen_the_same_is_no_change(edit):
    assert told(changed(edit)) == []


def test_pages_that_were_counted_anew_are_no_change():
    footer = changed((">1<", ">17<"), part="word/footer1.xml")
    assert told(footer) == []


def test_an_alternative_for_older_programs_is_read_once():
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{BUDI}</mc:Choice><mc:Fallback>{BUDI}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
    assert told(changed((BUDI, both))) == []


def test_quotes_that_word_made_round_are_told():
    made = changed(("LKPD Gerak", "“LKPD” Gerak"))
    assert told(made) == [("words", "LKPD Gerak", "“LKPD” Gerak")]


def test_tracked_changes_are_read_as_accepted():
    inserted = f"<w:ins {TRACKED}><w:r><w:t>Ani berlari </w:t></w:r></w:ins>"
    deleted = BUDI.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    made = changed((BUDI, f"<w:del {TRACKED}>{deleted}</w:del>{inserted}"))
    assert told(made) == [("words", "Budi berlari lurus sejauh …", "Ani berlari lurus sejauh …")]
    assert read(made).tracked
    assert not read(PLAIN).tracked


def test_a_deleted_end_joins_two_paragraphs():
    lead = '<w:pStyle w:val="LembarTitle"/>'
    start = PLAIN_TEXT.index(lead)
    end = PLAIN_TEXT.index("</w:pPr>", start)
    old = PLAIN_TEXT[start:end]
    made = changed((old, f"{old}<w:rPr><w:del {TRACKED}/></w:rPr>"))
    assert read(made).tracked
    assert ("gone", "Laju dan arah") in {(kind, old) for kind, old, _ in told(made)} or any(
        "Laju dan arah" in new for _, _, new in told(made)
    )


def body(*blocks: str) -> bytes:
    """Return the worksheet with other blocks before its sections end."""
    at = PLAIN_TEXT.rindex("<w:sectPr")
    start = PLAIN_TEXT.index("<w:body>") + len("<w:body>")
    return changed((PLAIN_TEXT[start:at], "".join(blocks)))


def para(text: str, mark: str = "") -> str:
    end = f"<w:pPr><w:rPr><w:{mark} {TRACKED}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{end}<w:r><w:t>{text}</w:t></w:r></w:p>"


TABLE = f"<w:tbl><w:tr><w:tc>{para('sel')}</w:tc></w:tr></w:tbl>"


def test_nothing_is_lost_where_the_end_of_a_paragraph_is_gone():
    blocks = read(body(para("satu", "del"), TABLE, para("dua"), para("tiga", "del"))).blocks
    texts = [each.text if isinstance(each, Line) else "" for each in blocks]
    assert texts == ["satu", "", "dua", "tiga"]


def test_a_paragraph_that_was_moved_away_leaves_no_empty_one():
    away = f"<w:p><w:pPr><w:rPr><w:moveFrom {TRACKED}/></w:rPr></w:pPr><w:moveFrom {TRACKED}>"
    away += "<w:r><w:t>satu</w:t></w:r></w:moveFrom></w:p>"
    blocks = read(body(away, para("dua"), para("satu"))).blocks
    assert [each.text for each in blocks if isinstance(each, Line)] == ["dua", "satu"]


def test_boxes_in_boxes_are_read_once():
    inside = para("dalam")
    for _ in range(16):
        inside = f"<w:p><w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r></w:p>"
    blocks = read(body(inside)).blocks
    assert [each.text for each in blocks if isinstance(each, Line)].count("dalam") == 1


def test_moved_text_is_read_where_it_went():
    moved = f"<w:moveFrom {TRACKED}>{BUDI}</w:moveFrom><w:moveTo {TRACKED}>{BUDI}</w:moveTo>"
    assert told(changed((BUDI, moved))) == []


def test_a_row_whose_deletion_was_tracked_is_gone():
    row = PLAIN_TEXT[PLAIN_TEXT.rindex("<w:tr>", 0, PLAIN_TEXT.index("10 m")) :]
    row = row[: row.index("10 m")]
    gone = row.replace("<w:trPr>", f"<w:trPr><w:del {TRACKED}/>", 1)
    if gone == row:
        gone = row.replace("<w:tr>", f"<w:tr><w:trPr><w:del {TRACKED}/></w:trPr>", 1)
    assert told(changed((row, gone))) == [("row-gone", "2 s | 10 m", "")]


def test_a_comment_is_told_with_its_author():
    types = f'<Override PartName="/word/comments.xml" ContentType="{WORD}.comments+xml"/></Types>'
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/comments" Target="comments.xml"/>'
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:comment w:id="4" w:author="Bu Sari"><w:p><w:r><w:t>Terlalu mudah?</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )

    def change(name: str, content: bytes) -> bytes:
        text = content.decode("utf-8", "replace") if name.endswith((".xml", ".rels")) else ""
        if name == "[Content_Types].xml":
            return text.replace("</Types>", types).encode()
        if name == "word/_rels/document.xml.rels":
            return text.replace("</Relationships>", f"{relation}</Relationships>").encode()
        if name == DOCUMENT:
            return text.replace(BUDI, f'{BUDI}<w:r><w:commentReference w:id="4"/></w:r>').encode()
        return content

    made = rebuilt(change, {"word/comments.xml": comments})
    assert told(made) == [("comment", "", "Terlalu mudah?")]
    (comment,) = found(made)
    assert (comment.detail, comment.spot.question) == ("Bu Sari", "1")


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (("enam meter", "tujuh meter"), ("words", "enam meter per sekon", "tujuh meter per sekon")),
        (("3 poin", "4 poin"), ("points", "3 poin", "4 poin")),
        (("Pilihlah satu", "Pilihlah dua"),
         ("words", "Pilihlah satu jawaban.", "Pilihlah dua jawaban.")),
        (("Fisika XI", "Fisika XII"), ("words", "Fisika XI Halaman 1", "Fisika XII Halaman 1")),
        (("Lihat bab satu", "Lihat bab dua"), ("words", "Lihat bab satu.", "Lihat bab dua.")),
        (("10 m", "12 m"), ("words", "10 m", "12 m")),
        (("Selamat bekerja", ""), ("gone", "Selamat bekerja", "")),
    ],
)  # fmt: skip
def test_what_a_person_changes_is_told(edit, change):
    part = {"Fisika XI": "word/footer1.xml", "Lihat bab satu": "word/footnotes.xml"}
    assert told(changed(edit, part=part.get(edit[0], DOCUMENT))) == [change]


def test_a_list_that_goes_on_from_another_number_is_told():
    def change(name: str, content: bytes) -> bytes:
        if name != "word/numbering.xml":
            return content
        return content.replace(b'<w:lvlText w:val="%1"/>', b'<w:lvlText w:val="%1)"/>')

    kinds = {kind for kind, _, _ in told(rebuilt(change))}
    assert kinds == {"number"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "compare-no-word"),
        (b"Halo", "compare-no-word"),
        (PLAIN[:-200], "compare-no-word"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "compare-old-word"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
         "compare-locked"),
        (rebuilt(lambda n, c: c[: len(c) // 2] if n == DOCUMENT else c), "compare-damaged"),
        (rebuilt(lambda n, c: b"" if n == "_rels/.rels" else c), "compare-damaged"),
    ],
)  # fmt: skip
def test_what_is_no_word_document_is_told(content, code):
    with pytest.raises(ContentError) as raised:
        read(content)
    assert [each.code for each in raised.value.problems] == [code]


def test_entities_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    made = changed(("<w:document", f"{bomb}<w:document"))
    with pytest.raises(ContentError) as raised:
        read(made)
    assert raised.value.problems[0].code == "compare-damaged"


def test_a_part_that_unpacks_to_more_than_any_worksheet_is_refused(monkeypatch):
    monkeypatch.setattr("lembar.readers.docx.package._LARGEST_PART", 1000)
    with pytest.raises(ContentError) as raised:
        read(PLAIN)
    assert raised.value.problems[0].code == "compare-too-large"


def test_tables_that_hold_one_another_without_end_are_refused():
    nested = "<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200
    with pytest.raises(ContentError) as raised:
        read(changed(("<w:body>", f"<w:body>{nested}")))
    assert raised.value.problems[0].code == "compare-damaged"
