"""Tiers as they are written: the same questions on all sheets, one key, and a sign for each."""

import io
import json
import re
from pathlib import Path

import pypdf
import pytest

from lembar.engine.manifest import CHECKSUMS
from lembar.errors import Problem
from tests.built import build_here, unpacked
from tests.docx_numbering import printed
from tests.test_numbers import questions
from tests.writers import extract

SIGNS = {"support": "○", "core": "△", "extension": "□"}
NAMES = {"support": "lingkaran", "core": "segitiga", "extension": "persegi"}
FILES = {
    "c/course.yaml": "title: Kursus\nlanguage: id\n",
    "c/u/unit.yaml": "title: Unit\n",
    "c/u/images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    "c/u/questions/q.yaml": """\
items:
- type: choice
  id: one
  text: |
    Kota terbesar ialah …

    - [x] Jakarta
    - [ ] Tegal
    - [ ] Kudus
  support:
    hint: |
      petunjukx pertama

      ![gambar](images/a.svg)
  extension:
    text: |
      tantanganx pertama
    answer: |
      rahasiax pertama
- type: essay
  id: two
  lines: 3
  text: |
    Mengapa kota tumbuh?
  answer: |
    Karena kerja.
  support:
    steps: |
      1. langkahx satu
      2. langkahx dua
    words: [katax, bankx, kerjax, pabrikx]
    starters: [Kota tumbuhx karena …]
- type: group
  id: three
  text: |
    Bacaan.
  items:
  - type: numeric
    id: four
    parameters:
      n: 2..9
    text: |
      {{ n }} kali 3 ialah [[{{ n * 3 }}]].
    support:
      hint: |
        petunjukx tambahlah {{ n }} tiga kali
  - type: multi-part
    id: five
    text: |
      Dua bagian.
    parts:
    - type: true-false
      text: |
        Satu bagian.
      answer: true
    - type: short
      text: |
        Dua [[bagian]].
      support:
        hint: |
          petunjukx bagian
      extension:
        text: |
          tantanganx bagian
""",
    "c/u/assessments/w.yaml": """\
title: Lembar
kind: worksheet
forms: [A, B]
tiers: [extension, support, core]
items:
- use: q/one
- use: q/two
- use: q/three
""",
}


def written(root: Path, **files: str) -> Path:
    for name, text in (FILES | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def made(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files of a build by name, and what it told."""
    outcome = build_here(root, root / "output")
    files = (path for path in (root / "output/c").rglob("*.*") if path.suffix != ".png")
    return {path.name: path.read_bytes() for path in files}, outcome.problems


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    root = written(tmp_path_factory.mktemp("tiers"))
    files, problems = made(root)
    assert problems == []
    return root, files


def lines(content: bytes) -> list[str]:
    """Return the lines of a PDF as they stand on the page, but for the signs and the foot."""
    found: list[str] = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for line in page.extract_text(extraction_mode="layout").splitlines():
            said = " ".join(each for each in line.split() if each not in SIGNS.values())
            if said and "Halaman" not in said:
                found.append(said)
    return found


def test_a_sheet_for_each_form_and_tier_named_by_its_sign(built):
    root, files = built
    names = {f"w-{form}-{name}.{kind}" for form in "AB" for name in NAMES.values()
             for kind in ("docx", "pdf")}  # fmt: skip
    keys = {f"GURU-w-kunci.{kind}" for kind in ("docx", "pdf")}
    assert set(files) == names | keys | {"index.html", CHECKSUMS, "c-murid.zip"}
    manifest = json.loads((root / "output/manifest.json").read_text("utf-8"))["documents"]
    tiers = {each["path"].split("/")[-1]: each["tier"] for each in manifest}
    for tier, name in NAMES.items():
        assert {tiers[f"w-{form}-{name}.pdf"] for form in "AB"} == {tier}
    assert tiers["GURU-w-kunci.pdf"] == ""
    assert len({each["revision"] for each in manifest}) == 1


def test_no_name_of_a_tier_is_in_what_pupils_get(built):
    root, files = built
    told = (root / "output/c/student/index.html").read_text("utf-8").casefold()
    for name, content in files.items():
        if name.startswith("w-"):
            told += extract.text(name.rpartition(".")[2], content)
    assert not [word for word in ("bantuan", "pengayaan", "support", "extension") if word in told]
    assert "○ lingkaran" in told


@pytest.mark.parametrize("form", ["A", "B"])
def test_numbers_letters_and_points_in_word_are_those_of_the_core(built, form):
    _, files = built
    sheets = [questions(printed(files[f"w-{form}-{name}.docx"])) for name in NAMES.values()]
    assert list(sheets[0]) == [1, 2, 3, 4]
    assert len(next(each for each in sheets[0].values() if each.choices).choices) == 3
    assert sheets[0] == sheets[1] == sheets[2]


@pytest.mark.parametrize("form", ["A", "B"])
def test_in_a_pdf_help_and_challenges_stand_between_the_lines_of_the_core(built, form):
    _, files = built
    core, support, extension = (
        lines(files[f"w-{form}-{NAMES[tier]}.pdf"]) for tier in ("core", "support", "extension")
    )
    assert sum(each.startswith(("1 ", "2 ", "3 ", "4 ", "A ")) for each in core) == 5
    for each in (support, extension):
        rest = iter(each)
        assert [line for line in core if line not in rest] == []
        assert len(each) > len(core)


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_each_tier_has_its_own_words_and_no_other(built, format_):
    _, files = built
    own = {"support": ("petunjukx", "langkahx", "katax", "tumbuhx"), "extension": ("tantanganx",)}
    for form in "AB":
        for tier, name in NAMES.items():
            content = files[f"w-{form}-{name}.{format_}"]
            said = extract.text(format_, content)
            for owner, marks in own.items():
                assert [mark in said for mark in marks] == [owner == tier] * len(marks)
            assert SIGNS[tier] in said
            assert b"rahasiax" not in unpacked(content)
            assert "rahasiax" not in said


def test_the_key_has_what_the_tiers_add_and_says_which_sign_is_which(built):
    _, files = built
    for format_ in ("docx", "pdf"):
        said = extract.text(format_, files[f"GURU-w-kunci.{format_}"])
        for mark in ("petunjukxbagian", "langkahxdua", "tantanganxbagian", "rahasiaxpertama"):
            assert said.count(mark) == 1, mark
        assert "○denganbantuan·△inti·□dengantantangan" in said


def test_help_may_use_the_variables_of_its_form(built):
    _, files = built
    said = [
        re.search(r"tambahlah(\d)tigakali", extract.text("docx", files[f"w-{form}-lingkaran.docx"]))
        for form in "AB"
    ]
    asked = [
        re.search(r"(\d)kali3ialah", extract.text("docx", files[f"w-{form}-lingkaran.docx"]))
        for form in "AB"
    ]
    assert [each[1] for each in said if each] == [each[1] for each in asked if each]
    assert len({each[1] for each in said if each}) == 2


def test_one_tier_alone_has_no_sign(tmp_path):
    paper = FILES["c/u/assessments/w.yaml"].replace("[extension, support, core]", "support")
    files, _ = made(written(tmp_path, **{"c/u/assessments/w.yaml": paper}))
    said = extract.text("docx", files["w-A.docx"])
    assert "petunjukx" in said
    assert not [sign for sign in SIGNS.values() if sign in said]
    key = extract.text("docx", files["GURU-w-kunci.docx"])
    assert "petunjukx" in key
    assert "inti" not in key


def test_without_tiers_help_is_printed_nowhere(tmp_path):
    paper = FILES["c/u/assessments/w.yaml"].replace("tiers:", "avoid: [] #")
    files, _ = made(written(tmp_path, **{"c/u/assessments/w.yaml": paper}))
    for name, content in files.items():
        assert b"petunjukx" not in unpacked(content), name
    assert "w-A.pdf" in files
