"""The catalogues: every code has its sentence, in both languages, with the same names to fill."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Said:
    """Hold a call that makes a problem: where, its code, the hints it may give, its values."""

    where: str
    code: str
    hints: frozenset[str]
    values: frozenset[str] | None  # None: they are not written out


def calls() -> list[Said]:
    """Return every call in the package that makes a problem of a code that is written out."""
    found = []
    for path in sorted((ROOT / "lembar").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for function, node in calls_in(tree):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            said = first.value if isinstance(first, ast.Constant) else None
            if name in _SAYS and isinstance(said, str) and _CODE.fullmatch(said):
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                found.append(Said(where, said, hints(node, assigned(function)), values(node, name)))
    return found


def calls_in(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Yield every call that has arguments, with the function in which it stands."""
    waiting: list[tuple[ast.AST, ast.AST]] = [(tree, tree)]
    while waiting:
        function, node = waiting.pop()
        if isinstance(node, ast.Call) and node.args:
            yield function, node
        inner = node if isinstance(node, ast.FunctionDef) else function
        waiting.extend((inner, child) for child in ast.iter_child_nodes(node))


def hints(call: ast.Call, named: dict[str, set[str]]) -> frozenset[str]:
    """Return the hints that a call may give: the third argument, whichever way it is chosen."""
    given = [k.value for k in call.keywords if k.arg == "hint"] or call.args[2:3]
    found: set[str] = set()
    for node in (each for one in given for each in ast.walk(one)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.Name):
            found |= named.get(node.id, set())
    return frozenset(each for each in found if _CODE.fullmatch(each))


def values(call: ast.Call, name: str) -> frozenset[str] | None:
    """Return the names that a call fills; `add` and `problem` alone take just what they are given.

    None where some are handed on.
    """
    if name not in ("add", "problem") or any(k.arg is None for k in call.keywords):
        return None
    return frozenset(k.arg for k in call.keywords if k.arg)


def assigned(tree: ast.Module) -> dict[str, set[str]]:
    """Return the texts that a name may stand for in a module."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            texts = {e.value for e in ast.walk(node.value) if isinstance(e, ast.Constant)}
            for name in (
                e.id for t in node.targets for e in ast.walk(t) if isinstance(e, ast.Name)
            ):
                found.setdefault(name, set()).update(e for e in texts if isinstance(e, str))
    return found


CALLS = calls()


def test_both_languages_have_the_same_keys():
    assert set(catalogue("en")) == set(catalogue("id"))


def test_every_code_has_a_sentence():
    codes = {each.code for each in CALLS}
    assert len(codes) > 80
    assert sorted(codes - set(catalogue("en"))) == []


def test_every_hint_has_a_sentence():
    given = {f"hint.{hint}" for each in CALLS for hint in each.hints}
    assert len(given) > 30
    assert sorted(given - set(catalogue("en"))) == []


def test_a_call_fills_all_names_of_its_sentence_and_hint():
    """A name that is not filled would be printed with its braces."""
    name = re.compile(r"\{([a-z]\w*)\}")
    entries = catalogue("en")
    unfilled = {
        (each.where, key, missing)
        for each in CALLS
        if each.values is not None
        for key in (each.code, *(f"hint.{hint}" for hint in each.hints))
        for missing in set(name.findall(entries[key][0])) - each.values
    }
    assert sorted(unfilled) == []


def test_no_sentence_is_left_over():
    """A sentence that no code asks for is a code that was misspelt, or forgotten."""
    used = {
        node.value
        for path in (ROOT / "lembar").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    sentences = {key for key in catalogue("en") if not key.startswith(("hint.", "ui."))}
    assert sorted(sentences - used) == []


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
