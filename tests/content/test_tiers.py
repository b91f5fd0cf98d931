"""Tiers as they are written in YAML: what is read of them, and what is told."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.course.documents import TIERS
from lembar.course.tiers import Extension, Support, Tier
from lembar.course.tree import text_of
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project

PAPER = "title: W\nkind: worksheet\nitems:\n- draw: 1\n"
ITEM = "items:\n- type: essay\n  text: |\n    Apa?\n"


def read(root: Path, item: str = ITEM, paper: str = PAPER):
    for name, text in {
        "c/course.yaml": "title: C\nlanguage: id\n",
        "c/u/questions/q.yaml": item,
        "c/u/assessments/w.yaml": paper,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return prepare(find_project((), root), Options())


def test_the_command_line_knows_every_tier():
    assert tuple(Tier) == TIERS


def test_tiers_stand_in_their_own_order(tmp_path):
    found = read(tmp_path, paper=PAPER + "tiers: [extension, core]\n")
    (paper,) = found.courses[0].course.units[0].assessments
    assert paper.tiers == (Tier.CORE, Tier.EXTENSION)


def test_what_an_item_says_is_read(tmp_path):
    said = (
        "  support:\n    hint: |\n      *Ingat* ini\n    words: [a, 007]\n    starters: Karena …\n"
        "  extension:\n    text: |\n      Lagi?\n"
    )
    found = read(tmp_path, ITEM + said)
    (item,) = found.courses[0].course.units[0].bank["q"]
    assert text_of(item.support.hint) == "Ingat ini"
    assert (item.support.words, item.support.starters) == (("a", "007"), ("Karena …",))
    assert (text_of(item.extension.task), item.extension.lines) == ("Lagi?", 3)


def test_an_item_that_says_nothing_has_nothing(tmp_path):
    (item,) = read(tmp_path).courses[0].course.units[0].bank["q"]
    assert (item.supports, item.extensions) == ((Support(),), (Extension(),))


@pytest.mark.parametrize(
    ("paper", "item", "code", "line"),
    [
        ("tiers: [core, core]\n", "", "same-tier", 5),
        ("tiers: [suport]\n", "", "unknown-word", 5),
        ("", "  support:\n    clue: |\n      x\n", "unknown-key", 6),
        ("", "  support: x\n", "not-a-mapping", 5),
        ("", "  extension:\n    lines: 2\n", "missing-key", 6),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path, paper, item, code, line):
    found = read(tmp_path, ITEM + item, PAPER + paper)
    (told,) = found.problems
    assert (told.code, told.place.line) == (code, line)


def test_a_group_has_no_help_of_its_own(tmp_path):
    group = (
        "items:\n- type: group\n  text: |\n    Bacaan.\n  support:\n    hint: |\n      x\n"
        "  items:\n  - type: short\n    text: |\n      A [[b]]\n"
    )
    found = [each.code for each in read(tmp_path, group).problems]
    assert found[0] == "unknown-key"
