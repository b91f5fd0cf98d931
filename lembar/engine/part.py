"""Plan one set of documents of a course without the others: that takes a moment."""

from dataclasses import replace

from lembar.course.course import Course, Unit

_ASSESSMENTS = "assessments"


def part_of(course: Course, key: str) -> Course:
    """Return a course with one lesson or assessment, that of a set.

    Another course is as it was, and any course for no key.

    All units stay, since file names tell whether there are several, and so do banks.
    """
    slug, _, rest = key.partition("/")
    unit, _, part = rest.partition("/")
    if slug != course.slug:
        return course
    return replace(course, units=tuple(_only(each, unit, part) for each in course.units))


def _only(unit: Unit, slug: str, part: str) -> Unit:
    kind, _, name = part.rpartition("/")
    here = unit.slug == slug
    return replace(
        unit,
        lessons=tuple(e for e in unit.lessons if here and not kind and e.slug == name),
        assessments=tuple(
            e for e in unit.assessments if here and kind == _ASSESSMENTS and e.slug == name
        ),
        sittings=(),
    )
