"""Answers never reach pupils: by canaries in the bytes, and by non-interference."""

from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.loader import find_courses, read_courses
from lembar.content.names import Names
from lembar.content.themes import load_theme, theme_roots
from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import Course, Unit
from lembar.course.form import Drawn, Form
from lembar.course.item import (
    Choice,
    Criterion,
    Extended,
    Group,
    Interaction,
    Item,
    Match,
    Option,
    Order,
    Presentation,
    Text,
)
from lembar.course.tree import Element, Nodes, element, rewrite
from lembar.draw import draw
from lembar.errors import Place, Problems
from lembar.plan import Document, plan
from lembar.sheet.render import Renderer
from lembar.views import lesson, paper, student, summary
from lembar.views.fingerprint import canonical
from lembar.views.paper import paper_view
from lembar.views.student import student_sections
from lembar.writers import FORMATS, writer
from tests.built import SAMPLE, build_here, unpacked
from tests.writers.extract import text

HERE = Place("a.yaml")

# --- the types ----------------------------------------------------------------------------------

ATTRIBUTES = {
    student.StudentOption: ["letter", "body"],
    student.StudentChoice: ["options", "multiple", "presentation", "columns"],
    student.StudentText: ["size", "presentation"],
    student.StudentMatch: ["rows", "targets", "presentation"],
    student.StudentOrder: ["entries", "presentation"],
    student.StudentExtended: ["lines", "presentation"],
    student.StudentItem: ["number", "points", "body", "interactions"],
    student.StudentGroup: ["stimulus", "items"],
    student.StudentSection: ["letter", "title", "instructions", "entries"],
    paper.PaperView: ["cover", "sections"],
    paper.Cover: [
        "title", "kind", "topic", "event", "date", "duration", "objectives", "instructions",
        "summary", "code", "points", "revision",
    ],
    lesson.LessonView: [
        "number", "title", "lead", "duration", "objectives", "body", "exercises", "glossary",
    ],
    summary.Slide: ["layout", "kicker", "title", "body"],
    summary.SummaryView: [
        "number", "title", "lead", "duration", "objectives", "slides", "closing",
    ],
}  # fmt: skip


@pytest.mark.parametrize("view", ATTRIBUTES, ids=lambda view: view.__name__)
def test_a_pupils_view_has_these_attributes_and_no_other(view):
    assert [each.name for each in fields(view)] == ATTRIBUTES[view]
    assert view.__slots__ is not None  # nothing can be hung on it


def test_every_interaction_has_a_pupils_view():
    shown = {each.__name__.removeprefix("Student") for each in get_args(student.StudentInteraction)}
    assert shown == {each.__name__ for each in get_args(Interaction)}


# --- canaries -----------------------------------------------------------------------------------

QUESTIONS = """\
items:
- type: choice
  text: |
    Pilih satu.

    - [ ] biru
    - [x] merah
      : CANARYfeedback
    - [ ] hijau
  explanation: |
    CANARYexplanation
- type: cloze
  text: |
    Ibu kota: [[CANARYgap|CANARYother]].
- type: short
  text: |
    Sebutkan. [[CANARYshort]]
- type: essay
  text: |
    Jelaskan.

    ::: teacher
    CANARYinitem
    :::
  answer: |
    CANARYmodel
  rubric: |
    - [2] CANARYrubric
- type: group
  text: |
    Bacaan.
  items:
  - type: true-false
    text: |
      Benar.
    answer: true
    explanation: |
      CANARYgroup
"""
LESSON = """\
---
title: Pelajaran
---

## Bagian

Teks biasa.

::: teacher
CANARYteacher
:::

::: activity Kerja
Lakukan.

::: teacher
CANARYnested
:::
:::

::: questions
- draw: 1
  type: short
- draw: 1
  type: choice
:::
"""
PAPER = """\
title: Lembar
kind: worksheet
forms: [A, B]
items:
- draw: 1
  type: choice
- draw: 1
  type: cloze
- draw: 1
  type: short
- draw: 1
  type: essay
- draw: 1
  type: group
"""
CANARIES = (
    "feedback", "explanation", "gap", "other", "short", "initem", "model", "rubric", "group",
    "teacher", "nested",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("canaries")
    formats = "documents:\n" + "".join(
        f"  {name}: [pdf, docx, pptx, html, md]\n"
        for name in ("handout", "summary", "worksheet", "answer-key")
    )
    files = {
        "c/course.yaml": "title: Kursus\nlanguage: id\n" + formats,
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/01-a.md": LESSON,
        "c/u/questions/q.yaml": QUESTIONS,
        "c/u/assessments/w.yaml": PAPER,
    }
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    outcome = build_here(root, root / "output")
    assert outcome.errors == 0
    return root / "output" / "c"


def test_no_canary_is_in_a_pupils_file(built):
    files = [path for path in sorted(built.glob("student/*")) if path.is_file()]
    assert {path.suffix.lstrip(".") for path in files} == set(FORMATS)
    for path in files:
        content = path.read_bytes()
        inside = unpacked(content).lower()
        assert b"canary" not in inside, path.name
        assert "canary".encode("utf-16-be") not in inside, path.name
        if path.name != "index.html":
            assert "canary" not in text(path.suffix.lstrip("."), content), path.name


def test_every_canary_is_in_a_teachers_file(built):
    """The test above can fail: what it looks for is found where it may be."""
    said = "".join(
        text(path.suffix.lstrip("."), path.read_bytes()) for path in sorted(built.glob("teacher/*"))
    )
    assert [name for name in CANARIES if f"canary{name}" not in said] == []


def test_the_pupils_folder_does_not_know_of_the_teachers(built):
    for path in built.glob("student/*"):
        inside = unpacked(path.read_bytes()).lower()
        assert b"guru-" not in inside
        assert b"teacher/" not in inside


# --- non-interference -----------------------------------------------------------------------------

OTHER: Nodes = ("rahasia lain",)


def other_choice(one: Choice) -> Choice:
    """Make another option right, and change what is said of each."""
    turned = [*one.options[1:], one.options[0]]
    return replace(
        one,
        options=tuple(
            Option(option.body, other.correct, OTHER) for option, other in zip(one.options, turned)
        ),
    )


def other_match(one: Match) -> Match:
    """Let every row take another target."""
    count = len(one.targets)
    return replace(one, key=tuple(None if k is None else (k + 1) % count for k in one.key))


def other_extended(one: Extended) -> Extended:
    """Write another model and other criteria; the points, which are printed, stay."""
    rubric = tuple(Criterion(each.points, OTHER) for each in one.rubric)
    return replace(one, model=OTHER, rubric=rubric)


def other_secret(one: Interaction) -> Interaction:
    """Replace every secret of an interaction.

    The right order of an Order is the order in which its entries stand, which is also what its
    printed order is drawn from: `other_order` changes both.
    """
    match one:
        case Choice():
            return other_choice(one)
        case Text():
            return replace(one, accepted=("rahasia lain", "x"))
        case Match():
            return other_match(one)
        case Extended():
            return other_extended(one)
        case Order():
            return one


def other_item(item: Item) -> Item:
    """Replace every secret of an item."""
    interactions = tuple(other_secret(each) for each in item.interactions)
    return replace(item, interactions=interactions, explanation=OTHER, body=other_notes(item.body))


def other_notes(nodes: Nodes) -> Nodes:
    """Replace what stands in blocks for teachers."""

    def change(each: Element) -> Element:
        if each.tag == "fence" and each.get("kind") == "teacher":
            return each.with_children((element("p", "rahasia lain"),))
        return each

    return rewrite(nodes, change)


def other_unit(unit: Unit) -> Unit:
    """Replace every secret of a unit."""

    def entry(each):
        if isinstance(each, Group):
            items = tuple(other_item(item) for item in each.items)
            return replace(each, items=items, stimulus=other_notes(each.stimulus))
        return other_item(each)

    def inline(assessment: Assessment) -> Assessment:
        sections = tuple(
            replace(
                section,
                requests=tuple(
                    replace(request, entry=entry(request.entry))
                    if isinstance(request, Inline)
                    else request
                    for request in section.requests
                ),
            )
            for section in assessment.sections
        )
        return replace(assessment, sections=sections)

    return replace(
        unit,
        bank={name: tuple(map(entry, entries)) for name, entries in unit.bank.items()},
        lessons=tuple(replace(each, body=other_notes(each.body)) for each in unit.lessons),
        assessments=tuple(inline(each) for each in unit.assessments),
    )


@pytest.fixture(scope="module")
def sample():
    store, problems = AssetStore(), Problems()
    read = read_courses(find_courses(SAMPLE), SAMPLE, Names(SAMPLE), store, problems)
    assert not list(problems)
    theme = load_theme("default", theme_roots(), store)
    words = words_for("id", theme.files)
    assert words is not None
    return read.courses, theme, words, store


def pupils(course: Course, words) -> list[Document]:
    """Return the planned documents that pupils get."""
    planned = plan(course, words)
    assert not planned.problems
    return [d for each in planned.sets for d in each.documents if d.edition == "student"]


def test_another_secret_changes_no_sheet_of_the_sample_course(sample):
    courses, theme, words, _ = sample
    renderer = Renderer(theme, words)
    for course in courses:
        changed = replace(course, units=tuple(map(other_unit, course.units)))
        before, after = pupils(course, words), pupils(changed, words)
        assert len(before) == len(after) > 20
        for one, other in zip(before, after):
            assert one.paths == other.paths
            assert canonical(one.view) == canonical(other.view)
            assert renderer.render(one) == renderer.render(other), one.paths


def test_another_secret_changes_no_byte(sample):
    courses, theme, words, store = sample
    course = courses[0]
    changed = replace(course, units=tuple(map(other_unit, course.units)))
    renderer = Renderer(theme, words)
    seen = set()
    for one, other in zip(pupils(course, words), pupils(changed, words)):
        if one.document in seen:
            continue
        seen.add(one.document)
        for format_, _ in one.paths:
            write = writer(format_)
            first = write(renderer.render(one), theme, store).content
            assert first == write(renderer.render(other), theme, store).content, one.paths
    assert seen == {"handout", "summary", "worksheet", "test", "exit-ticket"}


def test_the_teachers_do_change(sample):
    """The tests above can fail: the secrets that were replaced are printed for teachers."""
    courses, _, words, _ = sample
    changed = replace(courses[0], units=tuple(map(other_unit, courses[0].units)))
    pairs = zip(plan(courses[0], words).sets, plan(changed, words).sets)
    keys = [
        (one, other)
        for before, after in pairs
        for one, other in zip(before.documents, after.documents)
        if one.document == "answer-key"
    ]
    assert keys
    assert all(canonical(one.view) != canonical(other.view) for one, other in keys)


_word = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)
_bodies = st.lists(_word, min_size=3, max_size=6, unique=True)


@st.composite
def interactions(pick):
    bodies = pick(_bodies)
    options = tuple(Option((body,), pick(st.booleans()), (pick(_word),)) for body in bodies)
    match pick(st.sampled_from(["choice", "choices", "text", "match", "grid", "extended"])):
        case "choice":
            right = pick(st.integers(0, len(bodies) - 1))
            return Choice(tuple(replace(o, correct=n == right) for n, o in enumerate(options)))
        case "choices":
            return Choice(options, multiple=True)
        case "text":
            return Text(tuple(bodies))
        case "match":
            return Match(options[:-1], options, tuple(range(len(options) - 1)))
        case "grid":
            targets = (Option(("ya",)), Option(("tidak",)))
            key = tuple(pick(st.integers(0, 1)) for _ in options)
            return Match(options, targets, key, Presentation.GRID)
        case _:
            rubric = tuple(Criterion(pick(st.integers(1, 3)), (body,)) for body in bodies)
            return Extended(pick(st.integers(1, 9)), (pick(_word),), rubric)


@st.composite
def items(pick):
    made = tuple(pick(st.lists(interactions(), min_size=1, max_size=3)))
    slots = tuple(element("slot", ref=str(n)) for n in range(len(made)))
    body = (element("p", pick(_word)), *slots)
    key = f"bank/#{pick(st.integers(1, 99))}"
    return Item(key, None, "any", body, made, 1, HERE, explanation=(pick(_word),))


def drawn(item: Item) -> Drawn:
    section = Section("", (), (Inline(item, HERE),), HERE)
    asked = Assessment("w", "seed", "W", Kind.WORKSHEET, (section,), HERE, forms=("A", "B"))
    return draw(asked, Unit("u", ""))


def seen(made: Drawn, unit: Unit) -> str:
    return canonical([paper_view(made, form, unit) for form in made.forms])


@given(items())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_another_secret_changes_nothing_that_a_pupil_sees(item):
    unit = Unit("u", "")
    assert seen(drawn(item), unit) == seen(drawn(other_item(item)), unit)


@given(_bodies, st.randoms(use_true_random=False))
def test_the_right_order_can_not_be_read_off_the_printed_one(bodies, random):
    """Other right orders give other printed ones, so only this holds: the draw goes by places.

    Whatever the entries say, the printed places are the same; and never those of the right order.
    """
    other = list(bodies)
    random.shuffle(other)
    orders = []
    for each in (bodies, other):
        one = Item("bank/#1", None, "o", (), (Order(tuple(Option((b,)) for b in each)),), 1, HERE)
        orders.append(drawn(one).forms[0].items()[0].arrangements[0].order)
    assert orders[0] == orders[1] != tuple(range(len(bodies)))


def test_views_hold_no_object_of_the_course(sample):
    """What hangs on a pupil's view is plain: text trees and views, no item, no interaction."""
    courses, _, words, _ = sample

    def types(value) -> set[type]:
        if is_dataclass(value):
            inside = (types(getattr(value, f.name)) for f in fields(value))
            return {type(value)}.union(*inside)
        if isinstance(value, tuple):
            return set().union(*map(types, value))
        return set()

    found = set().union(*(types(each.view) for each in pupils(courses[0], words)))
    forbidden = {Item, Group, Choice, Text, Match, Order, Extended, Option, Criterion, Form}
    assert not found & forbidden
    assert student_sections is not None
