"""What a paper asks for: quotas, sums, parallel forms, bonus and totals, as they are written."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.course.assessment import Assessment, Draw, Inline, Use
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.messages import Messages

BANK = "items:\n" + "".join(
    f"- type: choice\n  id: q{n}\n  objective: T{1 + n % 2}\n  level: C{1 + n % 3}\n"
    f"  text: |\n    Soal {n}?\n\n    - [x] ya {n}\n    - [ ] tidak {n}\n    - [ ] mungkin {n}\n"
    for n in range(24)
)


def read(root: Path, paper: str) -> tuple[Assessment | None, list[str]]:
    """Return a paper as it is read, and what is told, with line and column."""
    for name, text in {
        "c/course.yaml": "title: C\nlanguage: id\n",
        "c/u/unit.yaml": "objectives:\n- id: T1\n  text: Satu.\n- id: T2\n  text: Dua.\n",
        "c/u/questions/b.yaml": BANK,
        "c/u/assessments/w.yaml": f"title: W\nkind: worksheet\n{paper}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    prepared = prepare(find_project((), root), Options())
    told = [
        f"{each.place.line}:{each.place.column} {each.code}"
        for each in prepared.problems
        if each.place is not None
    ]
    asked = [each for c in prepared.courses for u in c.course.units for each in u.assessments]
    return (asked[0] if asked else None), told


def test_a_quota_is_a_draw_for_each_cell(tmp_path):
    paper, told = read(
        tmp_path,
        "items:\n- quota:\n    T1: {C1: 2, C2: 1}\n    T2: 3\n  type: choice\n  points: 2\n",
    )
    assert told == []
    assert paper is not None
    asked = [each for each in paper.sections[0].requests if isinstance(each, Draw)]
    assert [(e.count, e.objective, e.level, e.type, e.points) for e in asked] == [
        (2, "T1", "C1", "choice", 2),
        (1, "T1", "C2", "choice", 2),
        (3, "T2", None, "choice", 2),
    ]


@pytest.mark.parametrize(
    ("quota", "told"),
    [
        ("T1: {C1: 9}", "5:14 draw-too-few"),
        ("T1: {C1: 0}", "5:14 not-positive"),
        ("T1: {sukar: 1}", "5:10 unknown-word"),
        ("T1: {choice: 1}", "5:10 quota-twice"),
        ("T9: 1", "5:5 unknown-objective"),
        ("T1: banyak", "5:9 not-a-number"),
    ],
)
def test_a_quota_that_is_none_is_told_at_its_cell(tmp_path, quota, told):
    _, found = read(tmp_path, f"items:\n- quota:\n    {quota}\n  type: choice\n")
    assert found == [told]


def test_an_empty_quota_asks_for_nothing(tmp_path):
    _, found = read(tmp_path, "items:\n- quota: {}\n")
    assert found == ["4:10 nothing-asked"]


def test_all_keys_are_read(tmp_path):
    paper, told = read(
        tmp_path,
        "forms: [A, B]\nparallel: true\ntotal: 12\nsections:\n- title: Satu\n  points: 2\n"
        "  total: 12\n  items:\n  - draw-points: 8\n  - use: b/q1\n  - type: short\n"
        "    points: 2\n    text: |\n      Kota itu [[Roma]].\n"
        "- title: Dua\n  bonus: true\n  items:\n  - use: b/q2\n    bonus: true\n",
    )
    assert told == ["1:1 parallel-shared"]
    assert paper is not None
    assert paper.parallel
    assert paper.total is not None
    assert (paper.total.points, paper.total.place.line) == (12, 5)
    one, two = paper.sections
    assert (one.points, one.bonus, one.total and one.total.points, two.bonus) == (
        2,
        False,
        12,
        True,
    )
    draw, use, inline = one.requests
    assert isinstance(draw, Draw)
    assert (draw.count, draw.sum) == (None, 8)
    assert isinstance(use, Use)
    assert not use.bonus
    assert isinstance(inline, Inline)
    assert inline.own_points
    assert isinstance(two.requests[0], Use)
    assert two.requests[0].bonus


def test_a_total_that_differs_is_told_at_its_line(tmp_path):
    _, told = read(tmp_path, "total: 5\nitems:\n- draw: 4\n")
    assert told == ["3:8 total-differs"]


def test_sharing_is_a_warning_of_the_paper(tmp_path):
    _, told = read(
        tmp_path,
        "forms: [A, B]\nparallel: true\nitems:\n- draw: 3\n  objective: T1\n  level: C1\n",
    )
    assert told == ["1:1 parallel-shared"]


def test_a_quota_that_is_no_table_is_called_by_its_name(tmp_path):
    read(tmp_path, "items:\n- quota: 5\n")
    (told,) = prepare(find_project((), tmp_path), Options()).problems
    assert "(quota)" in Messages("en").line(told)
