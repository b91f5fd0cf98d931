"""The summary sheets of the sample courses are one page each, in PDF and in Word."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from lembar.content.loader import Options
from lembar.engine.build import Wanted, build
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from tests import tools
from tests.built import SAMPLE

pytestmark = pytest.mark.slow
LONG = "::: key-point\n" + "Kata yang panjang sekali berulang di sini. " * 30 + "\n:::\n\n"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory) -> Path:
    """Return a folder with the summary sheets of all sample courses."""
    output = tmp_path_factory.mktemp("sheets")
    wanted = Wanted(documents=frozenset({"summary-sheet"}))
    made = build(find_project([SAMPLE], SAMPLE), output, Options(), wanted, False, Silent())
    assert not made.problems
    return output


def test_every_lesson_has_one_for_pupils_and_one_for_teachers(sheets):
    documents = json.loads((sheets / "manifest.json").read_text("utf-8"))["documents"]
    lessons = list(SAMPLE.glob("*/*/[0-9]*.md"))
    made = {(Path(d["sources"][0]).stem, d["edition"], d["format"]) for d in documents}
    assert len(made) == 4 * len(lessons) == len(documents)


def test_each_is_one_page_of_pdf(sheets):
    pages = {path.name: len(PdfReader(path).pages) for path in sheets.glob("*/*/*.pdf")}
    assert set(pages.values()) == {1}, pages


def test_each_is_one_page_of_word(sheets, tmp_path):
    tools.need("writer")
    files = sorted(sheets.glob("*/*/*.docx"))
    assert files
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    # The fonts of the PDF engine are none of LibreOffice's.
    env = {name: each for name, each in os.environ.items() if "FONTCONFIG" not in name}
    subprocess.run([*command, *map(str, files)], capture_output=True, check=True, env=env)
    pages = {path.name: len(PdfReader(path).pages) for path in tmp_path.glob("*.pdf")}
    assert len(pages) == len(files)
    assert set(pages.values()) == {1}, pages


def test_one_that_takes_more_is_told_at_its_lesson(tmp_path):
    (tmp_path / "c/u").mkdir(parents=True)
    (tmp_path / "c/course.yaml").write_text("title: C\nlanguage: id\n", "utf-8")
    lesson = "---\ntitle: Panjang\n---\n\n" + "".join(f"## B{n}\n\n{LONG}" for n in range(6))
    (tmp_path / "c/u/01-panjang.md").write_text(lesson, "utf-8")
    wanted = Wanted(documents=frozenset({"summary-sheet"}), editions=frozenset({"student"}))
    output = tmp_path / "output"
    made = build(find_project([tmp_path], tmp_path), output, Options(), wanted, False, Silent())
    (found,) = [each for each in made.problems if each.code == "not-one-page"]
    assert found.place is not None
    assert found.place.file.endswith("01-panjang.md")
    assert found.severity == "warning"
