"""Plan: course + forms + theme + profile → the sets of documents to be made."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lembar.course.assessment import Assessment, Kind
from lembar.course.course import Course, Lesson, Unit
from lembar.course.form import Drawn
from lembar.course.words import Words
from lembar.draw import draw
from lembar.errors import ContentError, Problem
from lembar.views.frame import Frame, frame
from lembar.views.lesson import student_lesson, teacher_lesson
from lembar.views.paper import key_view, paper_view
from lembar.views.summary import student_summary, teacher_summary

DEFAULT_FORMATS: dict[str, tuple[str, ...]] = {
    "handout": ("pdf",),
    "summary": ("pptx", "html", "md"),
    "worksheet": ("docx", "pdf"),
    "test": ("docx", "pdf"),
    "exit-ticket": ("docx", "pdf"),
    "answer-key": ("docx", "pdf"),
}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one document to be rendered once and written in several formats.

    `paths` pairs a format with where the file goes, relative to output/. `view` is what the
    template may know: a type of `lembar.views`.
    """

    document: str
    template: str
    edition: str
    form: str
    title: str
    view: object
    frame: Frame
    language: str
    paper: str
    paths: tuple[tuple[str, str], ...]
    revision: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Hold documents that appear together or not at all; `source` is the file they come from."""

    key: str
    course: str
    unit: str
    title: str
    source: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the sets to be made, those that can't be, and why."""

    sets: tuple[DocumentSet, ...]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


def plan(course: Course, words: Words) -> Plan:
    """Plan all documents of a course."""
    sets: list[DocumentSet] = []
    failed: list[str] = []
    problems: list[Problem] = []
    for unit in course.units:
        for part in (*unit.lessons, *unit.assessments):
            key = f"{course.slug}/{unit.slug}/{part.slug}"
            try:
                if isinstance(part, Lesson):
                    documents = _lesson(course, unit, part, words)
                else:
                    documents = _assessment(course, unit, part, words)
            except ContentError as error:
                failed.append(key)
                problems.extend(error.problems)
                continue
            sets.append(
                DocumentSet(
                    key, course.slug, unit.slug, part.title, part.place.file, tuple(documents)
                )
            )
    return Plan(tuple(sets), tuple(failed), tuple(problems))


def _lesson(course: Course, unit: Unit, lesson: Lesson, words: Words) -> Iterable[Document]:
    """Plan handouts and summaries of a lesson, both editions."""
    exercises = [draw(exercise, unit) for exercise in lesson.exercises]
    views = (
        ("handout", "student", student_lesson(lesson, unit, exercises)),
        ("handout", "teacher", teacher_lesson(lesson, unit, exercises)),
        ("summary", "student", student_summary(lesson, unit, exercises)),
        ("summary", "teacher", teacher_summary(lesson, unit, exercises)),
    )
    return [
        _document(course, unit, words, name, edition, lesson.slug, lesson.title, view)
        for name, edition, view in views
    ]


def _assessment(
    course: Course, unit: Unit, assessment: Assessment, words: Words
) -> Iterable[Document]:
    """Plan the sheets of every form, and one key for all."""
    drawn: Drawn = draw(assessment, unit)
    kind = Kind(assessment.kind).value
    made = []
    for form in drawn.forms:
        view = paper_view(drawn, form, unit)
        made.append(
            _document(
                course,
                unit,
                words,
                kind,
                "student",
                assessment.slug,
                assessment.title,
                view,
                form.code,
                view.cover.revision,
            )
        )
    key = key_view(drawn, unit)
    made.append(
        _document(
            course,
            unit,
            words,
            "answer-key",
            "teacher",
            assessment.slug,
            assessment.title,
            key,
            revision=key.cover.revision,
        )
    )
    return made


def _document(
    course: Course,
    unit: Unit,
    words: Words,
    document: str,
    edition: str,
    slug: str,
    title: str,
    view: object,
    form: str = "",
    revision: str = "",
) -> Document:
    """Put a document together and name its files."""
    formats = course.formats.get(document, DEFAULT_FORMATS[document])
    stem = file_stem(
        [
            words("file.teacher") if edition == "teacher" else "",
            unit.slug if len(course.units) > 1 else "",
            slug,
            words(f"file.{document}"),
            form,
        ]
    )
    return Document(
        document,
        f"documents/{document}.html.j2",
        edition,
        form,
        title,
        view,
        frame(course, unit.title),
        course.language,
        course.paper,
        tuple((each, f"{course.slug}/{edition}/{stem}.{each}") for each in formats),
        revision,
    )


def file_stem(parts: Iterable[str]) -> str:
    """Join words to an ASCII file name of at most 80 characters less its ending."""
    joined = "-".join(part for part in parts if part)
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[: _LONGEST_NAME - len(".docx")]
