"""What a handout may know: a lesson, for pupils without its teacher blocks."""

from collections.abc import Iterable
from dataclasses import dataclass

from lembar.course.course import Lesson, Term, Unit
from lembar.course.form import Drawn
from lembar.course.tree import Element, Node, Nodes, element, rewrite, text_of, walk
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.student import StudentSection, student_sections
from lembar.views.teacher import KeySection, key_sections

# Blocks that are not part of a handout: slides are for the summary.
_ELSEWHERE = frozenset({"slide"})


@dataclass(frozen=True, slots=True)
class LessonView:
    """Hold a lesson as a pupil may see it.

    The body still holds `fence`, `questions` and `word` elements, which templates render.
    """

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[str, ...]
    body: Nodes
    exercises: tuple[tuple[StudentSection, ...], ...]
    glossary: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class TeacherLessonView:
    """Hold a lesson with its teacher blocks and the answers of its exercises."""

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[str, ...]
    body: Nodes
    exercises: tuple[tuple[KeySection, ...], ...]
    glossary: tuple[Term, ...]


def student_lesson(lesson: Lesson, unit: Unit, exercises: Iterable[Drawn]) -> LessonView:
    """Return the pupil's view: teacher blocks are cut out."""
    body = without_fences(lesson.body, _ELSEWHERE | TEACHER)
    terms = terms_of(body, unit)
    return LessonView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        objective_texts(lesson, unit),
        with_terms(body, terms),
        tuple(student_sections(drawn.forms[0]) for drawn in exercises),
        terms,
    )


def teacher_lesson(lesson: Lesson, unit: Unit, exercises: Iterable[Drawn]) -> TeacherLessonView:
    """Return the teacher's view."""
    body = without_fences(lesson.body, _ELSEWHERE)
    terms = terms_of(body, unit)
    return TeacherLessonView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        objective_texts(lesson, unit),
        with_terms(body, terms),
        tuple(key_sections(drawn.forms[0]) for drawn in exercises),
        terms,
    )


def objective_texts(lesson: Lesson, unit: Unit) -> tuple[str, ...]:
    """Return the objectives of a lesson, in the unit's words."""
    texts = {objective.id: objective.text for objective in unit.objectives}
    return tuple(texts[each] for each in lesson.objectives if each in texts)


def terms_of(nodes: Nodes, unit: Unit) -> tuple[Term, ...]:
    """Return the glossary entries that the nodes refer to, in order of first appearance."""
    known = {term.term: term for term in unit.glossary}
    named = dict.fromkeys(e.get("term") for e in walk(nodes) if e.tag == "term-ref")
    return tuple(known[name] for name in named if name in known)


def with_terms(body: Nodes, terms: tuple[Term, ...]) -> Nodes:
    """Set each term's definition in the margin, before the block that names it first.

    Where many terms crowd into few lines, a note waits for a paragraph near by that leaves room;
    one that finds none is left to the glossary.
    """
    unnamed = {term.term: term for term in terms}
    waiting: list[tuple[Term, float]] = []  # and the height at which it was named
    result: list[Node] = []
    here = free = 0.0  # how far the text has come, and the notes
    for block in body:
        if isinstance(block, Element):
            named = [e.get("term") for e in walk((block,)) if e.tag == "term-ref"]
            waiting.extend((unnamed.pop(name), here) for name in named if name in unnamed)
            waiting = [each for each in waiting if here - each[1] <= _NEAR]
            if block.tag == "p":
                left = []
                for term, at in waiting:
                    if free - here > _SLACK:
                        left.append((term, at))
                        continue
                    free = max(free, here) + _note_height(term)
                    result.append(_margin(term))
                waiting = left
            here += _height(block)
        result.append(block)
    return plain_terms(tuple(result))


# Heights in points, by the default theme's measures: only the order of magnitude matters.
_SLACK = 34.0  # how far a note may be pushed down by the one above
_NEAR = 160.0  # how far from its word a note may stand
_LINE, _NOTE_LINE = 15.75, 12.5
_SIGNS_A_LINE, _SIGNS_A_NOTE_LINE = 78, 19


def _height(block: Element) -> float:
    """Estimate how high a block of text stands."""
    if block.tag == "figure":
        return 12 * _LINE
    rows = sum(each.tag in ("tr", "li") for each in walk((block,)))
    return (max(len(text_of((block,))) // _SIGNS_A_LINE, rows) + 1.5) * _LINE


def _note_height(term: Term) -> float:
    """Estimate how high a note stands in the margin."""
    return ((len(term.term) + len(term.definition)) // _SIGNS_A_NOTE_LINE + 2) * _NOTE_LINE


def _margin(term: Term) -> Element:
    name = element("span", term.term, class_="term")
    return element("margin-note", name, f" {term.definition}", kind="term")


def plain_terms(nodes: Nodes) -> Nodes:
    """Turn references to terms into words that are marked as terms."""

    def change(each: Element) -> Node:
        if each.tag != "term-ref":
            return each
        return Element("span", {"class": "term"}, each.children, each.place)

    return rewrite(nodes, change)
