"""A worksheet as Word gives it back: its parts are changed by hand, and it is read again."""

import zipfile
from collections.abc import Callable
from io import BytesIO

from lembar.compare import Change, compare
from lembar.readers.docx import read
from lembar.writers.docx import write, write_traced
from tests.writers.docx.helpers import STORE, THEME, sheet

MARKUP = (
    "<page-foot><foot-left>Fisika XI</foot-left><foot-right>Halaman <page-number></foot-right>"
    "</page-foot>"
    '<h1 class="title">LKPD Gerak</h1><p class="lead">Laju dan arah</p>'
    '<section><h2 class="section-title">A. Pilihan</h2>'
    '<p class="instruction">Pilihlah satu jawaban.</p>'
    '<question-item number="1" points="2 poin"><p class="stem">Budi berlari <strong>lurus</strong>'
    " sejauh 40 m. Berapa lajunya?</p>"
    '<choice-list columns="1"><choice-option letter="A">dua meter per sekon</choice-option>'
    '<choice-option letter="B">lima meter per sekon</choice-option>'
    '<choice-option letter="C">enam meter per sekon</choice-option></choice-list></question-item>'
    '<question-item number="2" points="3 poin"><p class="stem">Sebutkan alat ukur waktu'
    '<foot-note number="1">Lihat bab satu.</foot-note>.</p><answer-lines count="3"></answer-lines>'
    "</question-item>"
    '<question-item number="3" points="1 poin"><p class="stem">Apakah kereta itu diam?</p>'
    '<table class="data"><thead><tr><th>Waktu</th><th>Jarak</th></tr></thead><tbody>'
    "<tr><td>1 s</td><td>5 m</td></tr><tr><td>2 s</td><td>10 m</td></tr></tbody></table>"
    "</question-item></section><p>Selamat bekerja</p>"
)
SHEET = sheet(MARKUP)
EXPECTED = read(write_traced(SHEET, THEME, STORE).content)
PLAIN = write(SHEET, THEME, STORE).content
DOCUMENT = "word/document.xml"
PLAIN_TEXT = zipfile.ZipFile(BytesIO(PLAIN)).read(DOCUMENT).decode()


def changed(
    *edits: tuple[str, str], part: str = DOCUMENT, parts: dict[str, str] | None = None
) -> bytes:
    """Return the worksheet with texts of a part replaced, and parts added."""

    def change(name: str, content: bytes) -> bytes:
        text = content.decode()
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text.encode()

    return rebuilt(lambda name, content: change(name, content) if name == part else content)


def rebuilt(change: Callable[[str, bytes], bytes], parts: dict[str, str] | None = None) -> bytes:
    """Return the worksheet with each part changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(PLAIN)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, text in (parts or {}).items():
            target.writestr(name, text)
    return out.getvalue()


def told(content: bytes) -> list[tuple[str, str, str]]:
    """Return kind, old and new of each change of a file."""
    return [(each.kind.value, each.old, each.new) for each in found(content)]


def found(content: bytes) -> list[Change]:
    return compare(EXPECTED, read(content))
