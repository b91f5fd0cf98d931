"""Planted flaws are found, each once and nothing else; the sample course is clean."""

from pathlib import Path

from lembar.checks import check_content
from lembar.console.check import run
from lembar.content.loader import Options
from lembar.course.item import items_of
from lembar.engine.check import check
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.messages import Messages

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests/cases/item-flaws"
SAMPLE = ROOT / "content/kelompok-okupasional"


def told(*paths: Path) -> list[str]:
    found = check(find_project(paths, CASE), Options()).problems
    return [f"{each.place}: {each.severity}[{each.code}]" for each in found]


def test_every_planted_flaw_is_found_and_nothing_else():
    expected = (CASE / "expected.txt").read_text("utf-8").splitlines()
    assert len(expected) >= 25
    assert sorted(told()) == sorted(expected)


def test_a_path_chooses_what_is_told():
    bank = CASE / "indonesia/ipa/questions/panjang.yaml"
    assert {line.split(":")[0] for line in told(bank)} == {"indonesia/ipa/questions/panjang.yaml"}


def test_warnings_alone_are_no_failure(monkeypatch, capsys):
    monkeypatch.chdir(CASE)
    assert run(Messages("en"), ()) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("Warnings: ")
    assert "Nothing is wrong" not in said.out


def test_a_silenced_check_has_to_be_known(tmp_path):
    (tmp_path / "u/questions").mkdir(parents=True)
    (tmp_path / "course.yaml").write_text("title: T\nlanguage: en\n", "utf-8")
    bank = tmp_path / "u/questions/b.yaml"
    item = "items:\n- type: short\n  silence:\n    key-longst: because\n  text: |\n    A [[b]]\n"
    bank.write_text(item, "utf-8")
    (found,) = check(find_project((), tmp_path), Options()).problems
    assert (found.code, found.place.line, found.place.column) == ("unknown-key", 4, 5)
    assert Messages("en").hint(found) == "did you mean “key-longest”?"


def test_house_words_that_are_wrong_are_told_at_their_place(tmp_path):
    (tmp_path / "u").mkdir()
    (tmp_path / "course.yaml").write_text("title: T\nlanguage: en\n", "utf-8")
    (tmp_path / "u/unit.yaml").write_text("title: U\n", "utf-8")
    (tmp_path / "u/terms.yaml").write_text("terms:\n- use: pupil\n", "utf-8")
    (found,) = check(find_project((), tmp_path), Options()).problems
    assert (found.code, found.place.file, found.place.line) == ("missing-key", "u/terms.yaml", 2)


def test_the_sample_course_passes_all_checks():
    prepared = prepare(find_project((SAMPLE,), ROOT), Options())
    (planned,) = prepared.courses
    say = Messages("en")
    assert [say.line(each) for each in check_content(planned.course)] == []
    banks = [bank for unit in planned.course.units for bank in unit.bank.values()]
    items = [item for bank in banks for entry in bank for item in items_of(entry)]
    assert len(items) > 80
    assert sum(bool(item.silenced) for item in items) <= 3
