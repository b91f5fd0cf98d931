import hashlib
import io
import os
import subprocess
import sys

import pytest
from PIL import Image

from tests.ooxml import findings
from tests.writers.decks import NS, Deck, find, fixture, said, title, write

LONG = "Kelompok okupasional terbentuk karena para anggotanya menjalani pekerjaan yang sama. "


@pytest.fixture(scope="module")
def deck():
    return Deck(fixture("pptx").content)


def test_each_layout_has_its_composition(deck):
    names = [deck.layout(n) for n in range(1, 8)]
    assert names == [
        "Title",
        "Definition",
        "Content",
        "Table",
        "Picture",
        "Content",
        "Question",
    ]


def test_slides_are_wide(deck):
    size = deck.root("ppt/presentation.xml").find("p:sldSz", NS)
    assert (size.get("cx"), size.get("cy")) == ("12192120", "6858000")


def test_every_shape_with_text_fills_a_placeholder(deck):
    for slide in deck.slides():
        loose = find(slide, "//p:sp[not(.//p:ph)][.//a:t]")
        assert not loose


def test_no_placeholder_is_empty(deck):
    for slide in deck.slides():
        for shape in find(slide, "//p:sp[.//p:ph]"):
            assert find(shape, ".//a:t/text()")


def test_every_slide_has_title_foot_and_number(deck):
    for slide in deck.slides():
        assert title(slide)
        assert find(slide, "//p:sp[.//p:ph[@type='ftr']]//a:t/text()") == [
            "Sosiologi XI · Pelajaran 1"
        ]
        assert find(slide, "//a:fld[@type='slidenum']")


def test_shapes_have_ids_of_their_own(deck):
    for slide in deck.slides():
        ids = find(slide, "//p:cNvPr[not(ancestor::mc:Fallback)]/@id")
        assert len(ids) == len(set(ids))


def test_pictures_and_formulas_have_words(deck):
    words = [w for slide in deck.slides() for w in find(slide, "//p:pic//p:cNvPr/@descr")]
    assert words == ["Diagram batang jumlah anggota", "x = (−b ± √(b^2 − 4ac))/(2a)"]


def test_picture_is_fitted_and_not_cropped(deck):
    slide = deck.slides()[4]
    picture = find(slide, "//p:pic")[0]
    assert not find(picture, ".//a:srcRect")
    size = find(picture, ".//a:ext[@cx]")[0]
    image = Image.open(io.BytesIO(deck.parts["ppt/media/image1.png"]))
    shown = int(size.get("cx")) / int(size.get("cy"))
    assert shown == pytest.approx(image.width / image.height, rel=0.01)


def test_table_is_a_table_with_a_head(deck):
    slide = deck.slides()[3]
    assert find(slide, "//a:tblPr/@firstRow") == ["1"]
    assert len(find(slide, "//a:tr")) == 3
    assert find(slide, "//p:graphicFrame//p:ph/@type") == ["tbl"]


def test_nested_lists_are_levels(deck):
    found = paragraphs(deck.slides()[2])
    assert find(found["contoh: IDI"], "a:pPr/@lvl") == ["1"]


def said_of(paragraph):
    return "".join(paragraph.xpath(".//a:t/text()", namespaces=NS))


def paragraphs(slide):
    return {said_of(p): p for p in find(slide, "//a:p") if said_of(p)}


def test_choices_are_counted_by_powerpoint(deck):
    found = paragraphs(deck.slides()[6])
    for text in ("tempat tinggal", "pekerjaan", "usia"):
        counted = found[text].find("a:pPr/a:buAutoNum", NS)
        assert counted.get("type") == "alphaUcPeriod"
        assert counted.get("startAt") is None


@pytest.mark.parametrize(
    ("letters", "scheme"), [("abc", "alphaLcPeriod"), ("123", "arabicPeriod"), ("أبج", None)]
)
def test_choices_are_counted_in_every_style_that_powerpoint_ends_with_a_full_stop(letters, scheme):
    options = "".join(f'<choice-option letter="{x}">pilihan {x}</choice-option>' for x in letters)
    choices = f'<choice-list columns="1">{options}</choice-list>'
    slide = Deck(write("pptx", f'<slide layout="question"><h2>Apa?</h2>{choices}</slide>').content)
    found = [p for text, p in paragraphs(slide.slides()[0]).items() if "pilihan" in text]
    counted = [p.find("a:pPr/a:buAutoNum", NS) for p in found]
    assert [None if each is None else each.get("type") for each in counted] == [scheme] * 3
    if scheme is None:
        assert [said_of(p).partition("\t")[0] for p in found] == [f"{each}." for each in letters]


def test_choices_that_skip_a_letter_are_lettered_in_the_text():
    slide = Deck(
        write(
            "pptx",
            '<slide layout="question"><h2>Apa?</h2><choice-list columns="1">'
            '<choice-option letter="A">satu</choice-option>'
            '<choice-option letter="D">dua</choice-option></choice-list></slide>',
        ).content
    ).slides()[0]
    assert {"A.\tsatu", "D.\tdua"} <= set(paragraphs(slide))
    assert not find(slide, "//a:buAutoNum")


def equations(slide):
    return find(slide, "//mc:Choice//m:oMath")


def test_a_formula_in_a_line_is_an_equation_and_words_for_others():
    body = "<slide><h2>R</h2><p>laju <math>v=\\frac{s}{t}</math> saja</p></slide>"
    slide = Deck(write("pptx", body).content).slides()[0]
    assert len(equations(slide)) == 1
    assert find(slide, "//mc:Choice//m:f/m:num//m:t/text()") == ["s"]
    assert said_of(find(slide, "//mc:Fallback")[0]) == "laju v\xa0=\xa0s/t saja"
    # A prefix that LibreOffice does not know: it would leave the formula out of the text.
    choice = find(slide, "//mc:Choice")[0]
    assert choice.nsmap[choice.get("Requires")].endswith("/office/drawing/2010/main")
    assert choice.get("Requires") != "a14"


def test_a_displayed_formula_is_an_equation_and_a_picture_for_others():
    body = "<slide><h2>R</h2><math-block>\\ce{2H2 + O2 -&gt; 2H2O}</math-block></slide>"
    slide = Deck(write("pptx", body).content).slides()[0]
    assert len(equations(slide)) == 1
    assert find(slide, "//mc:Choice//m:oMathPara")
    picture = find(slide, "//mc:Fallback/p:pic")[0]
    assert "H_2" in find(picture, ".//p:cNvPr/@descr")[0]


def test_a_formula_in_a_title_is_words_that_every_program_finds():
    body = "<slide><h2>Laju <math>v=\\frac{s}{t}</math></h2><p>isi</p></slide>"
    slide = Deck(write("pptx", body).content).slides()[0]
    assert title(slide) == "Laju v\xa0=\xa0s/t"


def test_sections_of_a_slide_are_columns():
    body = (
        '<slide layout="columns"><h2>Dua</h2><section><p>kiri</p></section>'
        "<section><p>kanan</p></section></slide>"
    )
    deck = Deck(write("pptx", body).content)
    assert deck.layout(1) == "Two columns"
    boxes = find(deck.slides()[0], "//p:sp[.//p:ph[@idx='1' or @idx='7']]")
    assert [said_of(box) for box in boxes] == ["kiri", "kanan"]


def test_what_has_no_sections_is_dealt_to_two_columns():
    entries = "".join(f"<li>butir {n}</li>" for n in range(5))
    body = f'<slide layout="columns"><h2>Dua</h2><ul>{entries}</ul></slide>'
    boxes = find(
        Deck(write("pptx", body).content).slides()[0], "//p:sp[.//p:ph[@idx='1' or @idx='7']]"
    )
    assert [len(find(box, ".//a:p")) for box in boxes] in ([3, 2], [2, 3])


def test_a_quotation_has_its_source_below():
    body = (
        '<slide layout="quote"><h2>Kata</h2><blockquote><p>Bunyi.</p></blockquote>'
        '<p class="source">Orang</p></slide>'
    )
    deck = Deck(write("pptx", body).content)
    assert deck.layout(1) == "Quote"
    assert said_of(find(deck.slides()[0], "//p:sp[.//p:ph[@idx='4']]")[0]) == "Orang"
    assert not find(deck.slides()[0], "//a:rPr/@i")  # the layout slants it


def test_third_slides_are_numbered():
    file = write("pptx", f"<slide><h2>Judul</h2><p>{LONG * 40}</p></slide>")
    titles = [title(slide) for slide in Deck(file.content).slides()]
    assert titles[:3] == ["Judul", "Judul (lanjutan)", "Judul (lanjutan 3)"]


def test_a_title_too_long_for_any_size_goes_on_as_text():
    file = write("pptx", f"<slide><h2>{LONG * 12}</h2><p>isi</p></slide>")
    slides = Deck(file.content).slides()
    assert title(slides[0]).endswith("…")
    body = "".join(said_of(s) for slide in slides for s in find(slide, "//p:sp[.//p:ph[@idx='1']]"))
    assert body.replace(" ", "") == (LONG * 12).replace(" ", "") + "isi"


def test_a_table_too_wide_is_reported():
    row = "".join(f"<td>kelompok{n}</td>" for n in range(24))
    table = f"<table><tbody><tr>{row}</tr></tbody></table>"
    file = write("pptx", f'<slide layout="table"><h2>T</h2>{table}</slide>')
    assert [f.code for f in file.findings] == ["table-too-wide"]


def test_looks_of_tables_are_those_of_a_table_style(deck):
    style = deck.root("ppt/tableStyles.xml").find("a:tblStyle", NS).get("styleId")
    slide = deck.slides()[3]
    assert find(slide, "//a:tableStyleId/text()") == [style]
    assert not find(slide, "//a:tbl//a:rPr[@b or @sz]")


def test_a_drawing_without_letters_goes_along_as_svg():
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
    )
    figure = '<figure><img src="asset:d.svg" alt="Garis"></figure>'
    file = write("pptx", f"<slide><h2>G</h2>{figure}</slide>", more={"d.svg": drawing})
    deck = Deck(file.content)
    assert deck.parts["ppt/media/drawing1.svg"] == drawing
    assert find(deck.slides()[0], "//a:blip//*[local-name()='svgBlip']")
    assert findings(file.content, "pptx") == []


def test_a_photo_is_no_larger_than_a_projector_shows():
    target = io.BytesIO()
    Image.new("RGB", (5000, 200)).save(target, "JPEG")
    figure = '<figure><img src="asset:p.jpg" alt="Foto"></figure>'
    file = write("pptx", f"<slide><h2>G</h2>{figure}</slide>", more={"p.jpg": target.getvalue()})
    image = Image.open(io.BytesIO(Deck(file.content).parts["ppt/media/image1.jpg"]))
    assert image.width == 3840


def test_notes_stand_in_notes_slides(deck):
    assert any("Mulai dari pengalaman kelas." in note for note in deck.notes())
    assert any("B. pekerjaan" in note for note in deck.notes())
    assert all("B. pekerjaan" not in said(slide) for slide in deck.slides())


def test_a_footnote_of_the_notes_stays_in_the_notes():
    said = '<p>kata<foot-note number="2">hanya guru</foot-note></p>'
    body = '<p>isi<foot-note number="1">semua</foot-note></p>'
    slide = f"<slide>{body}<speaker-notes>{said}</speaker-notes></slide>"
    deck = Deck(write("pptx", slide).content)
    assert "2 hanya guru" in deck.notes()[0]
    shown = "".join(deck.root("ppt/slides/slide1.xml").itertext())
    assert "semua" in shown
    assert "hanya guru" not in shown


def test_tables_in_notes_become_lines():
    rows = "<tr><td>fungsi</td><td>2</td></tr><tr><td>risiko</td><td>1</td></tr>"
    notes = f"<speaker-notes><table><tbody>{rows}</tbody></table></speaker-notes>"
    file = write("pptx", f"<slide><h2>J</h2>{notes}</slide>")
    assert "fungsi · 2risiko · 1" in Deck(file.content).notes()[0]
    assert not file.findings


def test_runs_name_their_language():
    body = '<slide><h2>Judul</h2><p>kata <span lang="en">word</span></p></slide>'
    slide = Deck(write("pptx", body).content).slides()[0]
    languages = {
        r.findtext("a:t", namespaces=NS): r.find("a:rPr", NS).get("lang")
        for r in find(slide, "//a:r")
    }
    assert languages["word"] == "en-GB"
    assert languages["kata "] == "id-ID"


def test_too_much_text_goes_on_to_the_next_slide():
    entries = "".join(f"<li>{n}. {LONG}</li>" for n in range(12))
    file = write("pptx", f"<slide><h2>Judul</h2><ul>{entries}</ul></slide>")
    slides = Deck(file.content).slides()
    assert file.pages == len(slides) > 1
    assert title(slides[0]) == "Judul"
    assert title(slides[1]) == "Judul (lanjutan)"
    everything = "".join(said(slide) for slide in slides)
    assert all(f"{n}. {LONG.strip()}" in everything for n in range(12))


def test_a_paragraph_longer_than_a_slide_is_cut_between_words():
    file = write("pptx", f"<slide><h2>Judul</h2><p>{LONG * 20}</p></slide>")
    slides = Deck(file.content).slides()
    body = "".join(said_of(s) for slide in slides for s in find(slide, "//p:sp[.//p:ph[@idx='1']]"))
    assert len(slides) > 1
    assert body.split() == (LONG * 20).split()


def test_a_long_table_repeats_its_head():
    rows = "".join(f"<tr><td>{n}</td><td>baris</td></tr>" for n in range(20))
    head = "<thead><tr><th>No.</th><th>Isi</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    file = write("pptx", f'<slide layout="table"><h2>T</h2>{table}</slide>')
    slides = Deck(file.content).slides()
    assert len(slides) > 1
    for slide in slides:
        assert said_of(find(slide, "//a:tr")[0]) == "No.Isi"
    numbers = [t for slide in slides for t in find(slide, "//a:tr/a:tc[1]//a:t/text()")]
    assert [t for t in numbers if t != "No."] == [str(n) for n in range(20)]


def test_numbering_goes_on_after_a_break():
    entries = "".join(f"<li>{LONG}</li>" for n in range(9))
    slides = Deck(write("pptx", f"<slide><h2>J</h2><ol>{entries}</ol></slide>").content).slides()
    starts = [find(slide, "//a:buAutoNum/@startAt") for slide in slides]
    on_first = len(find(slides[0], "//a:buAutoNum"))
    assert starts[0] == []
    assert set(starts[1]) == {str(on_first + 1)}


def test_text_below_two_pictures_goes_on_to_the_next_slide():
    """A layout that begins with a picture has one place for text."""
    picture = '<figure width="15%"><img src="asset:chart.svg" alt="Diagram"></figure>'
    body = f'<slide layout="content"><h2>Dua</h2>{picture}<p>satu</p>{picture}<p>dua</p></slide>'
    found = Deck(write("pptx", body).content).slides()
    said = ["".join(each.xpath("//a:t/text()", namespaces=NS)) for each in found]
    assert ["satu" in each for each in said] == [True, False]
    assert ["dua" in each for each in said] == [False, True]


def test_body_text_is_never_small():
    entries = "".join(f"<li>{LONG}</li>" for n in range(30))
    deck = Deck(write("pptx", f"<slide><h2>J</h2><ul>{entries}</ul></slide>").content)
    for slide in deck.slides():
        sizes = [int(s) for s in find(slide, "//p:sp[.//p:ph[@idx='1']]//a:rPr/@sz")]
        assert not [s for s in sizes if s < 2400]
        assert not find(slide, "//a:normAutofit/@fontScale")


def test_links_lead_outside_and_to_slides():
    file = write(
        "pptx",
        '<slide><h2>Satu</h2><p><a href="https://example.org/">luar</a> <a href="#sini">dua</a></p>'
        '</slide><slide><h2 id="sini">Dua</h2><p>isi</p></slide>',
    )
    relations = Deck(file.content).root("ppt/slides/_rels/slide1.xml.rels")
    targets = {r.get("Target"): r.get("TargetMode") for r in relations}
    assert targets["https://example.org/"] == "External"
    assert "slide2.xml" in targets


def test_merged_cells_keep_the_grid():
    body = (
        '<slide layout="table"><h2>T</h2><table><tbody><tr><td rowspan="2">a</td>'
        '<td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table></slide>'
    )
    slide = Deck(write("pptx", body).content).slides()[0]
    assert [len(find(row, "a:tc")) for row in find(slide, "//a:tr")] == [3, 3]
    assert find(slide, "//a:gridCol").__len__() == 3
    assert find(slide, "//a:tc/@vMerge") == ["1"]
    assert find(slide, "//a:tc/@hMerge") == ["1"]


def test_a_document_becomes_a_slide_for_each_section():
    deck = Deck(fixture("pptx", "handout").content)
    titles = [title(slide) for slide in deck.slides()]
    assert "Lima tanda pengenal" in titles
    assert "Glosarium" in titles
    assert all("UNTUK GURU" in said(slide) for slide in deck.slides())


def test_theme_part_has_the_tokens(deck):
    theme = deck.parts["ppt/theme/theme1.xml"].decode()
    assert 'typeface="Calibri"' in theme
    assert '<a:dk2><a:srgbClr val="555555"/></a:dk2>' in theme


def test_properties_say_only_what_the_sheet_says(deck):
    core = deck.parts["docProps/core.xml"].decode()
    assert "Mengapa orang sekerja menjadi satu kelompok?" in core
    assert "python-pptx" not in core
    assert "2000-01-01" in core


def test_the_schema_is_kept(tmp_path):
    audit = pytest.importorskip("openxml_audit")
    for name in ("slides", "handout", "worksheet", "key"):
        path = tmp_path / f"{name}.pptx"
        path.write_bytes(fixture("pptx", name).content)
        result = audit.OpenXmlValidator().validate(path)
        assert result.is_valid, result.errors


def test_same_bytes_in_another_process():
    code = (
        "import hashlib; from tests.writers.decks import fixture; "
        "print(hashlib.sha256(fixture('pptx').content).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    here = hashlib.sha256(fixture("pptx").content).hexdigest()
    assert other.stdout.strip() == here
