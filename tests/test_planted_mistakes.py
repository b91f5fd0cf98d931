"""Twenty planted mistakes in one run give the twenty expected messages; the rest is built."""

from pathlib import Path

import pytest

from tests.built import build_apart

CASE = Path(__file__).parent / "cases" / "planted-mistakes"


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_mistake_is_told_once_and_the_rest_is_built(language, tmp_path):
    ran = build_apart(CASE, "--output", str(tmp_path), "--format", "docx", "--format", "md",
                      LEMBAR_LANG=language)  # fmt: skip
    told = [line for line in ran.stderr.splitlines() if not line.startswith("  ")]
    expected = (CASE / f"expected-{language}.txt").read_text("utf-8").splitlines()
    assert told == expected
    assert len(expected) == 20
    assert ran.returncode == 1
    made = sorted(p.name for p in tmp_path.rglob("*.*") if p.suffix in (".docx", ".md"))
    assert made == [
        "01-sehat-rangkuman.docx",
        "01-sehat-ringkasan.md",
        "GURU-01-sehat-rangkuman.docx",
        "GURU-01-sehat-ringkasan.md",
        "GURU-sehat-kunci.docx",
        "sehat.docx",
    ]
