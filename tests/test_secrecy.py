"""Answers never reach pupils, by non-interference: other secrets give the same pupils' papers.

The draw is kept while the secrets in it are replaced. For the letters of a paper with many choices
are spread evenly over their keys, so other keys may be printed under other letters (that keys are
spread is no secret: which of them stands under which letter comes from seeded shuffles). Whatever
else is drawn asks no key: the tests of single items, and the last ones, draw anew.
"""

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.folders import find_courses
from lembar.content.loader import read_courses
from lembar.content.names import Names
from lembar.content.themes import load_theme, theme_roots
from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import Course, Lesson, Unit
from lembar.course.form import (
    Arrangement,
    Drawn,
    FormSection,
    Placed,
    PlacedEntry,
    PlacedGroup,
)
from lembar.course.item import (
    Choice,
    Criterion,
    Entry,
    Extended,
    Group,
    Interaction,
    Item,
    Match,
    Number,
    Option,
    Order,
    Presentation,
    Text,
)
from lembar.course.profile import Asked
from lembar.course.tiers import Extension, Support, Tier
from lembar.course.tree import Element, Nodes, element, rewrite
from lembar.draw import draw
from lembar.errors import Place, Problems
from lembar.plan import NO_PROFILES, Document, Profiles, plan
from lembar.sheet.render import Renderer
from lembar.views.fingerprint import canonical
from lembar.views.lesson import student_lesson
from lembar.views.paper import paper_view
from lembar.views.student import (
    StudentChoice,
    StudentExtended,
    StudentMatch,
    StudentOrder,
    StudentText,
)
from lembar.views.summary import student_summary
from lembar.views.summary_sheet import student_summary_sheet
from lembar.writers import writer
from tests.built import SAMPLE
from tests.views.test_secrets import ATTRIBUTES, PLAIN

HERE = Place("a.yaml")

OTHER: Nodes = ("rahasia lain",)


def other_choice(one: Choice) -> Choice:
    """Make another option right, or all others where several are; change what is said of each."""
    turned = [*one.options[1:], one.options[0]]
    return replace(
        one,
        options=tuple(
            Option(option.body, not option.correct if one.multiple else other.correct, OTHER)
            for option, other in zip(one.options, turned)
        ),
    )


def other_match(one: Match) -> Match:
    """Let every row take another target, and say something of it."""
    count = len(one.targets)
    return replace(
        one,
        rows=tuple(replace(row, correct=not row.correct, feedback=OTHER) for row in one.rows),
        key=tuple(None if k is None else (k + 1) % count for k in one.key),
    )


def other_extended(one: Extended) -> Extended:
    """Write another model, and one criterion for several; their sum, which is printed, stays."""
    rubric = (Criterion(sum(each.points for each in one.rubric), OTHER),)
    return replace(one, model=OTHER, rubric=rubric)


def other_secret(one: Interaction) -> Interaction:
    """Replace every secret of an interaction.

    The right order of an Order is the order in which its entries stand; see `other_order`.
    """
    match one:
        case Choice():
            return other_choice(one)
        case Text():
            return replace(one, accepted=("rahasia lain", "x"))
        case Number():
            value, low, high = Decimal("-12345.678"), Decimal(-20000), Decimal(0)
            return replace(one, value=value, low=low, high=high, unit="rahasia")
        case Match():
            return other_match(one)
        case Extended():
            return other_extended(one)
        case Order():
            return one


def other_item(item: Item) -> Item:
    """Replace every secret of an item."""
    return replace(
        item,
        interactions=tuple(other_secret(each) for each in item.interactions),
        explanation=OTHER,
        body=other_notes(item.body),
        parts=tuple(replace(each, extension=other_answer(each.extension)) for each in item.parts),
        support=replace(
            item.support, hint=other_notes(item.support.hint), steps=other_notes(item.support.steps)
        ),
        extension=other_answer(item.extension),
        versions=tuple(map(other_item, item.versions)),
    )


def other_answer(one: Extension) -> Extension:
    """Answer a challenge otherwise."""
    return replace(one, task=other_notes(one.task), answer=OTHER)


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

    def asked(assessment: Assessment) -> Assessment:
        return replace(
            assessment,
            sections=tuple(map(section, assessment.sections)),
            instructions=other_notes(assessment.instructions),
            summary=other_notes(assessment.summary),
        )

    def section(one: Section) -> Section:
        requests = tuple(
            replace(request, entry=entry(request.entry)) if isinstance(request, Inline) else request
            for request in one.requests
        )
        return replace(one, requests=requests, instructions=other_notes(one.instructions))

    def taught(one: Lesson) -> Lesson:
        exercises = tuple(map(asked, one.exercises))
        return replace(one, body=other_notes(one.body), exercises=exercises)

    return replace(
        unit,
        bank={name: tuple(map(entry, entries)) for name, entries in unit.bank.items()},
        lessons=tuple(map(taught, unit.lessons)),
        assessments=tuple(map(asked, unit.assessments)),
    )


def other_drawn(drawn: Drawn) -> Drawn:
    """Keep the draw, and replace every secret in it."""

    def placed(one: Placed) -> Placed:
        return replace(one, item=other_item(one.item))

    def entry(one: PlacedEntry) -> PlacedEntry:
        if isinstance(one, PlacedGroup):
            items = tuple(map(placed, one.items))
            return replace(one, items=items, stimulus=other_notes(one.stimulus))
        return placed(one)

    def section(one: FormSection) -> FormSection:
        entries = tuple(map(entry, one.entries))
        return replace(one, entries=entries, instructions=other_notes(one.instructions))

    forms = (replace(f, sections=tuple(map(section, f.sections))) for f in drawn.forms)
    return other_order(replace(drawn, forms=tuple(forms)))


def other_order(drawn: Drawn) -> Drawn:
    """Let every ordering have another right order and the same printed one.

    The right order is the one in which the entries of an Order stand, and the printed one is
    drawn from those places. So another secret with the same draw is: the entries in another order,
    and an arrangement that leads from there to what is printed. (A pupil does know one thing, that
    the printed order is not the right one.)
    """

    def turned(one: Interaction, way: Arrangement) -> tuple[Interaction, Arrangement]:
        if not isinstance(one, Order):
            return one, way
        count = len(one.entries)
        entries = (*one.entries[1:], one.entries[0])
        order = tuple((index - 1) % count for index in way.order)
        assert [entries[i] for i in order] == [one.entries[i] for i in way.order]
        return replace(one, entries=entries), replace(way, order=order)

    def placed(one: Placed) -> Placed:
        pairs = [turned(*pair) for pair in zip(one.item.interactions, one.arrangements)]
        item = replace(one.item, interactions=tuple(each for each, _ in pairs))
        return replace(one, item=item, arrangements=tuple(way for _, way in pairs))

    def entry(one: PlacedEntry) -> PlacedEntry:
        if isinstance(one, PlacedGroup):
            return replace(one, items=tuple(map(placed, one.items)))
        return placed(one)

    def section(one: FormSection) -> FormSection:
        return replace(one, entries=tuple(map(entry, one.entries)))

    forms = (replace(f, sections=tuple(map(section, f.sections))) for f in drawn.forms)
    return replace(drawn, forms=tuple(forms))


@pytest.fixture(scope="module")
def sample():
    store, problems = AssetStore(), Problems()
    read = read_courses(find_courses(SAMPLE), SAMPLE, Names(SAMPLE), store, problems)
    assert not list(problems)
    theme = load_theme("default", theme_roots(), store)
    words = words_for("id", theme)
    assert words is not None
    courses = sorted(read.courses, key=lambda course: course.language != "id")
    return courses, theme, words, store


def documents(course: Course, words, profiles: Profiles = NO_PROFILES) -> list[Document]:
    """Return the planned documents of a course."""
    planned = plan(course, words, profiles=profiles)
    assert not planned.problems
    return [document for each in planned.sets for document in each.documents]


def others(course: Course, words, profiles: Profiles = NO_PROFILES) -> list[Document]:
    """Return the documents of the same course with other secrets and the same draw."""
    changed = replace(course, units=tuple(map(other_unit, course.units)))
    before = {
        asked.seed: (asked, unit)
        for unit in course.units
        for asked in (*unit.assessments, *(e for each in unit.lessons for e in each.exercises))
    }

    def kept(asked: Assessment, _: Unit, *more: object) -> Drawn:
        return replace(other_drawn(draw(*before[asked.seed], *more)), assessment=asked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lembar.plan.draw", kept)
        return documents(changed, words, profiles)


def pupils(found: list[Document]) -> list[Document]:
    """Return the documents that pupils get."""
    return [document for document in found if document.edition == "student"]


def test_another_secret_changes_no_sheet_of_the_sample_course(sample):
    courses, theme, words, _ = sample
    renderer = Renderer(theme, words)
    for course in courses:
        before, after = pupils(documents(course, words)), pupils(others(course, words))
        assert len(before) == len(after) > 2
        for one, other in zip(before, after):
            assert one.paths == other.paths
            assert canonical(one.view) == canonical(other.view)
            assert renderer.render(one) == renderer.render(other), one.paths


def test_another_secret_changes_no_byte(sample):
    courses, theme, words, store = sample
    course = courses[0]
    renderer = Renderer(theme, words)
    seen = set()
    for one, other in zip(pupils(documents(course, words)), pupils(others(course, words))):
        if one.document in seen:
            continue
        seen.add(one.document)
        for format_, _ in one.paths:
            write = writer(format_)
            first = write(renderer.render(one), theme, store).content
            assert first == write(renderer.render(other), theme, store).content, one.paths
    assert seen == {
        "handout",
        "summary",
        "summary-sheet",
        "worksheet",
        "test",
        "exit-ticket",
        "answer-sheet",
    }


@pytest.mark.parametrize("name", ["large-print", "dyslexia", "ink-saver", "manuscript"])
def test_another_secret_changes_no_sheet_of_a_profile(sample, name):
    courses, _, words, store = sample
    theme = load_theme("default", theme_roots(), store, profile=Asked(name, None))
    profiles = Profiles({name: theme.profile}, also=(name,))
    renderer, course = Renderer(theme, words), courses[0]
    before, after = (
        [each for each in pupils(found) if each.profile == name]
        for found in (documents(course, words, profiles), others(course, words, profiles))
    )
    assert len(before) == len(after) > 2
    for one, other in zip(before, after):
        assert one.paths == other.paths
        sheets = renderer.render(one), renderer.render(other)
        assert sheets[0] == sheets[1], one.paths
        if one.document in ("worksheet", "handout"):
            write = writer("docx")
            assert write(sheets[0], theme, store) == write(sheets[1], theme, store), one.paths


def test_the_teachers_do_change(sample):
    """The tests above can fail: the secrets that were replaced are printed for teachers."""
    courses, _, words, _ = sample
    found = (documents(courses[0], words), others(courses[0], words))
    # A paper of rubrics is made where there are some, so other secrets may give another paper.
    before, after = ([each for each in some if each.document == "answer-key"] for some in found)
    keys = list(zip(before, after, strict=True))
    assert keys
    assert all(canonical(one.view) != canonical(other.view) for one, other in keys)
    told = [
        (kind, answer != changed)
        for one, other in keys
        for (kind, answer), (_, changed) in zip(answers(one.view), answers(other.view), strict=True)
    ]
    assert {kind for kind, _ in told} == {"choice", "text", "match", "order", "extended"}
    assert all(differs for _, differs in told)


def answers(key) -> list[tuple[str, str]]:
    """Return every interaction of a key, by its kind."""
    return [
        (each.kind, canonical(each))
        for form in key.forms
        for item in form.items()
        for each in item.interactions
    ]


_word = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool)
_bodies = st.lists(_word, min_size=3, max_size=6, unique=True)


@st.composite
def interactions(pick):
    bodies = pick(_bodies)
    options = tuple(Option((body,), pick(st.booleans()), (pick(_word),)) for body in bodies)
    kinds = ["choice", "choices", "text", "number", "match", "sort", "grid", "order", "extended"]
    match pick(st.sampled_from(kinds)):
        case "choice":
            right = pick(st.integers(0, len(bodies) - 1))
            marked = tuple(replace(o, correct=n == right) for n, o in enumerate(options))
            shown = pick(st.sampled_from([Presentation.LIST, Presentation.INLINE]))
            fixed, pinned = pick(st.booleans()), pick(st.booleans())
            return Choice(marked, presentation=shown, fixed=fixed, pinned=pinned)
        case "choices":
            return Choice(options, multiple=True)
        case "text":
            return Text(tuple(bodies))
        case "match":
            return Match(options[:-1], options, tuple(range(len(options) - 1)))
        case "order":
            return Order(tuple(Option((body,)) for body in bodies))
        case "grid":
            targets = (Option(("ya",)), Option(("tidak",)))
            key = tuple(pick(st.integers(0, 1)) for _ in options)
            return Match(options, targets, key, Presentation.GRID, fixed=True)
        case "sort":
            key = tuple(pick(st.integers(0, 2)) for _ in options)
            return Match(options, options[:3], key, Presentation.GRID, mixed=True)
        case "number":
            value = Decimal(pick(st.integers(-999, 999)))
            return Number(value, value - 1, value + 1, pick(st.sampled_from(["", "m"])))
        case _:
            rubric = tuple(Criterion(pick(st.integers(1, 3)), (body,)) for body in bodies)
            return Extended(pick(st.integers(1, 9)), (pick(_word),), rubric)


@st.composite
def items(pick):
    made = tuple(pick(st.lists(interactions(), min_size=1, max_size=3)))
    slots = tuple(element("slot", ref=str(n)) for n in range(len(made)))
    note = element("fence", element("p", pick(_word)), kind="teacher")
    body = (element("p", pick(_word)), note, *slots)
    key = f"bank/#{pick(st.integers(1, 99))}"
    words = tuple(pick(st.lists(_word, max_size=5, unique=True)))
    support = Support((element("p", pick(_word)), note), (), words, (pick(_word),))
    extension = Extension((element("p", pick(_word)), note), 2, (pick(_word),))
    more = {"support": support, "extension": extension} if pick(st.booleans()) else {}
    return Item(key, None, "any", body, made, 1, HERE, explanation=(pick(_word),), **more)


def drawn(*entries: Entry) -> Drawn:
    section = Section("", (), tuple(Inline(entry, HERE) for entry in entries), HERE)
    asked = Assessment(
        "w", "seed", "W", Kind.WORKSHEET, (section,), HERE, forms=("A", "B"), tiers=tuple(Tier)
    )
    return draw(asked, Unit("u", ""))


def seen(made: Drawn) -> list[str]:
    """Return what pupils see of a draw on paper, in a handout, and on slides."""
    unit = Unit("u", "")
    taught = Lesson("l", 1, "L", (), HERE)
    views = [paper_view(made, form, unit, tier) for form in made.forms for tier in Tier]
    views += [student_lesson(taught, unit, [made]), student_summary(taught, unit, [made])]
    views.append(student_summary_sheet(taught, unit, [made]))
    return [canonical(view) for view in views]


@given(items())
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_another_secret_changes_nothing_that_a_pupil_sees(item):
    assert seen(drawn(item)) == seen(other_order(drawn(other_item(item))))


@given(items())
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_what_one_tier_adds_changes_no_other_tier(item):
    """But for the four signs of the revision, which tell that the papers are others."""

    def shown(one: Item, tier: Tier) -> list[object]:
        made = drawn(one)
        return [paper_view(made, form, Unit("u", ""), tier).sections for form in made.forms]

    helped = replace(item, support=Support((element("p", "lain"),), (), ("a", "b", "c")))
    asked = replace(item, extension=Extension((element("p", "lain"),)))
    for tier in Tier:
        assert (shown(item, tier) == shown(helped, tier)) == (tier is not Tier.SUPPORT)
        assert (shown(item, tier) == shown(asked, tier)) == (tier is not Tier.EXTENSION)


@given(st.lists(items(), min_size=1, max_size=3, unique_by=lambda item: item.key))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_nor_in_a_group(some):
    note = element("fence", element("p", "rahasia"), kind="teacher")
    one = Group("bank/g", None, (element("p", "Bacaan"), note), tuple(some), HERE)
    other = replace(one, items=tuple(map(other_item, some)), stimulus=other_notes(one.stimulus))
    assert other.stimulus != one.stimulus
    made = other_drawn(drawn(one))
    assert seen(drawn(one)) == seen(made)
    assert shown_of(made) == shown_of(other_order(drawn(other)))


_some = st.lists(items(), min_size=4, max_size=9, unique_by=lambda item: item.key)


@given(_some)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_nor_on_a_paper_whose_keys_are_spread(some):
    assert seen(drawn(*some)) == seen(other_drawn(drawn(*some)))


@given(_some)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_a_key_moves_nothing_but_the_letters_of_single_choices(some):
    changed = drawn(*map(other_item, some))
    assert shown_of(drawn(*some)) == shown_of(changed)


def shown_of(made: Drawn) -> list[object]:
    """Return what was drawn, but for the orders in which single choices are printed."""
    return [
        (placed.number, placed.item.key, placed.points, way)
        for form in made.forms
        for placed in form.items()
        for one, way in zip(placed.item.interactions, placed.arrangements)
        if not (isinstance(one, Choice) and not (one.multiple or one.fixed or one.pinned))
    ]


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


def test_views_hold_pupils_types_and_no_other(sample):
    """A teacher's type is a pupil's with more in it, and would pass for one: types are exact."""
    courses, _, words, _ = sample

    def types(value: object) -> set[type]:
        if is_dataclass(value) and not isinstance(value, Element):
            return {type(value)}.union(*(types(getattr(value, f.name)) for f in fields(value)))
        if isinstance(value, tuple):
            return set().union(*map(types, value))
        return {type(value)}

    found = set().union(*(types(each.view) for each in pupils(documents(courses[0], words))))
    assert found <= set(ATTRIBUTES) | PLAIN
    assert {StudentChoice, StudentMatch, StudentOrder, StudentText, StudentExtended} <= found
