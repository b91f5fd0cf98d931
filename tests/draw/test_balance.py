"""Keys are spread evenly over the letters, and an item that is added moves few of them."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.course.assessment import Inline, Kind
from lembar.course.item import Choice, Item, Presentation
from lembar.draw import draw, permutation
from lembar.draw.balance import FEWEST
from tests.draw.making import HERE, item, paper, unit


def orders(items, seed="s", forms=("",)):
    """Return the printed orders of each form, by key."""
    asked = paper(*(Inline(each, HERE) for each in items), forms=forms, seed=seed, kind=Kind.TEST)
    return [
        {placed.item.key: placed.arrangements[0].order for placed in form.items()}
        for form in draw(asked, unit()).forms
    ]


def own(one: Item, seed="s", form=""):
    """Return the order of an item's own shuffle."""
    count = len(one.interactions[0].options)
    return permutation(count, seed, form, one.key, "0", "order")


@given(st.lists(st.integers(2, 5), max_size=30), st.text("abc", max_size=4))
@settings(max_examples=100)
def test_every_letter_is_the_key_as_often_give_or_take_one(lengths, seed):
    items = [item(f"q{n}", options=count) for n, count in enumerate(lengths)]
    for form, printed in zip("AB", orders(items, seed, ("A", "B"))):
        for length in set(lengths):
            some = [each for each in items if len(each.interactions[0].options) == length]
            placed = [printed[each.key].index(0) for each in some]
            shuffled = [own(each, seed, form) for each in some]
            if len(some) < max(FEWEST, length):
                assert [printed[each.key] for each in some] == shuffled
                continue
            counts = [placed.count(at) for at in range(length)]
            assert max(counts) - min(counts) <= 1
            # No more are moved than have to be.
            held = Counter(order.index(0) for order in shuffled)
            least, rest = divmod(len(some), length)
            ranked = sorted(held.values(), reverse=True)
            excess = sum(max(0, n - least - (at < rest)) for at, n in enumerate(ranked))
            moved = sum(printed[e.key] != o for e, o in zip(some, shuffled))
            assert moved == excess
        for each in items:
            order = printed[each.key]
            assert sorted(order) == list(range(len(order)))
            if len(order) > 2:
                assert order != tuple(range(len(order)))


def test_an_item_that_is_added_moves_few_letters():
    moved = []
    for seed in map(str, range(150)):
        items = [item(f"q{n}", options=4) for n in range(8 + int(seed) % 25)]
        (before,), (after,) = orders(items, seed), orders([*items, item("new")], seed)
        moved.append(sum(before[key] != after[key] for key in before))
    assert sum(moved) / len(moved) < 1.5
    assert max(moved) <= 5


def test_choices_that_keep_their_order_are_left_and_not_counted():
    pinned, fixed, inline, several = (
        [item(f"{name}{n}") for n in range(8)] for name in ("p", "f", "i", "s")
    )

    def with_(some, **more):
        changed = [replace(each.interactions[0], **more) for each in some]
        return [
            replace(each, interactions=(choice,))
            for each, choice in zip(some, changed)
            if isinstance(choice, Choice)
        ]

    others = [
        *with_(pinned, pinned=True),
        *with_(fixed, fixed=True),
        *with_(inline, presentation=Presentation.INLINE),
        *with_(several, multiple=True),
    ]
    plain = [item(f"q{n}") for n in range(8)]
    (alone,) = orders(plain)
    (together,) = orders([*plain, *others])
    assert {key: together[key] for key in alone} == alone
    assert all(together[each.key] == (0, 1, 2, 3) for each in with_(fixed, fixed=True))
    assert all(together[f"bank/p{n}"][-1] == 3 for n in range(8))
    assert all(together[f"bank/{name}{n}"] == own(item(f"{name}{n}")) for name in "is"
               for n in range(8))  # fmt: skip


def test_which_option_is_right_moves_only_what_has_to_be():
    """The same items with other keys: each keeps its own shuffle but for those that are spread."""
    items = [item(f"q{n}") for n in range(12)]

    def keyed(one: Item, right: int) -> Item:
        choice = one.interactions[0]
        assert isinstance(choice, Choice)
        options = tuple(replace(o, correct=n == right) for n, o in enumerate(choice.options))
        return replace(one, interactions=(replace(choice, options=options),))

    for right in range(4):
        (printed,) = orders([keyed(each, right) for each in items])
        kept = sum(printed[each.key] == own(each) for each in items)
        assert 6 <= kept < 12
