"""Help and challenges stand where they are of use, on their own tier and no other."""

from dataclasses import replace

import pytest

from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import Unit
from lembar.course.item import Choice, Extended, Item, Option, Part, Text
from lembar.course.tiers import Extension, Support, Tier
from lembar.course.tree import Element, Nodes, element, walk
from lembar.draw import draw
from lembar.errors import Place
from lembar.views.student import student_item
from lembar.views.teacher import key_item

HERE = Place("a.yaml")
STEM = element("p", "Mengapa?")
SLOT = element("slot", ref="0")
NOTE = element("fence", element("p", "rahasia"), kind="teacher")
HELP = Support(
    (element("p", "Ingat."), NOTE), (), ("satu", "dua", "tiga", "empat", "lima"), ("Karena …",)
)
MORE = Extension((element("p", "Buktikan."), NOTE), 2, (element("p", "jawaban"),))


def essay(body: Nodes = (STEM, SLOT), **more: object) -> Item:
    asked = Item("q/e", "e", "essay", body, (Extended(),), 1, HERE, support=HELP, extension=MORE)
    return replace(asked, **more)


def placed(item: Item, form: int = 0):
    section = Section("", (), (Inline(item, HERE),), HERE)
    asked = Assessment("w", "seed", "W", Kind.WORKSHEET, (section,), HERE, forms=("A", "B"))
    return draw(asked, Unit("u", "")).forms[form].items()[0]


def tags(nodes: Nodes) -> list[str]:
    return [each.tag if isinstance(each, Element) else "text" for each in nodes]


def test_the_core_has_nothing_of_it():
    shown = student_item(placed(essay()))
    assert shown == student_item(placed(essay(support=Support(), extension=Extension())))
    assert (shown.supports, shown.challenges) == ((), ())


def test_each_tier_has_its_own_and_not_the_others():
    support = student_item(placed(essay()), Tier.SUPPORT)
    extension = student_item(placed(essay()), Tier.EXTENSION)
    assert (len(support.supports), support.challenges) == (1, ())
    assert (extension.supports, len(extension.challenges)) == ((), 1)
    assert tags(support.body) == ["p", "support", "slot"]
    assert tags(extension.body) == ["p", "slot", "challenge"]


def test_blocks_for_teachers_are_cut_out_of_help_and_challenges():
    support = student_item(placed(essay()), Tier.SUPPORT).supports[0]
    challenge = student_item(placed(essay()), Tier.EXTENSION).challenges[0]
    assert support.hint == (element("p", "Ingat."),)
    assert challenge.task == (element("p", "Buktikan."),)
    assert not hasattr(challenge, "answer")
    assert key_item(placed(essay()), tuple(Tier)).challenges[0].answer == MORE.answer


def test_words_stand_in_an_order_of_their_own_on_every_form():
    orders = [student_item(placed(essay(), n), Tier.SUPPORT).supports[0].words for n in (0, 1)]
    assert all(sorted(each) == sorted(HELP.words) for each in orders)
    assert len({HELP.words, *orders}) == 3


CHOICE = Choice(tuple(Option((text,), text == "b") for text in "abc"))
OPEN = element("p", "Ibu kotanya ialah …")
QUOTED = element("p", "Siapa berkata, “Aku!”")
GAP = element("p", "Kota ", element("slot", ref="0"), ".")


@pytest.mark.parametrize(
    ("body", "asked", "expected"),
    [
        ((STEM, SLOT), CHOICE, ["p", "support", "slot"]),
        ((OPEN, SLOT), CHOICE, ["p", "slot", "support"]),  # choices go on with the stem
        ((OPEN, GAP), Text(("x",)), ["p", "p", "support"]),
        ((QUOTED, SLOT), CHOICE, ["p", "support", "slot"]),
        ((GAP,), Text(("x",)), ["p", "support"]),
        ((STEM, GAP), Text(("x",)), ["p", "support", "p"]),
        ((STEM, NOTE, SLOT), Text(("x",)), ["p", "support", "slot"]),
    ],
)
def test_help_stands_before_the_room_to_answer(body, asked, expected):
    item = essay(body, interactions=(asked,))
    assert tags(student_item(placed(item), Tier.SUPPORT).body) == expected


def parts() -> Item:
    listed = element(
        "ol",
        element("li", element("p", "a?"), element("slot", ref="0")),
        element("li", element("p", "b?"), element("slot", ref="1")),
        type="a",
    )
    return essay(
        (STEM, listed),
        interactions=(Extended(), Extended()),
        parts=(Part(1, 1), Part(1, 1, support=Support((element("p", "untuk b"),)), extension=MORE)),
    )


@pytest.mark.parametrize(
    ("tier", "whole", "inside"),
    [
        (Tier.SUPPORT, ["p", "support", "ol"], ["p", "support", "slot"]),
        (Tier.EXTENSION, ["p", "ol", "challenge"], ["p", "slot", "challenge"]),
    ],
)
def test_help_with_a_part_stands_in_that_part(tier, whole, inside):
    shown = student_item(placed(parts()), tier)
    assert tags(shown.body) == whole
    first, second = (each for each in walk(shown.body) if each.tag == "li")
    assert tags(first.children) == ["p", "slot"]
    assert tags(second.children) == inside
    given = shown.supports or shown.challenges
    assert [each.part for each in given] == ["", "b"]
    made = [each for each in walk(shown.body) if each.tag in ("support", "challenge")]
    assert sorted(each.get("ref") for each in made) == ["0", "1"]


def test_a_key_has_what_the_tiers_of_its_paper_add():
    assert key_item(placed(parts())).supports == ()
    key = key_item(placed(parts()), (Tier.SUPPORT, Tier.CORE))
    assert ([each.part for each in key.supports], key.challenges) == (["", "b"], ())
    assert key.supports == student_item(placed(parts()), Tier.SUPPORT).supports
    assert key.body == parts().body
