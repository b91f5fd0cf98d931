"""The sample course as it is built: valid, the same everywhere, and whole without PDF."""

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from lembar.course.documents import DOCUMENTS, FORMATS, TIERS
from tests import ooxml, tools
from tests.built import SAMPLE, build_apart
from tests.docx_formatting import formatting
from tests.rosters import roster
from tests.writers.pptx import judge

pytestmark = pytest.mark.slow

TEST = "kelompok-okupasional/okupasional/assessments/ulangan-1.yaml"


def project(folder: Path) -> Path:
    """Return a folder with the sample courses; a test has a roster, lessons have vocabulary."""
    shutil.copytree(SAMPLE, folder / "content")
    course = folder / "content/kelompok-okupasional/course.yaml"
    course.write_text(
        course.read_text("utf-8") + "documents:\n  vocabulary: [docx, pdf]\n", "utf-8"
    )
    test = folder / "content" / TEST
    test.write_text(test.read_text("utf-8") + "roster: class.csv\n", "utf-8")
    test.with_name("class.csv").write_text(roster(6, a_class=3), "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = project(tmp_path_factory.mktemp("one"))
    ran = build_apart(root, PYTHONHASHSEED="1")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    return root / "output"


def digests(output: Path) -> dict[str, str]:
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def test_every_document_is_there(built):
    documents = json.loads((built / "manifest.json").read_text("utf-8"))["documents"]
    lessons = sorted((SAMPLE / "kelompok-okupasional/okupasional").glob("*.md"))
    papers = sorted((SAMPLE / "kelompok-okupasional/okupasional/assessments").glob("*.yaml"))
    made = {
        (d["document"], d["edition"], d["format"], Path(d["sources"][0]).stem) for d in documents
    }
    for lesson in lessons:
        for edition in ("student", "teacher"):
            assert ("handout", edition, "pdf", lesson.stem) in made
            for format_ in ("pptx", "html", "md"):
                assert ("summary", edition, format_, lesson.stem) in made
            for format_ in ("docx", "pdf"):
                assert ("summary-sheet", edition, format_, lesson.stem) in made
    for paper in papers:
        for format_ in ("docx", "pdf"):
            assert ("answer-key", "teacher", format_, paper.stem) in made
            for name in ("blueprint", "item-cards"):
                asked = paper.stem.startswith("ulangan")
                assert ((name, "teacher", format_, paper.stem) in made) == asked
                assert (name, "student", format_, paper.stem) not in made
            assert {
                d["form"]
                for d in documents
                if d["format"] == format_
                and d["edition"] == "student"
                and Path(d["sources"][0]).stem == paper.stem
            } == ({"A", "B"} if paper.stem.startswith("ulangan") else {""})
    assert all((built / d["path"]).is_file() for d in documents)
    assert all(len(Path(d["path"]).name) <= 80 for d in documents)


def test_there_is_all_that_a_build_can_make(built):
    """What is compared below is of every format, document, tier and edition."""
    documents = json.loads((built / "manifest.json").read_text("utf-8"))["documents"]
    assert {d["format"] for d in documents} == set(FORMATS)
    assert {d["document"] for d in documents} == set(DOCUMENTS)
    assert {d["tier"] for d in documents} == {"", *TIERS}
    named = {path.name for path in built.glob("kelompok-okupasional/pupils/ulangan-*")}
    assert named == {f"ulangan-1-XI-{n}.{ending}" for n in (1, 2) for ending in ("docx", "pdf")}


def test_sheet_and_key_share_a_revision(built):
    documents = json.loads((built / "manifest.json").read_text("utf-8"))["documents"]
    by_set: dict[str, set[str]] = {}
    for each in documents:
        by_set.setdefault(each["set"], set()).add(each["revision"])
    assert all(len(revisions) == 1 for revisions in by_set.values())


def test_every_pdf_is_pdf_ua(built):
    paths = sorted(built.rglob("*.pdf"))
    assert len(paths) > 30
    found = tools.verapdf(paths)
    assert {path.name: clauses for path, clauses in found.items() if clauses} == {}


def test_every_word_file_passes_the_validators(built):
    paths = sorted(built.rglob("*.docx"))
    assert len(paths) > 10
    found = {path.name: ooxml.findings(path.read_bytes(), "docx") for path in paths}
    assert {name: each for name, each in found.items() if each} == {}


def test_every_look_in_a_word_file_is_a_style(built):
    paths = sorted(built.rglob("*.docx"))
    found = {path.name: formatting(path.read_bytes()) for path in paths}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.fixture(scope="module")
def of_slides(built) -> dict[str, list[str]]:
    paths = sorted(built.rglob("*.pptx"))
    assert len(paths) > 10
    return {path.name: ooxml.findings(path.read_bytes(), "pptx") for path in paths}


def is_measured(finding: str) -> bool:
    """Say whether a finding comes of measuring text, for which fonts are needed."""
    return bool(re.search(r"\bPPT00[0-5]\b", finding))


def test_every_slide_file_passes_the_validators(of_slides):
    found = {name: [x for x in each if not is_measured(x)] for name, each in of_slides.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_all_text_has_room_on_its_slide(of_slides):
    tools.need("fonts")
    found = {name: [x for x in each if is_measured(x)] for name, each in of_slides.items()}
    assert {name: each for name, each in found.items() if each} == {}


def test_slides_keep_to_what_no_validator_looks_at(built):
    tools.need("fonts")
    found = {
        path.name: judge.faults(path.read_bytes(), "teacher" in path.parts)
        for path in sorted(built.rglob("*.pptx"))
    }
    assert {name: each for name, each in found.items() if each} == {}


def test_another_folder_and_hash_seed_give_the_same_bytes(built, tmp_path):
    root = project(tmp_path / "elsewhere")
    ran = build_apart(root, PYTHONHASHSEED="2", FONTCONFIG_FILE=str(tmp_path / "none.conf"))
    assert ran.returncode == 0, ran.stderr
    assert digests(root / "output") == digests(built)


def test_a_second_build_changes_nothing(built):
    before = digests(built)
    ran = build_apart(built.parent)
    assert ran.returncode == 0, ran.stderr
    assert any(line.startswith("0 files made") for line in ran.stdout.splitlines())
    assert digests(built) == before


def without_pango(folder: Path) -> str:
    """Return a path for modules on which the PDF engine fails as it does without its libraries."""
    found = folder / "modules"
    found.mkdir()
    (found / "weasyprint.py").write_text("raise OSError('cannot load library pango')\n", "utf-8")
    return os.pathsep.join((str(found), str(SAMPLE.parent)))


def test_without_the_pdf_engine_all_else_is_built(built, tmp_path):
    root = project(tmp_path)
    ran = build_apart(root, PYTHONPATH=without_pango(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("warning[no-pdf-engine]") == len(ran.stderr.splitlines()) == 1
    of_pdf = (".pdf", ".png")  # and pictures of its pages
    others = {name for name in digests(built) if not name.endswith(of_pdf)}
    assert set(digests(root / "output")) == others


def test_pdf_that_was_asked_for_and_can_not_be_made_fails_the_build(tmp_path):
    root = project(tmp_path)
    path = without_pango(tmp_path)
    ran = build_apart(root, "--format", "pdf", "--document", "exit-ticket", PYTHONPATH=path)
    assert ran.returncode == 1
    assert "error[no-pdf-engine]" in ran.stderr
