"""Hostile themes: a project with a course in one of them, and an honest course beside it.

`python -m tests.engine.hostile [NAME …]` writes what is told of them anew: read the difference.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lembar.engine import workers
from lembar.messages import Messages
from tests.built import build_here

CASES = Path(__file__).parents[1] / "cases" / "hostile-themes"
EXPECTED = "expected.txt"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
LESSON = """\
---
title: A puddle
objectives: [TP1]
---
Water becomes vapour.

- It rises.
- It falls.
"""
UNIT = """\
title: Water
objectives:
- id: TP1
  text: Tell where water goes.
"""
COURSE = """\
title: {title}
language: en
theme: {theme}
authors: [Sari]
documents:
  handout: [{format}]
  summary: [md]
"""
LIMITS = {"LEMBAR_TIME": "0.5", "LEMBAR_MEMORY": "1024"}
"""Limits that a test can wait for."""
HUNGRY = ("doubling", "huge-filler")
"""Cases that want memory without end: on a busy machine, too, it ends before their time does."""
LONG_CALLS = ("growing-list",)
"""Cases that compute long within one call: the system may have to end them, and knows no line."""


@dataclass(frozen=True)
class Ran:
    """Hold what a build told, and what it made."""

    told: list[str]
    failed: tuple[str, ...]
    made: list[str]


def project(root: Path, name: str) -> None:
    """Write a project whose course `hostile` has the theme of a case."""
    theme = root / "templates" / name
    shutil.copytree(CASES / name, theme, ignore=shutil.ignore_patterns(EXPECTED))
    courses(root, name, "pdf" if (theme / "print.css").is_file() else "docx")


def courses(root: Path, theme: str, format_: str) -> None:
    """Write two courses of one lesson, the first with a theme."""
    for course, own, of_it in (("hostile", theme, format_), ("honest", "default", "docx")):
        unit = root / course / "unit"
        unit.mkdir(parents=True)
        text = COURSE.format(title=course.title(), theme=own, format=of_it)
        (root / course / "course.yaml").write_text(text, "utf-8")
        (unit / "unit.yaml").write_text(UNIT, "utf-8")
        (unit / "01-puddle.md").write_text(LESSON, "utf-8")


def ran(root: Path) -> Ran:
    """Build a project in this process, whose workers take the limits from the environment."""
    outcome = build_here(root, root / "output")
    say = Messages("en")
    made = sorted(
        path.relative_to(root / "output").as_posix()
        for path in (root / "output").glob("*/*/*-*.*")
        if path.is_file()
    )
    return Ran([say.line(each) for each in outcome.problems], outcome.failed, made)


@contextmanager
def limited(name: str = "") -> Iterator[None]:
    """Start workers with limits that a test, or a case of this name, can wait for; then others."""
    before = {name: os.environ.get(name) for name in LIMITS}
    workers.end()
    os.environ.update(LIMITS | ({"LEMBAR_TIME": "20"} if name in HUNGRY else {}))
    try:
        yield
    finally:
        workers.end()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def write(names: list[str]) -> None:
    """Write what is told of each case."""
    for name in names:
        with limited(name):
            with tempfile.TemporaryDirectory() as folder:
                project(Path(folder), name)
                told = ran(Path(folder)).told
            (CASES / name / EXPECTED).write_text("".join(f"{line}\n" for line in told), "utf-8")


if __name__ == "__main__":
    write(sys.argv[1:] or NAMES)
