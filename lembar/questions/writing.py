"""What a question type gets and gives: the contract of the files in this folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from lembar.course.item import Interaction, Item, Marking, Part, Scoring
from lembar.course.tree import Element, Node, Nodes, element
from lembar.errors import Place, Problems


class FieldKind(Enum):
    """List what a key of a type may hold."""

    TEXT = "text"  # Markdown
    MARKS = "marks"  # Markdown with `- [2] …` lines
    WORDS = "words"  # a list of short texts
    COUNT = "count"  # a whole number, 1 or more
    TRUTH = "truth"  # true or false
    WORD = "word"  # one of the field's words
    PLAIN = "plain"  # plain text
    ITEMS = "items"  # a list of items


@dataclass(frozen=True, slots=True)
class Field:
    """Describe a key that only this type has; `does` goes into the JSON Schema."""

    kind: FieldKind
    does: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """Hold an item as it was written: text and type-specific keys, parsed but not understood.

    `fields` holds Nodes for TEXT and MARKS, tuple[str, …] for WORDS, tuple[Item, …] for ITEMS, int,
    bool or str otherwise.
    """

    text: Nodes
    place: Place
    fields: Mapping[str, object] = field(default_factory=dict)

    def nodes(self, name: str) -> Nodes:
        """Return a TEXT or MARKS key, or nothing."""
        value = self.fields.get(name, ())
        assert isinstance(value, tuple)
        return value

    def count(self, name: str, default: int) -> int:
        """Return a COUNT key, or the default."""
        value = self.fields.get(name, default)
        assert isinstance(value, int)
        return value

    def word(self, name: str, default: str) -> str:
        """Return a WORD or PLAIN key, or the default."""
        return str(self.fields.get(name, default))

    def words(self, name: str) -> tuple[str, ...]:
        """Return a WORDS key, or nothing."""
        value = self.fields.get(name, ())
        assert isinstance(value, tuple)
        return value

    def items(self, name: str) -> tuple[Item, ...]:
        """Return an ITEMS key, or nothing."""
        value = self.fields.get(name, ())
        assert isinstance(value, tuple)
        return value

    @property
    def scoring(self) -> Scoring:
        """Return how the points are given: `scoring`, for the types that have this key."""
        return Scoring(self.word("scoring", Scoring.EACH))

    @property
    def marking(self) -> Marking:
        """Return what a marker is told, for the types that have these keys."""
        return Marking(*(self.words(name) for name in MARKING))


@dataclass(frozen=True, slots=True)
class Made:
    """Hold what a type makes of a writing: a body with slots and its interactions."""

    body: Nodes
    interactions: tuple[Interaction, ...]
    points: int
    answered: bool = True
    scoring: Scoring = Scoring.EACH
    parts: tuple[Part, ...] = ()
    marking: Marking = field(default_factory=Marking)
    explanation: Nodes = ()  # what the parts say, behind that of the item


@dataclass(frozen=True, slots=True)
class QuestionType:
    """Describe a type: which marks its text may hold, its own keys, and how it becomes an item.

    `item` returns None after it reported why the writing can't be understood.
    """

    name: str
    does: str
    item: Callable[[Writing, Problems], Made | None]
    marks: bool = False  # `- [x] …`
    pairs: bool = False  # `- left -> right`
    gaps: bool = False  # `[[word]]`
    fields: Mapping[str, Field] = field(default_factory=dict)


SCORING = Field(
    FieldKind.WORD,
    "each: points for each right answer; all: points only if all is right",
    tuple(Scoring),
)


MARKING = {
    "accept": Field(FieldKind.WORDS, "other answers that are right, for the marker"),
    "reject": Field(FieldKind.WORDS, "answers that are not right, for the marker"),
    "ignore": Field(FieldKind.WORDS, "what is neither right nor wrong, for the marker"),
}


def slot(index: int, row: int | None = None) -> Element:
    """Make the element that stands where an interaction goes, or one of its rows."""
    made = element("slot", ref=str(index))
    return made if row is None else made.with_attributes(row=str(row))


def split_at(nodes: Nodes, tag: str) -> tuple[Nodes, Element | None, Nodes]:
    """Return what stands before the first top-level `tag`, that element, and what follows."""
    for index, node in enumerate(nodes):
        if isinstance(node, Element) and node.tag == tag:
            return nodes[:index], node, nodes[index + 1 :]
    return nodes, None, ()


def without(nodes: Nodes, tag: str) -> Nodes:
    """Return the nodes less the direct children of a tag."""
    kept: list[Node] = [n for n in nodes if not (isinstance(n, Element) and n.tag == tag)]
    return tuple(kept)


def child(parent: Element, tag: str) -> Nodes:
    """Return the children of the first child with a tag, or nothing."""
    for node in parent.children:
        if isinstance(node, Element) and node.tag == tag:
            return node.children
    return ()


def one_list(writing: Writing, tag: str, problems: Problems, code: str) -> Element | None:
    """Return the only list of a kind in the text; report if there is none, or a second."""
    _, found, after = split_at(writing.text, tag)
    if found is None:
        problems.add(code, writing.place, code)
        return None
    _, second, _ = split_at(after, tag)
    if second is not None:
        problems.add("two-lists", second.place, "two-lists")
        return None
    return found


def with_slot(writing: Writing, tag: str) -> Nodes:
    """Return the text with slot 0 in the place of its list."""
    before, _, after = split_at(writing.text, tag)
    return (*before, slot(0), *after)
