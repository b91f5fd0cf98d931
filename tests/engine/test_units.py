"""Units that are kept are what reading them anew gives, and nothing of a pupil is kept."""

import os
import pickle
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.content.units import UnitReader
from lembar.engine import units
from lembar.engine.cache import Cache
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.engine.units import Units
from lembar.engine.values import dumped, loaded
from lembar.errors import Place
from tests.built import ROOT
from tests.engine.small import project

UNIT = "content/water/cycle"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


class Counted:
    """Read a project with what is kept in a folder, and count the units that were read anew."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder

    def read(self, recalls: bool = True) -> Prepared:
        kept = Units(Cache(self.folder), "machinery", recalls)
        return prepare(find_project((), self.root), Options(), kept=kept)

    def kept(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()}

    def adds(self) -> int:
        """Return how many values reading once more keeps."""
        before = self.kept()
        self.read()
        return len(self.kept() - before)


@pytest.fixture
def counted(root: Path, tmp_path: Path) -> Counted:
    return Counted(root, tmp_path / "cache")


def same(one: Prepared, other: Prepared) -> None:
    for mine, theirs in zip(one.courses, other.courses, strict=True):
        assert mine.course == theirs.course
        assert (mine.theme, mine.looks, mine.labels) == (theirs.theme, theirs.looks, theirs.labels)
    # What is equal may stand elsewhere: the text tells places too.
    assert [repr(each.sets) for each in one.courses] == [repr(each.sets) for each in other.courses]
    assert repr(list(one.problems)) == repr(list(other.problems))
    assert (one.failed, one.broken, one.files) == (other.failed, other.broken, other.files)
    assert dict(one.store) == dict(other.store)
    assert list(one.store.read) == list(other.store.read)


@pytest.mark.slow
def test_the_courses_are_the_same_however_they_are_read(tmp_path):
    courses = Counted(ROOT, tmp_path / "cache")
    anew = prepare(find_project((), ROOT), Options())
    same(courses.read(), anew)
    assert courses.adds() == 0
    same(courses.read(), anew)


def test_a_unit_is_read_again_if_anything_in_its_folder_changed(counted):
    assert counted.adds() == 2  # the unit, and its plan
    assert counted.adds() == 0
    for path in sorted((counted.root / UNIT).rglob("*")):
        if path.suffix == ".md":
            path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
        elif path.suffix == ".yaml":
            path.write_text(f"# more\n{path.read_text('utf-8')}", "utf-8")
        elif path.suffix == ".svg":
            path.write_text(path.read_text("utf-8") + "\n", "utf-8")
        else:
            continue
        assert counted.adds() == 2, path
        assert counted.adds() == 0, path
        same(counted.read(), prepare(find_project((), counted.root), Options()))


def test_a_change_beside_it_has_it_planned_again_and_not_read(counted):
    counted.read()
    school = counted.root / "content/school.yaml"
    school.write_text(school.read_text("utf-8").replace("School 7", "School 8"), "utf-8")
    assert counted.adds() == 1
    catalogue = counted.root / "templates/own/locale/en.po"
    catalogue.write_text(catalogue.read_text("utf-8").replace("Your name", "Name"), "utf-8")
    assert counted.adds() == 1
    same(counted.read(), prepare(find_project((), counted.root), Options()))


def test_a_word_of_a_theme_s_parent_has_units_planned_again(counted):
    own, house = (counted.root / "templates" / name for name in ("own", "house"))
    (house / "locale").mkdir(parents=True)
    (house / "theme.yaml").write_text("extends: default\n", "utf-8")
    settings = own / "theme.yaml"
    settings.write_text(settings.read_text("utf-8").replace("default", "house"), "utf-8")
    catalogue = house / "locale/en.po"
    for word in ("sheet", "paper"):
        catalogue.write_text(f'msgid "file.handout"\nmsgstr "{word}"\n', "utf-8")
        assert counted.adds() > 0
        same(counted.read(), prepare(find_project((), counted.root), Options()))


def test_what_was_told_is_told_again(counted):
    lesson = counted.root / UNIT / "01-puddle.md"
    lesson.write_text(lesson.read_text("utf-8").replace("title:", "slides: 1\ntitle:"), "utf-8")
    bank = counted.root / UNIT / "questions/water.yaml"
    asked = "- type: numeric\n  id: dd55\n  text: |\n    It holds [[1.250]] litres.\n"
    bank.write_text(bank.read_text("utf-8") + asked, "utf-8")
    told = list(counted.read().problems)
    assert [each.code for each in told] == ["slides-number", "number-unclear"]
    assert counted.adds() == 0
    assert list(counted.read().problems) == told


def test_a_unit_with_a_mistake_is_not_kept(counted):
    bank = counted.root / UNIT / "questions/water.yaml"
    bank.write_text(bank.read_text("utf-8").replace("type: essay", "type: esay"), "utf-8")
    first = counted.read()
    assert counted.kept() == set()
    same(counted.read(), first)


@pytest.mark.parametrize("beside", [True, False])
def test_nothing_of_a_pupil_is_kept(counted, beside):
    folder = counted.root / UNIT / "assessments"
    place = counted.root / "content" if beside else folder
    (place / "7a.csv").write_text("No,Name,Class\n1,Sekar Ayuningtyas,7A\n", "utf-8")
    test = folder / "test.yaml"
    named = os.path.relpath(place / "7a.csv", folder)
    test.write_text(f"{test.read_text('utf-8')}roster: {named}\n", "utf-8")
    prepared = counted.read()
    assert any(each.named for course in prepared.courses for each in course.sets)
    assert counted.kept() == set()
    same(counted.read(), prepare(find_project((), counted.root), Options()))


def test_a_file_that_is_saved_while_it_is_read_is_not_kept_as_what_it_was(counted, monkeypatch):
    lesson = counted.root / UNIT / "01-puddle.md"
    before = lesson.read_text("utf-8")
    read_alone = units._read_alone

    def saved_meanwhile(reader: UnitReader, folder: Path) -> units.KeptUnit:
        lesson.write_text(before.replace("warms", "heats"), "utf-8")
        return read_alone(reader, folder)

    with monkeypatch.context() as patched:
        patched.setattr(units, "_read_alone", saved_meanwhile)
        counted.read()
    assert counted.kept() == set()
    lesson.write_text(before, "utf-8")
    same(counted.read(), prepare(find_project((), counted.root), Options()))


def test_without_recalling_all_is_read_and_kept(counted):
    counted.read()
    bank = counted.root / UNIT / "questions/water.yaml"
    before = bank.read_text("utf-8")
    bank.write_text(before + "\n", "utf-8")
    first = counted.kept()
    counted.read(recalls=False)
    assert len(counted.kept() - first) == 2


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch was-run",)


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(_Runs()),
        pickle.dumps(os.getcwd),
        b"clembar.engine.values\nimportlib.import_module\n(S'os'\ntR.",
        b"clembar.engine.values\ndumped\n(I1\ntR.",
        b"",
        b"something else",
    ],
    ids=["a command", "a function", "a path to a function", "our function", "nothing", "text"],
)
def test_bytes_of_others_run_nothing(tmp_path, monkeypatch, content):
    monkeypatch.chdir(tmp_path)
    assert loaded(content) is None
    assert list(tmp_path.iterdir()) == []


def test_values_come_back():
    value = (Place("a", 1, 2), frozenset({"x"}), {"y": (1, 2.5, None)})
    assert loaded(dumped(value)) == value
