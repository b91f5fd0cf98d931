"""Lessons made of text, for tests of what is made of them."""

from dataclasses import dataclass
from textwrap import dedent

from lembar.content.markdown import Source, blocks
from lembar.content.resolve import Resolver
from lembar.course.course import Lesson, Objective, Term, Unit
from lembar.course.tree import Nodes, text_of, walk
from lembar.errors import Place, Problem, Problems
from lembar.views.slides import Limits
from lembar.views.summary import TeacherSummaryView, teacher_summary

FILE = "01-air.md"
GLOSSARY = (
    Term("osmosis", "water through a skin", "osmosis"),
    Term("dew", "drops of a cold morning"),
)


class Pictures:
    """Find every picture."""

    def find(self, source: str, _place: Place, _problems: Problems) -> str:
        return source


UNIT = Unit("u", "Air", objectives=(Objective("T1", "Explain rain."),), glossary=GLOSSARY)


def lesson(text: str, **more: object) -> Lesson:
    """Return a lesson whose text begins on line 1; its problems fail the test."""
    problems = Problems()
    source = Source(dedent(text), FILE, tuple((n, 1) for n in range(1, 999)))
    terms = {term.term: term.term for term in GLOSSARY}
    body = Resolver(Pictures(), terms).lesson(blocks(source, problems), problems)
    assert not len(problems), list(problems)
    return Lesson("01-air", 1, "Air", body, Place(FILE), **more)


def told(text: str) -> list[Problem]:
    """Return what is wrong with a text."""
    problems = Problems()
    blocks(Source(dedent(text), FILE, tuple((n, 1) for n in range(1, 999))), problems)
    return list(problems)


@dataclass(frozen=True)
class Seen:
    """Hold the slides of a lesson and what was reported."""

    view: TeacherSummaryView
    problems: list[Problem]

    def slides(self) -> list[str]:
        """Return each slide in a line: layout, title, text."""
        return [
            f"{each.layout} | {plain(each.title)} | {plain(each.body)}" for each in self.view.slides
        ]

    def notes(self) -> list[str]:
        """Return what is said at each slide, the first of all included."""
        return [plain(self.view.opening), *(plain(each.notes) for each in self.view.slides)]


def seen(text: str, words: int = 40, slides: int | None = None, **more: object) -> Seen:
    """Return the teacher's slides of a lesson."""
    problems = Problems()
    view = teacher_summary(lesson(text, **more), UNIT, (), Limits(words, slides), problems)
    return Seen(view, list(problems))


def plain(nodes: Nodes) -> str:
    """Return the words of nodes: those of each block apart, pictures by description."""
    found = []
    for node in nodes:
        inner = [node] if isinstance(node, str) else []
        if not isinstance(node, str):
            inline = {"em", "strong", "span", "a", "math", "word"}
            if node.tag == "img":
                inner = [f"[{node.get('alt')}]"]
            elif all(isinstance(c, str) or c.tag in inline for c in node.children):
                inner = [text_of(node.children)]
            else:
                inner = [plain(node.children)]
        found += [part.strip() for part in inner if part.strip()]
    return " ".join(found)


def pictures(nodes: Nodes) -> list[str]:
    """Return the descriptions of the pictures in nodes."""
    return [each.get("alt") for each in walk(nodes) if each.tag == "img"]
