"""Spread the keys of a form evenly over the letters.

Each choice keeps the order of its own shuffle, unless its letter is the key of too many items: then
those that rank last are shuffled anew until their key stands under a letter that has too few. Only
they move when an item is added.

This is the one place where a printed order depends on a key. It tells nothing of any answer: that
every letter is the key about as often is no secret (it holds for every paper), and which item has
which letter still comes from seeded shuffles alone. A pupil who sees the paper sees orders that
could each have been drawn for any key.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lembar.course.item import Choice, Item, Presentation
from lembar.draw.arrange import choices
from lembar.draw.seeds import permutation, rank

FEWEST = 4
"""Items that make a spread: with fewer, or fewer than letters, each keeps its own shuffle."""

At: TypeAlias = tuple[str, int]  # the item's key, the interaction's index


@dataclass(frozen=True, slots=True)
class _Keyed:
    """Hold a choice of one option: its place, the seed of its shuffle, its key, its order."""

    at: At
    seed: tuple[str, ...]
    key: int
    order: tuple[int, ...]

    @property
    def place(self) -> int:
        """Return the index of the letter that is the key."""
        return self.order.index(self.key)

    @property
    def rank(self) -> str:
        """Return by what those are chosen that keep their letter."""
        return rank(*self.seed, "keep")

    def wish(self, place: int) -> str:
        """Return by what it chooses another letter."""
        return rank(*self.seed, "letter", str(place))

    def moved(self, place: int) -> tuple[int, ...]:
        """Return a shuffle that puts the key under another letter."""
        for attempt in range(1000):
            order = permutation(len(self.order), *self.seed, "order", f"again {attempt}")
            if order.index(self.key) == place:
                return order
        raise AssertionError("a thousand shuffles missed a letter")


def balanced(items: Iterable[Item], seed: tuple[str, str]) -> dict[At, tuple[int, ...]]:
    """Return another order for each choice of a form that is not to keep its own."""
    by_length: dict[int, dict[At, _Keyed]] = {}
    for item in items:
        for index, interaction in enumerate(item.interactions):
            if isinstance(interaction, Choice) and (key := _key(interaction)) is not None:
                own = (*seed, item.key, str(index))
                keyed = _Keyed((item.key, index), own, key, choices(interaction, *own))
                by_length.setdefault(len(keyed.order), {})[keyed.at] = keyed
    found: dict[At, tuple[int, ...]] = {}
    for length, keyed_at in by_length.items():
        if len(keyed_at) >= max(FEWEST, length):
            found |= _spread(list(keyed_at.values()), length, seed)
    return found


def _key(choice: Choice) -> int | None:
    """Return the right one of the options that are shuffled under letters, if there is but one."""
    listed = choice.presentation is not Presentation.INLINE
    if not listed or choice.multiple or choice.fixed or choice.pinned:
        return None
    right = [index for index, option in enumerate(choice.options) if option.correct]
    return right[0] if len(right) == 1 else None


def _spread(
    some: Sequence[_Keyed], length: int, seed: tuple[str, str]
) -> dict[At, tuple[int, ...]]:
    """Move as few keys as possible so that all letters have as many, give or take one."""
    held = Counter(each.place for each in some)
    least, rest = divmod(len(some), length)
    # The letters with most keys may have one more than the others.
    by_keys = sorted(range(length), key=lambda at: (-held[at], rank(*seed, "extra", str(at))))
    room = {at: least + (n < rest) for n, at in enumerate(by_keys)}
    leaving = []
    for each in sorted(some, key=lambda each: each.rank):
        if room[each.place]:
            room[each.place] -= 1
        else:
            leaving.append(each)
    found = {}
    for each in leaving:
        place = min((at for at, free in room.items() if free), key=each.wish)
        room[place] -= 1
        found[each.at] = each.moved(place)
    return found
