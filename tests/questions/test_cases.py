"""Every question type as an author writes it, and what pupils and teachers get of it."""

import ast
import re
from pathlib import Path

import pytest

from lembar.questions import TYPES
from tests.questions.cases import CASES, shown

ROOT = Path(__file__).parents[2]
# Also the kind of an interaction, and the role of a cell of figures.
SHARED = {"choice", "numeric"}
_NAMED = re.compile("|".join(f"[\"']{name}[\"']" for name in TYPES.keys() - SHARED))
FOLDERS = sorted(CASES.iterdir())


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_the_sheet_is_as_expected(case):
    expected = {path.stem: path.read_text("utf-8") for path in case.glob("*.txt")}
    assert shown(case) == expected


def test_every_type_has_a_case():
    there = {case.name for case in FOLDERS}
    assert [name for name in (*TYPES, "group") if name not in there] == []


def test_no_type_is_known_outside_of_its_file():
    """After `item()` nothing knows types: no code names one, except where interactions share it."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in sorted((ROOT / "lembar").rglob("*.py"))
        if path.parent.name != "questions"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in TYPES.keys() - SHARED
    ]
    assert found == []
    templates = (ROOT / "templates/default").rglob("*.j2")
    assert [p.name for p in templates if _NAMED.search(p.read_text("utf-8"))] == []
