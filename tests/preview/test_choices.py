"""What is looked at: the file that comes nearest to what an address asks for."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.plan import DocumentSet
from lembar.preview.choices import Trial, document_of, id_of, settle
from tests.engine.small import project

PLAIN = Trial()


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, DocumentSet]:
    root = project(tmp_path_factory.mktemp("choices"))
    options = Options(profiles=("large-print",), editions=("student", "teacher"))
    prepared = prepare(find_project((), root), options)
    return {each.key.rpartition("/")[2]: each for each in prepared.courses[0].sets}


def test_without_a_wish_it_is_the_students_first(sets):
    found = settle(sets["01-puddle"], {}, PLAIN)
    assert found is not None
    choice = found.choice
    assert (choice.edition, choice.document, choice.format) == ("student", "handout", "pdf")
    assert found.path == "water/student/01-puddle-handout.pdf"


def test_what_fits_is_taken_and_all_else_gives_way(sets):
    wanted = {"edition": "teacher", "document": "handout", "form": "Z", "format": "docx"}
    found = settle(sets["01-puddle"], wanted, PLAIN)
    assert found is not None
    assert (found.choice.edition, found.choice.form) == ("teacher", "")
    assert found.path.endswith("handout.docx")
    # A test is the student's: the teacher has its key.
    found = settle(sets["test"], {"edition": "teacher", "document": "test"}, PLAIN)
    assert found is not None
    assert found.choice.document == "answer-key"


def test_forms_are_told_apart(sets):
    found = settle(sets["test"], {"form": "B"}, PLAIN)
    assert found is not None
    assert found.options["form"] == ("A", "B")
    assert found.document.form == "B"


def test_a_profile_on_trial_is_taken_where_there_is_one(sets):
    trial = Trial(profile="large-print")
    found = settle(sets["01-puddle"], {}, trial)
    assert found is not None
    assert found.document.profile == "large-print"
    assert found.has_profile
    # Machines read answer sheets: they look the same for all.
    found = settle(sets["test"], {"document": "answer-sheet"}, trial)
    assert found is not None
    assert not found.has_profile


def test_a_students_choice_never_gives_a_teachers_document(sets):
    for each in sets.values():
        for document in ("handout", "answer-key", "blueprint", "score-sheet"):
            wanted = {"edition": "student", "document": document}
            found = settle(each, wanted, PLAIN)
            assert found is not None
            assert found.document.edition == "student"
            assert "/student/" in found.path


def test_a_choice_that_is_there_is_found_again(sets):
    found = settle(sets["test"], {"form": "B", "format": "docx"}, PLAIN)
    assert found is not None
    assert document_of(sets["test"], found.choice) == found
    assert document_of(sets["sheet"], found.choice) is None


def test_names_in_addresses_are_no_paths():
    assert id_of("water/cycle/01-puddle").isalnum()
    assert id_of("water/cycle/01-puddle") != id_of("water/cycle/02-cloud")


def test_sheets_with_names_are_no_choice(tmp_path: Path):
    root = project(tmp_path)
    unit = root / "content/water/cycle"
    (unit / "assessments/class.csv").write_text("No,Name,Class\n1,Ani,7A\n2,Budi,7A\n", "utf-8")
    paper = unit / "assessments/sheet.yaml"
    paper.write_text(paper.read_text("utf-8") + "roster: class.csv\n", "utf-8")
    (course,) = prepare(find_project((), root), Options()).courses
    (each,) = [found for found in course.sets if found.named]
    for edition in ("", "student", "teacher", "pupils"):
        found = settle(each, {"edition": edition}, PLAIN)
        assert found is not None
        assert "/pupils/" not in found.path
