"""Parameters: versions of an item, the same every time, other ones on every form."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.content.parameters import VERSIONS, shown
from lembar.course.item import Number
from lembar.course.tree import text_of
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
        ("s < 100", "s < 1", "5:5: error[no-version]"),
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


def test_numbers_as_they_are_printed():
    from decimal import Decimal

    assert shown(Decimal("2.50"), comma=True) == "2,5"
    assert shown(Decimal("-2.5"), comma=False) == "−2.5"
    assert shown(Decimal("-2.5"), comma=True, in_formula=True) == "-2{,}5"
    assert shown(Decimal("1E+3"), comma=True) == "1000"
    assert shown(Decimal("0.00"), comma=True) == "0"
