"""The one-page summary holds what a lesson comes to; pupils' sheets hold no answer."""

from dataclasses import replace

from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import Lesson, Unit
from lembar.course.form import Drawn
from lembar.course.item import Extended, Item
from lembar.course.tree import element, text_of, walk
from lembar.draw import draw
from lembar.errors import Place
from lembar.views.summary_sheet import student_summary_sheet, teacher_summary_sheet
from tests.views.lessons import GLOSSARY, UNIT, lesson

HERE = Place("a.yaml")
TEXT = """\
## Rain

Roots drink by [osmosis](term:). [](#two) shows it, and [](#two) again.

![One.](a.svg){#one}

![Two.](b.svg){#two}

::: key-point
What rises comes down.

It falls as rain.
:::

::: definition rain
Water in drops.
:::

$$ P = E + R $$

$$ P = \\qty{3}{m} $$

## Snow

::: slide Snow
- white
- cold
:::

## Ice

Nothing that could be said in short.
"""


def sheet(text: str = TEXT, exercises: tuple[Drawn, ...] = (), unit: Unit = UNIT):
    return student_summary_sheet(lesson(text), unit, exercises)


def asked(*items: Item) -> tuple[Drawn, ...]:
    section = Section("", (), tuple(Inline(item, HERE) for item in items), HERE)
    return (draw(Assessment("1", "s", "L", Kind.EXERCISE, (section,), HERE), Unit("u", "")),)


def essay(stem: str) -> Item:
    body = (element("p", stem), element("slot", ref="0"))
    model = (element("p", "rahasia"),)
    return Item("q/e", "e", "essay", body, (Extended(model=model, lines=9),), 1, HERE)


def test_a_section_comes_to_its_key_points_or_else_to_its_authors_slides():
    rain, snow = sheet().points
    assert (text_of(rain.heading), text_of(rain.text)) == (
        "Rain",
        "What rises comes down. It falls as rain.",
    )
    assert [text_of(each.children) for each in walk(snow.below) if each.tag == "li"] == [
        "white",
        "cold",
    ]


def test_formulas_stand_there_and_examples_with_quantities_do_not():
    formulas = [e for point in sheet().points for e in point.below if e.tag == "math-block"]
    assert [text_of(each.children) for each in formulas] == ["P = E + R"]


def test_terms_are_those_of_the_glossary_and_those_defined_here():
    told = [(each.term, each.translation, text_of(each.text)) for each in sheet().terms]
    assert told == [
        ("osmosis", "osmosis", "water through a skin"),
        ("rain", "", "Water in drops."),
    ]


def test_of_many_terms_those_that_the_material_names_have_room():
    terms = tuple(replace(GLOSSARY[0], term=f"t{n}") for n in range(20))
    body = (
        element("h2", "A"),
        element("p", *(element("term-ref", each.term, term=each.term) for each in terms)),
        element("fence", element("p", "t18 and t19"), kind="key-point", title=""),
    )
    made = student_summary_sheet(Lesson("l", 1, "L", body, HERE), replace(UNIT, glossary=terms), ())
    assert len(made.terms) == 8
    assert {"t18", "t19", "t0"} <= {each.term for each in made.terms}


def test_the_picture_is_the_one_that_the_text_refers_to_most():
    assert [e.get("alt") for e in walk(sheet().picture) if e.tag == "img"] == ["Two."]
    unnamed = TEXT.replace("[](#two)", "Nothing")
    assert [e.get("alt") for e in walk(sheet(unnamed).picture) if e.tag == "img"] == ["One."]


def test_a_question_has_lines_for_pupils_and_its_answer_for_teachers():
    exercises = asked(essay("Why?"))
    pupils = sheet(exercises=exercises)
    teachers = teacher_summary_sheet(lesson(TEXT), UNIT, exercises)
    assert pupils.lines == 4
    assert "rahasia" not in str(pupils)
    assert teachers.closing is not None
    assert "rahasia" in str(teachers.closing.interactions)


def test_a_slide_that_asks_at_the_end_asks_here_too():
    own = "\n:::: slide Q {replaces=closing}\nWhy does it rain?\n\n::: teacher\nSun.\n:::\n::::\n"
    pupils = sheet(TEXT + own, asked(essay("Why?")))
    teachers = teacher_summary_sheet(lesson(TEXT + own), UNIT, asked(essay("Why?")))
    assert (pupils.closing, text_of(pupils.own), pupils.lines) == (None, "Why does it rain?", 4)
    assert "Sun." not in str(pupils)
    assert text_of(teachers.said) == "Sun."
