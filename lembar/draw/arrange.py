"""In which order what is chosen, matched or put in order is printed, and under which labels."""

from typing import assert_never

from lembar.course.form import Arrangement
from lembar.course.item import Choice, Extended, Interaction, Match, Number, Order, Text
from lembar.course.labels import Style, label
from lembar.draw.seeds import permutation


def arrange(interaction: Interaction, style: Style, *seed: str) -> Arrangement:
    """Order and label what is chosen, matched or put in order."""
    match interaction:
        case Choice():
            return labelled(style, choices(interaction, *seed))
        case Match():
            return _matched(interaction, style, seed)
        case Order():
            return labelled(style, permutation(len(interaction.entries), *seed, "order"))
        case Text() | Number() | Extended():
            return Arrangement()
        case _:
            assert_never(interaction)


def labelled(style: Style, order: tuple[int, ...], rows: tuple[int, ...] = ()) -> Arrangement:
    """Label what is printed in an order."""
    return Arrangement(order, tuple(label(style, i) for i in range(len(order))), rows)


def choices(choice: Choice, *seed: str) -> tuple[int, ...]:
    """Shuffle options, unless they keep their order; one that is pinned stays last."""
    count = len(choice.options)
    if choice.fixed:
        return tuple(range(count))
    if choice.pinned:
        return (*permutation(count - 1, *seed, "order"), count - 1)
    return permutation(count, *seed, "order")


def _matched(match: Match, style: Style, seed: tuple[str, ...]) -> Arrangement:
    """Shuffle targets, and the rows where they are mixed."""
    count = len(match.targets)
    if match.fixed:
        return labelled(style, tuple(range(count)))
    order = permutation(count, *seed, "order")
    if match.mixed:
        return labelled(style, order, permutation(len(match.rows), *seed, "rows"))
    return labelled(style, _not_side_by_side(order, len(match.rows), seed))


def _not_side_by_side(order: tuple[int, ...], rows: int, seed: tuple[str, ...]) -> tuple[int, ...]:
    """Return an order in which the rows' targets do not stand beside their rows.

    A type writes targets in the order of their rows, so the count of rows is enough to know; the
    key itself is not asked: `balance` alone does that, and says why it may.
    """
    attempt = 0
    rows = min(rows, len(order))
    while order[:rows] == tuple(range(rows)):
        attempt += 1
        order = permutation(len(order), *seed, "order", f"again {attempt}")
    return order
