"""What `lembar new` begins is whole, teaches the format, and overwrites nothing."""

from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.folders import find_courses
from lembar.content.loader import Options, read_courses
from lembar.content.names import Names
from lembar.content.themes import load_theme, theme_roots
from lembar.course.course import Course
from lembar.course.item import Group
from lembar.draw import draw
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.engine.starters import Wish, begin, default_title
from lembar.errors import Problems, UsageError

TYPES = [
    *("choice", "choices", "cloze", "essay", "group"),
    *("matching", "ordering", "short", "true-false", "true-false-table"),
]
LANGUAGES = ("en", "id")
KINDS = ("unit", "lesson", "questions", "worksheet", "test", "school")


def new(folder: Path, kind: str, name: str | None = None, **given: str | None) -> list[str]:
    wish = Wish(kind, name, given.get("title"), folder, given.get("language"), "id")
    return sorted(path.relative_to(folder).as_posix() for path in begin(wish))


def read(folder: Path) -> Course:
    problems = Problems()
    found = read_courses(find_courses(folder), folder, Names(folder), AssetStore(), problems)
    assert not list(problems)
    assert not found.failed
    (course,) = found.courses
    return course


def code(folder: Path, kind: str, name: str | None = None, **given: str | None) -> str:
    before = sorted(folder.rglob("*"))
    with pytest.raises(UsageError) as caught:
        new(folder, kind, name, **given)
    assert sorted(folder.rglob("*")) == before
    return caught.value.problems[0].code


@pytest.fixture
def course(tmp_path: Path) -> Path:
    new(tmp_path, "course")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_has_a_lesson_ten_questions_of_ten_types_and_a_worksheet(
    tmp_path: Path, language: str
) -> None:
    files = new(tmp_path, "course", language=language)
    assert len(files) == 6
    course = read(tmp_path)
    assert course.language == language
    (unit,) = course.units
    assert len(unit.lessons) == 1
    assert unit.objectives
    assert unit.glossary
    entries = [entry for each in unit.bank.values() for entry in each]
    asked = ["group" if isinstance(each, Group) else each.kind for each in entries]
    assert sorted(asked) == TYPES
    (worksheet,) = unit.assessments
    (form,) = draw(worksheet, unit).forms
    assert len(list(form.items())) == 10
    prepared = prepare(find_project((), tmp_path), Options())
    assert not list(prepared.problems)
    made = {d.document for c in prepared.courses for s in c.sets for d in s.documents}
    assert made == {"handout", "summary", "summary-sheet", "worksheet", "answer-key"}


def test_both_languages_have_the_same_starters() -> None:
    root = Path(begin.__code__.co_filename).parents[1] / "starters"
    found = [sorted(p.suffix for p in (root / each).rglob("*.*")) for each in LANGUAGES]
    assert found[0] == found[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_can_be_read(tmp_path: Path, language: str) -> None:
    new(tmp_path, "course", language=language)
    unit = next(tmp_path.glob("*/*/unit.yaml")).parent
    for kind in KINDS:
        begin(Wish(kind, None, None, unit if kind != "school" else tmp_path, language))
    course = read(tmp_path)
    assert course.school is not None
    assert [len(each.lessons) for each in course.units if each.lessons] == [2]
    assert sorted(len(each.assessments) for each in course.units) == [0, 3]


def test_a_theme_can_be_loaded(tmp_path: Path) -> None:
    assert new(tmp_path, "theme", "biru") == ["templates/biru/theme.yaml"]
    assert load_theme("biru", theme_roots(tmp_path), AssetStore()).tokens.papers
    assert new(tmp_path, "theme") == ["templates/tema-saya/theme.yaml"]


@pytest.mark.parametrize("title", ["IPA: kelas 7 # satu", 'Kata "kutip"', "- minus", "@title@"])
def test_any_title_is_good_yaml(tmp_path: Path, title: str) -> None:
    new(tmp_path, "course", title=title)
    assert read(tmp_path).title == title


@pytest.mark.parametrize(
    ("name", "title", "folder"),
    [
        (None, None, "kursus-saya"),
        (None, "Ilmu Alam VII", "ilmu-alam-vii"),
        ("ipa-7", "Ilmu Alam", "ipa-7"),
        ("Ilmu Alam", None, "ilmu-alam"),
        (None, "الماء", "kursus-saya"),
    ],
)
def test_a_folder_is_named_by_name_or_title(
    tmp_path: Path, name: str | None, title: str | None, folder: str
) -> None:
    assert f"{folder}/course.yaml" in new(tmp_path, "course", name, title=title)


def test_a_course_stands_in_content_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert "content/ipa/course.yaml" in new(tmp_path, "course", "ipa")


def test_a_lesson_gets_the_next_number(course: Path) -> None:
    unit = "kursus-saya/siklus-air"
    assert new(course, "lesson", "hujan") == [f"{unit}/02-hujan.md"]
    assert new(course, "lesson", "Hujan asam") == [f"{unit}/03-hujan-asam.md"]
    assert new(course, "lesson", "09-banjir.md") == [f"{unit}/09-banjir.md"]
    assert new(course / unit, "lesson") == ["10-pelajaran-baru.md"]
    titles = [each.title for each in read(course).units[0].lessons[1:]]
    assert titles == ["Hujan", "Hujan asam", "Banjir", "Pelajaran baru"]


def test_assessments_get_the_next_number(course: Path) -> None:
    home = "kursus-saya/siklus-air/assessments"
    assert new(course, "worksheet") == [f"{home}/lkpd-2.yaml"]
    assert new(course, "test") == [f"{home}/ulangan-1.yaml"]
    assert new(course, "test") == [f"{home}/ulangan-2.yaml"]
    assert new(course, "worksheet", "lkpd-7") == [f"{home}/lkpd-7.yaml"]
    titles = [each.title for each in read(course).units[0].assessments]
    assert titles == [
        "LKPD 1 · Siklus air",
        "LKPD 2",
        "LKPD 7",
        "Ulangan harian 1",
        "Ulangan harian 2",
    ]


def test_parts_speak_the_language_of_their_course(tmp_path: Path) -> None:
    new(tmp_path, "course", language="en")
    assert new(tmp_path, "worksheet")[0].endswith("worksheet-2.yaml")
    assert default_title(Wish("lesson", None, None, tmp_path, None, "id")) == "New lesson"
    assert default_title(Wish("lesson", None, None, tmp_path, "id", "en")) == "Pelajaran baru"


def test_nothing_is_overwritten(course: Path) -> None:
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert code(course, "course") == "already-there"
    assert code(course, "lesson", "01-perjalanan-air") == "already-there"
    assert code(course, "worksheet", "lkpd-1") == "already-there"
    assert code(course, "questions", "air") == "already-there"
    assert code(course, "unit", "siklus-air") == "already-there"
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_one_file_that_is_there_stops_all(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("name: S\n")
    assert code(tmp_path, "school") == "already-there"


def test_what_is_refused(course: Path) -> None:
    assert code(course, "lesson", "../x") == "bad-name"
    assert code(course, "theme", "..") == "bad-name"
    assert code(course, "course", "x", language="ar") == "no-starter"
    assert code(course / "kursus-saya", "course", "x") == "inside-course"
    new(course, "unit", "tanah")
    assert code(course, "lesson") == "which-folder"
    assert new(course / "kursus-saya/tanah", "lesson") == ["01-pelajaran-baru.md"]


def test_a_part_without_a_course(tmp_path: Path) -> None:
    assert code(tmp_path, "lesson") == "which-folder"


@pytest.mark.parametrize("objectives", ["objectives:\n- id: TP7\n  text: Satu.\n", "title: U\n"])
def test_parts_name_the_first_objective_of_their_unit(course: Path, objectives: str) -> None:
    unit = next(course.glob("*/*/unit.yaml")).parent.with_name("u")
    unit.mkdir()
    (unit / "unit.yaml").write_text(objectives, "utf-8")
    for kind in ("questions", "worksheet", "test"):
        (name,) = new(unit, kind)
        named = "objective: TP7\n" in (unit / name).read_text("utf-8")
        assert named == ("TP7" in objectives)
    assert not list(prepare(find_project((), course), Options()).problems)
