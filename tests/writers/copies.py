"""Sheets with places for names, and copies of them."""

from dataclasses import replace

from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.sheet.sheet import Sheet
from lembar.views.copies import Copy, code
from tests.sheets import load

IDENTITY = (
    '<identity-block><identity-field size="large" holds="name">Nama</identity-field>'
    '<identity-field size="small" holds="class">Kelas</identity-field>'
    '<identity-field size="small" holds="number">No.</identity-field>'
    '<identity-field size="small">Tanggal</identity-field>'
    "<score-box>Nilai</score-box><pupil-code></identity-block>"
)
BODY = (
    '<h1 class="title">Ulangan {form}</h1>' + IDENTITY + "<h2 id='a'>Bagian</h2>"
    '<p>Baca <a href="#a">bagian</a> dan <a href="https://example.org">laman</a>.</p>'
    "<ol><li>satu</li><li>dua</li></ol>"
    "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    "<p>Kata<foot-note>Catatan.</foot-note></p><page-break><p>Halaman dua {form}</p>"
)
FOOT = (
    "<page-foot><foot-left>Kode {form}</foot-left>"
    "<foot-right><page-number> dari <page-count></foot-right></page-foot>"
)


def sheet(form: str, more: str = "") -> Sheet:
    """Return the sheet of a form: two pages, and one for each page break in `more`."""
    example, _, _ = load("worksheet")
    text = (FOOT + BODY + more).replace("{form}", form).replace("'", '"')
    return replace(example, root=parse(f"<article>{text}</article>", Place("a.html")))


def copy(form: str, number: int, name: str) -> Copy:
    """Return what stands on a pupil's copy."""
    said = f"Kode {form}, nomor {number}"
    place = Place("r.csv", number + 1)
    return Copy(form, name, "XI 1", str(number), code(form, str(number)), said, place)
