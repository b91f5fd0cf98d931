"""What a key may know: the pupil's types, with the answers added."""

from dataclasses import dataclass, fields
from typing import TypeAlias, assert_never

from lembar.course.form import Arrangement, Form, FormSection, Placed, PlacedGroup
from lembar.course.item import (
    PART,
    Choice,
    Criterion,
    Extended,
    Interaction,
    Item,
    Marking,
    Match,
    Number,
    Order,
    Presentation,
    Text,
)
from lembar.course.tiers import Tier
from lembar.course.tree import Element, Node, Nodes, element, rewrite
from lembar.views.student import (
    StudentChoice,
    StudentExtended,
    StudentMatch,
    StudentNumber,
    StudentOption,
    StudentOrder,
    StudentText,
    printed_body,
    printed_rows,
    student_item,
)
from lembar.views.tiers import KeyChallenge, StudentSupport, key_challenges_of, supports_of


@dataclass(frozen=True, slots=True)
class KeyOption(StudentOption):
    """Add whether it is right, and why."""

    correct: bool
    feedback: Nodes


@dataclass(frozen=True, slots=True)
class KeyChoice(StudentChoice):
    """Add the letters of the right options."""

    options: tuple[KeyOption, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyText(StudentText):
    """Add what is accepted, and what the body calls the gap."""

    accepted: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class KeyNumber(StudentNumber):
    """Add the number, the least and the greatest that are right ("" if none else is), the unit.

    Numbers are plain digits with a point: `Words.number` prints them.
    """

    value: str
    low: str
    high: str
    unit: str


@dataclass(frozen=True, slots=True)
class KeyMatch(StudentMatch):
    """Add the letter that each row takes ("" for none), and why."""

    answers: tuple[str, ...]
    feedback: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class KeyOrder(StudentOrder):
    """Add the number that each printed entry gets, and the letters in the right order."""

    positions: tuple[int, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyExtended(StudentExtended):
    """Add model answer and rubric."""

    model: Nodes
    rubric: tuple[Criterion, ...]


KeyInteraction: TypeAlias = KeyChoice | KeyText | KeyNumber | KeyMatch | KeyOrder | KeyExtended


@dataclass(frozen=True, slots=True)
class KeyPart:
    """Hold the letter and the points of a part; "" where an interaction begins none."""

    letter: str = ""
    points: int = 0


@dataclass(frozen=True, slots=True)
class KeyItem:
    """Hold a numbered question with its answers and what is known about it."""

    is_group = False
    number: int
    points: int
    body: Nodes
    interactions: tuple[KeyInteraction, ...]
    key: str
    kind: str
    explanation: Nodes
    objective: str
    level: str
    answered: bool
    answers: tuple[Nodes, ...]  # for the strip of all forms: one per interaction
    scoring: str  # "each", "all"; "" where there is but one answer
    parts: tuple["KeyPart", ...]  # one per interaction: the part that begins with it
    marking: Marking
    correction: str  # why its key is another than on the day it was printed
    supports: tuple[StudentSupport, ...]  # of the tiers that the paper is printed in
    challenges: tuple[KeyChallenge, ...]
    bonus: bool


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Hold a stimulus and its questions with answers."""

    is_group = True
    stimulus: Nodes
    items: tuple[KeyItem, ...]


@dataclass(frozen=True, slots=True)
class KeySection:
    """Hold a part of a key."""

    letter: str
    title: str
    instructions: Nodes
    entries: tuple[KeyItem | KeyGroup, ...]
    points: int
    bonus: int

    def items(self) -> tuple[KeyItem, ...]:
        """Return the items in printed order."""
        found: list[KeyItem] = []
        for entry in self.entries:
            found.extend(entry.items if isinstance(entry, KeyGroup) else (entry,))
        return tuple(found)


def key_sections(form: Form, tiers: tuple[Tier, ...] = (Tier.CORE,)) -> tuple[KeySection, ...]:
    """Return the parts of a form with answers, and what its tiers add."""
    return tuple(_section(section, tiers) for section in form.sections)


def _section(section: FormSection, tiers: tuple[Tier, ...]) -> KeySection:
    entries = tuple(
        key_group(entry, tiers) if isinstance(entry, PlacedGroup) else key_item(entry, tiers)
        for entry in section.entries
    )
    return KeySection(
        section.letter,
        section.title,
        section.instructions,
        entries,
        section.points,
        section.bonus,
    )


def key_group(placed: PlacedGroup, tiers: tuple[Tier, ...] = (Tier.CORE,)) -> KeyGroup:
    """Return a placed group with its answers."""
    return KeyGroup(placed.stimulus, tuple(key_item(each, tiers) for each in placed.items))


def key_item(placed: Placed, tiers: tuple[Tier, ...] = (Tier.CORE,)) -> KeyItem:
    """Return a placed item with its answers."""
    item, shown = placed.item, student_item(placed)
    interactions = tuple(
        _interaction(interaction, arrangement, seen)
        for interaction, arrangement, seen in zip(
            item.interactions, placed.arrangements, shown.interactions
        )
    )
    return KeyItem(
        placed.number,
        placed.points,
        printed_body(placed),
        interactions,
        item.key,
        item.kind,
        _explanation(placed),
        item.objective or "",
        item.level or "",
        item.answered,
        _briefs(placed, interactions),
        item.scoring if _several(item) else "",
        _parts(placed),
        _marking(placed),
        placed.correction,
        supports_of(placed) if Tier.SUPPORT in tiers else (),
        key_challenges_of(placed) if Tier.EXTENSION in tiers else (),
        placed.bonus,
    )


def _several(item: Item) -> bool:
    """Say whether an item has several answers that can be right on their own."""
    return len(item.interactions) == 1 and any(
        isinstance(each, (Match, Order)) or (isinstance(each, Choice) and each.multiple)
        for each in item.interactions
    )


def _parts(placed: Placed) -> tuple[KeyPart, ...]:
    """Return for every interaction the part that begins with it."""
    found = [KeyPart()] * len(placed.item.interactions)
    at = 0
    for label, part in zip(placed.parts, placed.item.parts):
        if part.interactions:
            found[at] = KeyPart(label, part.points)
        at += part.interactions
    return tuple(found)


def _explanation(placed: Placed) -> Nodes:
    """Return why the answers are right, the letters of parts as they are printed."""

    def lettered(each: Element) -> Node:
        return placed.parts[int(each.get("ref"))] if each.tag == PART else each

    return rewrite(placed.item.explanation, lettered)


def _marking(placed: Placed) -> Marking:
    """Return what a marker is told, of each part behind its letter."""
    if not placed.parts:
        return placed.item.marking
    told = [
        tuple(
            f"{label}: {words}"
            for label, part in zip(placed.parts, placed.item.parts)
            for words in getattr(part.marking, field.name)
        )
        for field in fields(Marking)
    ]
    return Marking(*told)


def _briefs(placed: Placed, interactions: tuple[KeyInteraction, ...]) -> tuple[Nodes, ...]:
    """Return the keys of all interactions, those of a part behind its letter."""
    guide = (element("word", key="key.see-guide"),)
    return tuple(
        (f"{part.letter} ", *(_brief(each) or guide)) if part.letter else _brief(each)
        for each, part in zip(interactions, _parts(placed))
    )


def _interaction(
    interaction: Interaction, arrangement: Arrangement, seen: object
) -> KeyInteraction:
    """Add to what a pupil sees what the key shows."""
    match interaction:
        case Choice():
            assert isinstance(seen, StudentChoice)
            options = tuple(
                KeyOption(label, option.body, option.correct, option.feedback)
                for label, option in (
                    (label, interaction.options[index])
                    for label, index in zip(arrangement.labels, arrangement.order)
                )
            )
            right = tuple(option.letter for option in options if option.correct)
            return KeyChoice(
                options,
                seen.multiple,
                seen.presentation,
                seen.columns,
                seen.narrow_columns,
                right,
            )
        case Text():
            return KeyText(
                interaction.size, interaction.presentation, interaction.accepted, interaction.label
            )
        case Number():
            exact = interaction.low == interaction.high
            return KeyNumber(
                interaction.size,
                interaction.presentation,
                f"{interaction.value:f}",
                "" if exact else f"{interaction.low:f}",
                "" if exact else f"{interaction.high:f}",
                interaction.unit,
            )
        case Match():
            assert isinstance(seen, StudentMatch)
            rows = printed_rows(interaction, arrangement)
            answers = tuple(
                "" if index is None else arrangement.labels[arrangement.order.index(index)]
                for index in (interaction.key[row] for row in rows)
            )
            feedback = tuple(interaction.rows[row].feedback for row in rows)
            return KeyMatch(
                seen.rows, seen.targets, seen.presentation, seen.heading, answers, feedback
            )
        case Order():
            assert isinstance(seen, StudentOrder)
            positions = tuple(index + 1 for index in arrangement.order)
            sequence = tuple(
                arrangement.labels[arrangement.order.index(index)]
                for index in range(len(positions))
            )
            return KeyOrder(seen.entries, seen.presentation, positions, sequence)
        case Extended():
            return KeyExtended(
                interaction.lines, interaction.presentation, interaction.model, interaction.rubric
            )
        case _:
            assert_never(interaction)


def _brief(interaction: KeyInteraction) -> Nodes:
    """Return the key of an interaction as the strip of all forms shows it; () for an essay."""
    match interaction:
        case KeyChoice():
            if interaction.presentation is Presentation.INLINE:
                return tuple(n for o in interaction.options if o.correct for n in o.body)
            return (", ".join(interaction.answers),)
        case KeyText():
            label = f"{interaction.label} " if interaction.label else ""
            return (label + " / ".join(interaction.accepted),)
        case KeyNumber():
            unit = f"\N{NO-BREAK SPACE}{interaction.unit}" if interaction.unit else ""
            return (element("number", value=interaction.value), unit)
        case KeyMatch():
            if interaction.presentation is not Presentation.COLUMNS:
                return _ticked(interaction)
            return (" ".join(_pair(i, a) for i, a in enumerate(interaction.answers, 1)),)
        case KeyOrder():
            return ("–".join(interaction.answers),)
        case KeyExtended():
            return ()
        case _:
            assert_never(interaction)


def _pair(number: int, answer: str) -> str:
    """Return "1C", or "1–3" where choices are numbered."""
    return f"{number}{'–' if answer.isdigit() else ''}{answer}"


def _ticked(match: KeyMatch) -> Nodes:
    """Return "1 Benar, 2 Salah" for a table that is ticked."""
    words = {target.letter: target.body for target in match.targets}
    found: list[Node] = []
    for number, answer in enumerate(match.answers, 1):
        found.append(f"{', ' if found else ''}{number} ")
        found.extend(words[answer])
    return tuple(found)
