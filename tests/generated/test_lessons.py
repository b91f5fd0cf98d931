"""Every construct, nested in any other: each format says the same words in the same order."""

import html
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from tests.built import build_here
from tests.generated.lessons import lesson
from tests.ooxml import findings
from tests.tagged_pdf import spoken

pytestmark = pytest.mark.slow

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/>'
    "</svg>"
)
COURSE = """title: Kursus
language: id
documents:
  handout: [pdf, docx, html]
  summary: []
  summary-sheet: []
"""
TOKEN = re.compile(r"[kfma]\d+z")
TEXT = {"t", "delText"}


def course(folder: Path, source: str) -> None:
    """Write a course of one lesson."""
    unit = folder / "content" / "kursus" / "unit"
    (unit / "images").mkdir(parents=True, exist_ok=True)
    (folder / "content" / "kursus" / "course.yaml").write_text(COURSE, "utf-8")
    (unit / "unit.yaml").write_text("title: Unit\n", "utf-8")
    (unit / "images" / "gambar.svg").write_text(SVG, "utf-8")
    (unit / "01-pelajaran.md").write_text(source, "utf-8")


def build(folder: Path, source: str) -> dict[str, bytes]:
    """Build a lesson: format → file."""
    course(folder, source)
    done = build_here(folder, folder / "output")
    assert [each for each in done.problems if each.severity == "error"] == []
    made = (folder / "output" / "kursus" / "student").glob("01-pelajaran-handout.*")
    return {path.suffix[1:]: path.read_bytes() for path in made}


def in_html(content: bytes) -> list[str]:
    source = re.sub(r"<(style|script)\b.*?</\1>", "", content.decode(), flags=re.DOTALL)
    source = re.sub(r'<img[^>]*alt="([^"]*)"[^>]*>', r"\1", source)
    return TOKEN.findall(html.unescape(re.sub(r"<[^>]*>", "", source)))


def in_docx(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = ["word/document.xml", "word/footnotes.xml"]
        parts = [archive.read(name) for name in names if name in archive.namelist()]
    return TOKEN.findall(" ".join(_said(etree.fromstring(part)) for part in parts))


def _said(root: etree._Element) -> str:
    found: list[str] = []
    for each in root.iter(etree.Element):
        name = etree.QName(each).localname
        if name == "docPr":
            found.append(f" {each.get('descr', '')} ")
        elif name in TEXT:
            found.append(each.text or "")
        elif name == "p":
            found.append(" ")
    return "".join(found)


def in_pdf(content: bytes) -> list[str]:
    return TOKEN.findall(" ".join(_pdf(content)))


def _pdf(content: bytes) -> Iterator[str]:
    yield "".join(f" {each.text} " if each.tag != "Span" else each.text for each in spoken(content))
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each:
                yield str(each.Alt)


def ordered(tokens: list[str], letters: str) -> list[str]:
    return [each for each in tokens if each[0] in letters]


@settings(
    max_examples=60,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 10**9))
def test_formats_say_the_same_in_the_same_order(seed, tmp_path_factory):
    source = lesson(seed)
    body, _, notes = source.partition("\n[^n1]:")
    written = TOKEN.findall(body)
    files = build(tmp_path_factory.mktemp("lesson"), source)
    said = {"html": in_html, "docx": in_docx, "pdf": in_pdf}
    for format_, read in said.items():
        found = read(files[format_])
        assert sorted(found) == sorted([*written, *TOKEN.findall(notes)]), format_
        assert ordered(found, "k") == ordered(written, "k"), format_
        if format_ != "pdf":  # where formulas and pictures are described apart from the text
            assert ordered(found, "kam") == ordered(written, "kam"), format_
    assert findings(files["docx"], "docx") == []


REFUSED = {
    "<div>kata</div>": "raw-html",
    "<u>kata": "html-open",
    "![](images/gambar.svg)": "no-alt",
    "![kata](images/tidak-ada.svg)": "missing-picture",
    r"kata $\nonesuch$": "bad-math",
    "[kata](term:tidak-ada)": "unknown-term",
    ":::: tidak-ada": "unknown-block",
    "kata[^tidak-ada]": "unknown-note",
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_refused_is_told_at_its_line(refused, tmp_path):
    lines = lesson(7).splitlines()
    at = max(line for line, text in enumerate(lines) if text.startswith("## "))
    lines[at:at] = [refused, ""]
    course(tmp_path, "\n".join(lines))
    found = prepare(find_project((), tmp_path), Options()).problems
    told = [(each.code, each.place.line) for each in found if each.severity == "error"]
    assert (REFUSED[refused], at + 1) in told
    assert {line for _, line in told} == {at + 1}
