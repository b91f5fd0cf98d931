"""Begin a course, or a part of one, with files that build as they are and teach the format."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from lembar.content import yaml
from lembar.content.folders import find_courses
from lembar.content.layers import known_themes, read_chain, theme_roots
from lembar.content.loader import is_unit
from lembar.content.names import Names
from lembar.content.tokens import fonts_of, laid
from lembar.engine.edits import replace
from lembar.engine.titles import readable
from lembar.errors import Problems, UsageError, problem

_STARTERS = Path(__file__).parents[1] / "starters"
_TITLE = "@title@"
_OBJECTIVE = re.compile(rb"^ *objective: @objective@\n", re.MULTILINE)
_NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_INSIDE = ("unit", "lesson", "questions", "worksheet", "test")


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what is to be begun: its folder is where the command was given, or --in.

    A name that is none (`Hujan asam`) is a title; `spoken` is the language where no course has one.
    `look` is what a theme is to have: extends, accent, heading, serif, sans.
    """

    kind: str
    name: str | None
    title: str | None
    folder: Path
    language: str | None
    spoken: str = "en"
    look: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Hold a wish with all its gaps filled; without a name it is named by its title or number."""

    kind: str
    name: str | None
    title: str
    folder: Path
    language: str
    look: Mapping[str, str] = field(default_factory=dict)


def default_title(wish: Wish) -> str:
    """Return the title of something that was given none; a school and a theme have none."""
    language = _language(wish)
    title = _TITLES[language].get(wish.kind, "")
    stem = _STEMS[language].get(wish.kind, "")
    name = _bare(wish.name)
    if not title:
        return ""
    if name is None:
        return f"{title} {_next_number(wish.folder, stem)}" if stem else title
    if not _NAME.fullmatch(name):
        return name
    if stem and (found := re.fullmatch(rf"{stem}-(\d+)", name)):
        return f"{title} {found[1]}"
    return readable(re.sub(r"^\d+-", "", name))


def begin(wish: Wish) -> list[Path]:
    """Write the starter files and return them.

    Raises UsageError if one of them is there already: nothing is written then.
    """
    planned = _PLANS[wish.kind](_plan(wish))
    for path in planned:
        if path.exists() or path.is_symlink():
            raise UsageError(problem("already-there", None, "already-there", path=path))
    for path, content in planned.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, content)
    return list(planned)


def _plan(wish: Wish) -> _Plan:
    """Fill the gaps of a wish; refuse a name that can't be one of a file."""
    name = _bare(wish.name)
    if name is not None:
        titled = wish.kind in _TITLES["en"]
        if "/" in name or "\\" in name or not name.strip() or not (titled or slug(name)):
            raise UsageError(problem("bad-name", None, "bad-name", new=name))
        if not _NAME.fullmatch(name):
            name = None if titled else slug(name)
    title = " ".join((wish.title or default_title(wish)).split())
    return _Plan(wish.kind, name, title, wish.folder, _language(wish), wish.look)


def _bare(name: str | None) -> str | None:
    """Return a name without the ending of its file."""
    return name.removesuffix(".md").removesuffix(".yaml") if name is not None else None


def _language(wish: Wish) -> str:
    """Return the language of a starter: asked for, the course's, or that of the messages."""
    if wish.language is None and wish.kind in _INSIDE:
        path = _course_folder(wish.folder) / "course.yaml"
        value = Names(wish.folder).value(path, Problems())
        given = value.get("language") if isinstance(value, yaml.Mapping) else None
        if isinstance(given, yaml.Scalar) and given.text in _TITLES:
            return given.text
    language = wish.language or wish.spoken
    if language not in _TITLES:
        raise UsageError(problem("no-starter", None, "no-starter", language=language))
    return language


_Files = dict[Path, bytes]


def slug(text: str) -> str:
    """Return a title as a file name."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _name(plan: _Plan) -> str:
    """Return the name of something: a title that has no letters of a file name gives no name."""
    return plan.name or slug(plan.title) or slug(_TITLES[plan.language][plan.kind])


def _filled(path: Path, title: str) -> bytes:
    """Return a starter with its title: quoted, so that any title is good YAML."""
    return path.read_bytes().replace(
        _TITLE.encode(), json.dumps(title, ensure_ascii=False).encode()
    )


def _one(plan: _Plan, source: str, target: Path) -> _Files:
    return {target: _filled(_STARTERS / plan.language / source, plan.title)}


def _course(plan: _Plan) -> _Files:
    """Plan a course: one lesson, ten questions, a worksheet."""
    for each in (plan.folder, *plan.folder.parents):
        if (each / "course.yaml").is_file():
            raise UsageError(problem("inside-course", None, "inside-course", path=each))
    home = plan.folder / "content" if (plan.folder / "content").is_dir() else plan.folder
    target = home / _name(plan)
    source = _STARTERS / plan.language / "course"
    return {
        target / path.relative_to(source): _filled(path, plan.title)
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }


def _unit(plan: _Plan) -> _Files:
    course = _course_folder(plan.folder)
    return _one(plan, "unit.yaml", course / _name(plan) / "unit.yaml")


def _lesson(plan: _Plan) -> _Files:
    """Plan a lesson under the next number of its unit."""
    unit = _unit_folder(plan.folder)
    taken = [int(m[0]) for path in unit.glob("*.md") if (m := re.match(r"\d+", path.name))]
    name = _name(plan)
    if not name[0].isdigit():
        name = f"{max(taken, default=0) + 1:02}-{name}"
    return _one(plan, "lesson.md", unit / f"{name}.md")


def _questions(plan: _Plan) -> _Files:
    unit = _unit_folder(plan.folder)
    name = _name(plan)
    return _aimed(_one(plan, "questions.yaml", unit / "questions" / f"{name}.yaml"), unit)


def _assessment(plan: _Plan) -> _Files:
    """Plan a worksheet or a test under the next number of its kind."""
    unit = _unit_folder(plan.folder)
    stem = _STEMS[plan.language][plan.kind]
    name = plan.name or f"{stem}-{_next_number(plan.folder, stem)}"
    return _aimed(_one(plan, f"{plan.kind}.yaml", unit / "assessments" / f"{name}.yaml"), unit)


def _aimed(files: _Files, unit: Path) -> _Files:
    """Name the first objective of a unit where starters name one; a unit may have none."""
    value = Names(unit).value(unit / "unit.yaml", Problems())
    listed = value.get("objectives") if isinstance(value, yaml.Mapping) else None
    first = next(iter(listed.items), None) if isinstance(listed, yaml.Sequence) else None
    found = first.get("id") if isinstance(first, yaml.Mapping) else None
    id_ = found.text if isinstance(found, yaml.Scalar) else ""

    plain = re.fullmatch(r"[\w.-]+", id_) is not None  # anything else would need quotes

    def line(match: re.Match[bytes]) -> bytes:
        return match[0].replace(b"@objective@", id_.encode()) if plain else b""

    return {path: _OBJECTIVE.sub(line, content) for path, content in files.items()}


def _next_number(folder: Path, stem: str) -> int:
    """Return the first number that no assessment of a unit has."""
    taken = {path.stem for path in (_unit_folder(folder) / "assessments").glob("*.yaml")}
    return next(number for number in count(1) if f"{stem}-{number}" not in taken)


def _school(plan: _Plan) -> _Files:
    source = _STARTERS / plan.language / "school"
    return {plan.folder / path.name: path.read_bytes() for path in sorted(source.iterdir())}


def _theme(plan: _Plan) -> _Files:
    """Plan a theme with the look asked for; refuse a parent, colour or family that is none."""
    name = plan.name or _STEMS[plan.language]["theme"]
    look = {"extends": "default", "accent": "#1f4e79", **plan.look}
    roots = theme_roots(plan.folder)
    problems = Problems()
    themes = known_themes(roots)
    if look["extends"] not in themes:
        problems.unknown_word(look["extends"], None, themes)
    if not re.fullmatch("#[0-9a-fA-F]{6}", look["accent"]):
        problems.add("not-a-colour", None, "not-a-colour", given=look["accent"])
    given = {key: look[key] for key in ("serif", "sans", "heading") if key in look}
    if given and not problems.errors():
        chain = read_chain(look["extends"], roots, None, None, problems)
        known = [family for family, _, _ in fonts_of(laid(e.tokens for e in reversed(chain)))]
        for family in given.values():
            if family not in known:
                problems.unknown_word(family, None, known)
    if problems.errors():
        raise UsageError(*problems)
    source = (_STARTERS / plan.language / "theme.yaml").read_text("utf-8")
    source = source.replace("@extends@", look["extends"]).replace("@accent@", look["accent"])
    if given:
        lines = "".join(f"  {key}: {json.dumps(given[key])}\n" for key in given)
        source = source.replace("# typography:\n", f"typography:\n{lines}")
    if plan.title:
        source = source.replace(
            "extends:", f"name: {json.dumps(plan.title, ensure_ascii=False)}\nextends:", 1
        )
    return {plan.folder / "templates" / name / "theme.yaml": source.encode()}


_PLANS: Mapping[str, Callable[[_Plan], _Files]] = {
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
    "id": {"worksheet": "lkpd", "test": "ulangan", "theme": "tema-saya"},
    "en": {"worksheet": "worksheet", "test": "test", "theme": "my-theme"},
}
_TITLES: Mapping[str, Mapping[str, str]] = {
    "id": {
        "course": "Kursus saya",
        "unit": "Unit baru",
        "lesson": "Pelajaran baru",
        "questions": "soal",
        "worksheet": "LKPD",
        "test": "Ulangan harian",
    },
    "en": {
        "course": "My course",
        "unit": "New unit",
        "lesson": "New lesson",
        "questions": "questions",
        "worksheet": "Worksheet",
        "test": "Test",
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
