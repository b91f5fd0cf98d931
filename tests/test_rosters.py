"""Named sheets from a roster: who gets which, and where a name may stand and where not."""

import json
import re
import stat
import sys
from pathlib import Path

import pikepdf
import pytest

from lembar.cli import run
from lembar.content.loader import Options
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.clean import clean
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.verify import verify
from lembar.messages import Messages
from tests import tools
from tests.built import build_apart, unpacked
from tests.rosters import course, names, roster

FEW = "number,name,class\n1,Sari Dewi,XI 1\n2,Tono Aji,XI 1\n1,Wayan Ratih,XI 2\n"
PRIVATE = ("Sari", "Dewi", "Tono", "Aji", "Wayan", "Ratih")


def make(folder: Path, **wanted: str) -> Outcome:
    chosen = Wanted(**{key: frozenset(value.split()) for key, value in wanted.items()})
    output = folder / "output"
    return build(find_project((), folder), output, Options(), chosen, False, Silent())


def told(outcome: Outcome) -> list[str]:
    return [Messages("en").line(each) for each in outcome.problems]


def files(folder: Path, place: str) -> list[str]:
    found = (folder / "output").glob(place)
    return sorted(path.relative_to(folder / "output").as_posix() for path in found)


def test_a_file_for_each_class_and_format(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    outcome = make(tmp_path)
    assert told(outcome) == []
    assert files(tmp_path, "c/pupils/[!.]*") == [
        f"c/pupils/test-XI-{n}.{ending}" for n in (1, 2) for ending in ("docx", "pdf")
    ]
    with pikepdf.open(tmp_path / "output/c/pupils/test-XI-1.pdf") as pdf:
        assert len(pdf.pages) == 4
        assert str(pdf.Root.StructTreeRoot.K[0].K[1].S) == "/Part"
    assert {path.parent.name for path in outcome.named} == {"pupils"}


def test_no_name_stands_outside_of_the_sheets(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    done = build_apart(tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout + done.stderr
    assert "sheets with names" in said
    named = set((tmp_path / "output/c/pupils").glob("test-*"))
    assert len(named) == 4
    for path in (tmp_path / "output").rglob("*"):
        assert not any(name in str(path) for name in PRIVATE)
        if path.is_file() and path not in named:
            content = path.read_bytes()
            assert not any(name.encode() in content for name in PRIVATE), path
    assert not any(name in said for name in PRIVATE)
    listed = json.loads((tmp_path / "output/manifest.json").read_text("utf-8"))["documents"]
    assert not [each for each in listed if "pupils" in each["path"]]
    pages = [path.read_text("utf-8") for path in (tmp_path / "output").rglob("index.html")]
    assert not any("/pupils/" in page for page in pages)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_their_owner_may_look_at_them(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path, editions="pupils", formats="pdf")
    folder = tmp_path / "output/c/pupils"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text() == "*\n"


def test_they_go_with_their_set(tmp_path):
    test = course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path)
    before = files(tmp_path, "c/pupils/*")
    (tmp_path / "c/pupils.csv").write_text(FEW.replace("1,Sari Dewi", "2,Sari Dewi"))
    outcome = make(tmp_path)
    assert [line.partition(" ")[0] for line in told(outcome)] == ["c/pupils.csv:3:1:"]
    assert "roster-same-number" in told(outcome)[0]
    assert outcome.failed == ("c/u/assessments/test",)
    # Nothing of the old set stays: neither the sheets with names nor those without.
    assert files(tmp_path, "c/*/test*") == []
    assert files(tmp_path, "c/pupils") == []
    (tmp_path / "c/pupils.csv").write_text(FEW)
    make(tmp_path)
    assert files(tmp_path, "c/pupils/*") == before
    test.write_text(test.read_text().replace("roster: ../../pupils.csv\n", ""))
    make(tmp_path)
    assert files(tmp_path, "c/pupils") == []
    assert len(files(tmp_path, "c/student/test-[AB].*")) == 4


def test_a_class_that_has_gone_takes_its_file_along(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path)
    (tmp_path / "c/pupils.csv").write_text(FEW.replace("XI 2", "XI 3"))
    make(tmp_path)
    assert files(tmp_path, "c/pupils/*.pdf") == [
        "c/pupils/test-XI-1.pdf",
        "c/pupils/test-XI-3.pdf",
    ]


def test_other_editions_leave_them_alone(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path)
    before = {path: (tmp_path / "output" / path).stat().st_mtime_ns for path in files(
        tmp_path, "c/pupils/*")}  # fmt: skip
    assert told(make(tmp_path, editions="student")) == []
    assert told(make(tmp_path, forms="A")) == []
    assert before == {
        path: (tmp_path / "output" / path).stat().st_mtime_ns
        for path in files(tmp_path, "c/pupils/*")
    }


def test_an_edited_file_is_kept_out_of_sight(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path)
    (tmp_path / "output/c/pupils/test-XI-1.docx").write_bytes(b"Sari Dewi, with a note")
    outcome = make(tmp_path)
    assert outcome.published.edited == (
        ("c/pupils/test-XI-1.docx", "edited/c/pupils/test-XI-1.docx"),
    )
    page = (tmp_path / "output/index.html").read_text("utf-8")
    assert "pupils" not in page
    folder = tmp_path / "output/edited/c/pupils"
    assert sys.platform == "win32" or stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_clean_removes_them_and_verify_looks_at_them(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path)
    project = find_project((), tmp_path)
    assert [each.code for each in verify(project, tmp_path / "output").problems] == []
    (tmp_path / "output/c/pupils/test-XI-1.pdf").unlink()
    assert [each.code for each in verify(project, tmp_path / "output").problems] == ["file-missing"]
    make(tmp_path)
    clean(tmp_path / "output")
    assert not (tmp_path / "output/c").exists()


@pytest.mark.parametrize(
    ("pupils", "forms", "line"),
    [
        ("no,nama,kelas,kode\n1,Sari,X,C\n", "AB", "c/pupils.csv:2:4: error[roster-form]"),
        ("no,nama,kelas,kode\n1,Sari,X,A\n", "", "c/pupils.csv:2:4: error[roster-one-form]"),
        (
            "no,nama,kelas\n1,Sari,X-1\n1,Tono,X 1\n",
            "AB",
            "c/pupils.csv:2:1: error[roster-same-class]",
        ),
    ],
)
def test_what_a_paper_can_not_use(tmp_path, pupils, forms, line):
    course(tmp_path, pupils, forms=forms, questions=3)
    outcome = make(tmp_path)
    assert [each[: len(line)] for each in told(outcome)] == [line]
    assert outcome.failed == ("c/u/assessments/test",)


def test_a_sign_that_can_not_be_printed_is_told_by_row(tmp_path):
    course(tmp_path, "no,nama,kelas\n1,Sari,X\n2,Tono 漢,X\n", forms="AB", questions=3)
    outcome = make(tmp_path, formats="pdf")
    (line,) = told(outcome)
    assert line.startswith("c/pupils.csv:3:1: error[missing-glyph]")
    assert "漢" in line
    assert "Tono" not in line


def test_named_sheets_hold_no_secret(tmp_path):
    """The same sheets come out whatever is right, and why."""
    made = []
    for right, reason in ((0, "KENARI"), (2, "MERPATI")):
        folder = tmp_path / reason
        course(folder, FEW, forms="AB", questions=3)
        bank = folder / "c/u/questions/bank.yaml"
        lines = bank.read_text("utf-8").replace("- [x]", "- [ ]").split("\n")
        starts = [at for at, line in enumerate(lines) if "- [ ]" in line][::5]
        for at in starts:
            lines[at + right] = lines[at + right].replace("[ ]", "[x]")
        text = "\n".join(lines).replace("  level: C2", f"  level: C2\n  explanation: {reason}")
        bank.write_text(text, "utf-8")
        assert told(make(folder, editions="pupils")) == []
        papers = sorted((folder / "output/c/pupils").glob("test-*"))
        made.append({path.name: path.read_bytes() for path in papers})
        assert not any(reason.encode() in unpacked(content) for content in made[-1].values())
    assert len(made[0]) == 4
    assert made[0] == made[1]


def test_a_sitting_has_named_sheets_and_its_lock_no_names(tmp_path, monkeypatch):
    course(tmp_path, FEW, forms="AB", questions=3)
    monkeypatch.chdir(tmp_path)
    assert run(["draw", "c/u/assessments/test.yaml", "--for", "2026-XI"], Messages("en")) == 0
    make(tmp_path, formats="docx")
    assert files(tmp_path, "c/pupils/*.docx") == [
        f"c/pupils/test-{part}XI-{n}.docx" for part in ("2026-XI-", "") for n in (1, 2)
    ]
    for lock in (tmp_path / "c/u").rglob("locks/*"):
        assert not any(name in lock.read_text("utf-8") for name in PRIVATE)
    assert list((tmp_path / "c/u").rglob("locks/*"))


def test_classes_in_another_script_are_counted_in_file_names(tmp_path):
    pupils = "number,name,class\n1,Sari,أ\n1,Tono,ب\n1,Wayan,Été 1\n"
    course(tmp_path, pupils, forms="AB", questions=3)
    make(tmp_path, formats="docx")
    assert files(tmp_path, "c/pupils/*.docx") == [
        "c/pupils/test-2.docx",
        "c/pupils/test-3.docx",
        "c/pupils/test-Ete-1.docx",
    ]


def test_a_theme_without_a_place_for_the_name_is_told(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    folder = tmp_path / "templates/own"
    (folder / "parts").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: default\n")
    (folder / "parts/identity.html.j2").write_text(
        '<identity-block><identity-field size="large">Name</identity-field></identity-block>'
    )
    path = tmp_path / "c/course.yaml"
    path.write_text(path.read_text() + "theme: own\n")
    (line,) = told(make(tmp_path))
    assert line.startswith("templates/own/parts/identity.html.j2:1:1: error[no-place-for-name]")


def test_a_file_that_is_not_there_and_a_ticket(tmp_path):
    test = course(tmp_path, FEW, forms="AB", questions=3)
    (tmp_path / "c/pupils.csv").unlink()
    assert "error[roster-not-found]" in told(make(tmp_path))[0]
    test.write_text(test.read_text().replace("kind: test", "kind: exit-ticket"))
    assert any("error[roster-ticket]" in line for line in told(make(tmp_path)))


def test_forms_alternate_and_stand_in_the_code_of_the_file(tmp_path):
    course(tmp_path, FEW, forms="AB", questions=3)
    make(tmp_path, editions="pupils", formats="pdf")
    with pikepdf.open(tmp_path / "output/c/pupils/test-XI-1.pdf") as pdf:
        said = re.findall(r"form (\w), number (\d)", " ".join(alternatives(pdf)))
    assert said == [("A", "1"), ("B", "2")]


def alternatives(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(each.Alt)
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
    ]


@pytest.mark.slow
def test_sixty_pupils_are_pdf_ua_with_a_tree_for_each(tmp_path):
    course(tmp_path, roster(60, a_class=30))
    assert told(make(tmp_path, editions="pupils")) == []
    papers = sorted((tmp_path / "output/c/pupils").glob("*.pdf"))
    assert tools.verapdf(papers) == {path: [] for path in papers}
    assert len(papers) == 2
    printed = names(60)
    for path, inside in zip(papers, (printed[:30], printed[30:]), strict=True):
        with pikepdf.open(path) as pdf:
            parts = pdf.Root.StructTreeRoot.K[0].K
            assert [str(part.S) for part in parts] == ["/Part"] * 30
            with pdf.open_outline() as outline:
                titles = [each.title for each in outline.root]
            assert titles == [f"{at} · {name}" for at, name in enumerate(inside, 1)]
            assert len(pdf.pages) == 60
