"""Parallel forms: key, blueprint, cards and score sheet say of each form what its sheet says."""

from pathlib import Path

import pytest

from lembar.course.tree import text_of
from lembar.engine.freeze import freeze
from lembar.views.student import public
from tests.views.test_blueprint import numbered, planned

UNIT = "objectives:\n- id: T1\n  text: Menjelaskan air.\n- id: T2\n  text: Menilai air.\n"
PAPER = """
title: Kuis
kind: test
forms: [A, B, C]
parallel: true
sections:
- title: Pilihan ganda
  points: 2
  total: 8
  items:
  - quota:
      T1: {C1: 2, C2: 1}
    type: choice
  - use: b/all
- title: Tambahan
  bonus: true
  items:
  - draw: 1
    objective: T2
"""


def choice(name: str, objective: str, level: str) -> str:
    return (
        f"- type: choice\n  id: {name}\n  objective: {objective}\n  level: {level}\n"
        f"  indicator: Murid dapat {name}.\n  text: |\n    Soal {name}?\n\n"
        f"    - [x] ya {name}\n    - [ ] tidak {name}\n    - [ ] mungkin {name}\n"
    )


BANK = "items:\n" + "".join(
    [
        *(choice(f"a{n}", "T1", "C1") for n in range(6)),
        *(choice(f"b{n}", "T1", "C2") for n in range(2)),
        *(choice(f"c{n}", "T2", "C3") for n in range(3)),
        choice("all", "T1", "C4"),
    ]
)


def course(root: Path) -> Path:
    for name, text in {
        "c/course.yaml": "title: K\nlanguage: id\npass-mark: 75\n",
        "c/u/unit.yaml": UNIT,
        "c/u/questions/b.yaml": BANK,
        "c/u/assessments/w.yaml": PAPER,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    return planned(course(tmp_path_factory.mktemp("parallel")))


def by_name(documents):
    return {each.document: each.view for each in documents if each.edition == "teacher"}


def sheets_of(documents):
    return [numbered(each) for each in documents if each.document == "test"]


def test_the_guide_and_the_cards_have_every_item_under_its_numbers(documents):
    sheets, views = sheets_of(documents), by_name(documents)
    key, cards = views["answer-key"], views["item-cards"]
    # Six items at level C1, two at C2 for three forms, three bonus, and one on all forms.
    assert len(key.guide) == len(cards.cards) == 6 + 2 + 3 + 1
    for entry, card in zip(key.guide, cards.cards, strict=True):
        assert entry.numbers == card.about.numbers
        for sheet, number, answers in zip(sheets, entry.numbers, card.answers, strict=True):
            assert (number is None) == (answers == ())
            if number is not None:
                assert sheet[number].body == public(entry.item.body)
                (asked,) = sheet[number].interactions
                said = {text_of(o.body) for o in asked.options if o.letter == text_of(answers[0])}
                assert said == {f"ya {entry.item.key.removeprefix('b/')}"}
    for form, sheet in enumerate(sheets):
        numbers = [e.numbers[form] for e in key.guide if e.numbers[form] is not None]
        assert sorted(numbers) == sorted(sheet)
    assert sum(None in entry.numbers for entry in key.guide) == 11
    assert [e.form for e in key.guide] == sorted(e.form for e in key.guide)


def test_the_strip_has_each_number_of_each_form(documents):
    sheets, key = sheets_of(documents), by_name(documents)["answer-key"]
    assert [row.number for row in key.strip] == list(sheets[0])
    for row in key.strip:
        for sheet, answers, points, bonus in zip(sheets, row.keys, row.points, row.bonus):
            shown = sheet[row.number]
            assert (shown.points, shown.bonus) == (points, bonus)
            (right,) = (o for o in shown.interactions[0].options if text_of(o.body)[:2] == "ya")
            assert right.letter == text_of(answers[0])


def test_the_blueprint_has_a_row_for_what_each_form_asks(documents):
    sheets, blueprint = sheets_of(documents), by_name(documents)["blueprint"]
    assert len(blueprint.rows) == len(sheets[0]) == 5
    assert blueprint.points == 8
    for at, sheet in enumerate(sheets):
        assert sorted(row.numbers[at] for row in blueprint.rows) == sorted(sheet)
    for row in blueprint.rows:
        names = [text_of(s[n].body).split("?")[0].split()[-1] for s, n in zip(sheets, row.numbers)]
        if len(set(names)) == 1:
            assert row.indicator == f"Murid dapat {names[0]}."
        else:
            said = (f"{code}: Murid dapat {name}." for code, name in zip("ABC", names))
            assert row.indicator == " ".join(said)
    assert [row.bonus for row in blueprint.rows].count(True) == 1
    assert sum(share.points for share in blueprint.objectives) == 8
    assert sum(share.items for share in blueprint.objectives) == 5


def test_totals_stand_on_every_paper(documents):
    for each in documents:
        cover = each.view.cover
        assert (cover.points, cover.bonus) == (8, 1)
    key = by_name(documents)["answer-key"]
    for form in key.forms:
        assert [(s.points, s.bonus) for s in form.sections] == [(8, 0), (0, 1)]
        assert form.marks.passed is not None
        assert form.marks.passed.points == 6


def test_a_sitting_is_renewed_with_each_forms_own_items(tmp_path):
    root = course(tmp_path)
    paper, bank = root / "c/u/assessments/w.yaml", root / "c/u/questions/b.yaml"
    lock = freeze(paper, "X", False, root)

    def sheets():
        found = [d for d in planned(root) if any("w-X" in path for _, path in d.paths)]
        return sheets_of(found), by_name(found)

    before, _ = sheets()
    for form in ("a", "b"):
        bank.write_text(bank.read_text("utf-8").replace(f"tidak {form}", f"bukan {form}"), "utf-8")
    bank.write_text(bank.read_text("utf-8") + choice("new", "T1", "C1"), "utf-8")
    kept, _ = sheets()
    assert kept == before
    assert freeze(paper, "X", True, root) == lock
    after, views = sheets()
    assert after != before
    for one, other in zip(before, after, strict=True):
        assert {n: item.body for n, item in one.items()} == {n: i.body for n, i in other.items()}
        assert [item.bonus for item in one.values()] == [item.bonus for item in other.values()]
    assert len(views["blueprint"].rows) == 5


def test_a_void_item_of_one_form_gives_that_form_a_maximum_of_its_own(tmp_path):
    root = course(tmp_path)
    paper = root / "c/u/assessments/w.yaml"
    freeze(paper, "X", False, root)
    (found,) = [
        each.view for each in planned(root)
        if each.document == "answer-key" and any("w-X" in path for _, path in each.paths)
    ]  # fmt: skip
    item = next(e.item.key for e in found.guide if e.numbers[1:] == (None, None))
    decided = f"corrections:\n- sitting: X\n  reason: salah\n  item: {item}\n  void: true\n"
    paper.write_text(PAPER + decided, "utf-8")
    (key,) = [
        each for each in planned(root)
        if each.document == "answer-key" and any("w-X" in path for _, path in each.paths)
    ]  # fmt: skip
    assert [form.cover.points for form in key.view.forms] == [6, 8, 8]
    assert [form.marks.passed.points for form in key.view.forms] == [5, 6, 6]
