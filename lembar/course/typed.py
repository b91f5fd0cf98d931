"""Answers as a teacher types them from a paper: what may be typed for an item, and its points.

A choice is typed by its printed letter, or by the first letter of its word where none is printed
(T, F); rows by a sign each, in printed order; essays and items with several gaps by their points.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction

from lembar.course.form import Arrangement, Placed
from lembar.course.item import (
    Choice,
    Extended,
    Interaction,
    Match,
    Number,
    Option,
    Order,
    Presentation,
    Scoring,
    Text,
)
from lembar.course.labels import Style, label
from lembar.course.tree import Element, Node, Nodes, rewrite, text_of
from lembar.course.words import Words, decimal

_TWO_FIGURES = 10
_GROUPED = re.compile(r"[-\N{MINUS SIGN}]?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
OMITTED = "-"
RIGHT = "ok"
"""What stands for an answer that the teacher found right on paper, where a word is due."""


class Entry(StrEnum):
    """List what is typed for an item."""

    ONE = "one"  # the letter of a choice
    SEVERAL = "several"  # the letters of choices
    ROW = "row"  # a sign for each row
    WORD = "word"  # a word or phrase
    NUMBER = "number"
    POINTS = "points"  # found by the teacher


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what may be typed for an item on one form, and what is right.

    `signs` are those of the choices by the author's index, `right` the right ones: for a row one
    for each, for a word all that are accepted. `lettered` says whether the letters are printed.
    """

    number: int
    key: str
    entry: Entry
    points: int
    signs: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    unit: str = ""
    whole: bool = False  # points only if all is right
    lettered: bool = False
    order: tuple[int, ...] = field(default=())  # the author's indices as they are printed
    bonus: bool = False  # its points are beyond the total


@dataclass(frozen=True, slots=True)
class Trouble:
    """Hold why an answer can't be: a code, and what its sentence says."""

    code: str
    values: tuple[tuple[str, str], ...]


def asked(placed: Placed, words: Words) -> Asked:
    """Return what may be typed for a placed item."""
    item = placed.item
    whole = item.scoring is Scoring.ALL
    plain = Asked(placed.number, item.key, Entry.POINTS, placed.points, bonus=placed.bonus)
    if len(item.interactions) != 1 or item.parts or not item.answered:
        return plain
    (interaction,), (arrangement,) = item.interactions, placed.arrangements
    made = _asked(interaction, arrangement, lambda nodes: spoken(nodes, words))
    if made is None:
        return plain
    entry, given = made
    return replace(plain, entry=entry, whole=whole, **given)  # type: ignore[arg-type]


def _asked(
    interaction: Interaction, arrangement: Arrangement, say: Callable[[Nodes], str]
) -> tuple[Entry, dict[str, object]] | None:
    match interaction:
        case Choice():
            return _choice(interaction, arrangement, say)
        case Match() if interaction.presentation is not Presentation.BANK:
            return _match(interaction, arrangement, say)
        case Order():
            # A pupil writes before each entry which place it has.
            places = tuple(str(place) for place in range(1, len(interaction.entries) + 1))
            right = tuple(places[index] for index in arrangement.order)
            if len(right) >= _TWO_FIGURES:
                return None  # an answer is read sign by sign
            return Entry.ROW, {"signs": places, "right": right}
        case Text():
            return Entry.WORD, {"right": tuple(map(_folded, interaction.accepted))}
        case Number():
            given = {"low": interaction.low, "high": interaction.high, "unit": interaction.unit}
            return Entry.NUMBER, given
        case Match() | Extended():
            return None


def _choice(
    choice: Choice, arrangement: Arrangement, say: Callable[[Nodes], str]
) -> tuple[Entry, dict[str, object]]:
    lettered = choice.presentation is not Presentation.INLINE
    signs = _labels(arrangement) if lettered else _initials(choice.options, arrangement, say)
    right = tuple(sign for sign, option in zip(signs, choice.options) if option.correct)
    entry = Entry.SEVERAL if choice.multiple else Entry.ONE
    return entry, {
        "signs": signs,
        "right": tuple(sorted(right)),
        "lettered": lettered,
        "order": arrangement.order,
    }


def _match(
    match: Match, arrangement: Arrangement, say: Callable[[Nodes], str]
) -> tuple[Entry, dict[str, object]]:
    grid = match.presentation is Presentation.GRID
    signs = _initials(match.targets, arrangement, say) if grid else _labels(arrangement)
    rows = arrangement.rows or range(len(match.rows))
    taken = (match.key[row] for row in rows)
    right = tuple(OMITTED if index is None else signs[index] for index in taken)
    return Entry.ROW, {"signs": signs, "right": right}


def _labels(arrangement: Arrangement) -> tuple[str, ...]:
    """Return the printed letters by the author's index; for labels of several signs, numbers.

    An answer is read sign by sign: ii and iii could not be told apart.
    """
    places = sorted(range(len(arrangement.order)), key=arrangement.order.__getitem__)
    labels = [each.upper() for each in arrangement.labels]
    if any(len(each) > 1 for each in labels):
        style = Style.DECIMAL if len(labels) < _TWO_FIGURES else Style.UPPER_LATIN
        labels = [label(style, place) for place in range(len(labels))]
    return tuple(labels[place] for place in places)


def _initials(
    options: Sequence[Option], arrangement: Arrangement, say: Callable[[Nodes], str]
) -> tuple[str, ...]:
    """Return the first letters of words that stand without letters, or else their numbers."""
    found = tuple(say(option.body).strip()[:1].upper() for option in options)
    if len(set(found)) == len(found) and all(each.isalpha() for each in found):
        return found
    return tuple(str(arrangement.order.index(index) + 1) for index in range(len(options)))


def spoken(nodes: Nodes, words: Words) -> str:
    """Return the text of nodes with the words of the catalogue filled in."""

    def change(each: Element) -> Node:
        if each.tag == "word":
            return words(each.get("key"))
        return words.number(each.get("value")) if each.tag == "number" else each

    return text_of(rewrite(nodes, change))


def trouble(item: Asked, typed: str) -> Trouble | None:
    """Return why an answer can't be what a pupil gave, or None if it can."""
    answer = normal(item, typed)
    known = ", ".join(sorted(item.signs))
    if answer in ("", OMITTED) or (answer == RIGHT and item.entry in (Entry.WORD, Entry.NUMBER)):
        return None
    match item.entry:
        case Entry.ONE if answer not in item.signs:
            return _trouble("answer-not-one", typed, known=known)
        case Entry.SEVERAL if len(set(answer)) < len(answer) or not set(answer) <= set(item.signs):
            return _trouble("answer-not-some", typed, known=known)
        case Entry.ROW if len(answer) > len(item.right) or set(answer) - {*item.signs, OMITTED}:
            return _trouble("answer-not-row", typed, known=known, count=len(item.right))
        case Entry.NUMBER if _thousands(item, answer):
            return _trouble("answer-thousands", typed)
        case Entry.NUMBER if number(answer) is None:
            return _trouble("answer-no-number", typed)
        case Entry.POINTS:
            given = number(answer)
            # An item that is void had points when the paper was marked.
            if given is None or given < 0 or (item.points and given > item.points):
                return _trouble("answer-no-points", typed, most=item.points)
    return None


def _trouble(code: str, typed: str, **values: object) -> Trouble:
    said = {"given": typed} | {name: str(each) for name, each in values.items()}
    return Trouble(code, tuple(said.items()))


def normal(item: Asked, typed: str) -> str:
    """Return an answer without what makes no difference: case, spaces, commas between letters."""
    match item.entry:
        case Entry.ONE | Entry.SEVERAL | Entry.ROW:
            return "".join(each for each in typed.upper() if not each.isspace() and each != ",")
        case Entry.NUMBER:
            return _folded(typed).removesuffix(_folded(item.unit)).strip()
        case Entry.WORD | Entry.POINTS:
            return _folded(typed)


def points(item: Asked, typed: str) -> Fraction:
    """Return the points of an answer that has no trouble, in hundredths."""
    answer = normal(item, typed)
    if answer in ("", OMITTED) and OMITTED not in item.right:
        return Fraction(0)
    match item.entry:
        case Entry.ONE:
            share = Fraction(answer in item.right)
        case Entry.SEVERAL:
            right = len(set(answer) & set(item.right))
            # A wrong letter takes a share away, or who marks all of them would have all points.
            share = Fraction(max(0, 2 * right - len(answer)), len(item.right))
            if item.whole:
                share = Fraction(right == len(item.right) == len(answer))
        case Entry.ROW:
            share = Fraction(sum(a == b for a, b in zip(answer, item.right)), len(item.right))
            if item.whole:
                share = Fraction(share == 1)
        case Entry.WORD:
            share = Fraction(answer == RIGHT or answer in item.right)
        case Entry.NUMBER:
            given = number(answer)
            inside = given is not None and item.low <= given <= item.high
            share = Fraction(answer == RIGHT or inside)
        case Entry.POINTS:
            given = number(answer) or Decimal(0)
            return rounded(Fraction(min(given, Decimal(item.points))))
    return rounded(item.points * share)


def chosen(item: Asked, typed: str) -> tuple[int, ...]:
    """Return the author's indices of the choices in an answer."""
    answer = normal(item, typed)
    if item.entry not in (Entry.ONE, Entry.SEVERAL):
        return ()
    given = {answer} if item.entry is Entry.ONE else set(answer)  # 1 is not in 10
    return tuple(index for index, sign in enumerate(item.signs) if sign in given)


def omitted(item: Asked, typed: str) -> bool:
    """Say whether a pupil left an item out."""
    return normal(item, typed) in ("", OMITTED)


def number(text: str) -> Decimal | None:
    """Return a number with a decimal comma or point, in any digits, or None."""
    plain = text.strip()
    try:
        found = decimal(plain)
    except InvalidOperation:
        return None
    return found if found.is_finite() and "_" not in plain else None


def _thousands(item: Asked, answer: str) -> bool:
    """Say whether an answer is right only if its mark is one of thousands: 12,500 is also 12½."""
    if not _GROUPED.fullmatch(answer):
        return False
    whole = number(re.sub("[.,]", "", answer))
    readings = (number(answer), whole)
    inside = [each is not None and item.low <= each <= item.high for each in readings]
    return inside == [False, True]


def rounded(value: Fraction, decimals: int = 2) -> Fraction:
    """Return a value with so many decimals, halves rounded up, as a workbook rounds it."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()
