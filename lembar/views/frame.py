"""What every paper says of where it comes from: course, school, teacher."""

from dataclasses import dataclass

from lembar.course.course import Course
from lembar.course.school import School, Signatory


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold the facts around a document."""

    course: str
    unit: str
    language: str
    subject: str
    grade: str
    curriculum: str
    authors: tuple[str, ...]
    licence: str
    school: School | None
    teacher: Signatory | None


def frame(course: Course, unit: str) -> Frame:
    """Return the frame of a course's documents."""
    teacher = course.teacher
    return Frame(
        course.title,
        unit,
        course.language,
        course.subject,
        course.grade,
        course.curriculum,
        course.authors,
        course.licence,
        course.school,
        Signatory("", teacher.name, teacher.number) if teacher else None,
    )
