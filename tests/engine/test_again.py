"""A set that is planned alone is the one that is planned with all others."""

import shutil
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.again import planned_again
from lembar.engine.prepare import PlannedCourse, Prepared, prepare
from lembar.engine.project import Project, find_project
from lembar.plan import DocumentSet
from tests.built import SAMPLE
from tests.engine.small import project

LESSON = "water/cycle/01-puddle"


def planned(prepared: Prepared) -> PlannedCourse:
    (found,) = prepared.courses
    return found


def the_set(course: PlannedCourse, key: str) -> DocumentSet:
    (found,) = [each for each in course.sets if each.key == key]
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


def read(root: Path) -> Prepared:
    return prepare(find_project((), root), Options())


@pytest.mark.slow
def test_all_sets_of_the_sample_courses_can_be_planned_alone(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "content")
    whole = find_project((), tmp_path)
    for folder in whole.courses:
        of_course = Project(whole.root, (folder,), ())
        for each in planned(prepare(of_course, Options())).sets:
            alone = planned(prepare(of_course, Options(), only=each.key)).sets
            blueprints = any(document.document == "blueprint" for document in each.documents)
            assert [found.key for found in alone] == [each.key]
            if not blueprints:  # those name the lessons that teach an objective
                assert alone == (each,)


def test_a_lesson_that_was_read_again_is_as_if_all_were(root):
    before = read(root)
    path = root / "content/water/cycle/01-puddle.md"
    text = path.read_text("utf-8").replace("warms", "heats").replace("$a^2 = 4$", "$a^2 = 9$")
    path.write_text(text, "utf-8")
    now = planned_again(planned(before), LESSON, root, before.store)
    assert now is not None
    assert now.sets == (the_set(planned(read(root)), LESSON),)
    assert now.sets != (the_set(planned(before), LESSON),)


def test_a_picture_that_is_new_in_the_lesson_is_there_for_who_draws_it(root):
    before = read(root)
    pictures = root / "content/water/cycle/images"
    drawing = (pictures / "puddle.svg").read_text("utf-8").replace("M0 5", "M0 9")
    (pictures / "second.svg").write_text(drawing, "utf-8")
    path = root / "content/water/cycle/01-puddle.md"
    path.write_text(path.read_text("utf-8") + "\n![B](images/second.svg)\n", "utf-8")
    now = planned_again(planned(before), LESSON, root, before.store)
    assert now is not None
    assert now.sets == (the_set(planned(read(root)), LESSON),)
    assert drawing.encode() in before.store.values()


@pytest.mark.parametrize(
    "more", ["\n::: nonsense\nx\n:::\n", "\n[no such term](term:)\n", "\n![x](images/none.svg)\n"]
)
def test_a_lesson_with_a_mistake_is_left_to_the_whole_reading(root, more):
    before = read(root)
    path = root / "content/water/cycle/01-puddle.md"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert planned_again(planned(before), LESSON, root, before.store) is None


def test_a_lesson_that_asks_for_another_profile_is_left_to_the_whole_reading(root):
    before = read(root)
    path = root / "content/water/cycle/01-puddle.md"
    text = path.read_text("utf-8").replace("title:", "profiles: [large-print]\ntitle:")
    path.write_text(text, "utf-8")
    assert planned_again(planned(before), LESSON, root, before.store) is None


def test_what_is_no_lesson_or_is_gone_is_left_to_the_whole_reading(root):
    before = read(root)
    assert planned_again(planned(before), "water/cycle/none", root, before.store) is None
    paper = "water/cycle/assessments/sheet"
    assert planned_again(planned(before), paper, root, before.store) is None
    (root / "content/water/cycle/01-puddle.md").unlink()
    assert planned_again(planned(before), LESSON, root, before.store) is None
