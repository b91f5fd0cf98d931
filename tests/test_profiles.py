"""Profiles as a dimension of documents: which papers are made in which, and what stays the same."""

import json
import re
from pathlib import Path

import pikepdf
import pytest

from lembar.content.loader import Options
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.verify import verify
from lembar.errors import UsageError
from lembar.messages import Messages
from tests.rosters import course

LESSON = "---\ntitle: One\n{more}---\n\nText with *stress*.\n"


def make(
    folder: Path, profiles: tuple[str, ...] = (), editions: tuple[str, ...] = (), **wanted: str
) -> Outcome:
    """Build a course as the command does with these profiles and editions."""
    chosen = Wanted(
        profiles=frozenset(profiles),
        editions=frozenset(editions),
        **{key: frozenset(value.split()) for key, value in wanted.items()},
    )
    also = tuple(each for each in profiles if each != "plain")
    options = Options(profiles=also, editions=editions)
    output = folder / "output"
    return build(find_project((), folder), output, options, chosen, False, Silent())


def told(outcome: Outcome) -> list[str]:
    return [Messages("en").line(each) for each in outcome.problems]


def entries(folder: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((folder / "output/manifest.json").read_text("utf-8"))[
        "documents"
    ]
    return found


def made(folder: Path) -> set[tuple[str, ...]]:
    """Return document, edition, profile and format of what was made."""
    keys = ("document", "edition", "profile", "format")
    return {tuple(each[key] for key in keys) for each in entries(folder)}


def ask(folder: Path, profiles: str, file: str = "c/course.yaml") -> None:
    """Ask for profiles in a file of YAML."""
    path = folder / file
    path.write_text(f"{path.read_text()}profiles: {profiles}\n")


def lesson(folder: Path, more: str = "") -> None:
    (folder / "c/u/01-one.md").write_text(LESSON.format(more=more))


def test_a_course_asks_for_profiles_of_pupils_papers(tmp_path):
    course(tmp_path, forms="A", questions=2)
    lesson(tmp_path)
    ask(tmp_path, "[large-print]")
    assert told(make(tmp_path, formats="docx html")) == []
    assert {each for each in made(tmp_path) if each[2]} == {
        ("summary", "student", "large-print", "html"),
        ("test", "student", "large-print", "docx"),
    }
    # All that is made without profiles is there as well, keys and answer sheets too.
    assert {each[:2] for each in made(tmp_path) if not each[2]} >= {
        ("test", "student"), ("answer-sheet", "student"), ("answer-key", "teacher"),
        ("summary", "teacher"),
    }  # fmt: skip


def test_file_names_end_in_the_word_of_the_profile(tmp_path):
    course(tmp_path, forms="AB", questions=2)
    file = tmp_path / "c/course.yaml"
    file.write_text(file.read_text().replace("language: en", "language: id"))
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles/huruf-tebal.yaml").write_text("scale: {type: 1.2}\n")
    make(tmp_path, ("large-print", "huruf-tebal"), formats="docx")
    paths = {each["path"] for each in entries(tmp_path)}
    assert paths == {
        f"c/student/test-{form}-{word}.docx"
        for form in "AB"
        for word in ("cetak-besar", "huruf-tebal")
    }


def test_an_assessment_and_a_lesson_ask_for_others(tmp_path):
    course(tmp_path, forms="A", questions=2)
    ask(tmp_path, "[large-print, dyslexia]")
    ask(tmp_path, "[]", "c/u/assessments/test.yaml")
    lesson(tmp_path, "profiles: [ink-saver]\n")
    make(tmp_path, formats="docx html")
    assert {(each[0], each[2]) for each in made(tmp_path) if each[2]} == {("summary", "ink-saver")}


def test_only_a_profile_and_only_plain_papers(tmp_path):
    course(tmp_path, forms="A", questions=2)
    ask(tmp_path, "[large-print]")
    make(tmp_path, ("plain",), formats="docx")
    assert {each[2] for each in made(tmp_path)} == {""}
    make(tmp_path, ("dyslexia",), formats="docx")
    # What was there stays: the same set, the same revision.
    assert {each[2] for each in made(tmp_path)} == {"", "dyslexia"}
    make(tmp_path)
    assert {each[2] for each in made(tmp_path)} == {"", "large-print"}


def test_a_teacher_s_papers_are_made_where_both_are_asked_for(tmp_path):
    course(tmp_path, forms="A", questions=2)
    make(tmp_path, ("large-print",), ("teacher",), formats="docx")
    assert made(tmp_path) == {
        (each, "teacher", "large-print", "docx")
        for each in ("answer-key", "blueprint", "item-cards")
    }


def test_a_manuscript_is_a_word_file_of_both_editions(tmp_path):
    course(tmp_path, forms="A", questions=2)
    lesson(tmp_path)
    ask(tmp_path, "[manuscript]")
    make(tmp_path)
    assert {each for each in made(tmp_path) if each[2]} == {
        ("handout", "student", "manuscript", "docx"),
        ("handout", "teacher", "manuscript", "docx"),
        ("test", "student", "manuscript", "docx"),
        ("answer-key", "teacher", "manuscript", "docx"),
    }


def test_all_profiles_have_one_draw_and_one_revision(tmp_path):
    course(tmp_path, forms="A", questions=6)
    make(tmp_path, ("plain", "large-print"), documents="test", formats="pdf")
    of_test = [each for each in entries(tmp_path) if each["document"] == "test"]
    assert len({each["revision"] for each in of_test}) == 1
    assert len({each["set"] for each in of_test}) == 1
    texts = {extracted(tmp_path / "output" / each["path"]) for each in of_test}
    assert len(of_test) == 2
    assert len(texts) == 1


def extracted(path: Path) -> str:
    """Return the text of a PDF without spaces, and without the foot, which counts pages."""
    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    return re.sub(r"11·Countingon·FormAPage\dof\d·\w{4}", "", re.sub(r"\s+", "", text)).casefold()


def test_verify_knows_the_profiles_that_are_asked_for(tmp_path):
    course(tmp_path, forms="A", questions=2)
    ask(tmp_path, "[ink-saver]")
    make(tmp_path)
    project = find_project((), tmp_path)
    assert verify(project, tmp_path / "output").problems == ()
    make(tmp_path, ("large-print",), formats="docx")
    found = verify(project, tmp_path / "output").problems
    assert [each.code for each in found] == ["file-obsolete"]


def test_an_unknown_profile_fails_what_asks_for_it(tmp_path):
    course(tmp_path, forms="A", questions=2)
    lesson(tmp_path)
    ask(tmp_path, "[large-prnt]", "c/u/assessments/test.yaml")
    outcome = make(tmp_path, formats="docx html")
    assert told(outcome) == [
        "c/u/assessments/test.yaml:6:11: error[unknown-profile]: There is no profile"
        " “large-prnt”. (hint: did you mean “large-print”?)"
    ]
    assert outcome.failed == ("c/u/assessments/test",)
    assert {each[0] for each in made(tmp_path)} == {"summary"}


def test_an_unknown_profile_on_the_command_line_is_wrong_use(tmp_path):
    course(tmp_path, forms="A", questions=2)
    with pytest.raises(UsageError) as caught:
        make(tmp_path, ("big",))
    assert [each.code for each in caught.value.problems] == ["unknown-profile"]


ROSTER = """\
number,name,class,profile
1,Sari Dewi,XI 1,
2,Tono Aji,XI 1,large-print
3,Ayu Ratih,XI 1,plain
4,Joko Nur,XI 1,Large-Print
1,Wayan Citra,XI 2,
"""


def test_a_pupil_gets_the_copy_of_a_profile(tmp_path):
    course(tmp_path, ROSTER, forms="AB", questions=12)
    assert told(make(tmp_path)) == []
    pupils = tmp_path / "output/c/pupils"
    assert sorted(path.name for path in pupils.glob("test*")) == [
        "test-XI-1-large-print.docx",
        "test-XI-1.docx",
        "test-XI-1.pdf",
        "test-XI-2.docx",
        "test-XI-2.pdf",
    ]
    with pikepdf.open(pupils / "test-XI-1.pdf") as pdf:
        titles = [str(item.title) for item in pdf.open_outline().root]
        starts = [pdf.pages.index(item.destination[0]) for item in pdf.open_outline().root]
        total = len(pdf.pages)
    # In the order of the class, whatever the profile; the larger copies have more pages.
    assert titles == ["1 · Sari Dewi", "2 · Tono Aji", "3 · Ayu Ratih", "4 · Joko Nur"]
    lengths = [b - a for a, b in zip(starts, [*starts[1:], total], strict=True)]
    assert lengths[1] > lengths[0]
    assert lengths[0] == lengths[2]


def test_no_word_on_a_copy_says_why_it_is_larger(tmp_path):
    course(tmp_path, ROSTER, forms="A", questions=3)
    make(tmp_path)
    from pypdf import PdfReader

    pages = PdfReader(tmp_path / "output/c/pupils/test-XI-1.pdf").pages
    said = "".join(page.extract_text() for page in pages).casefold()
    assert "sari" in said
    assert "print" not in said
    assert "profile" not in said


def test_an_unknown_profile_of_a_pupil_is_told_with_its_row_and_no_word_of_it(tmp_path):
    course(tmp_path, ROSTER.replace("Large-Print", "gross"), forms="A", questions=3)
    outcome = make(tmp_path)
    assert told(outcome) == [
        "c/pupils.csv:5:4: error[roster-profile]: This profile is not known. (hint: leave the"
        " cell empty, or write one of: plain, dyslexia, ink-saver, large-print, manuscript)"
    ]
    assert outcome.failed == ("c/u/assessments/test",)
