"""Read one lesson again, while all else of its course is as it was read before."""

from dataclasses import replace
from pathlib import Path

from lembar.content.assessments import AssessmentReader
from lembar.content.assets import AssetStore
from lembar.content.items import ItemReader
from lembar.content.lessons import LessonReader
from lembar.content.names import Names
from lembar.content.pictures import Pictures
from lembar.content.resolve import Resolver
from lembar.course.course import Course, Lesson, Unit
from lembar.errors import Problems


def lesson_again(
    course: Course, path: Path, names: Names, store: AssetStore, problems: Problems
) -> Course | None:
    """Return a course with the lesson of a file as it is now.

    None if the course had no such lesson, or something in it is wrong, which is reported.
    """
    unit = next((each for each in course.units if each.slug == path.parent.name), None)
    there = unit and any(each.slug == path.stem for each in unit.lessons)
    if unit is None or not there:
        return None
    lesson = _lesson(course, unit, path, names, store, problems)
    if lesson is None:
        return None
    lessons = tuple(lesson if each.slug == lesson.slug else each for each in unit.lessons)
    now = replace(unit, lessons=lessons)
    return replace(course, units=tuple(now if each is unit else each for each in course.units))


def _lesson(
    course: Course, unit: Unit, path: Path, names: Names, store: AssetStore, problems: Problems
) -> Lesson | None:
    terms = {term.term.casefold(): term.term for term in unit.glossary}
    resolver = Resolver(Pictures((path.parent,), store), terms)
    objectives = frozenset(each.id for each in unit.objectives)
    items = ItemReader(path.stem, resolver, problems, objectives, course.language)
    reader = AssessmentReader(f"{course.slug}/{unit.slug}", items, problems)
    text = names.text(path, problems)
    if text is None:
        return None
    return LessonReader(reader, problems).lesson(text, names.of(path), path.stem)
