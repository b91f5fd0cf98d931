"""Generated courses: the same each time, without a fault, whatever their size."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.build import Wanted, build
from lembar.engine.check import check
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from tests.generate.__main__ import main
from tests.generate.course import course
from tests.generate.outline import Outline
from tests.generate.texts import LANGUAGES, texts

ROOT = Path(__file__).parents[1]


def files(count: int, language: str = "en", seed: int = 1, units_of: int = 8) -> dict[str, str]:
    """Return the files of a course by their paths."""
    return dict(course(Outline(texts(language), seed, units_of), count))


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def faults(folder: Path) -> list[str]:
    """Return what `lembar check` says against a project; what is only worth knowing is none."""
    problems = check(find_project([], folder), Options()).problems
    return [f"{each.place}: {each.code}" for each in problems if each.severity != "info"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_arguments_give_the_same_bytes_in_any_process(language, tmp_path):
    arguments = ["--lessons", "9", "--seed", "3", "--language", language]
    assert main([*arguments, str(tmp_path / "here")]) == 0
    for hashes in ("0", "77"):
        folder = tmp_path / hashes
        subprocess.run(
            [sys.executable, "-m", "tests.generate", *arguments, str(folder)],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": hashes},
            capture_output=True,
            check=True,
        )
        assert on_disk(folder) == on_disk(tmp_path / "here")


def test_another_seed_gives_another_course():
    assert files(1, seed=1) != files(1, seed=2)


@pytest.mark.parametrize("units_of", [8, 3])
def test_a_lesson_does_not_depend_on_how_many_there_are(units_of):
    few, many = files(11, units_of=units_of), files(30, units_of=units_of)
    assert few.keys() < many.keys()
    # What tells of a whole unit tells of more lessons once there are more.
    differ = {Path(path).name for path, text in few.items() if many[path] != text}
    assert differ == {"unit.yaml", "unit-test.yaml"}


def test_a_folder_that_holds_something_is_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["--lessons", "1", str(tmp_path)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert main(["--lessons", "1", str(tmp_path / "notes.txt")]) == 2
    assert on_disk(tmp_path) == {"notes.txt": b"mine"}
    (tmp_path / "new").mkdir()
    assert main(["--lessons", "1", str(tmp_path / "new")]) == 0


def test_every_language_has_as_much_to_say():
    one, *others = map(texts, LANGUAGES)
    for other in others:
        assert other.words.keys() == one.words.keys()
        assert [each.slug for each in other.concepts] == [each.slug for each in one.concepts]
        assert len(other.settings) == len(one.settings)
        for mine, theirs in zip(one.concepts, other.concepts):
            for name, value in vars(mine).items():
                assert len(vars(theirs)[name]) == len(value) or isinstance(value, str), name


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_unit_of_every_concept_has_no_fault(language, tmp_path):
    assert main(["--lessons", "8", "--language", language, str(tmp_path)]) == 0
    assert faults(tmp_path) == []


@pytest.mark.slow
def test_three_lessons_are_checked_and_built_without_errors(tmp_path):
    assert main(["--lessons", "3", "--units-of", "2", str(tmp_path / "course")]) == 0
    assert faults(tmp_path / "course") == []
    wanted = Wanted(formats=frozenset({"docx", "html"}))
    project = find_project([], tmp_path / "course")
    made = build(project, tmp_path / "output", Options(), wanted, False, Silent())
    assert [each.code for each in made.problems if each.severity != "info"] == []
    assert len(list(tmp_path.glob("output/*/student/*.docx"))) >= 3
