"""YAML that never guesses: the traps, the places, and whatever else is written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.content import yaml
from lembar.content.markdown import Source, blocks
from lembar.course.tree import walk
from lembar.errors import Problem, Problems

_SIGNS = str.maketrans({"␣": "\u00a0", "⇥": "\t"})


def _cases() -> list[tuple[str, str]]:
    """Return what is written and what is expected of each case of the file."""
    found: list[tuple[str, str]] = []
    written: list[str] = []
    text = (Path(__file__).parent / "yaml_traps.txt").read_text("utf-8")
    for line in text.split("\n"):
        if line.startswith(("= ", "! ")):
            found.append(("\n".join(written).strip("\n").translate(_SIGNS) + "\n", line))
            written = []
        elif not line.startswith("#"):
            written.append(line)
    return found


CASES = _cases()


def _read(text: str) -> tuple[str | None, list[Problem]]:
    problems = Problems()
    loaded = yaml.load(text, "a.yaml", problems)
    assert loaded.broken == (len(problems) > 0)
    value: yaml.Value | None = None
    if isinstance(loaded.root, yaml.Mapping):
        value = loaded.root.get("items") or loaded.root.entries[0][1]
    if isinstance(value, yaml.Sequence):
        value = value.items[0]
    read = yaml.want_text(value, problems) if value is not None else None
    return read, list(problems)


def _said(problem: Problem) -> str:
    values = dict(problem.values)
    place = problem.place
    assert place is not None
    written = values.get("rewritten", "")
    return f"! {place.line}:{place.column} {problem.code}" + (f"  {written}" if written else "")


@pytest.mark.parametrize(("written", "expected"), CASES, ids=[case[0][:30] for case in CASES])
def test_trap(written: str, expected: str) -> None:
    read, problems = _read(written)
    if expected.startswith("= "):
        assert problems == []
        assert read == expected[2:].replace("⏎", "\n")
    else:
        assert len(problems) == 1
        assert expected in (_said(problems[0]), _said(problems[0]).partition("  ")[0])


@pytest.mark.parametrize("expected", [c[1] for c in CASES if c[1][0] == "!" and '"' in c[1]])
def test_what_the_hint_says_can_be_read(expected: str) -> None:
    written = expected.partition("  ")[2]
    if not written:
        return
    text = written if ": " in written.partition('"')[0] else f"items:\n- {written.lstrip('- ')}"
    read, problems = _read(text + "\n")
    assert problems == []
    assert read


def test_every_trap_is_there() -> None:
    assert len(CASES) > 75


def _places(text: str) -> dict[str, str]:
    problems = Problems()
    loaded = yaml.load(text, "a.yaml", problems, 11)
    assert isinstance(loaded.root, yaml.Mapping)
    found = {}
    for key, value in loaded.root.entries:
        assert isinstance(value, yaml.Scalar)
        source = Source(value.text, "a.yaml", value.lines, folds=value.folds)
        nodes = blocks(source, problems)
        found[key.text] = " ".join(
            f"{each.place.line}:{each.place.column}"
            for each in walk(nodes)
            if each.place and each.tag == "term-ref"
        )
    assert len(problems) == 0
    return found


def test_places_inside_texts() -> None:
    text = "\n".join(
        [
            "bar: |",
            "    kata",
            "",
            "    dan [x](term:) [y](term:)",
            "bar2: |2",
            "   di [x](term:)",
            "plain: lihat [x](term:)",
            'double: "kata \\"kutip\\" [x](term:)"',
            "single: 'Jum''at [x](term:)",
            "  lalu [y](term:)'",
            "long: kata",
            "  lagi [x](term:)",
        ]
    )
    assert _places(text) == {
        "bar": "14:9 14:20",
        "bar2": "16:7",
        "plain": "17:14",
        "double": "18:25",
        "single": "19:18 20:8",
        "long": "22:8",
    }


def test_first_line_moves_places() -> None:
    problems = Problems()
    yaml.load("a: 1\na: 2\n", "a.yaml", problems, 7)
    (found,) = problems
    assert str(found.place) == "a.yaml:8:1"
    assert dict(found.values)["line"] == "7"


@pytest.mark.parametrize("text", ["", "# catatan\n", "---\n", "\n\n"])
def test_nothing_is_no_problem(text: str) -> None:
    problems = Problems()
    assert yaml.load(text, "a.yaml", problems) == yaml.Loaded(None, False)
    assert len(problems) == 0


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "- " * 100_000, "a: &a [*a]\n", "a: &a [1]\nb: &b [*a, *a]\n", "{a: " * 9999],
)
def test_no_text_is_endless(text: str) -> None:
    problems = Problems()
    assert yaml.load(text, "a.yaml", problems).broken
    assert len(problems) > 0


def test_signs_that_no_text_holds() -> None:
    problems = Problems()
    assert yaml.load("é: b\ntext: é\x07\n", "a.yaml", problems).broken
    assert [(p.code, str(p.place)) for p in problems] == [("yaml-character", "a.yaml:2:8")]


def test_strict_kinds() -> None:
    loaded = yaml.load(
        "t: true\nf: 'true'\ny: yes\nn: 8\nm: -3\nh: 0x8\no: 1.0\nl: [a]\nb: 八\n", "a", Problems()
    )
    assert isinstance(loaded.root, yaml.Mapping)
    value = {key.text: value for key, value in loaded.root.entries}
    quiet, loud = Problems(), Problems()
    assert yaml.want_bool(value["t"], quiet) is True
    assert yaml.want_int(value["n"], quiet) == 8
    assert yaml.want_int(value["m"], quiet) == -3
    assert yaml.want_list(value["l"], quiet) is not None
    assert len(quiet) == 0
    assert [yaml.want_bool(value[k], loud) for k in "fyn"] == [None] * 3
    assert [yaml.want_int(value[k], loud) for k in "thobl"] == [None] * 5
    assert yaml.want_list(value["t"], loud) is None
    assert yaml.want_text(value["l"], loud) is None
    assert len(loud.found) == 10


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029\ufeff")
)


@given(_TEXT)
def test_any_text_survives_under_a_bar(text: str) -> None:
    problems = Problems()
    loaded = yaml.load(f"text: |-\n  x{text}\n", "a.yaml", problems)
    assert isinstance(loaded.root, yaml.Mapping)
    value = loaded.root.get("text")
    assert isinstance(value, yaml.Scalar)
    assert value.text == "x" + text
    assert len(problems) == 0


_PIECES = st.sampled_from(
    ["a", ": ", ":", "\n", "\n  ", "- ", "? ", "[", "]", "{", "}", ",", "#", " #", "&a", "*a", "!t",
     "|", ">", "|\n", "'", '"', "\\", "%", "@", "`", "---\n", "\t", "\u00a0", "é", "\u2028",
     "text:", "<<: "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=20).map("".join) | st.text(max_size=40))
def test_load_never_raises(text: str) -> None:
    problems = Problems()
    loaded = yaml.load(text, "a.yaml", problems)
    assert loaded.broken == (len(problems) > 0)
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in problems:
        assert each.place is not None
        assert 1 <= each.place.line <= len(rows)
        assert 1 <= each.place.column <= len(rows[each.place.line - 1]) + 1
