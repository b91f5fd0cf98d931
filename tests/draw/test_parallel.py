"""Parallel forms have one blueprint, and no item in common where the bank allows it."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.course.assessment import Draw, Inline, Use
from lembar.course.item import Difficulty, Group
from lembar.course.tree import element
from lembar.draw import draw
from lembar.draw.parallel import told_of_sharing
from tests.draw.making import HERE, item, paper, unit

_items = st.builds(
    dict,
    objective=st.sampled_from(["T1", "T2"]),
    level=st.sampled_from(["C1", "C3"]),
    points=st.integers(1, 2),
    difficulty=st.sampled_from([None, Difficulty.HARD]),
)
_banks = st.lists(_items, min_size=4, max_size=24).map(
    lambda some: [item(f"q{n}", **each) for n, each in enumerate(some)]
)


def kind(one):
    return one.objective, one.level, one.kind, one.points, one.difficulty


@given(_banks, st.integers(1, 4), st.integers(2, 4), st.text("ab", max_size=3))
@settings(max_examples=150)
def test_forms_are_alike_and_share_as_little_as_the_bank_allows(bank, count, many, seed):
    asked = paper(Draw(count, HERE), forms=tuple("ABCD"[:many]), parallel=True, seed=seed)
    drawn = draw(asked, unit(*bank))
    forms = [[placed.item for placed in form.items()] for form in drawn.forms]
    kinds = [Counter(map(kind, form)) for form in forms]
    assert all(each == kinds[0] for each in kinds)
    assert len({form.points for form in drawn.forms}) == 1
    assert all(len({each.key for each in form}) == len(form) for form in forms)
    uses = Counter(each.key for form in forms for each in form)
    there = Counter(map(kind, bank))
    for each, wanted in kinds[0].items():
        used = [n for one in bank if kind(one) == each and (n := uses[one.key])]
        assert len(used) == min(there[each], wanted * many)
        assert max(used) - min(used) <= 1
    shared = sum(n > 1 for n in uses.values())
    warnings = list(told_of_sharing(drawn))
    assert len(warnings) == (shared > 0)
    if warnings:
        values = dict(warnings[0].values)
        assert (values["shared"], values["all"]) == (str(shared), str(len(uses)))
        missing = [int(each.rpartition(": ")[2]) for each in values["kinds"].split("; ")]
        assert sum(missing) == count * many - len(uses)


def test_what_is_named_stands_on_all_forms_and_is_not_told():
    bank = unit(*(item(f"q{n}") for n in range(5)))
    own = item("own")
    asked = paper(
        Use("bank/q0", HERE), Inline(own, HERE), Draw(2, HERE), forms=("A", "B"), parallel=True
    )
    drawn = draw(asked, bank)
    first, second = ({placed.item.key for placed in form.items()} for form in drawn.forms)
    assert first & second == {"bank/q0", "bank/own"}
    assert list(told_of_sharing(drawn)) == []


def test_slots_say_what_each_item_stands_for():
    bank = unit(*(item(f"q{n}", objective=f"T{n % 3}") for n in range(12)))
    drawn = draw(paper(Draw(5, HERE), forms=("A", "B"), parallel=True), bank)
    first, second = drawn.forms
    by_key = {placed.item.key: placed.item for placed in first.items()}
    slots = [placed.slot for placed in second.items()]
    assert sorted(slots) == sorted(by_key)
    assert all(by_key[p.slot].objective == p.item.objective for p in second.items())
    assert {placed.slot for placed in first.items()} == {""}


def test_a_group_stands_for_a_group():
    def group(name, *levels):
        items = tuple(item(f"{name}{n}", level=level) for n, level in enumerate(levels))
        return Group(f"bank/{name}", name, (element("p", name),), items, HERE)

    bank = unit(group("a", "C1", "C2"), group("b", "C1", "C2"), group("c", "C1"))
    for seed in map(str, range(6)):
        asked = paper(Draw(1, HERE, type="group"), forms=("A", "B"), parallel=True, seed=seed)
        drawn = draw(asked, bank)
        names = [form.sections[0].entries[0].key for form in drawn.forms]
        assert set(names) in ({"bank/a", "bank/b"}, {"bank/c"})
        assert len(list(told_of_sharing(drawn))) == (set(names) == {"bank/c"})


def test_without_the_key_all_forms_have_the_same_items():
    bank = unit(*(item(f"q{n}") for n in range(9)))
    drawn = draw(paper(Draw(4, HERE), forms=("A", "B")), bank)
    first, second = ({placed.item.key for placed in form.items()} for form in drawn.forms)
    assert first == second
    assert list(told_of_sharing(drawn)) == []
