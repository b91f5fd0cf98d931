"""Slides are chosen from a lesson: what stands on them, what is said beside them, what is told."""

from dataclasses import replace

import pytest

from lembar.course.tree import element, walk
from lembar.errors import Problems
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.slides import Limits
from lembar.views.slides.fit import pages, seen_words, sentences
from lembar.views.summary import student_summary, teacher_summary
from tests.views.lessons import FILE, UNIT, lesson, seen, told

RAIN = """\
Water goes round.

## Rain

It rains on the hill. [](#pic) shows it.

![A cloud.](cloud.svg "A cloud."){#pic}

::: definition rain
Water that falls in drops.
:::

The river takes it away.

::: key-point
What rises comes down.
:::

::: teacher
Ask for a guess first.
:::

| Place | Rain |
| --- | --- |
| hill | much |
| shore | little |

- clouds
- drops
"""


def test_each_kind_of_material_stands_on_a_slide_of_its_own_kind():
    assert seen(RAIN).slides() == [
        "picture | Rain | [A cloud.] A cloud.",
        "definition | rain | Water that falls in drops.",
        "definition | Rain | What rises comes down.",
        "table | Rain | Place Rain hill much shore little",
        "content | Rain | clouds drops",
    ]


def test_prose_is_said_at_the_slide_it_leads_to_and_a_teachers_block_where_it_belongs():
    assert seen(RAIN).notes() == [
        "Water goes round.",
        "It rains on the hill.  shows it.",
        "",
        "The river takes it away. Ask for a guess first.",
        "",
        "",
    ]


def test_pupils_see_the_same_slides_and_no_notes():
    text = lesson(RAIN)
    pupils = student_summary(text, UNIT, ())
    teachers = teacher_summary(text, UNIT, ())
    assert [(s.layout, s.title) for s in pupils.slides] == [
        (s.layout, s.title) for s in teachers.slides
    ]
    assert not any(hasattr(each, "notes") for each in pupils.slides)
    assert "guess" not in str(pupils)


def test_a_section_of_prose_lists_its_new_terms_or_says_its_heading():
    text = """\
    ## Through a skin

    The root drinks by [osmosis](term:).

    ## And then

    It waits, and drinks by [osmosis](term:) again.

    ## Parts

    ### Root

    It is below.

    ### Leaf

    It is above.
    """
    assert seen(text).slides() == [
        "content | Through a skin | osmosis: water through a skin",
        "section | And then | ",
        "content | Parts | Root Leaf",
    ]
    assert seen(text).notes()[2] == "It waits, and drinks by osmosis again."


# --- at most 40 words -----------------------------------------------------------------------------


def words(count: int, first: int = 0) -> str:
    return " ".join(f"w{n}" for n in range(first, first + count))


@pytest.mark.parametrize(
    ("nodes", "count"),
    [
        ((element("p", "Rain, and ", element("em", "snow"), "."),), 3),
        ((element("p", "kel", element("em", "ompok")),), 1),
        ((element("ul", element("li", "a"), element("li", "b")),), 2),
        ((element("p", "– ÷ =", element("math", r"\frac{a}{b}"), " km"),), 2),
        ((element("p", "الماء ينزل مطرًا"),), 3),
    ],
)
def test_words_are_counted_as_they_are_read(nodes, count):
    assert seen_words(nodes) == count


def test_a_long_definition_is_parted_between_sentences():
    first, second = f"{words(25)}.", f"{words(25, 25)}."
    made = seen(f"## R\n\n::: definition rain\nA {first} B {second}\n:::\n")
    assert made.slides() == [
        f"definition | rain | A {first}",
        f"definition | rain | B {second}",
    ]
    assert not made.problems


def test_sentences_end_at_stops_and_not_at_titles():
    assert sentences(("Dr. Sari (1902) menulis. Ia benar! Ya?", " Ada 5 dll. kata")) == [
        ("Dr. Sari (1902) menulis.",),
        ("Ia benar!",),
        ("Ya?", " Ada 5 dll. kata"),
    ]


def test_a_list_goes_on_under_its_own_numbers():
    entries = tuple(element("li", words(9, 10 * n)) for n in range(8))
    first, second = pages((element("ol", *entries, start="3"),), 40)
    assert [len(page[0].children) for page in (first, second)] == [4, 4]
    assert second[0].get("start") == "7"


def test_the_head_of_a_table_stands_over_both_parts():
    rows = "".join(f"| r{n} | {words(6, 10 * n)} |\n" for n in range(8))
    made = seen(f"## R\n\n| a | b |\n| --- | --- |\n{rows}").view.slides
    assert [each.layout for each in made] == ["table", "table"]
    assert all("thead" in {e.tag for e in walk(each.body)} for each in made)


def test_what_is_too_long_for_slides_is_said():
    rows = "".join(f"| r{n} | {words(18, 20 * n)} |\n" for n in range(8))
    made = seen(f"## R\n\nText.\n\n| a | b |\n| --- | --- |\n{rows}")
    assert made.slides() == ["section | R | "]
    assert "r7 w140" in made.notes()[1]


def test_a_long_activity_is_announced_and_its_steps_are_said():
    text = (
        f"## R\n\n::: activity Look {{minutes=15 group=3}}\n1. {words(30)}\n2. {words(30)}\n:::\n"
    )
    made = seen(text)
    assert made.slides() == ["section | Look | ·"]
    assert [e.get("n") for e in walk(made.view.slides[0].body) if e.tag == "word"] == ["15", ""]
    assert "w29" in made.notes()[1]


def test_a_picture_inside_a_long_example_is_shown_and_the_rest_said():
    text = f"## R\n\n::: example E\n{words(50)}\n\n![A cat.](c.svg)\n:::\n"
    made = seen(text)
    assert made.slides() == ["picture | R | [A cat.]"]
    assert "w49" in made.notes()[1]
    assert "[A cat.]" not in made.notes()[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"## R\n\n::: key-point\n{words(41)}.\n:::\n", 4),
        (f"## R\n\n::: slide S\n- {words(20)}\n- {words(21)}\n:::\n", 3),
    ],
)
def test_a_sentence_or_slide_with_too_many_words_is_told_at_its_line(text, line):
    (found,) = seen(text).problems
    assert (found.code, found.place.file, found.place.line) == ("slide-words", FILE, line)
    assert dict(found.values) == {"n": "41", "limit": "40"}
    assert not seen(text, words=41).problems


# --- slides of the author's own -------------------------------------------------------------------

OWN = """\
## Rain

::: key-point
What rises comes down.
:::

![A cloud.](cloud.svg)

{block}
"""


def of(block: str) -> list[str]:
    return [each.split(" | ")[0] for each in seen(OWN.format(block=block)).slides()]


def test_a_slide_is_added_where_it_stands():
    assert of("::: slide Mine\nIt rains.\n:::") == ["definition", "picture", "content"]


def test_a_slide_replaces_kinds_or_the_whole_section():
    assert of("::: slide Mine {replaces=key-point}\nIt rains.\n:::") == ["picture", "content"]
    both = '::: slide Mine {replaces="key-point figure"}\nIt rains.\n:::'
    assert of(both) == ["content"]
    assert of("::: slide Mine {replaces=section}\nIt rains.\n:::") == ["content"]


def test_a_slide_block_leaves_out():
    assert of("::: slide {omits=figure}\n:::") == ["definition"]
    assert of("::: slide {omits=section}\n:::") == []


def test_what_is_replaced_is_said():
    made = seen(OWN.format(block="::: slide Mine {replaces=key-point}\nIt rains.\n:::"))
    assert "What rises comes down." in made.notes()[1]


def test_a_slide_has_the_layout_it_names_or_that_of_what_it_holds():
    assert of("::: slide Mine {layout=question}\nWhy?\n:::")[-1] == "question"
    assert of("::: slide Mine\n> It rains.\n:::")[-1] == "quote"
    assert of(":::: slide Mine\n::: columns\nLeft.\n\nRight.\n:::\n::::")[-1] == "columns"
    assert of("::: slide Only a title\n:::")[-1] == "section"


def test_what_a_teacher_says_stands_in_the_slide_and_only_in_notes():
    block = ":::: slide Mine\nIt rains.\n\n::: teacher\nWait.\n:::\n::::"
    made = seen(OWN.format(block=block))
    assert made.slides()[-1] == "content | Mine | It rains."
    assert made.notes()[-1] == "Wait."


@pytest.mark.parametrize(
    ("block", "code", "near"),
    [
        ("::: slide S {layout=picure}\nText.\n:::", "unknown-word", "picture"),
        ("::: slide S {replaces=keypoint}\nText.\n:::", "unknown-word", "key-point"),
        ("::: slide {omits=sections}\n:::", "unknown-word", "section"),
        ("::: slide S {replace=section}\nText.\n:::", "unknown-brace", "replaces"),
        ("::: slide {omits=section}\nText.\n:::", "slide-omits", None),
        ("::: slide\n:::", "slide-empty", None),
    ],
)
def test_a_slide_block_that_can_not_be_meant_is_told(block, code, near):
    (found,) = told(f"Text.\n\n{block}\n")
    assert (found.code, found.place.line) == (code, 3)
    assert near is None or dict(found.values)["nearest"] == near


# --- a number of slides ---------------------------------------------------------------------------


def test_the_most_important_comes_first_where_slides_are_counted():
    # the title is a slide too
    layouts = {n: [s.split(" | ")[0] for s in seen(RAIN, slides=n).slides()] for n in range(2, 7)}
    assert layouts == {
        2: ["definition"],
        3: ["definition", "definition"],
        4: ["picture", "definition", "definition"],
        5: ["picture", "definition", "definition", "table"],
        6: ["picture", "definition", "definition", "table", "content"],
    }


def test_every_section_has_its_first_before_one_has_its_second():
    point = "::: key-point\n{}\n:::\n\n"
    text = f"## A\n\n{point.format('one')}{point.format('two')}## B\n\n{point.format('three')}"
    assert [s.split(" | ")[2] for s in seen(text, slides=3).slides()] == ["one", "three"]


def test_what_is_left_out_is_said_beside_what_stays():
    assert seen(RAIN, slides=2).notes() == [
        "Water goes round.",
        "It rains on the hill.  shows it. [A cloud.] A cloud. The river takes it away."
        " What rises comes down. Ask for a guess first. Place Rain hill much shore little"
        " clouds drops",
    ]


def test_slides_of_ones_own_stand_and_a_number_that_is_too_low_is_told():
    made = seen("## A\n\n::: slide X\na\n:::\n\n::: slide Y\nb\n:::\n", slides=2)
    assert len(made.view.slides) == 2
    (found,) = made.problems
    assert (found.code, found.severity) == ("slides-number", "warning")
    assert dict(found.values) == {"needed": "3", "own": "2", "target": "2"}


# --- links ----------------------------------------------------------------------------------------


def test_a_link_to_what_no_slide_shows_is_words():
    made = seen("## A {#a}\n\n::: key-point\nSee [there](#b).\n:::\n\n## B {#b}\n\nText.\n")
    assert not [e for e in walk(made.view.slides[0].body) if e.tag == "a"]


def test_teachers_blocks_decide_nothing_of_what_pupils_see():
    text = lesson(RAIN)
    bare = replace(text, body=without_fences(text.body, TEACHER))
    few = Limits(12, 4)
    assert student_summary(text, UNIT, (), few) == student_summary(bare, UNIT, (), few)
    problems = Problems()
    with_notes = teacher_summary(text, UNIT, (), few, problems)
    assert [s.body for s in with_notes.slides] == [
        s.body for s in teacher_summary(bare, UNIT, (), few).slides
    ]
