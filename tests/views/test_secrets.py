"""What pupils' views hold, attribute by attribute: no template can print what is not there."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest

import lembar.views
from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.course.course import Term
from lembar.course.item import Group, Interaction, Item, Presentation, Size
from lembar.course.school import School, Signatory
from lembar.course.tree import Element, element, walk
from lembar.errors import ContentError, Place
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.views import (
    answer_sheet,
    blueprint,
    copies,
    item_cards,
    lesson,
    paper,
    rubric,
    score_sheet,
    student,
    summary,
    summary_sheet,
    tiers,
    vocabulary,
)
from lembar.views.frame import Frame
from tests.themes import laid_over

# A new attribute fails the first test: think of whether pupils may know it, then add it here.
ATTRIBUTES = {
    student.StudentOption: ["letter", "body"],
    student.StudentChoice: ["options", "multiple", "presentation", "columns", "narrow_columns"],
    student.StudentText: ["size", "presentation"],
    student.StudentNumber: ["size", "presentation"],
    student.StudentMatch: ["rows", "targets", "presentation", "heading"],
    student.StudentOrder: ["entries", "presentation"],
    student.StudentExtended: ["lines", "presentation"],
    student.StudentItem: [
        "number", "points", "body", "interactions", "part_letters", "supports", "challenges",
        "bonus",
    ],
    tiers.StudentSupport: ["part", "hint", "steps", "words", "starters"],
    tiers.StudentChallenge: ["part", "task", "lines"],
    student.StudentGroup: ["stimulus", "items"],
    student.StudentSection: ["letter", "title", "instructions", "entries", "points", "bonus"],
    paper.PaperView: ["cover", "sections", "named"],
    paper.Cover: [
        "title", "kind", "topic", "event", "date", "duration", "objectives", "instructions",
        "summary", "code", "points", "revision", "copies", "tier", "bonus",
    ],
    copies.Copy: ["form", "name", "class_", "number", "code", "described", "place", "profile"],
    answer_sheet.AnswerRow: ["label", "letters"],
    answer_sheet.LetterMeaning: ["letter", "body"],
    answer_sheet.Legend: ["numbers", "meanings"],
    answer_sheet.AnswerSheetView: [
        "cover", "codes", "marked", "written", "legends", "elsewhere",
    ],
    lesson.LessonView: [
        "number", "title", "lead", "duration", "objectives", "body", "exercises", "glossary",
    ],
    summary.Slide: ["layout", "kicker", "title", "body"],
    summary.SummaryView: [
        "number", "title", "lead", "duration", "objectives", "slides", "closing",
    ],
    summary_sheet.Point: ["heading", "text", "below"],
    summary_sheet.Meaning: ["term", "translation", "text", "below"],
    summary_sheet.SummarySheetView: [
        "number", "title", "points", "terms", "picture", "closing", "own", "lines",
    ],
    vocabulary.Word: ["term", "translation"],
    vocabulary.VocabularyView: ["number", "title", "terms"],
    Frame: [
        "course", "unit", "language", "subject", "grade", "curriculum", "authors", "licence",
        "school", "teacher",
    ],
    Term: ["term", "definition", "translation", "source"],
}  # fmt: skip
ENTRANCES = (
    paper.PaperView,
    answer_sheet.AnswerSheetView,
    lesson.LessonView,
    summary.SummaryView,
    summary_sheet.SummarySheetView,
    vocabulary.VocabularyView,
)
# Text is text; `place` is kept from templates (see the tests of places below).
PLAIN = {str, int, bool, type(None), Element, Presentation, Size, School, Signatory}
SECRETS = {
    "correct", "feedback", "accepted", "key", "answers", "answer", "positions", "model", "rubric",
    "explanation", "answered", "notes", "level", "status", "tags", "fixed", "id", "order",
    "arrangements", "item", "strip", "guide", "forms", "place", "sources", "value", "low", "high",
    "unit", "parts", "scoring", "marking", "accept", "reject", "ignore", "indicator",
}  # fmt: skip


@pytest.mark.parametrize("view", ATTRIBUTES, ids=lambda view: view.__name__)
def test_a_pupils_view_has_these_attributes_and_no_other(view):
    assert [each.name for each in fields(view)] == ATTRIBUTES[view]
    assert not hasattr(view, "__dict__") or "__slots__" in vars(view)
    said = {name for name in dir(view) if not name.startswith("_")}
    assert said - set(ATTRIBUTES[view]) <= {"kind", "is_group"}  # classes may say what they are


@pytest.mark.parametrize("view", ENTRANCES, ids=lambda view: view.__name__)
def test_no_type_that_a_view_can_hold_has_a_secret(view):
    for each in reachable(view):
        assert each in ATTRIBUTES or each in PLAIN, f"{view.__name__} can hold {each.__name__}"
        if each in ATTRIBUTES:
            assert not SECRETS & {field.name for field in fields(each)}


def test_the_teachers_types_do_hold_secrets():
    """The test above can fail: the same walk through the key finds what it looks for."""
    names = {
        f.name for each in reachable(paper.KeyView) if is_dataclass(each) for f in fields(each)
    }
    assert {"correct", "feedback", "accepted", "answers", "model", "rubric"} <= names


def test_every_interaction_has_a_pupils_view():
    shown = {each.__name__.removeprefix("Student") for each in get_args(student.StudentInteraction)}
    assert shown == {each.__name__ for each in get_args(Interaction)}


def test_every_type_of_views_is_a_pupils_or_a_teachers():
    found = {
        each
        for module in pkgutil.iter_modules(lembar.views.__path__, "lembar.views.")
        for each in vars(importlib.import_module(module.name)).values()
        if is_dataclass(each) and each.__module__ == module.name and each.__name__[0] != "_"
    }
    teachers = reachable(paper.KeyView) | reachable(lesson.TeacherLessonView)
    teachers |= reachable(summary.TeacherSummaryView)
    teachers |= reachable(summary_sheet.TeacherSummarySheetView)
    teachers |= reachable(vocabulary.TeacherVocabularyView)
    teachers |= reachable(blueprint.BlueprintView) | reachable(item_cards.CardsView)
    teachers |= reachable(rubric.RubricView)
    teachers |= reachable(score_sheet.ScoreSheetView)
    assert found - set(ATTRIBUTES) <= teachers


def reachable(start: type) -> set[type]:
    """Return every type that can be met from a type, by its annotations."""
    found: set[type] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if each in found:
            continue
        found.add(each)
        if is_dataclass(each) and each is not Element:
            hints = get_type_hints(each)
            waiting.extend(t for f in fields(each) for t in types_in(hints[f.name]))
    return found


def types_in(annotation: object) -> Iterator[type]:
    """Yield the types that an annotation names; anything that would let all pass is refused."""
    if annotation is Ellipsis:
        return
    origin = get_origin(annotation)
    if origin in (Union, UnionType, tuple):
        for each in get_args(annotation):
            yield from types_in(each)
        return
    assert origin is not Mapping, f"{annotation} says nothing of what it holds"
    assert isinstance(annotation, type), f"{annotation} is no type"
    assert annotation not in (object, dict, list, Item, Group), f"{annotation} is too wide"
    plain = (str, int, float, Fraction, Decimal, type(None), Enum)
    assert is_dataclass(annotation) or issubclass(annotation, plain)
    yield annotation


# --- what a template can ask for ------------------------------------------------------------------

LINE = Place("q.yaml", 7, 9)
OPTION = student.StudentOption("A", (element("strong", "merah", place=LINE),))
SHOWN: tuple[student.StudentInteraction, ...] = (
    student.StudentChoice((OPTION,), False, Presentation.LIST, 1, 1),
    student.StudentText(Size.MEDIUM, Presentation.INLINE),
    student.StudentNumber(Size.MEDIUM, Presentation.INLINE),
    student.StudentMatch((("IDI",),), (OPTION,), Presentation.COLUMNS, "match.statement"),
    student.StudentOrder((OPTION,), Presentation.LIST),
    student.StudentExtended(3, Presentation.LIST),
)
ITEM = student.StudentItem(
    1, 1, tuple(element("slot", ref=str(n)) for n in range(len(SHOWN))), SHOWN, ("",) * len(SHOWN)
)
SECTIONS = (student.StudentSection("A", "", (), (ITEM,)),)
VIEW = lesson.LessonView(
    1, "Judul", "", None, (), (element("questions", ref="0"),), (SECTIONS,), ()
)
FRAME = Frame("Kursus", "Unit", "id", "", "", "", (), "", None, None)
ASKED = SECRETS - {"items", "place"}


def render(files: Mapping[str, str]):
    """Render the view above with some templates replaced by others, of a theme in a folder."""
    theme = laid_over(load_theme("default", theme_roots(), AssetStore()), files)
    words = words_for("id", theme)
    assert words is not None
    document = Document(
        "handout", "documents/handout.html.j2", "student", "", "Judul", VIEW, FRAME, "id", "A4", ()
    )
    return Renderer(theme, words).render(document)


def refused(name: str, template: str):
    with pytest.raises(ContentError) as raised:
        render({name: template})
    (found,) = raised.value.problems
    assert found.code == "template-error"
    assert found.place == Place(f"templates/mine/{name}", 3)
    return dict(found.values)["message"]


@pytest.mark.parametrize("kind", [each.kind for each in SHOWN])
@pytest.mark.parametrize("secret", sorted(ASKED))
def test_a_theme_that_asks_an_interaction_for_a_secret_is_told_its_line(kind, secret):
    said = refused(f"interactions/{kind}.html.j2", f"<p>\n\n{{{{ view.{secret} }}}}</p>")
    assert secret in said


@pytest.mark.parametrize("secret", sorted(ASKED))
@pytest.mark.parametrize("kind", ["choice", "match", "order"])
def test_a_theme_that_asks_an_entry_for_a_secret_is_told_its_line(kind, secret):
    entries = {"choice": "options", "match": "targets", "order": "entries"}[kind]
    loop = f"{{% for each in view.{entries} %}}\n\n{{{{ each.{secret} }}}}{{% endfor %}}"
    assert secret in refused(f"interactions/{kind}.html.j2", loop)


@pytest.mark.parametrize("secret", sorted(ASKED - {"answers", "notes"}))
def test_a_theme_that_asks_a_question_for_a_secret_is_told_its_line(secret):
    said = refused("parts/question.html.j2", f"<p>\n\n{{{{ item.{secret} }}}}</p>")
    assert secret in said


@pytest.mark.parametrize(
    "way",
    ["{{ one.place }}", '{{ one["place"] }}', '{{ one | attr("place") }}',
     '{{ [one] | map(attribute="place") | join }}', '{{ [one, one] | sort(attribute="place") }}',
     "{{ one.__getattribute__('place') }}", "{{ '{0.place}'.format(one) }}"],
)  # fmt: skip
def test_a_template_does_not_see_where_an_entry_stands_in_its_file(way):
    """The author's order, which for an ordering is the right one, stands in the lines."""
    template = f"{{% set one = view.entries[0].body[0] %}}\n<p>\n{way}</p>"
    with pytest.raises(ContentError):
        render({"interactions/order.html.j2": template})


def test_places_do_not_stand_in_the_markup_that_a_template_can_read():
    """The stamps are for the parser; a template that shows them shows no line."""
    shown = "<p>{{ inline(view.entries[0].body) | string | replace('<', '(') | e }}</p>"
    said = str(render({"interactions/order.html.j2": shown}).root)
    assert "merah" in said
    assert "q.yaml" not in said
    assert "7:9" not in said


def test_a_mistake_in_content_still_knows_its_place():
    wrong = "<p>{{ inline(view.entries[0].body) }}</p>"
    sheet = render({"interactions/order.html.j2": wrong})
    places = {each.place for each in walk((sheet.root,)) if each.tag == "strong"}
    assert LINE in places
