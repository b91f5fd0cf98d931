"""Hostile themes end in a clear error, and the other courses' documents are built."""

import base64
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine import workers
from lembar.engine.check import check
from lembar.engine.project import find_project
from tests.built import build_apart

from .hostile import CASES, EXPECTED, HUNGRY, LONG_CALLS, NAMES, courses, limited, project, ran

HONEST = [
    "honest/student/01-puddle-handout.docx",
    "honest/student/01-puddle-summary.md",
    "honest/teacher/TEACHER-01-puddle-handout.docx",
    "honest/teacher/TEACHER-01-puddle-summary.md",
]


@pytest.fixture(scope="module", autouse=True)
def _limits() -> Iterator[None]:
    with limited():
        yield


def test_there_are_many_of_them() -> None:
    assert len(NAMES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_theme_is_told_and_the_rest_is_built(name: str, tmp_path: Path) -> None:
    project(tmp_path, name)
    with limited(name) if name in HUNGRY else nullcontext():
        outcome = ran(tmp_path)
    expected = (CASES / name / EXPECTED).read_text("utf-8").splitlines()
    assert expected
    ended = [re.sub(r":\d+:\d+: error", ":1:1: error", each) for each in expected]
    assert outcome.told in ([expected, ended] if name in LONG_CALLS else [expected])
    assert outcome.made == HONEST
    assert any(each.startswith("hostile") for each in outcome.failed)


def told_of(root: Path) -> list[str]:
    outcome = ran(root)
    assert outcome.made == HONEST
    return outcome.told


def test_a_link_out_of_the_project_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", "utf-8")
    root = tmp_path / "project"
    theme = root / "templates/sly"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n", "utf-8")
    try:
        (theme / "print.css").symlink_to(secret)
    except OSError:
        pytest.skip("this system makes no links")
    courses(root, "sly", "pdf")
    (line,) = told_of(root)
    assert line.startswith("templates/sly/print.css:1:1: error[theme-file-outside]: ")


@pytest.mark.parametrize("theme", ["../../elsewhere", "../default", "/etc", "sly/../default", "."])
def test_the_name_of_a_theme_leads_nowhere(theme: str, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "theme.yaml").write_text("extends: default\n", "utf-8")
    root = tmp_path / "project/inner"
    root.mkdir(parents=True)
    courses(root, theme, "docx")
    (line,) = told_of(root)
    assert "error[unknown-theme]" in line


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    theme = tmp_path / "templates/big"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n", "utf-8")
    (theme / "print.css").write_text("p { color: red }\n" * 40_000, "utf-8")
    courses(tmp_path, "big", "pdf")
    (line,) = told_of(tmp_path)
    assert line.startswith("templates/big/print.css:1:1: error[theme-file-large]: ")


def bomb(side: int) -> bytes:
    """Return a PNG of one colour, small in a file and huge in memory."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    rows = zlib.compress((b"\0" + bytes(side // 8)) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_that_is_huge_in_memory_is_told(tmp_path: Path) -> None:
    courses(tmp_path, "default", "docx")
    (tmp_path / "hostile/unit/images").mkdir()
    (tmp_path / "hostile/unit/images/bomb.png").write_bytes(bomb(24_000))
    lesson = tmp_path / "hostile/unit/01-puddle.md"
    lesson.write_text(lesson.read_text("utf-8") + "\n![Nothing](images/bomb.png)\n", "utf-8")
    told = told_of(tmp_path)
    assert all("error[document-fails]" in line for line in told)
    assert "exceeds limit" in told[0]
    assert "hostile/unit/01-puddle.md" in told[0]


def test_a_picture_in_a_style_sheet_that_is_huge_in_memory_is_told(tmp_path: Path) -> None:
    theme = tmp_path / "templates/bomb"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: default\n", "utf-8")
    data = base64.b64encode(bomb(24_000)).decode()
    (theme / "print.css").write_text(f"p {{ background: url(data:image/png;base64,{data}) }}")
    courses(tmp_path, "bomb", "pdf")
    told = told_of(tmp_path)
    assert [line for line in told if "error[picture-not-drawn]" not in line] == []


def test_check_is_bounded_too(tmp_path: Path) -> None:
    project(tmp_path, "nested-loops")
    found = check(find_project((), tmp_path), Options())
    assert [each.code for each in found.problems if each.severity == "error"] == [
        "template-too-slow"
    ]


@pytest.mark.parametrize("language", ["en", "id"])
def test_a_command_says_it_and_ends_with_1(language: str, tmp_path: Path) -> None:
    project(tmp_path, "nested-loops")
    done = build_apart(tmp_path, LEMBAR_LANG=language, LEMBAR_TIME="0.5")
    assert done.returncode == 1
    assert "error[template-too-slow]" in done.stderr or "[template-too-slow]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hostile/unit/01-puddle.md" in done.stderr


def test_workers_are_there_again_after_all_that(tmp_path: Path) -> None:
    courses(tmp_path, "default", "docx")
    assert ran(tmp_path).told == []
    assert not workers.shared().closed
