"""A rename mends every reference and nothing else, or changes nothing."""

from pathlib import Path

import pytest

from lembar.content.names import Names
from lembar.engine import rename as module
from lembar.engine.rename import Renamed, rename
from lembar.errors import LembarError, UsageError

FILES = {
    "unit.yaml": """\
objectives:
- id: T1
  text: Tahu T1 dan air.
- {id: "T2", text: Lain.}
glossary:
- term: air
  definition: lihat air dan [air](term:)
- term: siklus air
  definition: perjalanan
""",
    "01-a.md": """\
---
title: T1
objectives: [T1, T2]
---

# T1

Sebuah [Air](term:), [cairan *itu*](term:air), `[air](term:)`, air, [siklus
air](term:), [perjalanan](<term:siklus air>) dan [x](term:siklus%20air).

objective: T1 bukan kunci.

- | a |
- [air][kaki]

| a | b |
| --- | --- |
| x | [air](term:) |

::: questions
- draw: 1
  objective: T1
  bank: air
- {use: air/k1}
- type: short
  text: |
    Apa [air](term:)? [[b]]
:::

[kaki]: term:air
""",
    "questions/air.yaml": """\
objective: T1
items:
- type: short
  id: k1       # k1
  objective: "T1"
  text: |
    k1 T1 [air](term:)? [[air]]
- type: short
  id: k11
  text: "Sebut [siklus air](term:), 'air'. [[b]]"
""",
    "questions/lain.yaml": "items:\n- type: short\n  id: k1\n  text: a [[b]]\n",
    "assessments/w.yaml": """\
title: air/k1
kind: worksheet
objectives: T1
items:
- use: air/k1
- use: air/k11
- use: lain/k1
- draw: 1
  bank: air
""",
}
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "c" / "u" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BOM + text.encode().replace(b"\n", b"\r\n"))
    (tmp_path / "c/course.yaml").write_text("title: C\nlanguage: id\n")
    return tmp_path / "c"


def do(course: Path, old: str, new: str, folder: Path | None = None) -> Renamed:
    return rename([course], folder, old, new, Names(course.parent))


def texts(course: Path) -> dict[str, str]:
    """Return the files of the unit; each must still be as people's editors wrote it."""
    found = {}
    for path in sorted((course / "u").rglob("*.*")):
        raw = path.read_bytes()
        assert raw.startswith(BOM)
        assert raw.count(b"\n") == raw.count(b"\r\n")
        name = path.relative_to(course / "u").as_posix()
        found[name] = raw.removeprefix(BOM).replace(b"\r\n", b"\n").decode()
    return found


def changed(course: Path) -> dict[str, list[tuple[str, str]]]:
    """Return the lines that differ, by file."""
    found = {}
    for name, after in texts(course).items():
        lines = zip(FILES[name].split("\n"), after.split("\n"), strict=True)
        if differing := [(old, new) for old, new in lines if old != new]:
            found[name] = differing
    return found


def test_an_item(course: Path) -> None:
    assert do(course, "air/k1", "air/baru").places == 3
    assert changed(course) == {
        "01-a.md": [("- {use: air/k1}", "- {use: air/baru}")],
        "assessments/w.yaml": [("- use: air/k1", "- use: air/baru")],
        "questions/air.yaml": [("  id: k1       # k1", "  id: baru       # k1")],
    }


def test_the_bank_of_the_new_name_may_be_left_out(course: Path) -> None:
    do(course, "air/k1", "baru")
    assert "- use: air/baru" in texts(course)["assessments/w.yaml"]


def test_an_objective(course: Path) -> None:
    assert do(course, "T1", "TP-9").places == 6
    assert changed(course) == {
        "unit.yaml": [("- id: T1", "- id: TP-9")],
        "01-a.md": [
            ("objectives: [T1, T2]", "objectives: [TP-9, T2]"),
            ("  objective: T1", "  objective: TP-9"),
        ],
        "questions/air.yaml": [
            ("objective: T1", "objective: TP-9"),
            ('  objective: "T1"', '  objective: "TP-9"'),
        ],
        "assessments/w.yaml": [("objectives: T1", "objectives: TP-9")],
    }


def test_a_value_in_braces_and_quotes(course: Path) -> None:
    do(course, "T2", "TP-9")
    assert '- {id: "TP-9", text: Lain.}' in texts(course)["unit.yaml"]


def test_a_bank(course: Path) -> None:
    done = do(course, "bank:air", "hujan")
    assert not (course / "u/questions/air.yaml").exists()
    after = texts(course)
    assert after["questions/hujan.yaml"] == FILES["questions/air.yaml"]
    assert after["01-a.md"] == FILES["01-a.md"].replace("bank: air", "bank: hujan").replace(
        "air/k1", "hujan/k1"
    )
    assert after["assessments/w.yaml"] == FILES["assessments/w.yaml"].replace(
        "use: air/", "use: hujan/"
    ).replace("bank: air", "bank: hujan")
    assert done.places == 6
    assert course / "u/questions/hujan.yaml" in done.files


def test_a_term(course: Path) -> None:
    assert do(course, "term:air", "zat cair").places == 7
    new = "(<term:zat cair>)"
    assert changed(course) == {
        "unit.yaml": [("- term: air", "- term: zat cair")],
        "01-a.md": [
            (
                "Sebuah [Air](term:), [cairan *itu*](term:air), `[air](term:)`, air, [siklus",
                f"Sebuah [Air]{new}, [cairan *itu*]{new}, `[air](term:)`, air, [siklus",
            ),
            ("| x | [air](term:) |", f"| x | [air]{new} |"),
            ("    Apa [air](term:)? [[b]]", f"    Apa [air]{new}? [[b]]"),
            ("[kaki]: term:air", "[kaki]: <term:zat cair>"),
        ],
        "questions/air.yaml": [
            ("    k1 T1 [air](term:)? [[air]]", f"    k1 T1 [air]{new}? [[air]]")
        ],
    }


def test_a_term_of_two_words_even_over_two_lines(course: Path) -> None:
    assert do(course, "Siklus  Air", "daur").places == 5
    assert changed(course)["01-a.md"] == [
        (
            "air](term:), [perjalanan](<term:siklus air>) dan [x](term:siklus%20air).",
            "air](term:daur), [perjalanan](term:daur) dan [x](term:daur).",
        )
    ]
    assert "[siklus air](term:daur), 'air'" in texts(course)["questions/air.yaml"]


def test_a_rename_and_back_gives_the_same_bytes(course: Path) -> None:
    before = texts(course)
    for old, new in (("air/k1", "air/x"), ("T1", "x"), ("bank:air", "x")):
        do(course, old, new)
        assert texts(course) != before
        do(course, new, old.removeprefix("bank:"))
        assert texts(course) == before


def test_only_the_case_of_a_name_may_change(course: Path) -> None:
    do(course, "term:air", "Air")
    assert "- term: Air" in texts(course)["unit.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("tidak-ada", "x", "not-found-to-rename"),
        ("air/tidak", "x", "not-found-to-rename"),
        ("../u/questions/air", "x", "not-found-to-rename"),
        ("air", "x", "several-to-rename"),
        ("T1", "T2", "name-taken"),
        ("T1", "t2", "name-taken"),
        ("T1", "T1", "name-taken"),
        ("term:air", "Siklus air", "name-taken"),
        ("bank:air", "lain", "name-taken"),
        ("air/k1", "air/k11", "name-taken"),
        ("air/k1", "lain/k9", "bad-name"),
        ("T1", "T 1", "bad-name"),
        ("bank:air", "../x", "bad-name"),
        ("term:air", "a: b", "bad-name"),
        ("term:air", "a #b", "bad-name"),
        ("term:air", "a](b", "bad-name"),
        ("term:air", " air", "bad-name"),
        ("term:air", "", "bad-name"),
    ],
)
def test_what_is_refused_changes_nothing(course: Path, old: str, new: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        do(course, old, new)
    assert [each.code for each in caught.value.problems] == [code]
    assert texts(course) == FILES


def test_a_file_that_cannot_be_read_stops_all(course: Path) -> None:
    (course / "u/assessments/z.yaml").write_text("items:\n\t- use: air/k1\n")
    with pytest.raises(LembarError) as caught:
        do(course, "air/k1", "x")
    assert caught.value.problems[0].place is not None
    (course / "u/assessments/z.yaml").unlink()
    assert texts(course) == FILES


def test_a_file_that_is_not_as_expected_stops_all(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.edited

    def last_one_fails(raw: bytes, edits: object) -> bytes | None:
        return None if b"kind: worksheet" in raw else real(raw, edits)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "edited", last_one_fails)
    with pytest.raises(LembarError) as caught:
        do(course, "T1", "x")
    assert caught.value.problems[0].code == "not-edited"
    assert texts(course) == FILES


def test_the_same_name_in_two_units_is_renamed_in_the_one_that_is_meant(course: Path) -> None:
    other = course / "v/unit.yaml"
    other.parent.mkdir()
    other.write_text("objectives:\n- id: T1\n  text: Lain.\n")
    with pytest.raises(UsageError) as caught:
        do(course, "T1", "x")
    assert caught.value.problems[0].code == "several-to-rename"
    do(course, "T1", "x", other.parent)
    assert other.read_text() == "objectives:\n- id: x\n  text: Lain.\n"
    assert texts(course) == FILES
