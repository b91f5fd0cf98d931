"""Render: document + Jinja template → the sheet, one tree of known elements."""

import html
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from lembar.course.fields import FIELDS
from lembar.course.scripts import script_of_language
from lembar.course.theme import Theme
from lembar.course.tree import Element, Node, Nodes, rewrite
from lembar.course.words import Words, direction_of
from lembar.errors import ContentError, Place, Problem
from lembar.plan import Document
from lembar.sheet import filling
from lembar.sheet.arrange import arranged
from lembar.sheet.columns import fitted
from lembar.sheet.contents import listed
from lembar.sheet.environment import environment, template_error
from lembar.sheet.markup import markup
from lembar.sheet.parser import parse
from lembar.sheet.sheet import WITH_OUTER_COLUMN, Sheet
from lembar.sheet.signs import with_own_signs
from lembar.sheet.vocabulary import VOCABULARY

_WRITER_WORDS = "writer."
_OF_LESSONS = ("handout", "summary", "vocabulary")
_IN_A_LINE = frozenset({"word", "number", "points", "slot"})


class Question(Protocol):
    """Describe what a numbered question of any edition has."""

    @property
    def body(self) -> Nodes:
        """Return the body with its slots."""

    @property
    def interactions(self) -> tuple[Any, ...]:
        """Return the interactions in slot order."""

    @property
    def supports(self) -> tuple[Any, ...]:
        """Return the help that the body says the places of."""

    @property
    def challenges(self) -> tuple[Any, ...]:
        """Return the challenges that the body says the places of."""


class Renderer:
    """Render documents of one theme and one language; holds the compiled templates."""

    def __init__(self, theme: Theme, words: Words) -> None:
        self.theme = theme
        self.words = words
        self._environment: SandboxedEnvironment = environment(theme)

    def render(self, document: Document) -> Sheet:
        """Return the sheet of a document.

        Raises ContentError if the template asks for what the view does not have, or makes what
        is no sheet.
        """
        places: list[Place] = []
        try:
            source = self._markup(document, places)
        except ContentError:
            raise
        except Exception as error:
            # A template is someone else's code: whatever it raises is told with its line.
            raise template_error(error, document.template, self.theme) from error
        try:
            root = parse(source, Place(document.template), places)
        except ContentError as error:
            raise ContentError(*(self._at_origin(each) for each in error.problems)) from None
        return self._sheet(document, root)

    def _markup(self, document: Document, places: list[Place]) -> str:
        key = document.edition == "teacher"
        narrow = document.document in WITH_OUTER_COLUMN
        lesson = getattr(document.view, "number", None) if self.theme.tokens.numbered else None
        filler = _Filler(
            self._environment,
            self.words,
            document.view,
            key,
            narrow,
            places,
            "" if lesson is None else f"{lesson}.",
            document.document != "summary",
        )
        return self._environment.get_template(document.template).render(
            document=document,
            view=document.view,
            frame=document.frame,
            key=key,
            words=self.words,
            body=filler.body,
            inline=filler.inline,
            is_inline=is_inline,
            has_words=has_words,
            question=filler.question,
            sections=filler.sections,
        )

    def _sheet(self, document: Document, root: Element) -> Sheet:
        script = script_of_language(document.language)
        return Sheet(
            title=self.words.in_digits(document.title),
            language=document.language,
            document=document.document,
            edition=document.edition,
            root=arranged(
                with_own_signs(listed(fitted(root)), self.words, script),
                self.theme.tokens.setting,
                self.words("note.margin"),
            ),
            digits=self.words.digits,
            script=script,
            paper=document.paper,
            notes=self.theme.tokens.setting.notes,
            subject=document.frame.subject,
            author=", ".join(document.frame.authors),
            direction=direction_of(document.language),
            key=document.key,
            facts=self._facts(document),
            labels=tuple(
                (name.removeprefix(_WRITER_WORDS), forms[0])
                for name, forms in sorted(self.words.entries.items())
                if name.startswith(_WRITER_WORDS)
            ),
        )

    def _facts(self, document: Document) -> tuple[tuple[str, str], ...]:
        """Return what the fields of a publisher's Office files say; what is not known is empty."""
        frame, number = document.frame, getattr(document.view, "number", None)
        school, teacher = frame.school, frame.teacher
        cover = getattr(document.view, "cover", None)
        of_lesson = document.document in _OF_LESSONS and isinstance(number, int)
        lesson = self.words("lesson.number", number=number) if of_lesson else ""
        facts = {
            "title": document.title,
            "course": frame.course,
            "unit": frame.unit,
            "lesson": lesson,
            "subject": frame.subject,
            "grade": frame.grade,
            "school": school.name if school else "",
            "year": school.year if school else "",
            "teacher": teacher.name if teacher else "",
            "authors": ", ".join(frame.authors),
            "licence": frame.licence,
            "document": self.words(f"document.{document.document}"),
            "form": getattr(cover, "code", ""),
            "revision": getattr(cover, "revision", ""),
        }
        return tuple((name, self.words.in_digits(facts[name])) for name in FIELDS)

    def _at_origin(self, each: Problem) -> Problem:
        """Name the template's file instead of its path in the theme."""
        return replace(each, place=self.theme.at_origin(each.place)) if each.place else each


def is_inline(nodes: Nodes) -> bool:
    """Say whether the nodes can stand in a line."""
    return all(isinstance(node, str) or _is_inline(node) for node in nodes)


def _is_inline(each: Element) -> bool:
    spec = VOCABULARY.get(each.tag)
    return each.tag in _IN_A_LINE if spec is None else spec.inline


def has_words(nodes: Nodes) -> bool:
    """Say whether the nodes hold words, not just pictures and formulas, which no style marks."""
    return any(bool(node.strip()) if isinstance(node, str) else _has_words(node) for node in nodes)


def _has_words(each: Element) -> bool:
    return each.tag != "math" and (each.tag in _IN_A_LINE or has_words(each.children))


class _Filler:
    """Give templates the markup of content: elements that are still templates' work are filled."""

    def __init__(
        self,
        environment: SandboxedEnvironment,
        words: Words,
        view: object,
        key: bool,
        narrow: bool,
        places: list[Place],
        lesson: str = "",
        sections: bool = False,
    ) -> None:
        self._lesson = lesson  # what stands before the numbers of sections, figures and tables
        self._sections = sections
        self._environment = environment
        self._words = words
        self._view = view
        self._key = key
        self._narrow = narrow
        self._places = places
        self._fills: Mapping[str, Callable[[Element], str]] = {
            "word": self._word,
            "number": self._number,
            "points": self._points,
            "fence": self._fence,
            "questions": self._exercise,
        }

    def body(self, nodes: Nodes, role: str = "") -> Markup:
        """Return the markup of blocks; paragraphs get a role if they have none."""
        given = (self._headed(node) for node in _blocks(nodes))
        blocks = tuple(_with_role(node, role) if role else node for node in given)
        return Markup(markup(blocks, self._fill, self._places))

    def _headed(self, node: Node) -> Node:
        """Give a heading the number that it is printed with, if the theme numbers headings."""
        if not isinstance(node, Element) or node.tag not in ("h2", "h3"):
            return node
        number = node.get("number") if self._lesson and self._sections else ""
        rest = {name: value for name, value in node.attributes.items() if name != "number"}
        if number:
            rest["number"] = self._words.in_digits(f"{self._lesson}{number}")
        return Element(node.tag, rest, node.children, node.place)

    def inline(self, nodes: Nodes) -> Markup:
        """Return the markup of text in a line."""
        return Markup(markup(nodes, self._fill, self._places))

    def question(self, item: Question, on_slide: bool = False) -> Markup:
        """Return the body of a question with its interactions in their slots.

        A slide is seen by all and written on by none: it has no answers, nor lines for them.
        """
        body = tuple(_with_role(node, "stem") for node in rewrite(item.body, self._told))
        top_level = {id(node) for node in body}

        def fill(each: Element) -> str:
            if each.tag == "support":
                shown = item.supports[int(each.get("ref"))]
                return self._template(filling.SUPPORT, support=shown, mark="")
            if each.tag == "challenge":
                shown = item.challenges[int(each.get("ref"))]
                return self._template(filling.CHALLENGE, challenge=shown)
            if each.tag != "slot":
                return self._fill(each)
            shown = item.interactions[int(each.get("ref"))]
            return self._template(
                filling.interaction(shown.kind),
                view=shown,
                block=id(each) in top_level,
                row=int(each.get("row")) if each.get("row") else None,
                key=self._key and not on_slide,
                on_slide=on_slide,
                narrow=self._narrow,
            )

        return Markup(markup(body, fill, self._places))

    def _told(self, each: Element) -> Element:
        """Say in the description of a picture which marks are on it."""
        if not each.get("marks"):
            return each
        count = len(each.get("marks").split(";"))
        return each.with_attributes(alt=self._words("picture.marks", alt=each.get("alt"), n=count))

    def sections(self, sections: object) -> Markup:
        """Return the markup of a paper's parts."""
        return Markup(self._template(filling.SECTIONS, sections=sections))

    def _fill(self, each: Element) -> str:
        return self._fills[each.tag](each)

    def _template(self, name: str, **values: object) -> str:
        assert filling.fills(name), "the cache would not know that sheets depend on it"
        shared = {
            "key": self._key,
            "words": self._words,
            "body": self.body,
            "inline": self.inline,
            "is_inline": is_inline,
            "has_words": has_words,
            "question": self.question,
        }
        return self._environment.get_template(name).render(shared | values)

    def _word(self, each: Element) -> str:
        values: dict[str, object] = {k: v for k, v in each.attributes.items() if k != "key"}
        if self._lesson and each.get("key").partition(".")[0] in ("figure", "table"):
            values["number"] = f"{self._lesson}{each.get('number')}"
        if "n" in values:  # chooses a plural
            values["n"] = int(each.get("n"))
        return html.escape(self._words(each.get("key"), **values), quote=False)

    def _number(self, each: Element) -> str:
        return html.escape(self._words.number(each.get("value")), quote=False)

    def _points(self, each: Element) -> str:
        points = self._words("points", n=int(each.get("n"))).replace(" ", "\N{NO-BREAK SPACE}")
        return f"({html.escape(points, quote=False)})"

    def _fence(self, each: Element) -> str:
        return self._template(filling.FENCE, fence=each, children=each.children)

    def _exercise(self, each: Element) -> str:
        exercises: tuple[object, ...] = getattr(self._view, "exercises", ())
        return self._template(
            filling.EXERCISE,
            sections=exercises[int(each.get("ref"))],
            exercise=self.sections,
        )


def _with_role(node: Node, role: str) -> Node:
    """Give a paragraph without a role one."""
    if isinstance(node, Element) and node.tag == "p" and not node.get("class"):
        return node.with_attributes(**{"class": role})
    return node


def _blocks(nodes: Nodes) -> Nodes:
    """Return nodes as blocks: text in a line becomes a paragraph."""
    return (Element("p", {}, nodes),) if nodes and is_inline(nodes) else nodes
