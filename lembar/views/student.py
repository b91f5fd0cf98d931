"""What a pupil's paper may know: items after keys, feedback and explanations were cut out."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias, assert_never

from lembar.course.form import Arrangement, Form, FormSection, Placed, PlacedGroup
from lembar.course.item import (
    PARTS,
    Choice,
    Extended,
    Interaction,
    Match,
    Number,
    Option,
    Order,
    Presentation,
    Size,
    Text,
)
from lembar.course.tiers import Tier
from lembar.course.tree import Element, Node, Nodes, rewrite, text_of, walk
from lembar.views.blocks import TEACHER, without_fences
from lembar.views.tiers import (
    StudentChallenge,
    StudentSupport,
    body_on,
    challenges_of,
    supports_of,
)


@dataclass(frozen=True, slots=True)
class StudentOption:
    """Hold a lettered entry."""

    letter: str
    body: Nodes


@dataclass(frozen=True, slots=True)
class StudentChoice:
    """Hold choices as printed."""

    kind: ClassVar[str] = "choice"
    options: tuple[StudentOption, ...]
    multiple: bool
    presentation: Presentation
    columns: int
    narrow_columns: int  # where the document keeps a column free for notes


@dataclass(frozen=True, slots=True)
class StudentText:
    """Hold a gap."""

    kind: ClassVar[str] = "text"
    size: Size
    presentation: Presentation


@dataclass(frozen=True, slots=True)
class StudentNumber:
    """Hold a gap for a number; its class says how wide, not how long the answer is."""

    kind: ClassVar[str] = "number"
    size: Size
    presentation: Presentation


@dataclass(frozen=True, slots=True)
class StudentMatch:
    """Hold rows and lettered targets as printed."""

    kind: ClassVar[str] = "match"
    rows: tuple[Nodes, ...]
    targets: tuple[StudentOption, ...]
    presentation: Presentation
    heading: str  # a key of the catalogue


@dataclass(frozen=True, slots=True)
class StudentOrder:
    """Hold lettered entries as printed."""

    kind: ClassVar[str] = "order"
    entries: tuple[StudentOption, ...]
    presentation: Presentation


@dataclass(frozen=True, slots=True)
class StudentExtended:
    """Hold a space to write in."""

    kind: ClassVar[str] = "extended"
    lines: int
    presentation: Presentation


StudentInteraction: TypeAlias = (
    StudentChoice | StudentText | StudentNumber | StudentMatch | StudentOrder | StudentExtended
)


@dataclass(frozen=True, slots=True)
class StudentItem:
    """Hold a numbered question; the body has slots for its interactions.

    `supports` are there on the tier of that name alone, `challenges` on the tier `extension`; the
    body says where.
    """

    is_group: ClassVar[bool] = False
    number: int
    points: int
    body: Nodes
    interactions: tuple[StudentInteraction, ...]
    part_letters: tuple[str, ...]  # one per interaction: of the part that it belongs to
    supports: tuple[StudentSupport, ...] = ()
    challenges: tuple[StudentChallenge, ...] = ()
    bonus: bool = False  # its points are beyond the total


@dataclass(frozen=True, slots=True)
class StudentGroup:
    """Hold a stimulus and its questions."""

    is_group: ClassVar[bool] = True
    stimulus: Nodes
    items: tuple[StudentItem, ...]


@dataclass(frozen=True, slots=True)
class StudentSection:
    """Hold a part of a paper."""

    letter: str
    title: str
    instructions: Nodes
    entries: tuple[StudentItem | StudentGroup, ...]
    points: int = 0
    bonus: int = 0


def student_sections(form: Form, tier: Tier = Tier.CORE) -> tuple[StudentSection, ...]:
    """Return the parts of a form as a pupil may see them on a tier."""
    return tuple(_section(section, tier) for section in form.sections)


def _section(section: FormSection, tier: Tier) -> StudentSection:
    entries = tuple(
        StudentGroup(
            public(entry.stimulus), tuple(student_item(each, tier) for each in entry.items)
        )
        if isinstance(entry, PlacedGroup)
        else student_item(entry, tier)
        for entry in section.entries
    )
    return StudentSection(
        section.letter,
        section.title,
        public(section.instructions),
        entries,
        section.points,
        section.bonus,
    )


def public(nodes: Nodes) -> Nodes:
    """Return the nodes without what only a teacher may see."""
    return without_fences(nodes, TEACHER)


def student_item(placed: Placed, tier: Tier = Tier.CORE) -> StudentItem:
    """Cut a placed item down to what a pupil may see on a tier."""
    interactions = tuple(
        _interaction(interaction, arrangement)
        for interaction, arrangement in zip(placed.item.interactions, placed.arrangements)
    )
    return StudentItem(
        placed.number,
        placed.points,
        body_on(public(printed_body(placed)), placed.item, tier),
        interactions,
        _part_letters(placed),
        supports_of(placed) if tier is Tier.SUPPORT else (),
        challenges_of(placed) if tier is Tier.EXTENSION else (),
        placed.bonus,
    )


def _part_letters(placed: Placed) -> tuple[str, ...]:
    """Return for every interaction the letter of the part that it belongs to; "" without parts."""
    if not placed.parts:
        return ("",) * len(placed.item.interactions)
    return tuple(
        letter
        for letter, part in zip(placed.parts, placed.item.parts, strict=True)
        for _ in range(part.interactions)
    )


def printed_body(placed: Placed) -> Nodes:
    """Return the body of an item, the list of its parts counted as it is printed."""
    if not placed.parts:
        return placed.item.body
    first = placed.parts[0]

    def counted(each: Element) -> Node:
        return each.with_attributes(type=first) if each.get("type") == PARTS else each

    return rewrite(placed.item.body, counted)


def _interaction(interaction: Interaction, arrangement: Arrangement) -> StudentInteraction:
    match interaction:
        case Choice():
            return StudentChoice(
                _lettered(interaction.options, arrangement),
                interaction.multiple,
                interaction.presentation,
                *columns_for(
                    tuple(public(option.body) for option in interaction.options),
                    interaction.multiple,
                ),
            )
        case Text():
            return StudentText(interaction.size, interaction.presentation)
        case Number():
            return StudentNumber(interaction.size, interaction.presentation)
        case Match():
            rows = tuple(
                public(interaction.rows[i].body) for i in printed_rows(interaction, arrangement)
            )
            return StudentMatch(
                rows,
                _lettered(interaction.targets, arrangement),
                interaction.presentation,
                interaction.heading,
            )
        case Order():
            return StudentOrder(
                _lettered(interaction.entries, arrangement), interaction.presentation
            )
        case Extended():
            return StudentExtended(interaction.lines, interaction.presentation)
        case _:
            assert_never(interaction)


def printed_rows(match: Match, arrangement: Arrangement) -> tuple[int, ...]:
    """Return the author's indices of the rows in printed order."""
    return arrangement.rows or tuple(range(len(match.rows)))


def _lettered(options: tuple[Option, ...], arrangement: Arrangement) -> tuple[StudentOption, ...]:
    return tuple(
        StudentOption(label, public(options[index].body))
        for label, index in zip(arrangement.labels, arrangement.order)
    )


# Columns, and how many characters go into one: where a line is whole, and where it is narrow.
_COLUMNS = ((4, 12, 8), (3, 18, 13), (2, 33, 24))
_BOX = 3  # characters that a box is as wide as


def columns_for(bodies: tuple[Nodes, ...], boxes: bool = False) -> tuple[int, int]:
    """Return in how many columns choices stand by the longest of them, on wide and narrow lines.

    `boxes` to tick take room as well.
    """
    if any(each.tag in ("img", "figure") for body in bodies for each in walk(body)):
        return 2, 2
    longest = max((len(text_of(body)) for body in bodies), default=0) + (_BOX if boxes else 0)
    return _columns(longest, len(bodies), 1), _columns(longest, len(bodies), 2)


def _columns(longest: int, choices: int, measure: int) -> int:
    """Return the most columns that hold the longest choice and leave no lone one below."""
    fitting = (each[0] for each in _COLUMNS if longest <= each[measure])
    return next((n for n in fitting if n == 2 or (choices % n != 1 and choices >= n)), 1)
