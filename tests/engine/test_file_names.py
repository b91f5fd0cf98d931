"""Files of a paper: each form, tier and class has one of its own, however long the name is."""

from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.plan import file_stem

LONG = "penilaian-akhir-semester-ganjil-tahun-pelajaran-2026-2027-matematika-wajib-kelas-sepuluh"
FILES = {
    "course.yaml": "title: C\nlanguage: en\ndocuments:\n  answer-sheet: [pdf]\n",
    "u/unit.yaml": "title: U\n",
    f"u/assessments/{LONG}.yaml": "title: T\nkind: test\nforms: [A, B]\ntiers: [support, core]\n"
    "roster: pupils.csv\nitems:\n- type: true-false\n  text: |\n    So it is.\n  answer: true\n",
    "u/assessments/pupils.csv": "no,name,class\n1,P,X1\n1,Q,X2\n",
}


def test_long_names_are_cut_where_nothing_is_lost(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    prepared = prepare(find_project((), tmp_path), Options())
    assert prepared.problems.errors() == []
    sets = [each for course in prepared.courses for each in course.sets]
    made = [path for each in sets for d in each.documents for _, path in d.paths]
    made += [path for each in sets for papers in each.named for _, path in papers.paths]
    assert len(made) > 15
    assert len(set(made)) == len(made)
    assert all(len(path.rpartition("/")[2]) <= 80 for path in made)


def test_names_that_fit_are_whole():
    assert file_stem(["TEACHER", "unit", "Tes 1"], ["key", "A"]) == "TEACHER-unit-Tes-1-key-A"
    assert file_stem(["unit"], []) == "unit"
    assert len(file_stem(["x" * 200], ["key", "B"])) == 75
