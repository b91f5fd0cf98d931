"""Write short ids into items that have none, and touch nothing else."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lembar.content import yaml
from lembar.content.names import Names
from lembar.content.yaml import Mapping, Scalar, Sequence, Value
from lembar.engine.edits import Edit, edited, replace
from lembar.errors import LembarError, Problems, problem
from lembar.questions import TYPES, FieldKind

# No vowels, so that no word comes out; nothing that is read as another sign.
_FIRST = "bcdfghjkmnpqrstvwxz"
_OTHERS = _FIRST + "23456789"
_PARTS = {
    name
    for kind in TYPES.values()
    for name, each in kind.fields.items()
    if each.kind is FieldKind.ITEMS
}


@dataclass(frozen=True, slots=True)
class Given:
    """Hold how many ids a file got."""

    path: Path
    count: int


def give_ids(path: Path, names: Names) -> Given:
    """Write ids into one file of questions or an assessment.

    Raises LembarError if the file can't be read.
    """
    problems = Problems()
    text = names.text(path, problems)
    loaded = yaml.load(text, names.of(path), problems) if text is not None else None
    if loaded is None or loaded.broken:
        raise LembarError(*problems)
    items = list(_items(loaded.root)) if loaded.root is not None else []
    taken = {found.text for each in items if (found := _id(each)) is not None}
    edits: list[Edit] = []
    for each in items:
        if _id(each) is not None:
            continue
        made = _made(each, taken)
        taken.add(made)
        edits.append(_edit(each, made))
    if edits:
        content = edited(path.read_bytes(), edits)
        if content is None:
            raise LembarError(problem("not-edited", names.place(path), path=names.of(path)))
        replace(path, content)
    return Given(path, len(edits))


def _items(value: Value) -> Iterator[Mapping]:
    """Yield the mappings that are items: those with a `type` and a `text`; parts need no id."""
    if isinstance(value, Sequence):
        for each in value.items:
            yield from _items(each)
    elif isinstance(value, Mapping):
        if value.get("type") is not None and value.get("text") is not None:
            yield value
        for name, each in value.entries:
            if name.text not in _PARTS:
                yield from _items(each)


def _id(each: Mapping) -> Scalar | None:
    found = each.get("id")
    return found if isinstance(found, Scalar) else None


def _made(each: Mapping, taken: set[str]) -> str:
    """Make an id of the item's text; a longer one where a shorter is taken."""
    text = each.get("text")
    seed = text.text if isinstance(text, Scalar) else str(each.place)
    digits = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    made = ""
    while len(made) < 4 or made in taken:
        alphabet = _OTHERS if made else _FIRST
        digits, at = divmod(digits, len(alphabet))
        made += alphabet[at]
    return made


def _edit(each: Mapping, made: str) -> Edit:
    """Return the edit that puts an id in front: on a line of its own, or behind a brace."""
    place = each.place
    if each.line.startswith("{", place.column - 1):
        return Edit(place.line, place.column, "{", "{id: " + made + ", ")
    first = each.line[place.column - 1 : place.column]
    indent = " " * (place.column - 1)
    return Edit(place.line, place.column, first, f"id: {made}\n{indent}{first}")
