"""Papers of the sample courses in every profile: valid, and as promised."""

import json
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pypdf import PdfReader

from lembar.content.loader import Options
from lembar.engine.build import Wanted, build
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from tests import ooxml, tools
from tests.built import ROOT, SAMPLE
from tests.docx_formatting import formatting
from tests.ooxml import W
from tests.writers.pptx import judge

pytestmark = pytest.mark.slow

PROFILES = ("large-print", "dyslexia", "ink-saver", "manuscript")
THEMES = {"default": "SourceSans3", "textbook": "FiraSans", "exam-board": "SourceSans3"}
"""Themes, and the font without serifs of each, in which large print is set."""
OFFICE = {"default": "Calibri", "textbook": "Arial", "exam-board": "Arial"}
"""The same in Word."""
DOCUMENTS = ("handout", "summary", "summary-sheet", "worksheet", "test", "answer-key")
PARTS = (
    "kelompok-okupasional/okupasional/01-pengertian.md",
    "kelompok-okupasional/okupasional/assessments/lkpd-2.yaml",
    "kelompok-okupasional/okupasional/assessments/ulangan-1.yaml",
    "linear-motion/motion/02-acceleration.md",
    "linear-motion/motion/assessments/quiz.yaml",
)


class Papers:
    """Hold what was built with a theme."""

    def __init__(self, theme: str, output: Path) -> None:
        self.theme, self.output = theme, output
        found = json.loads((output / "manifest.json").read_text("utf-8"))["documents"]
        self.entries: list[dict[str, str]] = found

    def files(self, profile: str, format_: str, *documents: str) -> Iterator[Path]:
        for each in self.entries:
            fits = (each["profile"], each["format"]) == (profile, format_)
            if fits and (not documents or each["document"] in documents):
                yield self.output / each["path"]


# Those of a theme run in one process: its papers are built once.
GROUPS = [pytest.param(theme, marks=pytest.mark.xdist_group(theme)) for theme in THEMES]


@pytest.fixture(scope="module", params=GROUPS)
def papers(request, tmp_path_factory) -> Papers:
    output = tmp_path_factory.mktemp(request.param)
    project = find_project([SAMPLE / part for part in PARTS], ROOT)
    wanted = Wanted(
        profiles=frozenset(("plain", *PROFILES)),
        documents=frozenset(DOCUMENTS),
    )
    options = Options(theme=request.param, profiles=PROFILES)
    done = build(project, output, options, wanted, False, Silent())
    assert [each.code for each in done.problems if each.severity == "error"] == []
    return Papers(request.param, output)


def test_every_profile_is_there_in_its_formats(papers):
    made = {(each["profile"], each["format"]) for each in papers.entries}
    others = {(p, f) for p in PROFILES[:3] for f in ("pdf", "docx", "pptx", "html")}
    plain = {("", f) for f in ("pdf", "docx", "pptx", "html", "md")}
    assert made == {*others, *plain, ("manuscript", "docx")}


def test_all_profiles_show_one_revision(papers):
    revisions: dict[str, set[str]] = {}
    for each in papers.entries:
        if each["revision"]:
            revisions.setdefault(each["set"], set()).add(each["revision"])
    assert len(revisions) >= 3
    assert all(len(each) == 1 for each in revisions.values())


def test_files_pass_the_validators(papers):
    found: dict[str, list[str]] = {}
    for profile in ("", *PROFILES):
        for path in papers.files(profile, "docx"):
            content = path.read_bytes()
            found[path.name] = [*ooxml.findings(content, "docx"), *formatting(content)]
        for path in papers.files(profile, "pptx"):
            content = path.read_bytes()
            found[path.name] = ooxml.findings(content, "pptx")
    assert {name: each for name, each in found.items() if each} == {}


def test_slides_have_room_for_their_text(papers):
    tools.need("fonts")
    found = {
        path.name: judge.faults(path.read_bytes(), "teacher" in path.parts)
        for profile in ("", *PROFILES)
        for path in papers.files(profile, "pptx")
    }
    assert found
    assert {name: each for name, each in found.items() if each} == {}


def test_pdf_files_are_pdf_ua(papers):
    tools.need("verapdf")
    paths = [path for profile in ("", *PROFILES) for path in papers.files(profile, "pdf")]
    found = tools.verapdf(paths)
    assert {path.name: clauses for path, clauses in found.items() if clauses} == {}


# --- type -----------------------------------------------------------------------------------


def sizes(path: Path) -> dict[tuple[str, float], int]:
    """Return how many signs of a PDF stand in which font and size of type."""
    found: dict[tuple[str, float], int] = {}

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if text.strip() and font:
            points = round(abs(size * tm[3] * cm[3]), 1)
            key = re.sub(r"^/\w+\+|\W", "", str(font["/BaseFont"])), points
            found[key] = found.get(key, 0) + len(text.strip())

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=visit)
    return found


def styles(path: Path) -> etree._Element:
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        return etree.fromstring(archive.read("word/styles.xml"))


def of_theme(path: Path, part: str) -> str:
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        name = next(each for each in archive.namelist() if re.search(part, each))
        return archive.read(name).decode()


def test_large_print_is_large_in_pdf(papers):
    for path in papers.files("large-print", "pdf", "summary-sheet", "worksheet", "test"):
        found = sizes(path)
        small = sum(count for (_, size), count in found.items() if size < 18)
        assert max(found, key=found.__getitem__) == (THEMES[papers.theme], 18), path.name
        # Signs on pictures are drawn, not set: a summary sheet may be a picture for a good part.
        assert small <= sum(found.values()) * 0.1, (path.name, found)


def test_large_print_is_large_in_word_without_slope(papers):
    for path in papers.files("large-print", "docx"):
        root = styles(path)
        text = {
            each.get(f"{W}styleId"): each.find(f"{W}rPr/{W}sz")
            for each in root.iter(f"{W}style")
            if each.get(f"{W}styleId") in ("LembarStem", "LembarChoice", "LembarNote", "LembarFoot")
        }
        assert len(text) == 4
        assert all(int(size.get(f"{W}val")) >= 36 for size in text.values())
        assert not [i for i in root.iter(f"{W}i") if i.get(f"{W}val") != "0"]
        assert root.find(f".//{W}suppressAutoHyphens") is not None
        named = f'latin typeface="{OFFICE[papers.theme]}"'
        assert of_theme(path, r"theme/theme1").count(named) == 2


def test_dyslexia_has_letters_of_its_own(papers):
    for path in papers.files("dyslexia", "pdf", "handout", "worksheet", "test"):
        # Signs on pictures are drawn with the font that the picture names.
        family, size = max(sizes(path).items(), key=lambda each: each[1])[0]
        assert family.startswith("AtkinsonHyperlegible")
        assert size >= 12
    for path in papers.files("dyslexia", "docx"):
        assert of_theme(path, r"theme/theme1").count('latin typeface="Verdana"') == 2
        spacing = styles(path).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}spacing")
        assert int(spacing.get(f"{W}val")) >= 10
    for path in papers.files("dyslexia", "pptx"):
        theme = of_theme(path, r"theme/theme1")
        assert 'latin typeface="Verdana"' in theme
        assert "FBF4E4" in theme


def test_ink_saver_fills_nothing_and_draws_hairlines(papers):
    for path in papers.files("ink-saver", "docx"):
        root = styles(path)
        assert root.find(f".//{W}shd") is None
        widths = {int(each.get(f"{W}sz")) for each in root.iter() if each.get(f"{W}sz")}
        assert max(widths) <= 4  # eighths of a point
    plain = {path.name: path for path in papers.files("", "pdf", "handout", "test")}
    saved = list(papers.files("ink-saver", "pdf", "handout", "test"))
    pages = [sum(len(PdfReader(path).pages) for path in some) for some in (plain.values(), saved)]
    assert len(plain) >= len(saved) > 2
    assert pages[1] <= pages[0]


# --- manuscript -----------------------------------------------------------------------------


def test_nothing_floats_in_a_manuscript(papers):
    paths = list(papers.files("manuscript", "docx"))
    assert len(paths) > 5
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        tags = {etree.QName(each).localname for each in root.iter(etree.Element)}
        assert not tags & {"framePr", "anchor", "txbxContent", "pict"}, path.name
        assert not [each for each in root.iter(f"{W}cols") if each.get(f"{W}num")]
        for table in root.iter(f"{W}tbl"):
            # Only tables that people read as tables, each with its heads.
            row = table.find(f"{W}tr/{W}trPr/{W}tblHeader")
            column = table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn")
            assert row is not None or column == "1", path.name


def test_ids_stand_in_the_teacher_s_manuscript_alone(papers):
    found = {"student": 0, "teacher": 0}
    for each in papers.entries:
        if each["profile"] == "manuscript":
            with zipfile.ZipFile(papers.output / each["path"]) as archive:
                text = archive.read("word/document.xml").decode()
            found[each["edition"]] += text.count('w:val="LembarItemId"')
    assert found["student"] == 0
    assert found["teacher"] > 20
