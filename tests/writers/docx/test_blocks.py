from dataclasses import replace

import pytest
from lxml import etree

from lembar.course.profile import Setting
from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.writers.docx import write
from tests.docx_numbering import printed
from tests.ooxml import findings
from tests.writers.docx.helpers import (
    PICTURE,
    STORE,
    THEME,
    W,
    all_bytes,
    docx,
    names,
    part,
    raw,
    sheet,
    written,
)

QUESTION = (
    '<question-item number="1" points="2 poin"><p class="stem">Soal panjang</p>'
    '<choice-list columns="2"><choice-option letter="A">a</choice-option>'
    '<choice-option letter="B">b</choice-option><choice-option letter="C">c</choice-option>'
    '</choice-list><answer-lines count="3"></question-item>'
)


def paragraphs(content: bytes):
    return list(part(content).iter(f"{W}p"))


def has(para, name: str) -> bool:
    return para.find(f"{W}pPr/{W}{name}") is not None


def test_a_question_does_not_split():
    content = docx(QUESTION + "<p>sesudah</p>")
    outer = part(content).find(f"{W}body/{W}tbl")
    assert len(outer.findall(f"{W}tr")) == 1
    rows = list(part(content).iter(f"{W}tr"))
    assert rows
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_question_taller_than_a_page_may_break():
    inside = '<p>x</p><answer-lines count="40">'
    content = docx(f'<question-item number="1" points="9 poin">{inside}</question-item>')
    outer = next(part(content).iter(f"{W}tr"))
    assert outer.find(f"{W}trPr") is None


def test_a_stimulus_keeps_with_its_first_question():
    group = f"<question-group><p>Bacalah.</p>{QUESTION}</question-group>"
    content = docx(f"<p>sebelum</p>{group}")
    texts = [each.text for each in printed(content)]
    assert has(paragraphs(content)[texts.index("Bacalah.")], "keepNext")
    assert not has(paragraphs(content)[0], "keepNext")


def test_points_stand_in_a_cell_at_the_right():
    row = next(part(docx(QUESTION)).iter(f"{W}tr"))
    last = row.findall(f"{W}tc")[-1]
    assert "".join(last.itertext()) == "2 poin"
    assert last.find(f"{W}p/{W}pPr/{W}pStyle").get(f"{W}val") == "LembarPointsLine"


def test_answer_lines_have_a_fixed_height():
    rows = list(part(docx('<answer-lines count="4">')).iter(f"{W}tr"))
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in rows]
    assert [(h.get(f"{W}val"), h.get(f"{W}hRule")) for h in heights] == [("482", "exact")] * 4


def test_header_rows_repeat_and_cells_are_joined():
    table = (
        "<table class='data' widths='1 2 1'><thead>"
        "<tr><th colspan='2'>a</th><th rowspan='2'>b</th></tr><tr><th>c</th><th>d</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>e</td><td>f</td><td>g</td></tr>"
        "<tr><td>h</td><td align='right'>i</td></tr></tbody></table>"
    ).replace("'", '"')
    content = docx(table)
    assert findings(content, "docx") == []
    rows = list(part(content).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [
        True,
        True,
        False,
        False,
    ]
    merges = [each.get(f"{W}val") for each in part(content).iter(f"{W}vMerge")]
    assert merges == ["restart", "continue", "restart", "continue"]
    widths = [int(each.get(f"{W}w")) for each in part(content).iter(f"{W}gridCol")]
    assert abs(widths[1] - 2 * widths[0]) <= 2
    assert sum(widths) == 9866


def test_ragged_rows_are_filled_up():
    table = "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    assert findings(docx(table), "docx") == []


def test_columns_are_sections_that_flow():
    content = docx('<p>a</p><columns count="2"><p>b</p><p>c</p></columns><p>d</p>')
    sections = list(part(content).iter(f"{W}sectPr"))
    counts = [each.find(f"{W}cols").get(f"{W}num") for each in sections]
    assert counts == [None, "2", None]
    assert [each.find(f"{W}type") is not None for each in sections] == [False, True, True]


def test_columns_in_a_question_are_cells():
    inside = (
        '<question-item number="1"><columns count="2"><p>b</p><p>c</p></columns></question-item>'
    )
    content = docx(inside)
    assert len(list(part(content).iter(f"{W}sectPr"))) == 1
    assert findings(content, "docx") == []


def test_a_page_break_begins_the_next_paragraph():
    content = docx('<p>a</p><page-break><p>b</p><page-break><answer-lines count="1">')
    broken = [has(para, "pageBreakBefore") for para in paragraphs(content)]
    assert broken[:3] == [False, True, True]


def test_foot_and_mark_are_on_every_page():
    content = docx(
        "<page-foot><foot-left>kiri</foot-left><foot-right><page-number> / <page-count>"
        "</foot-right></page-foot><page-mark>UNTUK GURU</page-mark><p>x</p>"
    )
    foot = raw(content, "word/footer1.xml").decode()
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert foot.count("begin") == foot.count('"end"') == 2
    assert b"UNTUK GURU" in raw(content, "word/header1.xml")
    assert findings(content, "docx") == []


def test_pictures_have_their_alternative_text_and_ids_of_their_own():
    figure = (
        f'<figure width="50%"><img src="{PICTURE}" alt="Kotak"><figcaption>G</figcaption></figure>'
    )
    content = docx(figure * 2)
    drawn = list(part(content).iter("{*}docPr"))
    assert [each.get("descr") for each in drawn] == ["Kotak", "Kotak"]
    assert len({each.get("id") for each in drawn}) == 2
    extent = next(part(content).iter("{*}extent"))
    assert int(extent.get("cx")) == pytest.approx(87 * 36000, rel=0.01)
    assert int(extent.get("cx")) == pytest.approx(2 * int(extent.get("cy")), rel=1e-4)
    assert sum(name.startswith("word/media/") for name in names(content)) == 1


def test_pictures_grow_with_the_type_of_a_profile_and_stay_within_the_text():
    for asked, wide in (("20%", 34.8 * 1.65), ("40mm", 66), ("90%", 174)):
        figure = f'<figure width="{asked}"><img src="{PICTURE}" alt="Kotak"></figure>'
        extent = next(part(in_setting(figure, Setting(scale=1.65))).iter("{*}extent"))
        assert int(extent.get("cx")) == pytest.approx(wide * 36000, rel=0.01)


def test_points_and_feet_have_the_room_that_wide_letters_take():
    wide = replace(THEME.tokens, office_sans="Verdana", setting=Setting(letter_spacing=0.05))
    rooms, feet = [], []
    foot = (
        "<page-foot><foot-left>Physics Year 9–10 · Quiz · Acceleration · Form A</foot-left>"
        "<foot-right>Page <page-number> of <page-count> · 7K2F</foot-right></page-foot>"
    )
    for tokens in (THEME.tokens, wide):
        tokens = replace(tokens, sizes={**tokens.sizes, "note": 12})
        made = write(sheet(QUESTION + foot), replace(THEME, tokens=tokens), STORE).content
        widths = part(made).find(f"{W}body/{W}tbl/{W}tblGrid").findall(f"{W}gridCol")
        rooms.append(int(widths[-1].get(f"{W}w")))
        feet.append("<w:tbl>" in raw(made, "word/footer1.xml").decode())
    assert rooms[1] > rooms[0] * 1.25
    assert feet == [False, True]  # two cells, where one line is too short


# --- without boxes --------------------------------------------------------------------------------


def in_setting(inside: str, setting: Setting) -> bytes:
    theme = replace(THEME, tokens=replace(THEME.tokens, setting=setting))
    return write(sheet(inside), theme, STORE).content


def test_fields_of_a_manuscript_are_ruled_each_and_have_the_room_of_its_lines():
    field = "<identity-field>Nama</identity-field>"
    path = f"{W}style[@{W}styleId='LembarField']/{W}pPr"
    plain, style = (
        part(in_setting(field, setting), "word/styles.xml").find(path)
        for setting in (Setting(), Setting(boxes=False, leading=2))
    )
    assert plain.find(f"{W}pBdr/{W}between") is None
    assert style.find(f"{W}pBdr/{W}between") is not None
    heights = [int(each.find(f"{W}spacing").get(f"{W}line")) for each in (plain, style)]
    assert heights[1] == pytest.approx(heights[0] * 2 / 1.2, abs=2)


def test_a_stem_of_a_manuscript_keeps_with_what_it_asks_about():
    texts = {
        each.findtext(f".//{W}t"): has(each, "keepNext")
        for each in paragraphs(in_setting(QUESTION, Setting(boxes=False)))
    }
    assert texts["Soal panjang"]
    lone = '<question-item number="1"><p class="stem">Sendiri</p></question-item>'
    assert not has(paragraphs(in_setting(lone, Setting(boxes=False)))[0], "keepNext")


def test_a_gap_says_nothing_of_its_answer():
    def gap(inside: str) -> str:
        return f'<p>x <fill-blank size="medium">{inside}</fill-blank></p>'

    empty = docx(gap(""))
    assert "_" * 17 in "".join(part(empty).itertext())
    filled = docx(gap("<answer-text>PGRI</answer-text>"))
    assert b'w:rStyle w:val="LembarBlankAnswer"' in raw(filled)


def test_footnotes_are_real_and_keep_their_numbers():
    inside = (
        '<p>a<foot-note number="1">satu</foot-note> b<foot-note number="4">empat</foot-note>'
        ' c<foot-note number="2">dua</foot-note></p>'
    )
    content = docx(inside)
    called = list(part(content).iter(f"{W}footnoteReference"))
    assert [each.get(f"{W}customMarkFollows") for each in called] == [None, "1", None]
    assert "".join(called[1].getparent().itertext()) == "4"
    assert b"satu" in raw(content, "word/footnotes.xml")
    assert findings(content, "docx") == []


def test_sides_of_a_foot_that_fit_no_line_are_broken_by_themselves():
    def foot(left: str) -> etree._Element:
        both = f"<foot-left>{left}</foot-left><foot-right><page-number></foot-right>"
        return part(docx(f"<page-foot>{both}</page-foot><p>x</p>"), "word/footer1.xml")

    (line,) = foot("Sosiologi XI")
    assert line.tag == f"{W}p"
    table, after = foot("Sosiologi XI · Kelompok okupasional " * 5)
    widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    assert widths[0] > 3 * widths[1]
    assert after.tag == f"{W}p"


def test_a_footnote_in_the_foot_is_reported():
    foot = "<page-foot><foot-left>a<foot-note>b</foot-note></foot-left></page-foot>"
    made = written(foot)
    assert [(each.code, dict(each.values)["tag"]) for each in made.findings] == [
        ("not-in-format", "foot-note")
    ]
    assert b"(" in raw(made.content, "word/footer1.xml")


def test_links_lead_outside_and_inside():
    inside = (
        '<h2 id="satu dua">T</h2><p><a href="#satu dua">a</a> <a href="https://example.org/?a=1&amp;b=2">'
        "b</a></p>"
    )
    content = docx(inside)
    anchor = next(part(content).iter(f"{W}hyperlink")).get(f"{W}anchor")
    assert anchor == next(part(content).iter(f"{W}bookmarkStart")).get(f"{W}name")
    relations = raw(content, "word/_rels/document.xml.rels")
    assert b'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in relations


def test_a_link_to_nowhere_is_reported_and_printed():
    made = written('<p><a href="#x">kata</a></p>')
    assert [each.code for each in made.findings] == ["link-nowhere"]
    assert b"kata" in raw(made.content)


def test_outer_notes_are_framed_in_a_handout_alone():
    note = "<p>a</p><margin-note kind='term'>n</margin-note><p>b</p>".replace("'", '"')
    assert b"framePr" in raw(docx(note, document="handout"))
    assert b"framePr" not in raw(docx(note))


def test_right_to_left_turns_paragraphs_and_tables():
    table = "<p>سؤال 1</p><table><tbody><tr><td>a</td></tr></tbody></table>"
    content = docx(table, direction="rtl", language="ar")
    assert b"<w:bidi/>" in raw(content, "word/styles.xml")
    assert b"<w:bidiVisual/>" in raw(content)
    assert b"<w:rtl/>" in raw(content)
    assert findings(content, "docx") == []
    turned = raw(docx('<p dir="rtl">س</p><p>a</p>'))
    assert turned.count(b"<w:bidi/>") == 1


def test_languages_are_marked():
    content = docx('<p>a <span lang="en">b</span></p>')
    assert b'w:val="id-ID"' in raw(content, "word/styles.xml")
    assert b'<w:lang w:val="en-GB"/>' in raw(content)


def test_properties_tell_only_what_the_sheet_says():
    content = docx("<p>x</p>", subject="Sosiologi", author="Guru A")
    core = part(content, "docProps/core.xml")
    assert [each.text for each in core] == [
        "Judul", "Sosiologi", "Guru A", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z", "id"
    ]  # fmt: skip
    assert b"asset:" not in all_bytes(content)


def test_forbidden_characters_do_not_break_the_file():
    content = docx("<p>a\x01b &lt;c&gt; &quot;d&quot;</p>")
    assert "".join(part(content).itertext()) == 'a\ufffdb <c> "d"'


def test_styles_are_bound_to_the_theme():
    content = docx("<h2>T</h2>")
    styles = raw(content, "word/styles.xml").decode()
    theme = raw(content, "word/theme/theme1.xml").decode()
    assert 'w:asciiTheme="majorHAnsi"' in styles
    assert 'w:themeColor="text2"' in styles
    assert '<a:majorFont><a:latin typeface="Calibri"/>' in theme
    assert '<a:minorFont><a:latin typeface="Cambria"/>' in theme


@pytest.mark.parametrize(("paper", "size"), [("A4", (11906, 16838)), ("F4", (12189, 18709))])
def test_paper_is_the_sheets(paper, size):
    found = next(part(docx("<p>x</p>", paper=paper)).iter(f"{W}pgSz"))
    assert (int(found.get(f"{W}w")), int(found.get(f"{W}h"))) == size


def test_a_sheet_may_lie_on_its_side():
    root = parse('<article orientation="landscape"><p>x</p></article>', Place("test.html"))
    turned = replace(sheet("<p>x</p>"), root=root)
    found = next(part(write(turned, THEME, STORE).content).iter(f"{W}pgSz"))
    assert (int(found.get(f"{W}w")), int(found.get(f"{W}h"))) == (16838, 11906)
    assert found.get(f"{W}orient") == "landscape"

    from lembar.writers.pdf.stylesheet import page_css

    assert "@page { size: 297mm 210mm" in page_css(turned, THEME)
