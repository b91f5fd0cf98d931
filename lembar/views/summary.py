"""What slides may know: the lesson boiled down, with notes for the teacher's edition only."""

from collections.abc import Iterable
from dataclasses import dataclass

from lembar.course.course import Lesson, Unit
from lembar.course.form import Drawn, Placed
from lembar.course.item import Choice, Extended, Number, Text
from lembar.course.tree import Element, Nodes, walk, words
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.lesson import objective_texts, plain_terms
from lembar.views.student import StudentItem, student_item
from lembar.views.teacher import KeyItem, key_item

# A table or question longer than this is for paper, not for a slide (words).
_SLIDE_WORDS = 60


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
    """Hold a lesson's slides as pupils may see them."""

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[str, ...]
    slides: tuple[Slide, ...]
    closing: StudentItem | None


@dataclass(frozen=True, slots=True)
class TeacherSummaryView:
    """Hold a lesson's slides with notes and the answer of the closing question."""

    number: int
    title: str
    lead: str
    duration: int | None
    objectives: tuple[str, ...]
    slides: tuple[TeacherSlide, ...]
    closing: KeyItem | None


def student_summary(lesson: Lesson, unit: Unit, exercises: Iterable[Drawn]) -> SummaryView:
    """Return the slides without notes; teacher blocks are cut out before slides are made."""
    body = without_fences(lesson.body, TEACHER)
    slides = tuple(slide for section in _sections(body) for slide in _slides(section))
    closing = _closing(exercises)
    return SummaryView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        objective_texts(lesson, unit),
        slides,
        student_item(closing) if closing else None,
    )


def teacher_summary(lesson: Lesson, unit: Unit, exercises: Iterable[Drawn]) -> TeacherSummaryView:
    """Return the slides with notes: what the section says first, and its teacher blocks."""
    found: list[TeacherSlide] = []
    for section in _sections(lesson.body):
        pupils = _Section(section.title, without_fences(section.blocks, TEACHER))
        slides = _slides(pupils)
        notes = _notes(section)
        for index, slide in enumerate(slides):
            found.append(
                TeacherSlide(
                    slide.layout, slide.kicker, slide.title, slide.body, () if index else notes
                )
            )
    closing = _closing(exercises)
    return TeacherSummaryView(
        lesson.number,
        lesson.title,
        lesson.lead,
        lesson.duration,
        objective_texts(lesson, unit),
        tuple(found),
        key_item(closing) if closing else None,
    )


@dataclass(frozen=True, slots=True)
class _Section:
    """Hold what stands under one second-level heading."""

    title: Nodes
    blocks: Nodes


def _sections(body: Nodes) -> tuple[_Section, ...]:
    """Split a lesson at its second-level headings."""
    found: list[tuple[Nodes, list[Element]]] = [((), [])]
    for block in plain_terms(body):
        if not isinstance(block, Element):
            continue
        if block.tag == "h2":
            found.append((block.children, []))
        else:
            found[-1][1].append(block)
    return tuple(_Section(title, tuple(blocks)) for title, blocks in found)


def _slides(section: _Section) -> tuple[Slide, ...]:
    """Make the slides of a section: the author's own, or those its blocks suggest."""
    own = any(_fence(block, "slide") for block in section.blocks)
    found: list[Slide] = []
    for block in section.blocks:
        assert isinstance(block, Element)
        slide = _slide(block, section.title, own)
        if slide is not None:
            found.append(slide)
    return tuple(found)


def _slide(block: Element, title: Nodes, own: bool) -> Slide | None:
    """Return the slide that a block suggests; `own` slides stand for lists and key points."""
    heading = (block.get("title"),) if block.get("title") else title
    if _fence(block, "slide"):
        return Slide(_layout(block.children), "", heading, block.children)
    if _fence(block, "definition"):
        return Slide("definition", "definition", heading, block.children)
    if block.tag == "figure":
        return Slide("picture", "", title, (block,))
    if own:
        return None
    if _fence(block, "key-point"):
        return Slide("definition", "key-point", heading, block.children)
    if block.tag == "table" and words((block,)) <= _SLIDE_WORDS:
        return Slide("table", "", title, (block,))
    if block.tag in ("ul", "ol") and words((block,)) <= _SLIDE_WORDS:
        return Slide("content", "", title, (block,))
    return None


def _fence(block: object, kind: str) -> bool:
    return isinstance(block, Element) and block.tag == "fence" and block.get("kind") == kind


def _layout(body: Nodes) -> str:
    """Choose a layout by what a slide holds."""
    tags = {each.tag for each in body if isinstance(each, Element)}
    if "figure" in tags:
        return "picture"
    if "table" in tags:
        return "table"
    return "content"


def _notes(section: _Section) -> Nodes:
    """Return what the speaker says: the section's first paragraph, then its teacher blocks."""
    first = next((b for b in section.blocks if isinstance(b, Element) and b.tag == "p"), None)
    teacher = tuple(
        child
        for block in walk(section.blocks)
        if _fence(block, "teacher")
        for child in block.children
    )
    return ((first,) if first else ()) + teacher


def _closing(exercises: Iterable[Drawn]) -> Placed | None:
    """Return the first question that can be asked from a slide."""
    for drawn in exercises:
        for placed in drawn.forms[0].items():
            simple = not placed.item.parts and all(
                isinstance(i, (Choice, Text, Number, Extended)) for i in placed.item.interactions
            )
            options = sum(
                words(option.body)
                for i in placed.item.interactions
                if isinstance(i, Choice)
                for option in i.options
            )
            if simple and words(placed.item.body) + options <= _SLIDE_WORDS:
                return placed
    return None
