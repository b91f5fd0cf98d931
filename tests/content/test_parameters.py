"""Parameters: versions of an item, the same every time, other ones on every form."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.content.parameters import VERSIONS, shown
from lembar.course.item import Number
from lembar.course.tree import text_of
from lembar.engine.check import check
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.messages import Messages
from lembar.views.paper import KeyView, PaperView

ITEM = """\
items:
- type: numeric
  id: way
  parameters:
    v: 5..30 step 2.5
    t: [2, 4, 5]
    s: v * t
  where: s < 100
  text: |
    {{ v }} m/s, {{ t }} s, $v = {{ v }}$: [[{{ s }}]] m.
"""
PAPER = """\
title: W
kind: test
forms: [A, B, C]
items:
- use: q/way
"""


def prepared(root: Path, bank: str = ITEM, language: str = "id") -> Prepared:
    files = {
        "c/course.yaml": f"title: C\nlanguage: {language}\n",
        "c/u/unit.yaml": "title: U\n",
        "c/u/questions/q.yaml": bank,
        "c/u/assessments/w.yaml": PAPER,
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return prepare(find_project((), root), Options())


def views(made: Prepared, kind: type) -> list:
    (course,) = made.courses
    found = [d.view for each in course.sets for d in each.documents]
    return [view for view in found if type(view) is kind]


def test_every_form_has_values_of_its_own_and_the_key_knows_them(tmp_path):
    made = prepared(tmp_path)
    assert not list(made.problems)
    texts = [text_of(view.sections[0].entries[0].body) for view in views(made, PaperView)]
    assert len(set(texts)) == 3
    (key,) = views(made, KeyView)
    for text, form in zip(texts, key.forms, strict=True):
        speed, time = (part.split()[0] for part in text.split(", ")[:2])
        answer = form.items()[0].interactions[0].value
        assert float(answer) == float(speed.replace(",", ".")) * float(time) < 100
    (entry,) = key.guide
    assert [other.code for other in entry.others] == ["B", "C"]
    assert [o.item.interactions for o in entry.others] == [
        f.items()[0].interactions for f in key.forms[1:]
    ]


def test_the_same_versions_every_time(tmp_path):
    one, other = (prepared(tmp_path / name) for name in ("one", "other"))
    banks = [made.courses[0].course.units[0].bank["q"] for made in (one, other)]
    assert banks[0] == banks[1]
    (item,) = banks[0]
    assert len(item.versions) == VERSIONS
    assert len({text_of(version.body) for version in item.versions}) == VERSIONS
    assert item.versions[0].body == item.body


@pytest.mark.parametrize(("language", "mark"), [("id", "7,5"), ("en", "7.5")])
def test_decimals_are_those_of_the_language(tmp_path, language, mark):
    bank = ITEM.replace("5..30 step 2.5", "[7.5]").replace("[2, 4, 5]", "[2]")
    made = prepared(tmp_path, bank, language)
    (item,) = made.courses[0].course.units[0].bank["q"]
    assert text_of(item.body).startswith(f"{mark} m/s, 2 s, ")
    assert ("7{,}5" in text_of(item.body)) == (language == "id")
    (number,) = item.interactions
    assert isinstance(number, Number)
    assert number.value == 15


def test_a_group_shares_its_parameters(tmp_path):
    bank = """\
items:
- type: group
  id: way
  parameters:
    n: 3..9
  text: |
    {{ n }} kotak berisi 12 pensil.
  items:
  - type: numeric
    text: |
      [[{{ 12 * n }}]]
"""
    made = prepared(tmp_path, bank)
    (key,) = views(made, KeyView)
    for form in key.forms:
        (group,) = form.sections[0].entries
        boxes = int(text_of(group.stimulus).split()[0])
        assert int(group.items[0].interactions[0].value) == 12 * boxes


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("s < 100", "s < 1", "8:10: error[impossible-condition]"),
        ("s < 100", "[v > 20, v < 10]", "5:5: error[no-version]"),
        ("v * t", "v * x", "5:5: error[bad-expression]: This can't be worked out: x"),
        ("v * t", "v / 7", "5:5: error[bad-expression]: This can't be worked out: "),
        ("5..30 step 2.5", "30..5", "5:8: error[bad-range]"),
        ("5..30 step 2.5", "1..2 step 0", "5:8: error[bad-range]"),
        ("    v:", "    1v:", "5:5: error[bad-parameter-name]"),
        ("  where:", "  wher:", "8:3: error[unknown-key]"),
        ("  parameters:", "  parameter:", "8:10: error[where-alone]"),
    ],
)
def test_what_is_wrong_is_told_once(tmp_path, old, new, said):
    assert old in ITEM
    say = Messages("en")
    problems = prepared(tmp_path, ITEM.replace(old, new)).problems
    (line,) = (say.line(each) for each in problems)
    assert line.startswith(f"c/u/questions/q.yaml:{said}")


def test_two_choices_that_come_to_the_same_are_told(tmp_path):
    bank = """\
items:
- type: choice
  id: way
  parameters:
    a: [2]
    b: [2]
  text: |
    {{ a }} × {{ b }} = …

    - [x] {{ a * b }}
    - [ ] {{ a + b }}
    - [ ] 5
"""
    assert [each.code for each in prepared(tmp_path, bank).problems] == ["same-choice"]


def told(root: Path, bank: str, language: str = "id") -> list[str]:
    """Return what `lembar check` tells of parameters, and of the choices that they make."""
    prepared(root, bank, language)
    say = Messages("en")
    return [say.line(each) for each in check(find_project((), root), Options()).problems]


def choice(parameters: str, wrong: str, where: str = "") -> str:
    lines = "".join(f"    {line}\n" for line in parameters.split("; "))
    condition = f"  where: {where}\n" if where else ""
    return (
        f"items:\n- type: choice\n  id: way\n  parameters:\n{lines}{condition}  text: |\n"
        f"    Berapa?\n\n    - [x] {{{{ a * b }}}}\n    - [ ] {{{{ {wrong} }}}}\n"
        "    - [ ] tak tentu\n"
    )


def test_check_says_how_many_versions_there_are(tmp_path):
    lines = told(tmp_path, ITEM)
    assert "c/u/questions/q.yaml:5:5: note[versions]: Versions of this item: 25." in lines
    wide = ITEM.replace("5..30 step 2.5", "1..900").replace("[2, 4, 5]", "1..900")
    lines = told(tmp_path / "wide", wide.replace("s < 100", "s > 1"))
    assert any("note[versions-at-least]: Versions of this item: at least 1000." in n for n in lines)


def test_rare_values_are_found_and_counted(tmp_path):
    """One of 15,000 sets: no sample would find it for sure."""
    rare = ITEM.replace("5..30 step 2.5", "1..150").replace("[2, 4, 5]", "1..100")
    lines = told(tmp_path, rare.replace("s < 100", "s == 150 * 100"))
    assert any("Versions of this item: 1." in line for line in lines)
    (few,) = (line for line in lines if "few-versions" in line)
    assert "“q/way” has 1 versions for 3 forms" in few


def test_values_that_print_the_same_are_one_version(tmp_path):
    bank = ITEM.replace("{{ v }} m/s, {{ t }} s, $v = {{ v }}$: [[{{ s }}]] m.", "{{ t }} [[2]]")
    made = prepared(tmp_path, bank)
    (item,) = made.courses[0].course.units[0].bank["q"]
    assert len(item.versions) == 3


def test_a_condition_keeps_an_expression_from_a_division_by_zero(tmp_path):
    bank = choice("a: 0..6; b: [2]; c: round(b / a, 1)", "c", "a > 2")
    assert not list(prepared(tmp_path, bank).problems)
    (problem,) = prepared(tmp_path / "other", bank.replace("  where: a > 2\n", "")).problems
    assert problem.code == "bad-expression"
    assert "a = 0" in dict(problem.values)["given"]


def test_a_distractor_that_comes_to_the_key_is_an_error_where_it_is_printed(tmp_path):
    bank = choice("a: [2, 3]; b: [2]", "a + b")
    problems = list(prepared(tmp_path, bank).problems)
    assert [(each.code, each.severity) for each in problems] == [
        ("in-version", "info"),
        ("same-choice", "error"),
    ]
    assert dict(problems[0].values)["values"] == "a = 2, b = 2"


def test_and_a_warning_where_it_is_not_printed_yet(tmp_path):
    bank = choice("a: 1..90; b: 2..3", "60 + a if a == 60 else a * b + 1", "a * b != 0")
    bank = bank.replace("60 + a", "b * 60")
    assert not list(prepared(tmp_path, bank).problems)
    lines = told(tmp_path, bank)
    assert [line.split(": ")[1] for line in lines if "way" not in line][:2] == [
        "note[in-version]",
        "note[versions]",
    ]
    assert any("warning[same-choice]" in line for line in lines)
    assert any("That is so with these values: a = 60" in line for line in lines)


def test_choices_of_equal_value_are_told_in_any_version(tmp_path):
    bank = choice("a: 2..9; b: [2]; half: \"'6,0' if a == 3 else '1,5'\"", "half")
    assert any("warning[overlapping-choices]" in line for line in told(tmp_path, bank))


@pytest.mark.parametrize(("language", "printed"), [("en", "25,000 m"), ("id", "25.000 m")])
def test_large_numbers_are_written_as_the_language_does(tmp_path, language, printed):
    bank = (
        "items:\n- type: numeric\n  id: way\n  parameters:\n    a: [25000]\n  text: |\n"
        "    {{ a }} m: [[{{ a }}]] [x](https://x.example/{{ a }})\n"
    )
    made = prepared(tmp_path, bank, language)
    assert not list(made.problems)
    (item,) = made.courses[0].course.units[0].bank["q"]
    assert text_of(item.body).startswith(f"{printed}:")
    assert item.interactions[0].value == 25000
    assert "https://x.example/25000" in str(item.body)


def test_numbers_as_they_are_printed():
    from decimal import Decimal

    assert shown(Decimal("2.50"), "id") == "2,5"
    assert shown(Decimal("-2.5"), "en") == "−2.5"
    assert shown(Decimal("-2.5"), "id", in_formula=True) == "-2{,}5"
    assert shown(Decimal("1E+3"), "id") == "1000"
    assert shown(Decimal("0.00"), "id") == "0"
    assert shown(Decimal("25000"), "id") == "25000"
    assert shown(Decimal("-12500.5"), "id", grouped=True) == "−12.500,5"
