"""The commands as people call them: what they print, and how they end."""

from pathlib import Path

import click
import pytest

from lembar.cli import run
from lembar.engine.starters import Wish, begin
from lembar.messages import Messages

UNIT = "c/water-cycle"


class Shell:
    """Call commands in a folder; what they print is in `out` and `err` after each."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *words: str, language: str = "en") -> int:
        code = run(words, Messages(language))
        self.out, self.err = self._capsys.readouterr()
        return code


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    begin(Wish("course", "c", None, tmp_path, "en"))
    return tmp_path


def test_new_names_the_files_and_the_next_command(shell: Shell, tmp_path: Path) -> None:
    assert shell("new", "course", "ipa", "--title", "IPA") == 0
    lines = shell.out.splitlines()
    assert lines[0] == "made: ipa/course.yaml"
    assert lines[-1] == "Now: lembar build"
    assert all((tmp_path / line.partition(": ")[2]).is_file() for line in lines[:-1])
    assert shell("check") == 0


def test_new_speaks_the_language_of_the_messages(shell: Shell) -> None:
    assert shell("new", "course", language="id") == 0
    assert shell.out.startswith("dibuat: kursus-saya/course.yaml\n")
    assert shell("new", "course", "--language", "en", language="id") == 0
    assert shell.out.startswith("dibuat: my-course/course.yaml\n")


def test_a_tier_is_chosen_and_one_that_no_paper_has_is_told(shell: Shell, course: Path) -> None:
    paper = course / UNIT / "assessments/worksheet-1.yaml"
    assert shell("build", "--tier", "support") == 2
    assert "No paper has the tier “support”." in shell.err
    paper.write_text(paper.read_text("utf-8") + "tiers: [support, core]\n", "utf-8")
    chosen = ("--document", "worksheet", "--format", "docx", "--tier", "support")
    assert shell("build", *chosen, str(paper)) == 0
    made = {path.name for path in (course / "output").rglob("*.docx")}
    assert made == {"worksheet-1-circle.docx"}
    assert shell("build", "--tier", "suport") == 2
    assert "did you mean “support”?" in shell.err


def test_new_says_what_shows_it(shell: Shell, course: Path) -> None:
    assert shell("new", "theme", "blue") == 0
    assert shell.out.endswith("Now: lembar build --theme blue\n")
    assert shell("new", "lesson", "Rain", "--in", UNIT) == 0
    assert shell.out == f"made: {UNIT}/02-rain.md\nNow: lembar build {UNIT}\n"


def test_new_overwrites_nothing(shell: Shell, course: Path) -> None:
    before = (course / "c/course.yaml").read_bytes()
    assert shell("new", "course", "c") == 2
    assert shell.out == ""
    assert shell.err.startswith("error[already-there]: ")
    assert (course / "c/course.yaml").read_bytes() == before


def test_new_asks_on_a_terminal(
    shell: Shell, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def prompt(text: str, default: str) -> str:
        asked.append((text, default))
        return "Asam: hujan"

    monkeypatch.setattr("lembar.console.new.click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert shell("new", "lesson") == 0
    assert asked == [("Title", "New lesson")]
    assert 'title: "Asam: hujan"' in (course / UNIT / "02-asam-hujan.md").read_text()
    assert shell("new", "worksheet", "--title", "T") == 0
    assert len(asked) == 1
    monkeypatch.setattr("lembar.console.new.click.prompt", lambda _, default: default)
    assert shell("new", "theme", "blue") == 0
    assert 'brand: "#1f4e79"' in (course / "templates/blue/theme.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("new", "lesson", "--in", "nowhere"), "no-such-path"),
        (("new", "unit", "../x"), "bad-name"),
        (("new", "course", "--language", "ar"), "no-starter"),
        (("rename", "nothing", "x"), "not-found-to-rename"),
        (("rename", "T1", "T2"), "name-taken"),
        (("rename", "T1", "a b"), "bad-name"),
        (("rename", "T1", "x", "--in", "nowhere"), "no-such-path"),
        (("ids", "nowhere"), "no-such-path"),
        (("ids", f"{UNIT}/01-journey-of-water.md"), "no-ids-here"),
        (("verify",), "nothing-built"),
        (("open",), "nothing-built"),
        (("build", "--form", "B"), "unknown-form"),
        (("build", "--document", "handout", "--format", "pptx"), "nothing-fits"),
    ],
)
@pytest.mark.parametrize("language", ["en", "id"])
def test_wrong_use(
    shell: Shell, course: Path, words: tuple[str, ...], code: str, language: str
) -> None:
    before = sorted(course.rglob("*"))
    assert shell(*words, language=language) == 2
    assert f"[{code}]: " in shell.err
    assert "{" not in shell.err
    assert sorted(course.rglob("*")) == before


def test_what_is_wanted_may_be_among_what_failed(shell: Shell, course: Path) -> None:
    paper = course / UNIT / "assessments/worksheet-1.yaml"
    paper.write_text(paper.read_text("utf-8").replace("kind:", "knd:"), "utf-8")
    assert shell("build", "--document", "worksheet", "--format", "docx") == 1
    assert "[unknown-key]: " in shell.err
    assert "[nothing-fits]" not in shell.err


def test_rename_names_the_files(shell: Shell, course: Path) -> None:
    assert shell("rename", "infiltration", "seepage") == 0
    *files, last = shell.out.splitlines()
    assert files == [f"{UNIT}/01-journey-of-water.md", f"{UNIT}/unit.yaml"]
    assert last == "2 places changed"
    assert shell("check") == 0
    assert shell("rename", "T1", "LO-1", "--in", UNIT) == 0
    assert shell("rename", "water", "rain") == 0
    assert shell("check") == 0


def test_rename_in_one_course_leaves_the_others_alone(shell: Shell, course: Path) -> None:
    begin(Wish("course", "d", None, course, "en"))
    before = {path: path.read_bytes() for path in course.rglob("*.*") if path.is_file()}
    assert shell("rename", "T1", "x") == 2
    assert "[several-to-rename]" in shell.err
    assert {path: path.read_bytes() for path in before} == before
    assert shell("rename", "T1", "x", "--in", "d") == 0
    assert {path for path in before if path.read_bytes() != before[path]} == {
        path for path in before if "/d/" in str(path) and b"T1" in before[path]
    }


def test_ids_are_told_file_by_file(shell: Shell, course: Path) -> None:
    broken = course / UNIT / "questions/broken.yaml"
    broken.write_text("items:\n\t- x\n")
    assert shell("ids", UNIT) == 1
    assert shell.out.splitlines() == [
        f"{UNIT}/assessments/worksheet-1.yaml: 0 ids given",
        f"{UNIT}/questions/water.yaml: 11 ids given",
    ]
    assert shell.err.startswith(f"{UNIT}/questions/broken.yaml:2:1: error[")
    broken.unlink()
    assert shell("ids", UNIT) == 0
    assert shell.out.splitlines()[1].endswith("water.yaml: 0 ids given")
    assert shell("check") == 0


def test_verify_and_clean(shell: Shell, course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (course / "c/course.yaml").open("a") as file:
        file.write("documents:\n  handout: [html]\n  summary: [md]\n  summary-sheet: []\n")
        file.write("  worksheet: [docx]\n  answer-key: [docx]\n")
    assert shell("build") == 0
    assert shell("verify") == 0
    assert shell.out == "6 files are whole and up to date.\n"
    (course / "output/c/student/key.txt").write_text("A")
    assert shell("verify") == 1
    assert shell.err.startswith("error[file-foreign]: c/student/key.txt ")
    (course / "output/c/student/key.txt").unlink()
    (course / "output/c/student/worksheet-1.docx").write_text("mine")
    assert shell("clean") == 0
    assert shell.out.splitlines() == [
        "10 files removed.",
        "  edited by you, kept: c/student/worksheet-1.docx → edited/c/student/worksheet-1.docx",
    ]
    assert shell("verify") == 2


def test_commands_agree_on_where_output_is(
    shell: Shell, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (course / "c/course.yaml").open("a") as file:
        file.write("documents:\n  handout: [md]\n  summary: [md]\n  summary-sheet: []\n")
        file.write("  worksheet: [md]\n  answer-key: [md]\n")
    monkeypatch.chdir(course / UNIT)
    assert shell("build") == 0
    assert shell("verify") == 0
    monkeypatch.setattr(click, "launch", lambda page: 0)
    assert shell("open") == 0
    assert shell.out == f"{course / 'output/index.html'}\n"
    assert shell("clean") == 0
    assert not shell.out.startswith("0 ")
    assert not list((course / "output").rglob("*.md"))


def test_every_kind_of_file_has_a_schema(shell: Shell, tmp_path: Path) -> None:
    assert shell("schema", "--output", "all") == 0
    for path in sorted((tmp_path / "all").iterdir()):
        assert shell("schema", path.name.removesuffix(".schema.json")) == 0
        assert shell.out == path.read_text("utf-8")


def test_an_option_that_is_missing_is_called_by_its_name(shell: Shell, course: Path) -> None:
    assert shell("draw", f"{UNIT}/assessments/worksheet-1.yaml") == 2
    assert shell.err.startswith("error: --for NAME is missing.\n")
