"""The catalogues: every code has its sentence, in both languages, with the same names to fill."""

import ast
import re
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.catalogues import read_words
from lembar.content.themes import load_theme, theme_roots
from lembar.questions import TYPES

ROOT = Path(__file__).parents[1]
_SAYS = {"add", "problem", "_complain", "missing", "edited_file"}
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
_WORDS = re.compile(r"words\(\s*\"([\w.-]+)\"")
_UI = re.compile(r"say\(\s*f?\"(ui\.[\w.-]+)\"")


def catalogue(language: str):
    return read_words(language, (ROOT / f"lembar/locale/{language}.po").read_text("utf-8")).entries


def codes() -> set[str]:
    """Return the first text argument of every call that makes a problem."""
    found: set[str] = set()
    for path in sorted((ROOT / "lembar").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            said = first.value if isinstance(first, ast.Constant) else None
            if name in _SAYS and isinstance(said, str) and _CODE.fullmatch(said):
                found.add(said)
    return found


def test_both_languages_have_the_same_keys():
    assert set(catalogue("en")) == set(catalogue("id"))


def test_every_code_has_a_sentence():
    assert len(codes()) > 80
    assert sorted(codes() - set(catalogue("en"))) == []


def test_hints_belong_to_codes_or_are_general():
    general = {"did-you-mean", "known-words", "known-keys", "rewritten", "text-under-bar"}
    hints = {key.removeprefix("hint.") for key in catalogue("en") if key.startswith("hint.")}
    assert sorted(hints - set(catalogue("en")) - general) == []


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_sentences_fill_the_same_names(key):
    name = re.compile(r"\{(\w+)\}")
    english, indonesian = catalogue("en")[key][0], catalogue("id")[key][0]
    assert set(name.findall(english)) == set(name.findall(indonesian))


def test_every_word_of_the_commands_is_there():
    used = {
        key
        for path in (ROOT / "lembar").rglob("*.py")
        for key in _UI.findall(path.read_text("utf-8"))
        if not key.endswith(".")
    }
    assert len(used) > 30
    assert sorted(used - set(catalogue("en"))) == []


def printed(language: str):
    theme = load_theme("default", theme_roots(), AssetStore())
    return read_words(language, theme.files[f"locale/{language}.po"]).entries


def test_printed_words_are_the_same_in_both_languages():
    assert set(printed("en")) == set(printed("id"))


def test_every_printed_word_is_there():
    used = {
        key
        for path in (ROOT / "templates/default").rglob("*.j2")
        for key in _WORDS.findall(path.read_text("utf-8"))
        if not key.endswith(".")
    }
    assert len(used) > 30
    assert sorted(used - set(printed("en"))) == []


def test_every_question_type_has_its_label():
    assert [name for name in TYPES if f"type.{name}" not in printed("id")] == []
