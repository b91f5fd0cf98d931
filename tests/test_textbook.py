"""The theme `textbook` on the sample courses: a lesson and a paper of each, in every format."""

import re
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from lembar.checks.themes.colours import ratio
from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from tests import ooxml, tools
from tests.built import SAMPLE, build_apart
from tests.docx_formatting import formatting

PARTS = (
    "content/kelompok-okupasional/okupasional/02-ciri.md",
    "content/kelompok-okupasional/okupasional/assessments/ulangan-1.yaml",
    "content/linear-motion/motion/02-acceleration.md",
    "content/linear-motion/motion/assessments/quiz.yaml",
    "content/dawrat-al-ma/al-ma/01-dawrat-al-ma.md",
    "content/dawrat-al-ma/al-ma/assessments/waraqat-amal-1.yaml",
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LESSON = "kelompok-okupasional/{}/{}02-ciri-handout.{}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("series")
    shutil.copytree(SAMPLE, root / "content")
    for course in (root / "content").glob("*/course.yaml"):
        said = course.read_text("utf-8").partition("\ndocuments:")[0]
        course.write_text(f"{said}\ndocuments:\n  handout: [pdf, docx, html]\n", "utf-8")
    ran = build_apart(root, *PARTS, "--theme", "textbook", "--strict")
    assert (ran.returncode, ran.stderr) == (0, "")
    return root / "output"


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.slow
def test_its_pdfs_are_pdf_ua(built: Path) -> None:
    paths = sorted(built.rglob("*.pdf"))
    assert len(paths) > 12
    found = tools.verapdf(paths)
    assert {path.name: clauses for path, clauses in found.items() if clauses} == {}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_its_office_files_pass_the_validators(built: Path, kind: str) -> None:
    tools.need("fonts")
    paths = sorted(built.rglob(f"*.{kind}"))
    assert len(paths) > 5
    found = {path.name: ooxml.findings(path.read_bytes(), kind) for path in paths}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.slow
def test_its_looks_in_word_are_styles(built: Path) -> None:
    found = {path.name: formatting(path.read_bytes()) for path in sorted(built.rglob("*.docx"))}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.slow
def test_a_head_runs_on_all_pages_but_the_first(built: Path) -> None:
    path = built / LESSON.format("student", "", "docx")
    section = part(path, "word/document.xml").find(f".//{W}sectPr[{W}titlePg]")
    kinds = {each.get(f"{W}type") for each in section.iter(f"{W}headerReference")}
    assert kinds == {"first", "default"}
    head = "".join(part(path, "word/header1.xml").itertext())
    assert "STYLEREF 2" in head
    assert "Pelajaran 2" in head
    assert "".join(part(path, "word/first1.xml").itertext()) == ""


@pytest.mark.slow
def test_sections_have_one_number_in_word_and_print(built: Path) -> None:
    """Word counts them; print and the web have them in their words."""
    path = built / LESSON.format("student", "", "docx")
    levels = part(path, "word/numbering.xml").iter(f"{W}lvl")
    linked = {
        each.find(f"{W}pStyle").get(f"{W}val"): each.find(f"{W}lvlText").get(f"{W}val")
        for each in levels
        if each.find(f"{W}pStyle") is not None
    }
    assert linked == {"Heading2": "2.%1", "Heading3": "2.%1.%2"}
    page = (built / LESSON.format("student", "", "html")).read_text("utf-8")
    headings = re.findall(r'<h2[^>]*><span class="number">([\d.]+)</span>', page)
    assert headings == [f"2.{n}" for n in range(1, len(headings) + 1)]
    assert len(headings) > 3
    assert "Gambar 2.1" in page
    teachers = (built / LESSON.format("teacher", "GURU-", "html")).read_text("utf-8")
    assert re.findall(r'<h2[^>]*><span class="number">([\d.]+)</span>', teachers) == headings


@pytest.mark.slow
def test_its_pdf_is_set_in_its_own_families(built: Path) -> None:
    with pikepdf.open(built / LESSON.format("student", "", "pdf")) as pdf:
        names = {
            str(font.BaseFont).rpartition("+")[2]
            for page in pdf.pages
            for font in (page.Resources.get("/Font") or {}).values()
        }
    assert any("Bitter" in name for name in names)
    assert any("Fira" in name for name in names)


def test_its_colours_can_be_read_on_paper() -> None:
    tokens = load_theme("textbook", theme_roots(), AssetStore()).tokens
    for role in ("text", "muted", "accent", "answer"):
        for ground in ("paper", "tint"):
            assert ratio(tokens.colors[role], tokens.colors[ground]) >= 4.5, (role, ground)
