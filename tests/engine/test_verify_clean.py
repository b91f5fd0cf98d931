"""Verify tells what in output/ is not as it should be; clean takes away what is ours."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lembar.engine.clean import clean
from lembar.engine.project import find_project
from lembar.engine.seals import seal_zip
from lembar.engine.starters import Wish, begin
from lembar.engine.verify import verify
from lembar.errors import LembarError
from lembar.writers.zips import pack
from tests.built import build_here

FORMATS = """\
documents:
  handout: [html]
  summary: [md]
  summary-sheet: []
  worksheet: [docx]
  answer-key: [docx]
"""
STUDENT, TEACHER = "c/student", "c/teacher"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built")
    begin(Wish("course", "c", None, root, "id"))
    with (root / "c/course.yaml").open("a") as file:
        file.write(FORMATS)
    assert build_here(root, root / "output").errors == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "p"))


def found(root: Path) -> list[tuple[str, str]]:
    verified = verify(find_project((), root), root / "output")
    return [(each.code, dict(each.values).get("path", "")) for each in verified.problems]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_what_was_built_is_whole(project: Path) -> None:
    verified = verify(find_project((), project), project / "output")
    assert verified.problems == ()
    assert verified.files == 6


def test_looking_changes_nothing(project: Path) -> None:
    before = {each: (project / each).read_bytes() for each in files(project)}
    found(project)
    assert {each: (project / each).read_bytes() for each in files(project)} == before


def test_missing_and_changed_files(project: Path) -> None:
    (project / "output" / STUDENT / "lkpd-1.docx").unlink()
    key = project / "output" / TEACHER / "GURU-lkpd-1-kunci.docx"
    key.write_bytes(key.read_bytes() + b" ")
    assert sorted(found(project)) == [
        ("file-changed", f"{TEACHER}/{key.name}"),
        ("file-missing", f"{STUDENT}/lkpd-1.docx"),
    ]


@pytest.mark.parametrize("name", ["kunci.docx", ".hidden", "deep/index.html", "x/y/z"])
def test_a_key_in_the_pupils_folder(project: Path, name: str) -> None:
    path = project / "output" / STUDENT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("A B C")
    assert found(project) == [("file-foreign", f"{STUDENT}/{name}")]


def test_a_link_in_the_pupils_folder(project: Path) -> None:
    (project / "output" / STUDENT / "k").symlink_to(project / "nowhere")
    assert found(project) == [("file-foreign", f"{STUDENT}/k")]


def test_a_changed_page_of_pupils(project: Path) -> None:
    change(project / "output" / STUDENT / "index.html", "</body>", "A B C</body>")
    assert found(project) == [("file-changed", f"{STUDENT}/index.html")]


def test_a_zip_for_a_class_is_looked_at_too(project: Path) -> None:
    path = project / "output/c/c-murid.zip"
    made = path.read_bytes()
    path.write_bytes(made + b"A B C")
    assert found(project) == [("file-changed", "c/c-murid.zip")]
    path.write_bytes(seal_zip("c/c-murid.zip", pack([("kunci.txt", b"A B C")]), "0" * 64))
    assert found(project) == [("class-file-stale", "c/c-murid.zip")]
    path.unlink()
    assert found(project) == [("file-missing", "c/c-murid.zip")]


def test_what_a_teacher_puts_elsewhere_is_no_ones_business(project: Path) -> None:
    for name in (f"{TEACHER}/x", "edited/c/student/x", "y", "c/mine.zip"):
        path = project / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert found(project) == []


def test_sheet_and_key_of_an_older_text(project: Path) -> None:
    change(project / "c/siklus-air/questions/air.yaml", "pada siang hari", "pada siang")
    assert sorted(found(project)) == [
        ("file-stale", f"{STUDENT}/lkpd-1.docx"),
        ("file-stale", f"{TEACHER}/GURU-lkpd-1-kunci.docx"),
    ]


def test_a_new_lesson_and_one_that_is_gone(project: Path) -> None:
    unit = project / "c/siklus-air"
    (unit / "01-perjalanan-air.md").rename(unit / "02-lain.md")
    told = found(project)
    assert sorted({code for code, _ in told}) == ["file-not-made", "file-obsolete"]
    assert ("file-not-made", f"{STUDENT}/02-lain-handout.html") in told
    assert ("file-obsolete", f"{STUDENT}/01-perjalanan-air-handout.html") in told
    assert len(told) == 8


def test_formats_that_were_not_asked_for_are_no_errors(project: Path) -> None:
    change(project / "c/course.yaml", "worksheet: [docx]", "worksheet: [docx, pdf]")
    (told,) = verify(find_project((), project), project / "output").problems
    assert (told.code, told.severity) == ("file-not-made", "warning")


def test_problems_of_the_content_are_told_and_files_of_broken_sets_left_alone(
    project: Path,
) -> None:
    change(project / "c/siklus-air/assessments/lkpd-1.yaml", "kind:", "knid:")
    told = verify(find_project((), project), project / "output").problems
    assert told
    assert all(each.place for each in told)


def test_clean_takes_all_that_builds_made(project: Path) -> None:
    assert clean(project / "output") == (11, ())
    assert files(project / "output") == []
    assert clean(project / "output") == (0, ())


def test_clean_keeps_what_is_a_persons(project: Path) -> None:
    output = project / "output"
    (output / STUDENT / "lkpd-1.docx").write_text("mine")
    (output / TEACHER / "nilai.xlsx").write_text("marks")
    (output / ".gitkeep").write_text("")
    change(output / "index.html", "</body>", "note</body>")
    removed, edited = clean(output)
    assert edited == ((f"{STUDENT}/lkpd-1.docx", f"edited/{STUDENT}/lkpd-1.docx"),)
    assert removed == 9
    assert files(output) == [
        ".gitkeep",
        f"{TEACHER}/nilai.xlsx",
        f"edited/{STUDENT}/lkpd-1.docx",
        "index.html",
    ]


def test_clean_leaves_a_folder_alone_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_text("x")
    assert clean(tmp_path) == (0, ())
    assert clean(tmp_path / "nowhere") == (0, ())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "index.html"]


def test_a_file_held_open_stays_known(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = project / "output"
    real: Callable[[Path, Path], None] = __import__("lembar.engine.files", fromlist=["move"]).move

    def held(source: Path, target: Path) -> None:
        if source.name == "lkpd-1.docx":
            raise PermissionError(13, "held")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("lembar.engine.files.move", held)
        with pytest.raises(LembarError) as caught:
            clean(output)
    assert [each.code for each in caught.value.problems] == ["file-held-open"]
    assert (output / STUDENT / "lkpd-1.docx").is_file()
    clean(output)
    assert files(output) == []
