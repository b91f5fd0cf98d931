"""What item cards (kartu soal) may know: each item with its key, and what is known about it."""

from dataclasses import dataclass
from fractions import Fraction

from lembar.course.course import Unit
from lembar.course.form import Drawn, Placed
from lembar.course.item import Choice
from lembar.course.labels import LIST_TYPES, label
from lembar.course.statistics import WORKING, difficulty_band, discrimination_band
from lembar.course.tree import Nodes
from lembar.course.usage import ItemUsage, Usage, choices_digest
from lembar.views.blueprint import Described, described
from lembar.views.paper import Cover, KeyView
from lembar.views.teacher import KeyGroup, KeyItem

_COUNTED = 5  # choices, in the table that is filled in after the test


@dataclass(frozen=True, slots=True)
class CardUse:
    """Hold what a sitting has shown of an item: plain digits, "" where nothing can be said.

    Shares are percents of the choices as the first form prints them.
    """

    title: str
    date: str
    pupils: int
    difficulty: str
    difficulty_band: str
    discrimination: str
    discrimination_band: str
    shares: tuple[str, ...]
    omitted: str
    idle: bool  # a distractor does not work


@dataclass(frozen=True, slots=True)
class Card:
    """Hold an item as the first form that asks it prints it, with its key on each form.

    The key is () where the form does not ask it, and holds () for an essay.
    """

    about: Described
    item: KeyItem
    stimulus: Nodes
    answers: tuple[tuple[Nodes, ...], ...]
    uses: tuple["CardUse", ...]


@dataclass(frozen=True, slots=True)
class CardsView:
    """Hold a card for each item of an assessment, in the order of its key."""

    cover: Cover
    forms: tuple[str, ...]
    letters: tuple[str, ...]  # of the columns in which answers are counted
    cards: tuple[Card, ...]


def cards_view(key: KeyView, drawn: Drawn, unit: Unit) -> CardsView:
    """Return the cards of an assessment whose key is given: the numbers are the key's."""
    stimuli = {
        item.key: entry.stimulus
        for form in key.forms
        for section in form.sections
        for entry in section.entries
        if isinstance(entry, KeyGroup)
        for item in entry.items
    }
    answers = [{item.key: item.answers for item in form.items()} for form in key.forms]
    cards = tuple(
        Card(
            about,
            entry.item,
            stimuli.get(entry.item.key, ()),
            tuple(form.get(entry.item.key, ()) for form in answers),
            _uses(placed, unit),
        )
        for about, entry, placed in zip(
            described(key, drawn, unit), key.guide, drawn.items(), strict=True
        )
    )
    return CardsView(key.cover, tuple(form.code for form in drawn.forms), _letters(drawn), cards)


def _uses(placed: Placed, unit: Unit) -> tuple[CardUse, ...]:
    """Return what sittings have shown of an item, in the order of their files."""
    return tuple(
        _use(placed, each, own)
        for each in unit.usages
        for own in each.items
        if own.item == placed.item.key and own.pupils
    )


def _use(placed: Placed, usage: Usage, own: ItemUsage) -> CardUse:
    """Return a line of a card; shares only of the very choices that were printed then."""
    same = own.choices and own.choices == choices_digest(placed.item)
    order = placed.arrangements[0].order if same and own.shares else ()
    shares = [own.shares[index] for index in order]
    interaction = placed.item.interactions[0]
    right = [o.correct for o in interaction.options] if isinstance(interaction, Choice) else []
    hard, strong = own.difficulty, own.discrimination
    return CardUse(
        usage.title,
        usage.date or usage.sitting,
        own.pupils,
        "" if hard is None else f"{hard:.2f}",
        "" if hard is None else difficulty_band(Fraction(hard)),
        "" if strong is None else f"{strong:.2f}",
        "" if strong is None else discrimination_band(Fraction(strong)),
        tuple(f"{share * 100:.0f}" for share in shares[:_COUNTED]),
        "" if own.omitted is None else f"{own.omitted * 100:.0f}",
        any(share < WORKING and not right[index] for share, index in zip(shares, order)),
    )


def _letters(drawn: Drawn) -> tuple[str, ...]:
    """Return the labels of the first choices, as this paper prints them."""
    labels = (
        arranged.labels[0]
        for form in drawn.forms
        for placed in form.items()
        for arranged in placed.arrangements
        if arranged.labels
    )
    style = LIST_TYPES[next(labels, "A")]
    return tuple(label(style, index) for index in range(_COUNTED))
