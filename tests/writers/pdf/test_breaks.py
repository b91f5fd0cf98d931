"""What pages part and what they keep together; nothing is lost where a page ends."""

import io
from dataclasses import replace

import pypdf
import pytest

from lembar.content.themes import load_theme, theme_roots
from lembar.course.profile import Asked, Setting
from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.writers.pdf import write
from lembar.writers.pdf.stylesheet import page_css
from tests.sheets import load

HANDOUT, THEME, STORE = load("handout")
WORKSHEET, _, _ = load("worksheet")
CHART = f"asset:{next(name for name in STORE if b'batang' in STORE[name][:400])}"


def pages(body: str, sheet=HANDOUT, **changes) -> list[str]:
    """Return the text of each page, without spaces and hyphens."""
    root = parse(f"<article>{body}</article>", Place("contoh.html"))
    content = write(replace(sheet, root=root, **changes), THEME, STORE).content
    read = pypdf.PdfReader(io.BytesIO(content))
    return ["".join(page.extract_text().split()).replace("-", "") for page in read.pages]


def on(found: list[str], word: str) -> list[int]:
    """Return the pages on which a word stands."""
    return [number for number, text in enumerate(found) if word in text]


def filled(lines: int) -> str:
    return '<h1 class="title">Judul</h1>' + "".join(f"<p>Isi {n}.</p>" for n in range(lines))


def note(length: int = 3, end: str = "tamat") -> str:
    said = "pemisahan tugas menjadi bidang yang kian khusus " * length
    label = '<span class="term">mula</span>'
    return f'<margin-note kind="term">{label} {said}{end}</margin-note><p>disamping</p>'


@pytest.mark.parametrize("lines", [20, 24, 27, 28])
def test_a_note_stays_whole_beside_its_paragraph(lines):
    found = pages(filled(lines) + note())
    assert len(on(found, "mula")) == 1
    assert on(found, "mula") == on(found, "tamat") == on(found, "disamping")


@pytest.mark.parametrize("lines", range(12, 19))
def test_no_note_loses_its_end_on_the_last_page(lines):
    found = pages(filled(lines) + note(4) + note(4, "selesai"))
    assert on(found, "tamat")
    assert on(found, "selesai")


def test_a_heading_keeps_with_the_paragraph_that_has_a_note():
    for lines in range(24, 30):
        found = pages(filled(lines) + "<h2>Kepala</h2>" + note())
        assert on(found, "Kepala") == on(found, "disamping"), lines


def question(number: int, inside: str = "") -> str:
    stem = f'<p class="stem">awal{number}z tanya</p>{inside}<p>akhir{number}z</p>'
    return f'<question-item number="{number}" points="1 poin">{stem}</question-item>'


def test_no_question_is_parted():
    choices = "".join(f'<choice-option letter="{x}">pilihan</choice-option>' for x in "ABCDE")
    inside = f'<choice-list columns="1">{choices}</choice-list><answer-lines count="3">'
    found = pages("".join(question(n, inside) for n in range(1, 14)), WORKSHEET)
    assert len(found) > 2
    for number in range(1, 14):
        assert on(found, f"awal{number}z") == on(found, f"akhir{number}z"), number


def test_a_group_that_fits_on_a_page_is_not_parted():
    group = (
        "<question-group><p>stimulus</p>"
        + "".join(question(n, '<answer-lines count="4">') for n in (7, 8, 9))
        + "</question-group>"
    )
    before = "".join(question(n, '<answer-lines count="4">') for n in (1, 2))
    found = pages(before + group, WORKSHEET)
    assert on(found, "stimulus") == on(found, "awal7z") == on(found, "akhir9z") == [1]


def test_a_group_longer_than_a_page_begins_with_its_first_question():
    questions = "".join(question(n, '<answer-lines count="6">') for n in range(1, 7))
    body = f"<question-group><p>stimulus</p>{questions}</question-group>"
    found = pages(question(9, '<answer-lines count="19">') + body, WORKSHEET)
    assert on(found, "stimulus") == on(found, "awal1z")


def test_a_heading_keeps_with_a_table_higher_than_a_page():
    profile = Asked("large-print", Place("course.yaml"))
    theme = load_theme("default", theme_roots(), STORE, profile=profile)
    row = f"<tr><td>istilah</td><td>{'panjang sekali ' * 30}</td></tr>"
    head = "<thead><tr><th>Istilah</th><th>Arti</th></tr></thead>"
    table = f'<table class="glossary">{head}<tbody>{row * 8}</tbody></table>'
    root = parse(f"<article><p>awal</p><h2>Glosarium</h2>{table}</article>", Place("x"))
    content = write(replace(HANDOUT, root=root), theme, STORE).content
    read = pypdf.PdfReader(io.BytesIO(content))
    found = [page.extract_text() for page in read.pages]
    assert on(found, "Glosarium")[0] == on(found, "istilah")[0]


def ruled(count: int) -> list[int]:
    """Return how many lines each page has where a question with `count` of them is parted."""
    inside = f'<p class="stem">tanya</p><answer-lines count="{count}">'
    item = f'<question-item number="1">{inside}</question-item>'
    root = parse(f"<article>{item}</article>", Place("contoh.html"))
    content = write(replace(WORKSHEET, root=root), THEME, STORE).content
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return [page.get_contents().get_data().count(b" re\n") for page in pages]


def test_no_page_is_for_one_line_to_write_on():
    one_more = ruled(25)[0] - ruled(24)[0]
    assert one_more > 0
    for count in range(26, 36):
        found = [each // one_more for each in ruled(count)]
        assert len(found) == 1 or min(found) >= 4, (count, found)


def test_signatures_never_stand_alone():
    sign = "<sign-off><sign-here><p>Mengetahui,</p><p>Guru</p><p>Nama</p></sign-here></sign-off>"
    for lines in range(20, 29):
        body = "".join(f"<p>Isi {n}.</p>" for n in range(lines)) + f"<p>terakhir</p>{sign}"
        found = pages(body, WORKSHEET)
        assert on(found, "Mengetahui") == on(found, "terakhir"), lines


@pytest.mark.parametrize("paper", ["A4", "B5", "A5"])
def test_the_end_of_a_long_foot_is_there(paper):
    left = "Sosiologi XI · Ulangan Harian 1: Kelompok okupasional dan perubahan sosial · Kode A"
    right = "Halaman <page-number> dari <page-count> · 7K2F"
    foot = f"<page-foot><foot-left>{left}</foot-left><foot-right>{right}</foot-right></page-foot>"
    (found,) = pages(f"{foot}<p>isi</p>", WORKSHEET, paper=paper)
    assert "KodeA" in found
    assert "Halaman1dari1·7K2F" in found


def test_a_link_that_leads_nowhere_becomes_words_and_is_told():
    root = parse('<article><p><a href="#x">ke sana</a></p></article>', Place("contoh.html", 3))
    made = write(replace(HANDOUT, root=root), THEME, STORE)
    (finding,) = made.findings
    assert (finding.code, dict(finding.values)["target"]) == ("link-nowhere", "#x")
    assert "ke sana" in pypdf.PdfReader(io.BytesIO(made.content)).pages[0].extract_text()


def test_a_foot_whose_letters_stand_apart_is_broken_sooner():
    left = "Physics Year 9–10 · Quiz · Acceleration · Form A"
    right = "Page <page-number> of <page-count> · 7K2F"
    foot = f"<page-foot><foot-left>{left}</foot-left><foot-right>{right}</foot-right></page-foot>"
    sheet = replace(WORKSHEET, root=parse(f"<article>{foot}</article>", Place("contoh.html")))
    for setting, one_line in (
        (Setting(least=12), True),
        (Setting(least=12, letter_spacing=0.05, word_spacing=0.18), False),
    ):
        theme = replace(THEME, tokens=replace(THEME.tokens, setting=setting))
        box = page_css(sheet, theme).partition("@bottom-left {")[2].partition("}")[0]
        assert ("nowrap" in box) == one_line


@pytest.mark.parametrize("role", ["", "facts"])  # with hyphens, and without
def test_no_first_word_stands_alone_because_of_a_space_at_the_end(role):
    words = "aku " * (22 if role else 17)
    body = "".join(
        f'<p class="{role}">awal{"i" * more} {words}<em>miring</em> dan tegak</p>'
        for more in range(30)
    )
    root = parse(f"<article>{body}</article>", Place("contoh.html"))
    content = write(replace(HANDOUT, root=root), THEME, STORE).content
    read = pypdf.PdfReader(io.BytesIO(content))
    lines = [line for page in read.pages for line in page.extract_text().splitlines()]
    assert sum("aku" in line for line in lines) >= 30
    assert [line for line in lines if line.startswith("awal") and " " not in line.strip()] == []


def test_no_first_word_stands_alone_where_letters_are_set_apart():
    profile = Asked("dyslexia", Place("course.yaml"))
    theme = load_theme("exam-board", theme_roots(), STORE, profile=profile)
    said = "Kontrol atas keahlian berwajah dua: menjaga mutu layanan dan membuka peluang sosial."
    body = "".join(f"<p>{'i' * more} {said} {said} tamat</p>" for more in range(40))
    body += f'<call-out kind="key-point"><p>{said}</p></call-out>'
    root = parse(f"<article>{body}</article>", Place("contoh.html"))
    content = write(replace(HANDOUT, root=root, notes=False), theme, STORE).content
    read = pypdf.PdfReader(io.BytesIO(content))
    lines = [line.strip() for page in read.pages for line in page.extract_text().splitlines()]
    assert len(lines) > 80
    assert {line for line in lines if " " not in line} <= {"tamat", "sosial."}


def test_no_row_of_a_table_stands_alone_on_a_page():
    row = "<tr><td>istilah</td><td>arti</td></tr>"
    for rows in range(30, 44):
        head = "<thead><tr><th>Istilah</th><th>Arti</th></tr></thead>"
        found = pages(f"<p>awal</p><table>{head}<tbody>{row * rows}</tbody></table>", WORKSHEET)
        assert all(text.count("istilah") != 1 for text in found), rows


def test_a_footnote_stands_on_the_page_of_its_call():
    body = filled(26) + '<p>panggil<foot-note number="1">kakinya</foot-note></p>'
    found = pages(body + "<p>sesudah</p>" * 20)
    assert on(found, "panggil") == on(found, "kakinya")


@pytest.mark.parametrize("lines", range(19, 27))
def test_a_note_is_not_parted_with_a_long_paragraph(lines):
    beside = f"<p>disamping {'kalimat yang panjang sekali ' * 16}</p>"
    found = pages(filled(lines) + note(2).replace("<p>disamping</p>", beside))
    assert on(found, "mula") == on(found, "tamat") == on(found, "disamping")


@pytest.mark.parametrize("rows", [3, 30])
def test_a_caption_stands_on_the_page_of_its_table(rows):
    cells = "".join(f"<tr><td>sel{n}z</td><td>isi</td></tr>" for n in range(rows))
    table = (
        '<table class="data"><caption>Keterangan</caption><thead><tr><th scope="col">kepala</th>'
        f'<th scope="col">isi</th></tr></thead><tbody>{cells}</tbody></table>'
    )
    for lines in range(18, 32):
        found = pages(filled(lines) + table)
        assert set(on(found, "Keterangan")) <= set(on(found, "sel0z")), lines


@pytest.mark.parametrize("lines", range(22, 32))
def test_a_formula_keeps_with_the_sentence_that_leads_to_it(lines):
    body = '<p><a href="#rumus">lihat</a></p>' + filled(lines)
    body += '<p>sebabitu</p><math-block id="rumus">x = 1</math-block>'
    root = parse(f"<article>{body}</article>", Place("contoh.html"))
    content = write(replace(HANDOUT, root=root), THEME, STORE).content
    read = pypdf.PdfReader(io.BytesIO(content))
    (before,) = (n for n, page in enumerate(read.pages) if "sebabitu" in page.extract_text())
    target = read.named_destinations["rumus"]
    assert read.get_destination_page_number(target) == before


def test_a_line_that_fits_but_for_its_last_space_is_not_hyphenated():
    """A text before an <em> ends in a space; its first word stays whole at the line's start."""
    body = "".join(
        f"<p>memiliki bahasa pertemuan bahkan wadahnya sendiri seperti {'l' * n} {'m' * k}"
        " <em>tabel</em> berikut.</p>"
        for n in range(1, 5)
        for k in range(1, 19)
    )
    content = write(
        replace(HANDOUT, root=parse(f"<article>{body}</article>", Place("x"))), THEME, STORE
    ).content
    reader = pypdf.PdfReader(io.BytesIO(content))
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert len(lines) > 72
    assert [line for line in lines if line.endswith("\u2010") and len(line) < 12] == []
