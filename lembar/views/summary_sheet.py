"""What the one-page summary may know: key points, formulas, terms, one picture, one question.

It is made of the material of the slides; a text that is parted over slides stands here whole.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lembar.course.course import Lesson, Term, Unit
from lembar.course.form import Drawn, Placed
from lembar.course.item import Choice, Text
from lembar.course.slides import CLOSING, OWN
from lembar.course.tree import Element, Node, Nodes, text_of, walk
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.lesson import plain_terms, terms_of
from lembar.views.slides import USUAL, Limits
from lembar.views.slides.fit import seen_words
from lembar.views.slides.material import Material, Part, parts
from lembar.views.student import StudentItem, student_item
from lembar.views.summary import closing_question
from lembar.views.teacher import KeyItem, key_item

_LINES = 4  # to answer on
_TERMS = 8
_MEASURED = r"\qty"  # a formula with quantities is an example


@dataclass(frozen=True, slots=True)
class Point:
    """Hold what a section comes to: text in a line, and blocks below it."""

    heading: Nodes
    text: Nodes
    below: Nodes


@dataclass(frozen=True, slots=True)
class Meaning:
    """Hold a term with its translation and what it means: text in a line, and blocks below it."""

    term: str
    translation: str
    text: Nodes
    below: Nodes


@dataclass(frozen=True, slots=True)
class SummarySheetView:
    """Hold the summary as pupils get it: `own` is a closing question that a slide asks."""

    number: int
    title: str
    points: tuple[Point, ...]
    terms: tuple[Meaning, ...]
    picture: Nodes
    closing: StudentItem | None
    own: Nodes
    lines: int


@dataclass(frozen=True, slots=True)
class TeacherSummarySheetView:
    """Hold the same with the answer; `said` is what the slide's author answers."""

    number: int
    title: str
    points: tuple[Point, ...]
    terms: tuple[Meaning, ...]
    picture: Nodes
    closing: KeyItem | None
    own: Nodes
    lines: int
    said: Nodes


def student_summary_sheet(
    lesson: Lesson, unit: Unit, exercises: Iterable[Drawn], limits: Limits = USUAL
) -> SummarySheetView:
    """Return the sheet for pupils; teacher blocks are cut out before anything is made of them."""
    made = _sheet(lesson, unit, exercises, limits)
    asked = made.asked
    return SummarySheetView(
        lesson.number,
        lesson.title,
        made.points,
        made.terms,
        made.picture,
        student_item(asked) if asked else None,
        made.own,
        made.lines,
    )


def teacher_summary_sheet(
    lesson: Lesson, unit: Unit, exercises: Iterable[Drawn], limits: Limits = USUAL
) -> TeacherSummarySheetView:
    """Return the same sheet with the answer of its question."""
    made = _sheet(lesson, unit, exercises, limits)
    asked = made.asked
    closing = [b for b in walk(plain_terms(lesson.body)) if CLOSING in b.get("replaces").split()]
    said = (
        child
        for block in closing
        for each in walk((block,))
        if each.get("kind") == "teacher"
        for child in each.children
    )
    return TeacherSummarySheetView(
        lesson.number,
        lesson.title,
        made.points,
        made.terms,
        made.picture,
        key_item(asked) if asked else None,
        made.own,
        made.lines,
        tuple(said),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    points: tuple[Point, ...]
    terms: tuple[Meaning, ...]
    picture: Nodes
    asked: Placed | None
    own: Nodes
    lines: int


def _sheet(lesson: Lesson, unit: Unit, exercises: Iterable[Drawn], limits: Limits) -> _Sheet:
    body = without_fences(lesson.body, TEACHER)
    found = parts(body, unit.glossary, limits.words)
    slides = [b for p in found for b in walk(p.blocks) if CLOSING in b.get("replaces").split()]
    asked = None if slides else closing_question(exercises, limits.words)
    own = tuple(child for block in slides for child in block.children)
    return _Sheet(
        _unlinked_all(tuple(point for part in found for point in _points(part))),
        _terms(replace(lesson, body=body), unit, found),
        _picture(body, found, limits.words),
        asked,
        _unlinked(own),
        _LINES if own or (asked and not _marked(asked)) else 0,
    )


def _marked(asked: Placed) -> bool:
    """Say whether a question is answered in its own text: by marking, or in a gap."""
    return all(isinstance(each, (Choice, Text)) for each in asked.item.interactions) and not any(
        isinstance(each, Element) and each.tag == "slot" and isinstance(kind, Text)
        for each in asked.item.body
        for kind in asked.item.interactions[:1]
    )


# --- key points -----------------------------------------------------------------------------------


def _points(part: Part) -> list[Point]:
    """Return what a section comes to: its key points, or else its author's slides."""
    said = [_whole(each) for each in part.material if each.kind == "key-point"]
    if not said:
        own = [each for each in part.material if each.kind == OWN and not _closes(each)]
        said = [page for each in own for page in each.pages if not _pictured(page)]
    formulas = tuple(
        source
        for each in part.material
        if each.kind == "formula"
        for source in each.sources
        if _MEASURED not in text_of(source.children)
    )
    text, below = _run_in(tuple(node for each in said for node in each))
    if not text and not below and not formulas:
        return []
    return [Point(part.title, text, (*below, *formulas))]


def _closes(each: Material) -> bool:
    return any(CLOSING in source.get("replaces").split() for source in each.sources)


def _pictured(nodes: Nodes) -> bool:
    return any(each.tag in ("img", "table") for each in walk(nodes))


def _whole(each: Material) -> Nodes:
    """Return a text as it was before it was parted over slides."""
    return tuple(child for source in each.sources for child in source.children)


def _run_in(blocks: Nodes) -> tuple[Nodes, Nodes]:
    """Return the paragraphs that can follow a heading in its line, and what stands below."""
    text: list[Node] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Element) or block.tag != "p":
            return tuple(text), blocks[at:]
        text += [" ", *block.children] if text else block.children
    return tuple(text), ()


# --- terms ----------------------------------------------------------------------------------------


def _terms(lesson: Lesson, unit: Unit, found: Sequence[Part]) -> tuple[Meaning, ...]:
    """Return the terms of a lesson as the glossary tells them, and what it defines besides.

    A definition with a formula is told as the lesson tells it.
    """
    defined: dict[str, Element] = {}
    for part in found:
        for each in part.material:
            for source in each.sources:
                if source.tag == "fence" and source.get("kind") == "definition":
                    defined[source.get("title") or text_of(part.title)] = source
    folded = {title.casefold(): title for title in defined}
    told: list[Meaning] = []
    for term in _chosen(terms_of(lesson.body, unit), found):
        title = folded.pop(term.term.casefold(), "")
        block = defined.pop(title, None)
        if block is not None and any(each.tag == "math-block" for each in walk((block,))):
            told.append(_meaning(term.term, term.translation, block.children))
        else:
            told.append(_meaning(term.term, term.translation, (term.definition,)))
    return (*told, *(_meaning(title, "", block.children) for title, block in defined.items()))


def _meaning(term: str, translation: str, nodes: Nodes) -> Meaning:
    if all(isinstance(node, str) for node in nodes):
        return Meaning(term, translation, nodes, ())
    text, below = _run_in(_unlinked(nodes))
    return Meaning(term, translation, text, below)


def _chosen(terms: Sequence[Term], found: Sequence[Part]) -> list[Term]:
    """Return the terms that have room: first those that the material names or defines."""
    said = " ".join(
        f"{source.get('title')} {text_of((source,))}"
        for part in found
        for each in part.material
        for source in each.sources
    ).casefold()
    ranked = sorted(terms, key=lambda term: term.term.casefold() not in said)
    return [term for term in terms if term in ranked[:_TERMS]]


# --- the one picture ------------------------------------------------------------------------------


def _picture(body: Nodes, found: Sequence[Part], limit: int) -> Nodes:
    """Return the figure that the text refers to most, the first of equals; else a short table."""
    named = Counter(each.get("href")[1:] for each in walk(body) if each.tag == "a")
    shown = [source for part in found for each in part.material for source in each.sources]
    figures = [each for each in shown if each.tag == "figure"]
    if figures:
        return _unlinked((max(figures, key=lambda each: named[each.get("id")]),))
    tables = [each for each in shown if each.tag == "table" and seen_words((each,)) <= limit]
    return _unlinked(tuple(tables[:1]))


def _unlinked_all(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(
        Point(_unlinked(each.heading), _unlinked(each.text), _unlinked(each.below))
        for each in points
    )


def _unlinked(nodes: Nodes) -> Nodes:
    """Turn links to other parts of the lesson into words."""
    made: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            made.append(node)
        elif node.tag == "a" and node.get("href").startswith("#"):
            made += _unlinked(node.children)
        else:
            made.append(node.with_children(_unlinked(node.children)))
    return tuple(made)
