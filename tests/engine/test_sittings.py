"""Sittings: papers that were drawn once stay as they were printed."""

import base64
import io
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lembar.content.locks import lock_path
from lembar.content.names import Names
from lembar.engine.freeze import freeze
from lembar.engine.rename import rename
from lembar.errors import ContentError, UsageError
from tests.built import build_here

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9"><path d="M0 0h9v9z"/></svg>'
COURSE = """\
title: C
language: id
documents:
  test: [docx]
  answer-key: [docx]
  blueprint: [docx]
  item-cards: [docx]
"""
PAPER = """\
title: W
kind: test
forms: [A, B]
items:
- draw: 4
  type: choice
- draw: 1
  type: numeric
- draw: 1
  type: group
  points: 3
- type: matching
  id: pairs
  text: |
    Pasangkan.

    - IDI -> dokter
    - PGRI -> guru
    - -> wartawan
"""


def choice(name: str) -> str:
    return (
        f"- type: choice\n  id: {name}\n  text: |\n    Soal {name}?\n\n"
        f"    - [x] ya {name}\n    - [ ] tidak {name}\n    - [ ] ![apa](images/a.svg)\n"
    )


BANK = (
    "items:\n"
    + "".join(choice(f"c{n}") for n in range(6))
    + """\
- type: numeric
  id: way
  parameters:
    v: 2..9
  text: |
    {{ v }} kali 3 = [[{{ 3 * v }}]]
- type: group
  id: g
  text: |
    Bacaan.
  items:
  - type: true-false
    id: g1
    text: |
      Benar.
    answer: true
"""
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for name, text in {
        "c/course.yaml": COURSE,
        "c/u/unit.yaml": "title: U\n",
        "c/u/questions/q.yaml": BANK,
        "c/u/assessments/w.yaml": PAPER,
        "c/u/images/a.svg": SVG.format(9),
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def drawn(course: Path, renew: bool = False) -> Path:
    return freeze(course / "c/u/assessments/w.yaml", "2026-XI", renew, course)


def papers(course: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the papers of the sitting as they are built, and the codes of what is told."""
    outcome = build_here(course, course / "output")
    found = {p.name: p.read_bytes() for p in (course / "output").rglob("*w-2026-XI*.docx")}
    return found, [each.code for each in outcome.problems]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def used(course: Path) -> list[str]:
    """Return the ids of the choice items that the lock holds."""
    text = lock_path(course / "c/u/assessments/w.yaml", "2026-XI").read_text("utf-8")
    return sorted(f"c{n}" for n in range(6) if f'"key": "q/c{n}"' in text)


def test_a_lock_holds_the_tiers_with_their_texts_and_pictures(course):
    paper, bank = course / "c/u/assessments/w.yaml", course / "c/u/questions/q.yaml"
    change(paper, "kind: test", "kind: test\ntiers: [support, core]")
    (course / "c/u/images/b.svg").write_text(SVG.format(8), "utf-8")
    helped = (
        "  support:\n    hint: |\n      Ingat c{0}! ![b](images/b.svg)\n    words: [a, b, c, d]\n"
    )
    for n in range(6):
        change(bank, f"  id: c{n}\n", f"  id: c{n}\n{helped.format(n)}")
    drawn(course)
    before, told = papers(course)
    assert (told, len(before)) == ([], 9)
    assert {"w-2026-XI-A-lingkaran.docx", "w-2026-XI-B-segitiga.docx"} <= set(before)
    (course / "c/u/images/b.svg").unlink()
    change(paper, "tiers: [support, core]", "topic: lain")
    change(bank, " ![b](images/b.svg)", "")
    after, told = papers(course)
    assert after == before
    assert told == ["locked-item-edited"] * len(used(course))


def test_a_lock_holds_every_picture_of_a_key(course):
    (course / "c/u/images/b.svg").write_text(SVG.format(8), "utf-8")
    bank = course / "c/u/questions/q.yaml"
    rubric = (
        "    | Isi | ![b](images/b.svg) | cukup |\n    | --- | --- | --- |\n    | a | b | c |\n"
    )
    essay = f"- type: essay\n  id: e\n  text: |\n    Uraikan.\n  rubric: |\n{rubric}"
    bank.write_text(bank.read_text("utf-8") + essay, "utf-8")
    paper = course / "c/u/assessments/w.yaml"
    paper.write_text(paper.read_text("utf-8") + "- use: q/e\n", "utf-8")
    drawn(course)
    before, told = papers(course)
    assert told == []
    (course / "c/u/images/b.svg").unlink()
    change(bank, essay, essay.replace("![b](images/b.svg)", "baik"))
    after, told = papers(course)
    assert (after, told) == (before, ["locked-item-edited"])


def test_the_papers_of_a_sitting_are_those_of_the_day(course):
    drawn(course)
    made, told = papers(course)
    assert told == []
    assert len(made) == 7  # two forms with their answer sheets, key, blueprint, cards
    others = {p.name: p.read_bytes() for p in (course / "output").rglob("*w-[AB].docx")}
    for name, content in others.items():
        assert _printed(content) == _printed(made[name.replace("w-", "w-2026-XI-")])


def _printed(content: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file without the one that says which document it is."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != "docProps/custom.xml"}


def test_the_signs_in_the_foot_outlive_the_way_they_are_made(course, monkeypatch):
    drawn(course)
    made, _ = papers(course)
    now = {p.name: p.read_bytes() for p in (course / "output").rglob("*w-[AB].docx")}
    monkeypatch.setattr("lembar.views.paper._REVISION_ALPHABET", "abcdefghijkmnpqrstuvwxyz")
    assert papers(course)[0] == made
    later = {p.name: p.read_bytes() for p in (course / "output").rglob("*w-[AB].docx")}
    assert now.keys() == later.keys()
    assert all(later[name] != now[name] for name in now)


def test_nothing_that_happens_to_the_bank_changes_them(course):
    drawn(course)
    made, _ = papers(course)
    bank = course / "c/u/questions/q.yaml"
    unused = next(f"c{n}" for n in range(6) if f"c{n}" not in used(course))
    change(bank, choice(unused), "".join(choice(f"n{n}") for n in range(10)))
    assert papers(course) == (made, [])


def test_an_edit_is_told_and_the_printed_text_kept_until_it_is_renewed(course):
    drawn(course)
    made, _ = papers(course)
    bank = course / "c/u/questions/q.yaml"
    chosen = used(course)
    change(bank, f"Soal {chosen[0]}?", f"Soal {chosen[0]} yang lain?")
    (course / "c/u/images/a.svg").write_text(SVG.format(8))
    again, told = papers(course)
    assert again == made
    assert set(told) == {"locked-item-edited"}
    drawn(course, renew=True)
    renewed, told = papers(course)
    assert told == []
    assert renewed != made
    assert used(course) == chosen
    assert any("yang lain" in text(each) for each in renewed.values())


def test_renewing_keeps_choice_and_order(course):
    lock = drawn(course)
    before = lock.read_bytes()
    bank = course / "c/u/questions/q.yaml"
    change(bank, choice("c0"), choice("c0") + "".join(choice(f"n{n}") for n in range(10)))
    drawn(course, renew=True)
    assert lock.read_bytes() == before


def test_an_item_that_is_gone_is_an_error(course):
    drawn(course)
    first = used(course)[0]
    change(course / "c/u/questions/q.yaml", choice(first), choice("other"))
    made, told = papers(course)
    assert made == {}
    assert told == ["locked-item-gone"]


def test_a_paper_avoids_what_was_printed(course):
    lock = drawn(course)
    printed = used(course)
    paper = course / "c/u/assessments/w.yaml"
    change(paper, "kind: test\n", "kind: test\navoid: [2026-XI]\n")
    _, told = papers(course)
    assert set(told) == {"draw-taken"}  # six choices are not enough for two papers of four
    change(paper, "- draw: 4", "- draw: 2")
    change(paper, "- draw: 1\n  type: numeric\n- draw: 1\n  type: group\n  points: 3\n", "")
    assert papers(course)[1] == []
    key = text((course / "output/c/teacher/GURU-w-kunci.docx").read_bytes())
    asked = [f"c{n}" for n in range(6) if f"Soal c{n}?" in key]
    assert asked == [f"c{n}" for n in range(6) if f"c{n}" not in printed]
    change(paper, "avoid: [2026-XI]", "avoid: [2026-X]")
    assert papers(course)[1] == ["unknown-sitting"]
    with pytest.raises(ContentError) as raised:
        freeze(paper, "other", False, course)
    assert [each.code for each in raised.value.problems] == ["unknown-sitting"]
    # What can't be read can't be avoided; that is told once.
    change(paper, "avoid: [2026-X]", "avoid: [2026-XI]")
    lock.write_text("{", "utf-8")
    assert papers(course)[1] == ["bad-lock"]
    assert not (course / "output/c/student/w-A.docx").exists()


def test_what_can_not_be_drawn(course):
    paper = course / "c/u/assessments/w.yaml"
    with pytest.raises(UsageError) as none:
        freeze(course / "c/u/questions/q.yaml", "x", False, course)
    with pytest.raises(UsageError) as name:
        freeze(paper, "a/b", False, course)
    with pytest.raises(UsageError) as renew:
        drawn(course, renew=True)
    drawn(course)
    with pytest.raises(UsageError) as twice:
        drawn(course)
    change(paper, "  id: pairs\n", "")
    with pytest.raises(ContentError) as id_:
        freeze(paper, "other", False, course)
    found = [caught.value.problems[0].code for caught in (none, name, renew, twice, id_)]
    assert found == ["no-assessment", "bad-sitting", "no-lock", "lock-there", "no-id-to-lock"]


def test_a_lock_that_was_tampered_with_is_told(course):
    lock = drawn(course)
    data = json.loads(lock.read_text("utf-8"))
    name = next(iter(data["assets"]))
    data["assets"][name] = base64.b64encode(b"other").decode()
    lock.write_text(json.dumps(data))
    assert papers(course)[1] == ["bad-lock"]
    for broken in ("", "[]", "{}", '{"format": 1, "drawn": {"@": "Form"}, "assets": {}}'):
        lock.write_text(broken)
        assert papers(course)[1] == ["bad-lock"], broken


def test_a_number_in_a_lock_that_is_none_is_told(course):
    lock = drawn(course)
    text = lock.read_text("utf-8")
    broken = re.sub(r'("value": )"[0-9.]+"', r'\1"many"', text)
    assert broken != text
    lock.write_text(broken, "utf-8")
    assert papers(course)[1] == ["bad-lock"]


def test_a_lock_that_can_not_be_read_is_not_renewed_but_told(course):
    lock = drawn(course)
    text = lock.read_text("utf-8")
    lock.write_text(text[:99], "utf-8")
    with pytest.raises(ContentError) as raised:
        drawn(course, renew=True)
    assert [each.code for each in raised.value.problems] == ["bad-lock"]
    lock.write_text(text.replace('"sitting": "2026-XI"', '"sitting": "2027-I"'), "utf-8")
    with pytest.raises(UsageError) as used_wrongly:
        drawn(course, renew=True)
    assert [each.code for each in used_wrongly.value.problems] == ["no-lock"]


def test_a_name_that_papers_know_is_not_changed(course):
    drawn(course)
    names = Names(course)
    with pytest.raises(UsageError) as caught:
        rename([course / "c"], None, f"q/{used(course)[0]}", "new", names)
    assert caught.value.problems[0].code == "locked-name"
    with pytest.raises(UsageError) as bank:
        rename([course / "c"], None, "bank:q", "new", names)
    assert bank.value.problems[0].code == "locked-name"


def corrections(course: Path, *decided: str) -> None:
    paper = course / "c/u/assessments/w.yaml"
    lines = "".join(f"- sitting: 2026-XI\n  reason: sebab itu\n  {each}\n" for each in decided)
    paper.write_text(PAPER.replace("items:\n", f"corrections:\n{lines}items:\n", 1), "utf-8")


def text(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode("utf-8"))


def test_a_correction_changes_the_key_and_no_sheet(course):
    drawn(course)
    made, _ = papers(course)
    one, other = used(course)[:2]
    corrections(
        course,
        f"item: q/{one}\n  void: true",
        f"item: q/{other}\n  accept: tidak {other}",
        "item: q/way\n  void: true",
    )
    again, told = papers(course)
    assert told == []
    sheets = [name for name in made if not name.startswith("GURU")]
    assert len(sheets) == 4
    assert [again[name] for name in sheets] == [made[name] for name in sheets]
    key, before = (text(each["GURU-w-2026-XI-kunci.docx"]) for each in (again, made))
    assert "sebab itu" in key
    assert key.count("Tidak diperhitungkan:") == 2
    assert key.count("Koreksi:") == 1
    assert f"tidak {other}" in key
    total = re.search(r"Skor maksimum (\d+)", before)
    assert total is not None
    assert f"Skor maksimum {int(total[1]) - 2}" in key
    signs = re.findall(r"· ([2-9A-Z]{4})\b", before)
    assert signs == re.findall(r"· ([2-9A-Z]{4})\b", key)


@pytest.mark.parametrize(
    ("decided", "code"),
    [
        ("item: q/none\n  void: true", "correction-of-nothing"),
        ("item: q/c0", "accept-or-void"),
        ("item: q/way\n  void: true\n  accept: x", "accept-or-void"),
        ("item: q/way\n  accept: x", "correction-fits-not"),
    ],
)
def test_a_correction_that_is_none_is_told(course, decided, code):
    drawn(course)
    corrections(course, decided)
    assert set(papers(course)[1]) == {code}


def test_a_correction_of_a_sitting_that_was_not_drawn_is_told(course):
    drawn(course)
    corrections(course, "item: q/way\n  void: true")
    change(course / "c/u/assessments/w.yaml", "sitting: 2026-XI", "sitting: 2026-X")
    assert set(papers(course)[1]) == {"unknown-sitting"}
