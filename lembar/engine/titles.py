"""Titles of courses and units, remembered for index pages when a run builds other courses."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from lembar.course.course import Course
from lembar.engine.journal import replace

TITLES = ".titles.json"
_NAME = re.compile(r"[A-Za-z0-9-]+\.zip")


@dataclass(frozen=True, slots=True)
class CourseTitles:
    """Hold a course's title, its language, the titles of its units by slug, and a file name.

    The name is that of the ZIP for a class, in the course's language; "" if it isn't known.
    """

    slug: str
    title: str
    language: str
    units: Mapping[str, str]
    class_file: str = ""


def titles_of(course: Course, class_file: str) -> CourseTitles:
    """Return the titles of a course, and what its ZIP for a class is called."""
    units = {unit.slug: unit.title for unit in course.units}
    return CourseTitles(course.slug, course.title, course.language, units, class_file)


def read_titles(output: Path) -> dict[str, CourseTitles]:
    """Return the titles that earlier runs remembered; none if they can't be read."""
    try:
        raw = json.loads((output / TITLES).read_bytes())
        return {
            str(each["slug"]): CourseTitles(
                str(each["slug"]),
                str(each["title"]),
                str(each["language"]),
                {str(slug): str(title) for slug, title in each["units"].items()},
                _file_name(each.get("class_file")),
            )
            for each in raw["courses"]
        }
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return {}


def _file_name(raw: object) -> str:
    """Return the name of a ZIP, if it is one: builds before there were any did not write it."""
    named = isinstance(raw, str) and _NAME.fullmatch(raw)
    return str(raw) if named else ""


def remember(output: Path, titles: Mapping[str, CourseTitles], courses: Collection[str]) -> None:
    """Write the titles of the courses that output/ holds."""
    kept = [asdict(titles[slug]) for slug in sorted(titles) if slug in courses]
    content = (json.dumps({"courses": kept}, ensure_ascii=False, indent=1) + "\n").encode()
    path = output / TITLES
    if not path.is_file() or path.read_bytes() != content:
        replace(output, TITLES, content)


def readable(slug: str) -> str:
    """Return a slug as words, for want of a title."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or slug
