"""What a vocabulary sheet may know: the terms of a lesson; a pupil writes down what they mean."""

from dataclasses import dataclass

from lembar.course.course import Lesson, Term, Unit
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.lesson import terms_of


@dataclass(frozen=True, slots=True)
class Word:
    """Hold a term to be explained."""

    term: str
    translation: str


@dataclass(frozen=True, slots=True)
class VocabularyView:
    """Hold the terms of a lesson without their meaning."""

    number: int
    title: str
    terms: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class TeacherVocabularyView:
    """Hold the terms of a lesson with their meaning."""

    number: int
    title: str
    terms: tuple[Term, ...]


def student_vocabulary(lesson: Lesson, unit: Unit) -> VocabularyView:
    """Return the sheet that a pupil fills in."""
    terms = terms_of(without_fences(lesson.body, TEACHER), unit)
    words = tuple(Word(each.term, each.translation) for each in terms)
    return VocabularyView(lesson.number, lesson.title, words)


def teacher_vocabulary(lesson: Lesson, unit: Unit) -> TeacherVocabularyView:
    """Return the same sheet filled in."""
    terms = terms_of(without_fences(lesson.body, TEACHER), unit)
    return TeacherVocabularyView(lesson.number, lesson.title, terms)
