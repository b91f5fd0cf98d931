"""Labels of choices, sections and parts: as the theme says, the same on all papers."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.freeze import freeze
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from tests.built import build_here
from tests.docx_numbering import printed

PAPER = """\
title: W
kind: test
forms: [A, B]
sections:
- title: Memilih
  items:
  - type: choice
    id: one
    text: |
      Berapa?

      - [x] satu
      - [ ] dua
      - [ ] tiga
  - type: matching
    id: pairs
    text: |
      Pasangkan.

      - IDI -> dokter
      - PGRI -> guru
      - -> wartawan
- title: Uraian
  items:
  - type: multi-part
    id: parts
    text: |
      Jawablah.
    parts:
    - type: choice
      text: |
        Warna?

        - [x] merah
        - [ ] hijau
        - [ ] biru
      explanation: |
        Karena merah.
    - type: short
      text: |
        Kata: [[kata]]
      accept: [kata kata]
"""
THEME = """\
extends: default
labels: {choices: CHOICES, sections: SECTIONS, parts: PARTS}
"""
STYLES = {
    ("upper-latin", "upper-latin", "lower-latin"): ("ABC", "AB", "ab"),
    ("lower-latin", "upper-roman", "decimal"): ("abc", ("I", "II"), "12"),
    ("decimal", "decimal", "upper-latin"): ("123", "12", "AB"),
    ("arabic-letters", "arabic-letters", "arabic-letters"): ("أبج", "أب", "أب"),
}


def course(root: Path, styles: tuple[str, ...]) -> Path:
    """Write a course whose theme has these styles of labels."""
    theme = THEME
    for name, style in zip(("CHOICES", "SECTIONS", "PARTS"), styles, strict=True):
        theme = theme.replace(name, style)
    for name, text in {
        "c/course.yaml": "title: C\nlanguage: id\ntheme: own\ndocuments:\n"
        + "".join(f"  {d}: [docx]\n" for d in ("test", "answer-key", "item-cards", "answer-sheet")),
        "c/u/unit.yaml": "title: U\n",
        "c/u/assessments/w.yaml": PAPER,
        "templates/own/theme.yaml": theme,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def texts(root: Path, name: str) -> list[str]:
    """Return the paragraphs of a paper, each behind its label."""
    (path,) = (root / "output").rglob(name)
    return [f"{each.label} {each.text}".strip() for each in printed(path.read_bytes())]


@pytest.mark.parametrize("styles", STYLES)
def test_sheet_key_and_cards_have_the_labels_of_the_theme(tmp_path, styles):
    choices, sections, parts = STYLES[styles]
    root = course(tmp_path, styles)
    assert not [each.code for each in build_here(root, root / "output").problems]
    sheet = texts(root, "w-A.docx")
    options = [each for each in sheet if each.endswith(("satu", "dua", "tiga"))]
    assert [each.split()[0] for each in options] == list(choices)
    matched = [each for each in sheet if each.endswith(("dokter", "guru", "wartawan"))]
    assert [each.split()[0] for each in matched] == [f"{each}." for each in choices]
    titles = [each for each in sheet if "Memilih" in each or "Uraian" in each]
    assert [each.split()[0] for each in titles] == [f"{each}." for each in sections]
    assert next(each for each in sheet if "Warna?" in each).startswith(f"{parts[0]}. ")
    assert next(each for each in sheet if "Kata:" in each).startswith(f"{parts[1]}. ")

    key = texts(root, "*kunci.docx")
    right = {each.split()[-1]: each.split()[0] for each in options + matched}
    pairs = [
        f"{number}{'–' if choices == '123' else ''}{right[word].rstrip('.')}"
        for number, word in enumerate(("dokter", "guru"), 1)
    ]
    for row in (right["satu"], " ".join(pairs), f"{parts[1]} kata"):
        assert any(row in each for each in key), row
    assert f"{parts[0]}. Karena merah." in key
    assert any(f"{parts[1]}: kata kata" in each for each in key)
    assert f"{choices[2]} (%)" in texts(root, "*kartu-soal.docx")


def test_a_lock_keeps_the_labels_that_were_printed(tmp_path):
    root = course(tmp_path, ("lower-latin", "upper-latin", "decimal"))
    freeze(root / "c/u/assessments/w.yaml", "2026-XI", False, root)
    build_here(root, root / "output")
    before = texts(root, "w-2026-XI-A.docx")
    assert texts(root, "w-A.docx") == before
    course(root, ("upper-latin", "upper-roman", "upper-latin"))
    build_here(root, root / "output")
    assert texts(root, "w-2026-XI-A.docx") == before
    assert texts(root, "w-A.docx") != before


def test_a_style_that_a_catalogue_misspells_is_told(tmp_path):
    root = course(tmp_path, ("locale", "decimal", "decimal"))
    words = Path(__file__).parents[2] / "templates/default/locale/id.po"
    text = words.read_text("utf-8").replace('"upper-latin"', '"upper"', 1)
    mine = root / "templates/own/locale/id.po"
    mine.parent.mkdir()
    mine.write_text(text, "utf-8")
    (found,) = prepare(find_project((), root), Options()).problems
    assert (found.code, found.place.file) == ("unknown-word", "templates/own/locale/id.po")
    assert dict(found.values)["word"] == "upper"
