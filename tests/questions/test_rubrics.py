"""Rubrics: lines with points, or criteria described at levels of performance."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.course.tree import text_of
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.messages import Messages
from lembar.sheet.render import Renderer
from lembar.writers.docx import write
from tests.generated.reading import docx_tables

LEVELS = """
    | Kriteria | Sangat baik | Baik | Kurang |
    | --- | --- | --- | --- |
    | Isi | lengkap | separuh | kosong |
    | Bahasa | jelas | kabur | kacau |
"""


def prepared(root: Path, rubric: str, more: str = ""):
    files = {
        "c/course.yaml": "title: Kursus\nlanguage: id\n",
        "c/u/assessments/w.yaml": (
            "title: Lembar\nkind: worksheet\nforms: [A, B]\nitems:\n"
            "- type: short\n  text: |\n    Satu [[dua]]\n"
            f"- type: essay\n{more}  text: |\n    Jelaskan.\n  rubric: |{rubric}"
        ),
    }
    for name, said in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(said, "utf-8")
    return prepare(find_project((), root), Options())


def planned(root: Path, rubric: str, more: str = ""):
    found = prepared(root, rubric, more)
    assert not list(found.problems), [Messages("en").line(each) for each in found.problems]
    (course,) = found.courses
    return found, course, course.sets[0].documents


def test_levels_are_worth_their_number_from_the_best_down(tmp_path):
    _, _, documents = planned(tmp_path, LEVELS)
    (view,) = [d.view for d in documents if d.document == "rubric"]
    (rubric,) = view.rubrics
    assert (rubric.maximum, rubric.points) == (6, 6)
    assert [(c.points, [d.points for d in c.descriptors]) for c in rubric.criteria] == [
        (3, [3, 2, 1]),
        (3, [3, 2, 1]),
    ]
    key = next(d.view for d in documents if d.document == "answer-key")
    on_forms = [next(i.number for i in form.items() if i.kind == "essay") for form in key.forms]
    assert list(rubric.numbers) == on_forms


def test_titles_may_say_their_points(tmp_path):
    said = LEVELS.replace("Sangat baik", "**Sangat** baik [5]").replace("| Baik", "| Baik [2]")
    _, _, documents = planned(tmp_path, said.replace("Kurang |", "Kurang [0] |"))
    (view,) = [d.view for d in documents if d.document == "rubric"]
    first = view.rubrics[0].criteria[0]
    assert [(d.points, text_of(d.title)) for d in first.descriptors] == [
        (5, "Sangat baik"),
        (2, "Baik"),
        (0, "Kurang"),
    ]


def test_the_rubric_is_printed_with_a_table_for_a_class(tmp_path):
    found, course, documents = planned(tmp_path, LEVELS, "  points: 9\n")
    (document,) = [d for d in documents if d.document == "rubric"]
    content = write(
        Renderer(course.theme, course.words).render(document), course.theme, found.store
    )
    levels, scores = docx_tables(content.content)
    assert levels[0] == ["Kriteria", "Sangat baik (3)", "Baik (2)", "Kurang (1)"]
    assert levels[1] == ["Isi", "lengkap", "separuh", "kosong"]
    assert scores[0] == ["No.", "Nama", "Isi (3)", "Bahasa (3)", "Jumlah (6)", "Nilai"]
    assert [row[0] for row in scores[1:]] == [str(number) for number in range(1, 37)]


def test_a_list_makes_no_paper_of_its_own(tmp_path):
    _, _, documents = planned(tmp_path, "\n    - [2] isi\n    - [1] bahasa\n")
    assert "rubric" not in {d.document for d in documents}


@pytest.mark.parametrize(
    ("rubric", "more", "code"),
    [
        (
            "\n    | Kriteria | Baik |\n    | --- | --- |\n    | Isi | ya |\n",
            "",
            "rubric-too-small",
        ),
        (LEVELS.replace("separuh", ""), "", "rubric-cell-empty"),
        (LEVELS.replace("| Baik", "| Baik [2]"), "", "rubric-points-missing"),
        ("\n    - [2] isi\n    - [1] bahasa\n", "  points: 10\n", "rubric-points"),
        ("\n    - isi\n", "", "criterion-without-points"),
    ],
)
def test_what_is_no_rubric_is_told(tmp_path, rubric, more, code):
    found = prepared(tmp_path, rubric, more)
    assert [each.code for each in found.problems] == [code]
    (problem,) = found.problems
    assert Messages("id").line(problem) != Messages("en").line(problem)
