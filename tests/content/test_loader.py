"""Reading courses: what is wrong in one file leaves the others alone."""

from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.folders import find_courses
from lembar.content.loader import read_courses
from lembar.content.names import Names
from lembar.errors import Problems

FILES = {
    "c/course.yaml": "title: Kursus\nlanguage: id\n",
    "c/u/unit.yaml": (
        "objectives:\n- id: TP1\n  text: Menjelaskan.\n"
        "glossary:\n- term: profesi\n  definition: pekerjaan\n"
    ),
    "c/u/01-a.md": "---\ntitle: Satu\nobjectives: [TP1]\n---\n\nSebuah [profesi](term:).\n",
    "c/u/02-b.md": "---\ntitle: Dua\n---\n\n::: questions\n- draw: 1\n:::\n",
    "c/u/questions/k.yaml": (
        "items:\n- type: short\n  id: satu\n  text: |\n    Apa? [[ini]]\n"
        "- type: true-false\n  text: |\n    Benar.\n  answer: true\n"
    ),
    "c/u/assessments/w.yaml": "title: W\nkind: worksheet\nitems:\n- use: k/satu\n",
}


class Course:
    """Write a small course, change files of it, and read it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self):
        problems = Problems()
        read = read_courses(
            find_courses(self.root), self.root, Names(self.root), AssetStore(), problems
        )
        return read, [f"{each.place}: {each.code}" for each in problems]


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


def test_a_whole_course_is_read(course):
    read, problems = course.read()
    assert problems == []
    unit = read.courses[0].units[0]
    assert [lesson.title for lesson in unit.lessons] == ["Satu", "Dua"]
    assert [each.slug for each in unit.assessments] == ["w"]
    assert [len(entries) for entries in unit.bank.values()] == [2]


def test_a_broken_lesson_fails_alone(course):
    course.write("c/u/01-a.md", "---\ntitle: [\n---\n\nteks\n")
    read, problems = course.read()
    assert read.failed == ("c/u/01-a",)
    assert problems == ["c/u/01-a.md:2:9: yaml-syntax"]
    assert [each.slug for each in read.courses[0].units[0].lessons] == ["02-b"]


def test_a_broken_bank_poisons_its_name(course):
    course.write("c/u/questions/k.yaml", "items:\n\t- type: short\n")
    read, problems = course.read()
    assert problems == ["c/u/questions/k.yaml:2:1: yaml-tab"]
    assert read.courses[0].units[0].poisoned == {"k"}


def test_a_broken_unit_poisons_the_unit_without_second_errors(course):
    course.write("c/u/unit.yaml", "objectives: TP1\n")
    read, problems = course.read()
    assert problems == ["c/u/unit.yaml:1:13: not-a-list"]
    assert set(read.failed) == {"c/u/01-a", "c/u/02-b", "c/u/assessments/w"}


def test_a_broken_course_file_poisons_the_course(course):
    course.write("c/course.yaml", "title: Kursus\n")
    read, problems = course.read()
    assert problems == ["c/course.yaml:1:1: missing-key"]
    assert (read.courses, read.broken) == ((), ("c",))


def test_a_duplicate_id_is_no_ones(course):
    text = "items:\n" + "- type: short\n  id: satu\n  text: |\n    Apa? [[ini]]\n" * 2
    course.write("c/u/questions/k.yaml", text)
    read, problems = course.read()
    assert problems == ["c/u/questions/k.yaml:6:3: same-id"]
    assert [entry.id for entry in read.courses[0].units[0].bank["k"]] == [None, None]


def test_an_indonesian_key_is_answered_with_ours(course):
    course.write("c/u/questions/k.yaml", "items:\n- type: short\n  teks: Apa?\n")
    problems = Problems()
    read_courses(find_courses(course.root), course.root, Names(course.root), AssetStore(), problems)
    found = [(each.code, dict(each.values)["nearest"]) for each in problems]
    assert found == [("unknown-key", "text")]


def test_all_problems_of_a_file_are_told(course):
    course.write(
        "c/u/01-a.md", "---\ntitle: Satu\nobjectives: [TP9]\n---\n\n[x](term:)\n\n![](a.svg)\n"
    )
    _, problems = course.read()
    assert problems == [
        "c/u/01-a.md:3:13: unknown-objective",
        "c/u/01-a.md:6:1: unknown-term",
        "c/u/01-a.md:8:1: missing-picture",
        "c/u/01-a.md:8:1: no-alt",
    ]


def test_the_school_is_looked_up_from_the_course_upward(course):
    course.write("school.yaml", "name: Atas\n")
    assert course.read()[0].courses[0].school.name == "Atas"
    course.write("c/school.yaml", "name: Bawah\n")
    assert course.read()[0].courses[0].school.name == "Bawah"


def test_pupils_text_may_not_refer_to_a_teachers_block(course):
    course.write(
        "c/u/01-a.md",
        '---\ntitle: Satu\n---\n\nLihat [](#x).\n\n::: teacher\n{#x caption="T"}\n| a |\n| - |\n'
        "| b |\n:::\n",
    )
    assert course.read()[1] == ["c/u/01-a.md:5:7: anchor-in-teacher-block"]


def test_figures_are_numbered_before_anything_is_cut_out(course):
    course.write("c/u/images/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    picture = '![A](images/a.svg "Judul"){#%s}\n\n'
    course.write(
        "c/u/01-a.md",
        "---\ntitle: Satu\n---\n\n::: teacher\n" + picture % "a" + ":::\n\n" + picture % "b",
    )
    read, problems = course.read()
    assert problems == []
    figure = read.courses[0].units[0].lessons[0].body[-1]
    caption = figure.children[1]
    assert caption.children[0].attributes == {"key": "figure.caption", "number": "2"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("c/u/03-c.md.txt", "misnamed-file"),
        ("c/u/questions/l.yml", "misnamed-file"),
    ],
)
def test_files_that_hide_what_they_are_get_explained(course, name, code):
    course.write(name, "x")
    assert [each.rpartition(" ")[2] for each in course.read()[1]] == [code]


@pytest.mark.parametrize("name", ["c/u/~$01-a.md", "c/u/.01-x.md", "c/u/01-a.md.bak"])
def test_left_over_files_are_ignored(course, name):
    course.write(name, "x")
    assert course.read()[1] == []
