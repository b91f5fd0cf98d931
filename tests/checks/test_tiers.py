"""Checks of tiers: a tier adds something, and a bank of words holds what its gaps want."""

from dataclasses import replace

from lembar.checks.tiers import tier_adds_nothing, words_lack_answer
from lembar.course.assessment import Kind
from lembar.course.item import Item, Part, Text
from lembar.course.tiers import Extension, Support, Tier
from lembar.course.tree import element
from tests.checks.building import PLACE, ask, paper, unit

HELP = Support((element("p", "Ingat."),))
MORE = Extension((element("p", "Lagi?"),))


def told(check, scope):
    return [dict(each.values) for each in check(scope)]


def test_a_tier_that_adds_nothing_is_told():
    plain, helped = ask("Apa?", "a", "b", "c"), ask("Siapa?", "a", "b", "c", support=HELP)

    def of(*items, tiers=tuple(Tier)):
        made = paper(unit(*items), *items, kind=Kind.WORKSHEET, tiers=tiers)
        return [each["tier"] for each in told(tier_adds_nothing, made)]

    assert of(plain) == ["support", "extension"]
    assert of(plain, helped) == ["extension"]
    assert of(helped, replace(plain, extension=MORE)) == []
    assert of(plain, tiers=(Tier.CORE,)) == []


def gap(*accepted: str, **more: object) -> Item:
    body = (element("p", element("slot", ref="0")),)
    return Item("b/g", None, "short", body, (Text(accepted),), 1, PLACE, **more)


def test_a_bank_without_the_word_of_a_gap_is_told():
    def of(item):
        return [each["answer"] for each in told(words_lack_answer, unit(item))]

    assert of(gap("awan", "mega", support=Support(words=("hujan", "es")))) == ["awan"]
    assert of(gap("awan", "mega", support=Support(words=("hujan", "Mega")))) == []
    assert of(gap("awan", support=HELP)) == []
    assert of(gap("awan")) == []
    assert of(gap(support=Support(words=("hujan",)))) == []  # no answer is known


def test_a_bank_of_a_part_is_for_its_own_gaps():
    both = (Text(("satu",)), Text(("dua",)))
    bank = Support(words=("dua", "tiga"))
    item = replace(gap(), interactions=both, parts=(Part(1, 1), Part(1, 1, support=bank)))
    assert told(words_lack_answer, unit(item)) == []
    item = replace(item, parts=(Part(1, 1, support=bank), Part(1, 1)))
    assert [each["answer"] for each in told(words_lack_answer, unit(item))] == ["satu"]
