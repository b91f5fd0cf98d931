"""Files that came back: which document each is, what is told of those that are none."""

import shutil
import zipfile
from pathlib import Path

import pytest

from lembar.cli import run
from lembar.messages import Messages
from tests.built import build_here
from tests.compare.cases import FOLDER

A = "kursus/student/lkpd-1-A.docx"
B = "kursus/student/lkpd-1-B.docx"
STEM = "kursus/fungsi/questions/fungsi.yaml:7:62: "
SAYS = "question 1 (fungsi/k7f2): "


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("compare")
    shutil.copytree(FOLDER / "project", root / "project")
    assert not build_here(root / "project", root / "output").errors
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(built / "project", tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def edited(source: Path, target: Path, *edits: tuple[str, str], without: str = "") -> Path:
    """Copy a file with texts replaced in its parts, and one part left out."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for was, now in edits if name.startswith("word/") and name.endswith(".xml") else ():
                content = content.replace(was.encode(), now.encode())
            if name == "_rels/.rels" and without:
                content = content.replace(without.rpartition("/")[2].encode(), b"none.xml")
            if name != without:
                new.writestr(name, content)
    return target


def told(capsys: pytest.CaptureFixture[str], *paths: object) -> tuple[int, str, str]:
    code = run(["compare", *map(str, paths)], Messages("en"))
    said = capsys.readouterr()
    return code, said.out, said.err


KERAS = ("obat keras", "obat bebas")


def test_a_file_is_known_under_any_name(built, project, capsys):
    file = edited(built / "output" / A, project / "Unduhan (3) rev.docx", KERAS)
    code, out, err = told(capsys, file.name)
    assert (code, err) == (1, "")
    first, line = out.splitlines()
    assert first == "Unduhan (3) rev.docx: LKPD 1 · Fungsi organisasi, form A"
    assert line.startswith(STEM)
    assert SAYS in line
    assert "obat bebas" in line


def test_a_file_without_its_properties_is_known_by_its_words(built, project, capsys):
    file = edited(built / "output" / B, project / "x.docx", KERAS, without="docProps/custom.xml")
    code, out, err = told(capsys, file)
    assert (code, err) == (1, "")
    assert "form B" in out
    assert "obat bebas" in out


def test_what_was_not_changed_is_said_to_be(built, project, capsys):
    code, out, err = told(capsys, built / "output" / A)
    assert (code, err) == (0, "")
    assert out.splitlines()[1:] == ["Nothing was changed."]


def test_a_change_of_several_files_is_told_once(built, project, capsys):
    back = project.parent / "back"
    edited(built / "output" / A, back / "Bu Sari/A.docx", KERAS)
    edited(built / "output" / B, back / "B.docx", KERAS, ("5 poin", "6 poin"))
    (back / "~$B.docx").write_bytes(b"lock")
    (back / "notes.txt").write_text("x")
    code, out, err = told(capsys, back)
    assert (code, err) == (1, "")
    assert out.count("obat bebas") == 1
    assert f"seen in: {back}/B.docx (question 1), {back}/Bu Sari/A.docx (question 1)" in out
    assert f"seen in: {back}/B.docx (question 6)" in out


def test_files_of_a_zip_are_compared(built, project, capsys):
    edited(built / "output" / A, project / "a.docx", KERAS)
    with zipfile.ZipFile(project / "mail.zip", "w") as archive:
        archive.write(project / "a.docx", "LKPD/a b.docx")
        archive.writestr("__MACOSX/LKPD/._a b.docx", b"x")
        archive.writestr("../../outside.docx", b"x")
        archive.writestr("LKPD/c.doc", b"x")
    code, out, err = told(capsys, "mail.zip")
    assert code == 1
    assert out.startswith("mail.zip/LKPD/a b.docx: LKPD 1")
    assert "outside" not in out + err
    assert "mail.zip/LKPD/c.doc:1:1: error[compare-other-format]" in err
    assert sorted(each.name for each in project.parent.iterdir()) == ["project"]


def test_nothing_is_written(built, project, capsys):
    before = sorted(project.rglob("*"))
    told(capsys, built / "output" / A)
    assert sorted(project.rglob("*")) == before


def test_a_source_that_was_changed_since_is_told(built, project, capsys):
    bank = project / "kursus/fungsi/questions/fungsi.yaml"
    bank.write_text(bank.read_text("utf-8").replace("obat keras", "obat bius"), "utf-8")
    code, out, _ = told(capsys, built / "output" / A)
    assert code == 1
    assert "The source has other words now than when this file was made" in out
    assert "obat keras" in out
    assert "obat bius" in out


def test_a_document_that_is_no_more_is_told(built, project, capsys):
    (project / "kursus/fungsi/assessments/lkpd-1.yaml").unlink()
    code, out, err = told(capsys, built / "output" / A)
    assert (code, out) == (1, "")
    assert "error[compare-no-more]" in err
    assert "kursus/student/lkpd-1-A" in err


def test_a_document_that_cant_be_made_is_told_with_the_reason(built, project, capsys):
    bank = project / "kursus/fungsi/questions/fungsi.yaml"
    bank.write_text(bank.read_text("utf-8").replace("type: choice", "type: chioce", 1), "utf-8")
    code, _, err = told(capsys, built / "output" / A)
    assert code == 1
    assert "error[compare-failed]" in err
    assert "error[unknown-type]" in err


def test_a_strangers_file_is_told(built, project, capsys):
    file = edited(
        built / "output" / "dawra/student/waraqa-1.docx", project / "x.docx",
        without="docProps/custom.xml",
    )  # fmt: skip
    shutil.rmtree(project / "dawra")
    code, out, err = told(capsys, file)
    assert (code, out) == (1, "")
    assert "error[compare-unknown]" in err


def test_another_text_in_an_old_file_is_told(built, project, capsys):
    import re

    file = project / "x.docx"
    with zipfile.ZipFile(built / "output" / A) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"<w:t>[^<]*</w:t>", b"<w:t>Rapat pukul tujuh</w:t>", content)
            new.writestr(name, content)
    code, out, err = told(capsys, file)
    assert (code, out) == (1, "")
    assert "error[compare-another]" in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"Halo"])
def test_a_broken_zip_is_told(project, capsys, content):
    (project / "mail.zip").write_bytes(content)
    code, out, err = told(capsys, "mail.zip")
    assert (code, out) == (1, "")
    assert "mail.zip:1:1: error[compare-bad-zip]" in err


def test_a_zip_that_unpacks_without_end_is_refused(project, capsys, monkeypatch):
    monkeypatch.setattr("lembar.engine.compare_files._LARGEST", 100_000)
    with zipfile.ZipFile(project / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.docx", bytes(10_000_000))
    code, _, err = told(capsys, "bomb.zip")
    assert code == 1
    assert "error[compare-too-large]" in err


def test_a_folder_without_word_files_is_told(project, capsys):
    code, _, err = told(capsys, "kursus")
    assert code == 1
    assert "kursus:1:1: error[compare-nothing]" in err


def test_a_path_that_is_not_there_is_wrong_use(project, capsys):
    code, _, err = told(capsys, "nowhere.docx")
    assert code == 2
    assert "nowhere.docx" in err


def test_a_students_file_tells_no_answer(built, project, capsys):
    """What is told of a pupil's file holds nothing but what the file shows, and lines."""
    file = edited(
        built / "output" / A, project / "a.docx", ("Jelaskan mengapa", "Sebutkan mengapa")
    )
    _, out, _ = told(capsys, file)
    assert "Sebutkan" in out
    assert "seminar" not in out
    assert "rekan yang memahami" not in out
