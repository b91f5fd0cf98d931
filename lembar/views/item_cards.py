"""What item cards (kartu soal) may know: each item with its key, and what is known about it."""

from dataclasses import dataclass

from lembar.course.course import Unit
from lembar.course.form import Drawn
from lembar.course.labels import LIST_TYPES, label
from lembar.course.tree import Nodes
from lembar.views.blueprint import Described, described
from lembar.views.paper import Cover, KeyView
from lembar.views.teacher import KeyGroup, KeyItem

_COUNTED = 5  # choices, in the table that is filled in after the test


@dataclass(frozen=True, slots=True)
class Card:
    """Hold an item as the first form that asks it prints it, with its key on each form.

    The key is () where the form does not ask it, and holds () for an essay.
    """

    about: Described
    item: KeyItem
    stimulus: Nodes
    answers: tuple[tuple[Nodes, ...], ...]


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
        )
        for about, entry in zip(described(key, drawn, unit), key.guide, strict=True)
    )
    return CardsView(key.cover, tuple(form.code for form in drawn.forms), _letters(drawn), cards)


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
