"""Begin a course, or a part of one, with files that build as they are and teach the format."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lembar.content.loader import find_courses, is_unit
from lembar.engine.edits import replace
from lembar.errors import UsageError, problem

_STARTERS = Path(__file__).parents[1] / "starters"
_TITLE = "@title@"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what is to be begun: its folder is where the command was given, or --in."""

    kind: str
    name: str | None
    title: str
    folder: Path
    language: str


def default_title(kind: str, language: str) -> str:
    """Return the title of something that was given none."""
    return _TITLES[language].get(kind, "")


def begin(wish: Wish) -> list[Path]:
    """Write the starter files and return them.

    Raises UsageError if one of them is there already: nothing is written then.
    """
    planned = _PLANS[wish.kind](wish)
    for path in planned:
        if path.exists():
            raise UsageError(problem("already-there", None, "already-there", path=path))
    for path, content in planned.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content)
    return list(planned)


_Plan = dict[Path, bytes]


def slug(text: str) -> str:
    """Return a title as a file name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _filled(path: Path, title: str) -> bytes:
    """Return a starter with its title: quoted, so that any title is good YAML."""
    return path.read_bytes().replace(
        _TITLE.encode(), json.dumps(title, ensure_ascii=False).encode()
    )


def _one(wish: Wish, source: str, target: Path) -> _Plan:
    return {target: _filled(_STARTERS / wish.language / source, wish.title)}


def _course(wish: Wish) -> _Plan:
    """Plan a course: one lesson, ten questions, a worksheet."""
    home = wish.folder / "content" if (wish.folder / "content").is_dir() else wish.folder
    target = home / (wish.name or slug(wish.title))
    source = _STARTERS / wish.language / "course"
    return {
        target / path.relative_to(source): _filled(path, wish.title)
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }


def _unit(wish: Wish) -> _Plan:
    course = _course_folder(wish.folder)
    return _one(wish, "unit.yaml", course / (wish.name or slug(wish.title)) / "unit.yaml")


def _lesson(wish: Wish) -> _Plan:
    """Plan a lesson under the next number of its unit."""
    unit = _unit_folder(wish.folder)
    taken = [int(m[0]) for path in unit.glob("*.md") if (m := re.match(r"\d+", path.name))]
    name = wish.name or f"{max(taken, default=0) + 1:02}-{slug(wish.title)}"
    return _one(wish, "lesson.md", unit / f"{name.removesuffix('.md')}.md")


def _questions(wish: Wish) -> _Plan:
    name = (wish.name or slug(wish.title)).removesuffix(".yaml")
    return _one(wish, "questions.yaml", _unit_folder(wish.folder) / "questions" / f"{name}.yaml")


def _assessment(wish: Wish) -> _Plan:
    """Plan a worksheet or a test under the next number of its kind."""
    folder = _unit_folder(wish.folder) / "assessments"
    stem = _STEMS[wish.language][wish.kind]
    number = 1
    while (folder / f"{stem}-{number}.yaml").exists():
        number += 1
    name = (wish.name or f"{stem}-{number}").removesuffix(".yaml")
    return _one(wish, f"{wish.kind}.yaml", folder / f"{name}.yaml")


def _school(wish: Wish) -> _Plan:
    source = _STARTERS / wish.language / "school"
    return {wish.folder / path.name: path.read_bytes() for path in sorted(source.iterdir())}


def _theme(wish: Wish) -> _Plan:
    name = wish.name or slug(wish.title)
    return _one(wish, "theme.yaml", wish.folder / "templates" / name / "theme.yaml")


_PLANS: Mapping[str, Callable[[Wish], _Plan]] = {
    "course": _course,
    "unit": _unit,
    "lesson": _lesson,
    "questions": _questions,
    "worksheet": _assessment,
    "test": _assessment,
    "school": _school,
    "theme": _theme,
}
_STEMS: Mapping[str, Mapping[str, str]] = {
    "id": {"worksheet": "lkpd", "test": "ulangan"},
    "en": {"worksheet": "worksheet", "test": "test"},
}
_TITLES: Mapping[str, Mapping[str, str]] = {
    "id": {
        "course": "Kursus saya",
        "unit": "Unit baru",
        "lesson": "Pelajaran baru",
        "questions": "soal",
        "worksheet": "LKPD",
        "test": "Ulangan harian",
        "theme": "tema-saya",
    },
    "en": {
        "course": "My course",
        "unit": "New unit",
        "lesson": "New lesson",
        "questions": "questions",
        "worksheet": "Worksheet",
        "test": "Test",
        "theme": "my-theme",
    },
}


def _course_folder(folder: Path) -> Path:
    """Return the course that a folder is, belongs to, or holds as its only one."""
    for each in (folder, *folder.parents):
        if (each / "course.yaml").is_file():
            return each
    courses = find_courses(folder)
    if len(courses) != 1:
        raise UsageError(problem("which-folder", None, "which-folder", found=len(courses)))
    return courses[0]


def _unit_folder(folder: Path) -> Path:
    """Return the unit that a folder is, belongs to, or holds as its only one."""
    course = _course_folder(folder)
    for each in (folder, *folder.parents):
        if each.parent == course:
            return each
    units = [each for each in sorted(course.iterdir()) if each.is_dir() and is_unit(each)]
    if len(units) != 1:
        raise UsageError(problem("which-folder", None, "which-folder", found=len(units)))
    return units[0]
