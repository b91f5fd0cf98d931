"""What LibreOffice makes of our files: saved again they say the same, printed they keep together.

It opens almost anything: it shows what another program understands, and judges nothing else.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pypdf import PdfReader

from lembar.readers.docx import read
from lembar.readers.docx.model import Block, Line, Reading, Table
from lembar.writers.docx import write
from tests.office import saved
from tests.ooxml import W
from tests.sheets import NAMES, load
from tests.writers.docx.helpers import docx

pytestmark = pytest.mark.slow

FORMULAS = (
    '<question-item number="9" points="2 poin"><p class="stem">Hitung '
    "<math>\\frac{1}{2}+\\sqrt[3]{x_1^2}</math></p>"
    "<math-block>\\sum_{i=1}^{n} i=\\frac{n(n+1)}{2}</math-block>"
    '<choice-list columns="2"><choice-option letter="A"><math>\\ce{2H2 + O2 -> 2H2O}</math>'
    '</choice-option><choice-option letter="B">dua</choice-option></choice-list></question-item>'
)
FOOT = (
    "<page-foot><foot-left>kiri</foot-left><foot-right><page-number> / <page-count></foot-right>"
    "</page-foot><page-mark>UNTUK GURU</page-mark>"
)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> dict[str, tuple[Reading, Reading]]:
    folder = tmp_path_factory.mktemp("again")
    files = {name: write(*load(name)).content for name in NAMES if name != "slides"}
    files["formulas"] = docx(FOOT + FORMULAS + "<p>akhir</p>")
    for name, content in files.items():
        (folder / f"{name}.docx").write_bytes(content)
    again = saved((folder / f"{name}.docx" for name in files), folder, "docx")
    return {name: (read(files[name]), read(path.read_bytes())) for name, path in again.items()}


def lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for each in blocks:
        if isinstance(each, Line):
            yield each
        else:
            yield from (
                line for row in each.rows for cell in row.cells for line in lines(cell.blocks)
            )


def tables(blocks: tuple[Block, ...]) -> Iterator[tuple[int, ...]]:
    """Yield how many cells the rows of each table have, tables in cells too."""
    for each in blocks:
        if isinstance(each, Table):
            yield tuple(len(row.cells) for row in each.rows)
            for row in each.rows:
                for cell in row.cells:
                    yield from tables(cell.blocks)


def said(line: Line) -> tuple[str, str]:
    text = "".join(piece.same or piece.text for piece in line.pieces if piece.kind != "picture")
    return line.label.strip(), re.sub(r"\s+", " ", text).strip()


def told(found: tuple[Block, ...] | tuple[Line, ...]) -> list[tuple[str, str]]:
    return [each for line in lines(found) if any(each := said(line))]


@pytest.mark.parametrize("name", [*(each for each in NAMES if each != "slides"), "formulas"])
def test_saved_once_more_it_says_the_same(both, name):
    ours, again = both[name]
    assert told(again.blocks) == told(ours.blocks)
    assert list(tables(again.blocks)) == list(tables(ours.blocks))
    assert told(again.heads) == told(ours.heads)
    assert told(again.feet) == told(ours.feet)
    assert told(again.notes) == told(ours.notes)


def test_there_is_something_to_keep(both):
    ours = both["formulas"][0]
    kinds = [piece.kind for line in lines(ours.blocks) for piece in line.pieces]
    assert kinds.count("formula") == 3
    assert [label for label, _ in told(ours.blocks) if label] == ["9", "A", "B"]
    assert ours.heads
    assert ours.feet


# --- on the page ----------------------------------------------------------------------------------

QUESTION = (
    '<question-item number="{n}" points="1 poin"><p class="stem">awal{n}</p><choice-list '
    'columns="1"><choice-option letter="A">a</choice-option><choice-option letter="B">b'
    '</choice-option></choice-list><answer-lines count="3"><p>ujung{n}</p></question-item>'
)
DATA = (
    '<table class="data"><caption>judul tabel</caption><thead><tr><th>k</th></tr></thead><tbody>'
    "<tr><td>baris1</td></tr><tr><td>baris2</td></tr></tbody></table>"
)
AFTER = {
    "question": '<h2 class="section-title">kepala</h2>' + QUESTION.format(n=1),
    "instruction": '<h2 class="section-title">kepala</h2><p class="instruction">petunjuk</p>'
    + QUESTION.format(n=1),
    "after-question": QUESTION.format(n=0)
    + '<h2 class="section-title">kepala</h2>'
    + QUESTION.format(n=1),
    "call-out": '<h2>kepala</h2><call-out kind="activity"><call-title>K</call-title><p>awal1</p>'
    "<p>ujung1</p></call-out>",
    "data": "<h2>kepala</h2>" + DATA,
    "table-table": DATA + "<h2>kepala</h2>" + QUESTION.format(n=1),
}
FILLED = range(14, 33)  # lines above: the end of the first page, and the start of the second


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for name, inside in AFTER.items():
        for count in FILLED:
            above = "".join(f"<p>baris kosong {n}</p>" for n in range(count))
            path = folder / f"{name}-{count}.docx"
            path.write_bytes(docx(f"{above}{inside}<p>akhir</p>"))
            files.append(path)
    printed = saved(files, folder, "pdf")
    return {n: [page.extract_text() for page in PdfReader(p).pages] for n, p in printed.items()}


def page_of(pages: list[str], text: str) -> int:
    return next(at for at, page in enumerate(pages) if text in page)


def apart(pages: dict[str, list[str]], name: str, one: str, other: str) -> list[int]:
    """Return how many lines stand above where two texts are not on one page."""
    found = {count: pages[f"{name}-{count}"] for count in FILLED}
    return [count for count, each in found.items() if page_of(each, one) != page_of(each, other)]


@pytest.mark.parametrize("name", AFTER)
def test_a_heading_goes_with_what_follows(pages, name):
    following = "judul tabel" if name == "data" else "awal1"
    assert apart(pages, name, "kepala", following) == []
    assert {page_of(pages[f"{name}-{count}"], "kepala") for count in FILLED} == {0, 1}


@pytest.mark.parametrize("name", [each for each in AFTER if each != "data"])
def test_a_question_stands_on_one_page(pages, name):
    assert apart(pages, name, "awal1", "ujung1") == []


def test_columns_balance(tmp_path: Path):
    inside = "".join(f"<p>kata{n}</p>" for n in range(20))
    path = tmp_path / "columns.docx"
    path.write_bytes(docx(f'<p>atas</p><columns count="2">{inside}</columns>'))
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    sections = [each.find(f"{W}type") for each in root.iter(f"{W}sectPr")]
    assert sections[-1].get(f"{W}val") == "continuous"
    placed: dict[str, tuple[float, float]] = {}

    def visit(text: str, _cm: object, matrix: list[float], *_: object) -> None:
        if text.strip():
            placed[text.strip()] = (round(matrix[4]), matrix[5])

    PdfReader(saved([path], tmp_path, "pdf")["columns"]).pages[0].extract_text(visitor_text=visit)
    left = [name for name, (x, _) in placed.items() if x == placed["kata0"][0]]
    assert "kata9" in left
    assert "kata10" not in left
    assert placed["kata10"][1] == pytest.approx(placed["kata0"][1], abs=1)
