"""Take a mapping apart by its record: every key known, every value of the kind it must be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lembar.content import yaml
from lembar.content.schema import ALIASES, Holds, Key, Record
from lembar.content.yaml import Scalar, Sequence, Value
from lembar.course.profile import PLAIN, Asked
from lembar.errors import Place, Problems, nearest


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold the values of a mapping that fit its record; `whole` says whether all did."""

    place: Place
    values: Mapping[str, object]
    places: Mapping[str, Place]
    whole: bool

    def text(self, name: str, default: str = "") -> str:
        """Return a TEXT value."""
        value = self.values.get(name, default)
        assert isinstance(value, str)
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a TEXT value, or None where the key is not there."""
        return self.text(name) if name in self.values else None

    def words(self, name: str) -> tuple[str, ...]:
        """Return a WORDS value."""
        value = self.values.get(name, ())
        assert isinstance(value, tuple)
        return value

    def profiles(self) -> tuple[Asked, ...] | None:
        """Return the profiles that are asked for, or None where nothing is said of them."""
        if "profiles" not in self.values:
            return None
        place = self.place_of("profiles")
        return tuple(Asked(name, place) for name in self.words("profiles") if name != PLAIN)

    def count(self, name: str) -> int | None:
        """Return a COUNT value, or None where the key is not there."""
        value = self.values.get(name)
        assert value is None or isinstance(value, int)
        return value

    def truth(self, name: str, default: bool) -> bool:
        """Return a TRUTH value."""
        return bool(self.values.get(name, default))

    def markdown(self, name: str) -> Scalar | None:
        """Return a MARKDOWN value as it was written."""
        value = self.values.get(name)
        assert value is None or isinstance(value, Scalar)
        return value

    def mapping(self, name: str) -> Value | None:
        """Return the value of a RECORD key, still to be taken."""
        value = self.values.get(name)
        assert value is None or isinstance(value, yaml.Mapping)
        return value

    def entries(self, name: str) -> tuple[Value, ...]:
        """Return the values of a RECORDS or ENTRIES key, each still to be taken."""
        value = self.values.get(name, ())
        assert isinstance(value, tuple)
        return value

    def place_of(self, name: str) -> Place:
        """Return where a key's value stands, or the mapping if it is not there."""
        return self.places.get(name, self.place)


def take(value: Value | None, record: Record, problems: Problems) -> Taken | None:
    """Return what a mapping holds; report unknown, missing and ill-fitting keys.

    Returns None if the value is no mapping at all.
    """
    if not isinstance(value, yaml.Mapping):
        place = value.place if value is not None else None
        problems.add("not-a-mapping", place, "not-a-mapping", record=_said(record))
        return None
    found: dict[str, object] = {}
    places: dict[str, Place] = {}
    whole = True
    for name, given in value.entries:
        key = record.keys.get(name.text)
        if key is None:
            _unknown(name, record, problems)
            whole = False
            continue
        held = _HELD[key.holds](given, key, problems)
        if held is None:
            whole = False
        else:
            found[name.text] = held
            places[name.text] = given.place
    for wanted, key in record.keys.items():
        if key.required and value.get(wanted) is None:
            if not any(wanted in ALIASES.get(n.text.casefold(), ()) for n, _ in value.entries):
                problems.add(
                    "missing-key", value.place, "missing-key", key=wanted, record=_said(record)
                )
            whole = False
    return Taken(value.place, found, places, whole)


def _said(record: Record) -> str:
    return record.name.removeprefix("item-")


def _unknown(name: Scalar, record: Record, problems: Problems) -> None:
    """Report a key that the record does not have, with the one that was likely meant."""
    meant = next((k for k in ALIASES.get(name.text.casefold(), ()) if k in record.keys), None)
    near = meant or nearest(name.text, record.keys)
    problems.add(
        "unknown-key",
        name.place,
        "did-you-mean" if near else "known-keys",
        key=name.text,
        record=_said(record),
        nearest=near,
        known=", ".join(record.keys),
    )


def _text(value: Value, key: Key, problems: Problems) -> str | None:
    text = yaml.want_text(value, problems)
    if text is not None and key.words and text not in key.words:
        problems.unknown_word(text, value.place, key.words)
        return None
    return text


def _markdown(value: Value, key: Key, problems: Problems) -> Scalar | None:
    return value if yaml.want_text(value, problems) is not None else None  # type: ignore[return-value]


def _words(value: Value, key: Key, problems: Problems) -> tuple[str, ...] | None:
    items = value.items if isinstance(value, Sequence) else (value,)
    texts = [_text(item, key, problems) for item in items]
    return None if any(text is None for text in texts) else tuple(t for t in texts if t is not None)


def _count(value: Value, key: Key, problems: Problems) -> int | None:
    number = yaml.want_int(value, problems)
    if number is not None and number < 1:
        problems.add("not-positive", value.place, number=number)
        return None
    return number


def _truth(value: Value, key: Key, problems: Problems) -> bool | None:
    return yaml.want_bool(value, problems)


def _list(value: Value, key: Key, problems: Problems) -> tuple[Value, ...] | None:
    items = yaml.want_list(value, problems)
    return None if items is None else tuple(items)


def _mapping(value: Value, key: Key, problems: Problems) -> Value | None:
    if isinstance(value, yaml.Mapping):
        return value
    problems.add("not-a-mapping", value.place, "not-a-mapping", record=key.record)
    return None


_HELD: Mapping[Holds, Callable[[Value, Key, Problems], object | None]] = {
    Holds.TEXT: _text,
    Holds.MARKDOWN: _markdown,
    Holds.WORDS: _words,
    Holds.COUNT: _count,
    Holds.TRUTH: _truth,
    Holds.RECORD: _mapping,
    Holds.MAPPING: _mapping,
    Holds.RECORDS: _list,
    Holds.ENTRIES: _list,
    Holds.FORMATS: _mapping,
}
assert set(_HELD) == set(Holds)
