"""Checks of a unit: balance, objectives, likeness, house words; and what items silence."""

from dataclasses import replace

import pytest

from lembar.checks import CHECKS, check_content
from lembar.checks.house_words import house_word
from lembar.checks.key_balance import key_balance
from lembar.checks.language import language_of
from lembar.checks.near_duplicate_item import near_duplicate_item
from lembar.checks.objectives import (
    item_without_objective,
    objective_not_asked,
    objective_without_items,
)
from lembar.checks.one_level import one_level
from lembar.content.schema import ITEM_CHECKS, PAPER_CHECKS, UNIT_CHECKS
from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import HouseWord, Lesson, Objective
from lembar.course.item import Group, Item, Status
from lembar.course.tree import element
from lembar.errors import Place
from tests.checks.building import PLACE, ask, codes, paper, unit

STONE = "Sebuah {} dimasukkan ke dalam gelas ukur berisi 50 mL air. Berapakah volume benda itu?"
OBJECTIVES = (Objective("T1", "Satu.", place=Place("u.yaml", 2)), Objective("T2", "Dua."))


def found(check, scope):
    return [(each.place, dict(each.values)) for each in check(scope)]


# --- papers ---------------------------------------------------------------------------------


def same_letter(count, of, options=3):
    """Return items with fixed choices whose key is A, but for the last ones."""
    wrong = tuple("xyz"[: options - 1])
    return [ask(f"Soal {n}", f"k{n}", *wrong, fixed=n < count) for n in range(of)]


def test_a_letter_that_holds_most_keys():
    ((place, values),) = found(key_balance, paper(unit(), *same_letter(8, 8)))
    assert place == Place("p.yaml")
    assert (values["letter"], values["count"], values["all"]) == ("A", "8", "8")


def test_few_items_and_shuffled_choices_are_balanced_enough():
    assert not found(key_balance, paper(unit(), *same_letter(7, 7)))
    assert not found(key_balance, paper(unit(), *same_letter(0, 40)))


def test_each_form_is_looked_at_by_itself():
    scope = paper(unit(), *same_letter(8, 8), forms=("A", "B"))
    assert [values["form"] for _, values in found(key_balance, scope)] == ["A", "B"]


def test_a_test_of_one_level():
    items = [ask("x", "y", "z", level="C1") for _ in range(3)]
    assert len(found(one_level, paper(unit(), *items))) == 1
    assert not found(one_level, paper(unit(), *items[:2]))
    assert not found(one_level, paper(unit(), *items, ask("x", "y", "z", level="C2")))
    assert not found(one_level, paper(unit(), *items, kind=Kind.WORKSHEET))
    assert not found(one_level, paper(unit(), *[ask("x", "y", "z") for _ in range(3)]))


def test_an_objective_that_a_test_names_and_does_not_ask():
    item = ask("x", "y", "z", objective="T1")
    scope = paper(unit(), item, objectives=("T1", "T2"))
    assert [values["objective"] for _, values in found(objective_not_asked, scope)] == ["T2"]


# --- objectives -----------------------------------------------------------------------------


def test_objectives_and_items_belong_together():
    scope = unit(ask("x", "y", "z", objective="T2"), ask("x", "y", "z"), objectives=OBJECTIVES)
    assert [place for place, _ in found(objective_without_items, scope)] == [Place("u.yaml", 2)]
    assert len(found(item_without_objective, scope)) == 1


def test_who_uses_no_objectives_hears_nothing_of_them():
    assert not found(item_without_objective, unit(ask("x", "y", "z")))
    assert not found(item_without_objective, unit(ask("x", "y", "z"), objectives=OBJECTIVES))
    assert not found(objective_without_items, unit(objectives=OBJECTIVES))


def test_a_bank_that_could_not_be_read_may_hold_the_items():
    item = ask("x", "y", "z", objective="T1")
    scope = unit(item, objectives=OBJECTIVES, poisoned=frozenset({"b"}))
    assert not found(objective_without_items, scope)


# --- likeness -------------------------------------------------------------------------------


def test_nearly_the_same_question():
    one, other = ask(STONE.format("kelereng"), "8", "9"), ask(STONE.format("batu"), "1", "2")
    ((place, values),) = found(near_duplicate_item, unit(one, other))
    assert place == other.place
    assert values["item"] == one.key


def test_other_questions_short_ones_and_retired_ones():
    one = ask(STONE.format("kelereng"), "8", "9")
    other = ask("Sebuah balok dimasukkan ke dalam peti. Berapa lama balok itu terapung?", "8", "9")
    retired = ask(STONE.format("batu"), "8", "9", status=Status.RETIRED)
    short = [ask("Pernyataan yang benar ialah …", str(n), "x") for n in range(2)]
    assert not found(near_duplicate_item, unit(one, other, retired, *short))


def test_items_of_a_group_may_be_alike():
    items = (ask(STONE.format("batu"), "8", "9"), ask(STONE.format("paku"), "8", "9"))
    assert not found(near_duplicate_item, unit(Group("b/#9", None, (), items, PLACE)))


# --- house words ----------------------------------------------------------------------------

PUPIL = HouseWord("siswa", ("murid", "anak  didik"), "kesepakatan")


@pytest.mark.parametrize(
    ("text", "count"),
    [("Setiap murid", 1), ("Muridnya", 1), ("Anak\ndidik", 1), ("pemurid", 0), ("siswa", 0)],
)
def test_words_of_the_house(text, count):
    scope = unit(ask(f"{text} menulis.", "x", "y"), house_words=(PUPIL,))
    assert len(found(house_word, scope)) == count


def test_a_word_inside_the_wanted_one_and_in_code_is_none():
    word = HouseWord("kelompok sosial", ("kelompok",))
    stem = (element("p", "Sebuah kelompok sosial: ", element("code", "kelompok")),)
    assert not found(house_word, unit(ask(stem, "x", "y"), house_words=(word,)))


def test_lessons_and_choices_are_read():
    line = Place("c/u/01-a.md", 9)
    lesson = Lesson("a", 1, "A", (element("p", "Para murid.", place=line),), Place("c/u/01-a.md"))
    item = ask("x", "murid", "y")
    scope = unit(item, lessons=(lesson,), house_words=(PUPIL,))
    assert [place for place, _ in found(house_word, scope)] == [line, item.place]


# --- all together ---------------------------------------------------------------------------


def test_an_item_silences_a_check():
    loud = ask("Contoh …", "kayu", "besi", "semua benar")
    quiet = ask("Contoh …", "kayu", "besi", "semua benar", silenced=("all-of-the-above",))
    scope = unit(loud, quiet)
    assert codes(CHECKS["all-of-the-above"], loud, quiet) == 2
    assert [each.place for each in check_content(scope.course)] == [loud.place]


def test_a_paper_and_a_unit_silence_checks():
    facts = [ask(f"Contoh {n} …", "kayu", "besi", "kaca", level="C1") for n in range(5)]
    scope = paper(unit(*facts), *facts)
    loud = replace(scope.papers[0].assessment, sections=(Section("", (), inlined(facts), PLACE),))
    quiet = replace(loud, silenced=("one-level",))
    picture = ("u/images/a.svg",)

    def told(assessment: Assessment, silenced: tuple[str, ...] = ()) -> set[str]:
        made = replace(
            scope.unit, assessments=(assessment,), unused_pictures=picture, silenced=silenced
        )
        return {each.code for each in check_content(replace(scope.course, units=(made,)))}

    assert told(loud) == {"one-level", "one-type", "unused-picture"}
    assert told(quiet) == {"one-type", "unused-picture"}
    assert told(quiet, ("unused-picture",)) == {"one-type"}


def inlined(items: list[Item]) -> tuple[Inline, ...]:
    return tuple(Inline(each, each.place) for each in items)


def test_every_check_can_be_silenced_in_one_place():
    assert sorted((*ITEM_CHECKS, *PAPER_CHECKS, *UNIT_CHECKS)) == sorted(CHECKS)


def test_a_check_has_the_name_of_its_code():
    names = {code: check.__name__.replace("_", "-") for code, check in CHECKS.items()}
    assert all(code == name for code, name in names.items())


@pytest.mark.parametrize(
    ("text", "language"),
    [("Which of these is a metal?", "en"), ("Benda yang terapung ialah …", "id"), ("2 + 2", "fr")],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text, "fr") == language
