"""What slides may know: the lesson boiled down, with notes for the teacher's edition only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lembar.course.course import Lesson, Unit
from lembar.course.form import Drawn, Placed, PlacedEntry, PlacedGroup
from lembar.course.item import Choice, Extended, Number, Text
from lembar.course.tree import Nodes
from lembar.errors import Problems
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.lesson import objective_texts
from lembar.views.slides import USUAL, Deck, Limits, deck
from lembar.views.slides.fit import seen_words
from lembar.views.student import StudentItem, student_item
from lembar.views.teacher import KeyGroup, KeyItem, key_group, key_item


@dataclass(frozen=True, slots=True)
class Slide:
    """Hold one slide: layout of the vocabulary, key of its kicker, title and body."""

    layout: str
    kicker: str
    title: Nodes
    body: Nodes


@dataclass(frozen=True, slots=True)
class TeacherSlide(Slide):
    """Add what the speaker says."""

    notes: Nodes


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Hold a lesson's slides as pupils may see them; `objectives` has a text for each slide."""

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[tuple[str, ...], ...]
    slides: tuple[Slide, ...]
    closing: StudentItem | None


@dataclass(frozen=True, slots=True)
class TeacherSummaryView:
    """Hold a lesson's slides with notes: those of the first slide are `opening`.

    `others` are the exercises that no slide asks; they stand in the notes of the last one.
    """

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[tuple[str, ...], ...]
    opening: Nodes
    slides: tuple[TeacherSlide, ...]
    closing: KeyItem | None
    others: tuple[KeyItem | KeyGroup, ...]


def student_summary(
    lesson: Lesson, unit: Unit, exercises: Iterable[Drawn], limits: Limits = USUAL
) -> SummaryView:
    """Return the slides without notes; teacher blocks are cut out before slides are made."""
    seen = replace(lesson, body=without_fences(lesson.body, TEACHER))
    closing = closing_question(exercises, limits.words)
    made = _deck(seen, unit, closing, limits, Problems(), spoken=False)
    return SummaryView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        made.objectives,
        tuple(Slide(each.layout, each.kicker, each.title, each.body) for each in made.slides),
        student_item(closing) if closing and made.asks else None,
    )


def teacher_summary(
    lesson: Lesson,
    unit: Unit,
    exercises: Iterable[Drawn],
    limits: Limits = USUAL,
    problems: Problems | None = None,
) -> TeacherSummaryView:
    """Return the slides with notes, which hold whatever is not on them; report what is too long."""
    exercises = tuple(exercises)
    problems = Problems() if problems is None else problems
    closing = closing_question(exercises, limits.words)
    made = _deck(lesson, unit, closing, limits, problems)
    asked = closing if made.asks else None
    if asked and _length(asked) > limits.words:
        values = {"n": _length(asked), "limit": limits.words}
        problems.add("slide-words", asked.item.place, "slide-words", "warning", **values)
    return TeacherSummaryView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        made.objectives,
        made.opening,
        tuple(
            TeacherSlide(each.layout, each.kicker, each.title, each.body, tuple(each.notes))
            for each in made.slides
        ),
        key_item(asked) if asked else None,
        tuple(
            key_group(each) if isinstance(each, PlacedGroup) else key_item(each)
            for each in _entries(exercises)
            if each is not asked
        ),
    )


def _deck(
    lesson: Lesson,
    unit: Unit,
    closing: Placed | None,
    limits: Limits,
    problems: Problems,
    spoken: bool = True,
) -> Deck:
    goals = objective_texts(lesson, unit)
    return deck(lesson, unit, goals, closing is not None, limits, problems, spoken)


def _entries(exercises: Iterable[Drawn]) -> list[PlacedEntry]:
    return [entry for drawn in exercises for entry in drawn.forms[0].entries()]


def closing_question(exercises: Iterable[Drawn], limit: int) -> Placed | None:
    """Return the first question that can be asked from a slide, or else the shortest of them.

    One with a stimulus can't be.
    """
    simple = [
        each
        for each in _entries(exercises)
        if isinstance(each, Placed)
        and not each.item.parts
        and all(isinstance(i, (Choice, Text, Number, Extended)) for i in each.item.interactions)
    ]
    fitting = (each for each in simple if _length(each) <= limit)
    return next(fitting, None) or min(simple, key=_length, default=None)


def _length(placed: Placed) -> int:
    """Count the words of a question and its choices."""
    bodies = [without_fences(placed.item.body, TEACHER)]
    for each in placed.item.interactions:
        if isinstance(each, Choice):
            bodies += [option.body for option in each.options]
    return sum(map(seen_words, bodies))
