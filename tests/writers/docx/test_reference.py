"""A publisher's reference.docx: what it has is kept, what it leaves out is ours."""

from dataclasses import replace

import pytest

from lembar.content.officefiles import REFERENCE, check_office_file
from lembar.course.theme import OfficeFile
from lembar.errors import ContentError, Place, Problems
from lembar.writers.docx import write
from lembar.writers.docx.publisher import _read, lacking, undescribed
from tests.docx_numbering import labelled, printed
from tests.office import saved
from tests.ooxml import W, findings
from tests.sheets import NAMES, load
from tests.writers.docx.helpers import PICTURE, all_bytes, docx, names, part, raw
from tests.writers.docx.references import (
    FACTS,
    covered,
    framed,
    in_sections,
    listed,
    made,
    sampled,
    styled,
    with_reference,
)

BODY = (
    "<page-foot><foot-left>kaki kita</foot-left></page-foot><h1>Judul</h1><p>isi</p>"
    '<question-item number="1" points="1 poin"><p class="stem">soal</p><choice-list>'
    '<choice-option letter="A">a</choice-option></choice-list></question-item>'
    f'<figure><img src="{PICTURE}" alt="x"></figure><p>akhir<foot-note number="1">c</foot-note></p>'
)
MARK = "<page-mark>UNTUK GURU</page-mark>"


def texts(content: bytes) -> list[str]:
    return [each.text for each in printed(content) if each.text]


def head_of(content: bytes) -> dict[str, str]:
    """Return the words of all heads by their kind, of the last section that has some."""
    from tests.ooxml import R

    relations = {
        each.get("Id"): each.get("Target") for each in part(content, "word/_rels/document.xml.rels")
    }
    return {
        each.get(f"{W}type"): "".join(
            part(content, f"word/{relations[each.get(f'{R}id')]}").itertext()
        )
        for each in part(content).iter(f"{W}headerReference")
    }


@pytest.mark.parametrize(
    "changes",
    [(), (framed,), (covered,), (framed, covered, styled), (in_sections,), (framed, in_sections),
     (sampled,), (listed,)],
    ids=lambda changes: "-".join(each.__name__ for each in changes) or "bare",
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", MARK], ids=["pupil", "teacher"])
def test_no_validator_complains(changes, mark):
    assert findings(with_reference(made(*changes), mark + BODY).content, "docx") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_whole_sheets_fit_in(name):
    sheet, theme, store = load(name)
    own = OfficeFile(store.add(made(framed, covered, styled), "docx"), "reference.docx")
    written = write(sheet, replace(theme, reference=own), store)
    assert findings(written.content, "docx") == []
    assert written.findings == write(sheet, theme, store).findings


def test_cover_and_what_stands_behind_are_around_the_document():
    content = with_reference(made(covered), BODY).content
    found = texts(content)
    assert found[0] == "SAMPUL Judul Buku"
    assert found[1] == "Judul"
    assert found[-1] == "belakang ."
    assert "akhir" in found[-2]
    assert sum(name.startswith("word/media/") for name in names(content)) == 2


def test_fields_are_filled_wherever_word_cut_them():
    content = with_reference(made(framed), BODY).content
    assert head_of(content) == {"default": "KEPALA Sosiologi", "first": "PERTAMA SMA 1"}
    foot = next(name for name in names(content) if name.startswith("word/footer"))
    assert "".join(part(content, foot).itertext()).strip() == "kaki Judul Buku akhir"
    assert b"kaki kita" not in all_bytes(content)


def test_what_it_lacks_is_ours():
    content = with_reference(made(sampled), MARK + BODY).content
    assert b"kaki kita" in all_bytes(content)
    assert head_of(content)["default"] == "UNTUK GURU"
    assert "contoh yang dibuang" not in texts(content)
    assert sum(name.startswith("word/media/") for name in names(content)) == 1


def test_a_running_head_of_ours_gives_way_but_the_mark_does_not():
    head = "<page-head><head-left>lari</head-left></page-head>"
    for reference, expected in ((made(framed), "KEPALA"), (made(), "lari")):
        content = with_reference(reference, head + MARK + BODY).content
        heads = head_of(content)
        assert expected in heads["default"]
        assert all("UNTUK GURU" in text for text in heads.values()), heads
        assert part(content).find(f".//{W}titlePg") is not None
        assert findings(content, "docx") == []
    assert head_of(with_reference(made(framed), head + BODY).content)["default"][:6] == "KEPALA"


def test_a_teachers_page_is_marked_whatever_its_head():
    for changes in ((framed,), (framed, in_sections), (covered,), ()):
        heads = head_of(with_reference(made(*changes), MARK + BODY).content)
        assert set(heads) == {"default", "first", "even"}
        assert all(text.startswith("UNTUK GURU") for text in heads.values()), heads
    assert "UNTUK GURU" not in str(head_of(with_reference(made(framed), BODY).content))


def test_its_page_is_the_documents():
    content = with_reference(
        made(in_sections), BODY + "<table><tbody><tr><td>a</td></tr></tbody></table>"
    ).content
    assert texts(content)[0] == "SAMPUL SENDIRI"
    assert "contoh isi" not in texts(content)
    last = list(part(content).iter(f"{W}sectPr"))[-1]
    assert last.find(f"{W}pgSz").get(f"{W}orient") == "landscape"
    table = list(part(content).iter(f"{W}tblW"))[-1]
    assert int(table.get(f"{W}w")) == pytest.approx(270 / 25.4 * 1440, abs=20)


def test_its_styles_hold_and_ours_are_added():
    content = with_reference(made(styled), BODY).content
    styles = {s.get(f"{W}styleId"): s for s in part(content, "word/styles.xml").iter(f"{W}style")}
    assert styles["LembarStem"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "28"
    assert styles["LembarChoice"].find(f"{W}rPr/{W}sz").get(f"{W}val") == "22"
    assert list(styles).count("Normal") == 1
    assert 'w:latin typeface="Calibri"' not in raw(content, "word/theme/theme1.xml").decode()
    theme = part(made(), "word/theme/theme1.xml")
    assert "".join(theme.itertext()) == "".join(part(content, "word/theme/theme1.xml").itertext())


def test_its_lists_and_ours_count_apart():
    content = with_reference(made(listed), BODY).content
    assert [label for label, _ in labelled(content) if label in "1A"] == ["1", "A"]


def test_columns_of_the_document_have_its_page():
    inside = '<p>a</p><columns count="2"><p>b</p><p>c</p></columns><p>d</p>'
    content = with_reference(made(framed), inside).content
    sections = list(part(content).iter(f"{W}sectPr"))
    assert len({s.find(f"{W}pgMar").get(f"{W}left") for s in sections}) == 1
    assert [len(s.findall(f"{W}headerReference")) for s in sections] == [2, 0, 0]
    assert [s.find(f"{W}cols").get(f"{W}num") for s in sections] == [None, "2", None]
    assert findings(content, "docx") == []


def test_one_of_our_own_files_is_a_reference():
    own = docx(MARK + BODY, edition="teacher")
    content = with_reference(own, BODY).content
    assert findings(content, "docx") == []
    assert texts(content) == texts(docx(BODY))


def test_text_from_right_to_left_turns_its_pages():
    content = with_reference(made(framed), "<p>س</p>", direction="rtl", language="ar").content
    assert (
        part(content, "word/styles.xml").find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}bidi")
        is not None
    )
    assert findings(content, "docx") == []


def test_the_same_bytes_again():
    reference = made(framed, covered)
    first = with_reference(reference, BODY).content
    _read.cache_clear()
    assert with_reference(reference, BODY).content == first


def test_the_facts_of_a_sheet_are_all_that_is_filled():
    assert dict(FACTS)["form"] == ""
    content = with_reference(made(covered), BODY, facts=(("title", "A & <B>"),)).content
    assert texts(content)[0] == "SAMPUL A & <B>"


@pytest.mark.slow
def test_a_reference_that_libreoffice_saved(tmp_path):
    path = tmp_path / "reference.docx"
    path.write_bytes(made(framed, covered, styled))
    again = saved([path], tmp_path, "docx")["reference"].read_bytes()
    content = with_reference(again, MARK + BODY).content
    assert texts(content)[0] == "SAMPUL Judul Buku"
    assert head_of(content)["default"].startswith("UNTUK GURU")
    ours = [each for each in findings(content, "docx") if each not in findings(again, "docx")]
    assert ours == []


# --- what is refused ------------------------------------------------------------------------------


def told(content: bytes) -> list[tuple[str, dict[str, object]]]:
    problems = Problems()
    check_office_file(REFERENCE, content, Place("reference.docx"), problems)
    return [(each.code, dict(each.values)) for each in problems]


def test_a_sound_reference_is_not_complained_of():
    assert told(made(framed, covered, in_sections)) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "office-broken"),
        (b"no zip", "office-broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "office-locked"),
        (made()[:2000], "office-broken"),
    ],
)
def test_a_file_that_is_no_document_is_told(content, code):
    assert [each for each, _ in told(content)] == [code]


def spoiled(name: str, old: bytes, new: bytes) -> bytes:
    content = made(framed, covered)
    parts = {each: raw(content, each) for each in names(content)}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    from lembar.writers.zips import pack

    return pack(parts.items())


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("[Content_Types].xml", b"<Default ", b'<Default Extension="bin" ContentType="application/'
         b'vnd.ms-office.vbaProject"/><Default ', "office-macros"),
        ("word/document.xml", b"SAMPUL {{ title }}", b"SAMPUL {{ title", "open-field"),
        ("word/document.xml", b"<w:body>", b'<!-- x --><w:body><w:p><w:r><w:footnoteReference '
         b'w:id="2"/></w:r></w:p>', "reference-notes"),
        ("word/document.xml", b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>",
         b"<!DOCTYPE x><!-- -->", "office-broken"),
    ],
)  # fmt: skip
def test_what_can_not_be_taken_along_is_told(name, old, new, code):
    assert [each for each, _ in told(spoiled(name, old, new))] == [code]


def test_an_unknown_field_is_told_with_the_nearest():
    content = spoiled("word/document.xml", b"{{ title }}", b"{{ tittle }}")
    [(code, values)] = told(content)
    assert (code, values["name"], values["nearest"]) == ("unknown-field", "tittle", "title")


def test_a_style_of_another_kind_is_told():
    def wrong(document):
        from docx.enum.style import WD_STYLE_TYPE

        document.styles.add_style("Lembar Answer", WD_STYLE_TYPE.PARAGRAPH)

    with pytest.raises(ContentError) as caught:
        with_reference(made(wrong), BODY)
    [told] = caught.value.problems
    assert (told.code, dict(told.values)["style"]) == ("reference-kind", "Lembar Answer")
    assert told.place == Place("templates/seri/reference.docx")


def test_styles_that_are_missing_have_the_nearest_named():
    found = {each.name: each.near for each in lacking(_read(made(styled)))}
    assert "Lembar Stem" not in found
    assert found["Lembar Choices"] == "Lembar Choises"
    assert found["Lembar Facts"] == ""


def test_a_picture_that_says_nothing_is_told():
    assert not undescribed(_read(made(covered, framed)))
    assert not undescribed(_read(made(sampled)))  # it is no part of any document

    def silent(document):
        sampled(document)
        document.add_paragraph("{{ content }}")

    assert undescribed(_read(made(silent)))
