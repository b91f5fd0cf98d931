"""The themes that come with Lembar, beside the default one: every document of each is sound."""

import re
import zipfile
from pathlib import Path

import pytest

from tests import ooxml, tools
from tests.built import SAMPLE, build_apart
from tests.docx_formatting import formatting
from tests.writers.pptx import judge

pytestmark = pytest.mark.slow

THEMES = ("exam-board",)
# A lesson and the papers of each course: of every document one, in three scripts and languages.
CHOSEN = (
    "kelompok-okupasional/okupasional/02-ciri.md",
    "kelompok-okupasional/okupasional/assessments/ulangan-1.yaml",
    "kelompok-okupasional/okupasional/assessments/tiket-keluar-1.yaml",
    "linear-motion/motion/02-acceleration.md",
    "linear-motion/motion/assessments",
    "dawrat-al-ma",
)


@pytest.fixture(scope="module", params=THEMES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the chosen part of the sample courses with a theme."""
    output = tmp_path_factory.mktemp(request.param)
    paths = [str(SAMPLE / each) for each in CHOSEN]
    ran = build_apart(SAMPLE.parent, *paths, "--theme", request.param, "--output", str(output))
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return output


def test_pdfs_are_pdf_ua(built):
    found = tools.verapdf(sorted(built.rglob("*.pdf")))
    assert len(found) > 10
    assert {path.name: clauses for path, clauses in found.items() if clauses} == {}


def test_word_files_are_valid_and_made_of_styles(built):
    paths = sorted(built.rglob("*.docx"))
    assert len(paths) > 8
    for path in paths:
        content = path.read_bytes()
        assert (path.name, [*ooxml.findings(content, "docx"), *formatting(content)]) == (
            path.name,
            [],
        )


def test_slides_are_valid_and_nothing_reaches_over_an_edge(built):
    tools.need("fonts")
    paths = sorted(built.rglob("*.pptx"))
    assert len(paths) == 6
    for path in paths:
        found = [
            each
            for each in ooxml.findings(path.read_bytes(), "pptx")
            # openxml-audit measures with the widths of Calibri what is set in another font
            if not re.search(r"\bPPT00[0-5]\b", each)
        ]
        assert (path.name, [*found, *judge.faults(path.read_bytes())]) == (path.name, [])


def test_files_name_the_fonts_of_the_theme(built):
    with zipfile.ZipFile(next(iter(sorted(built.rglob("*.docx"))))) as archive:
        theme = archive.read("word/theme/theme1.xml").decode()
    assert 'latin typeface="Times New Roman"' in theme
