"""Write objects of a read PDF anew, with holes for the numbers that each copy has of its own."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pikepdf

Key: TypeAlias = tuple[int, int]
"""What names an object in the file it was read from."""

_UNIQUE = frozenset({"/ID", "/Headers"})  # names of elements: each copy has its own


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold the text of an object; a hole is a number to be added to what is a copy's own.

    A hole from 0 up counts from the copy's first object, one below 0 (-1 is the first) from the
    copy's first key in the tree of parents.
    """

    text: bytes
    holes: tuple[int, ...] = ()

    def filled(self, first: int, keys: int) -> bytes:
        """Return the text for a copy."""
        return self.text % tuple(
            [first + hole if hole >= 0 else keys - hole - 1 for hole in self.holes]
        )


class Scribe:
    """Write objects as pieces.

    `own` are the objects that each copy has, as holes; `shared` gives the number of any other.
    """

    def __init__(self, own: Mapping[Key, int], shared: Callable[[Any], int]) -> None:
        self._own = own
        self._shared = shared
        self._out: list[bytes] = []
        self._holes: list[int] = []

    def piece(
        self,
        entries: Iterable[tuple[str, Any]],
        without: Container[str] = (),
        added: bytes = b"",
        holes: Sequence[int] = (),
    ) -> Piece:
        """Return a dictionary as a piece; `added` is written as it stands, with its holes."""
        self._out, self._holes = [b"<<"], []
        for name, value in entries:
            if name not in without:
                self._entry(name, value)
        self._out.append(added + b">>")
        return Piece(b"".join(self._out), (*self._holes, *holes))

    def value(self, value: Any, unique: bool = False) -> Piece:
        """Return any value as a piece: itself, not a reference to it."""
        self._out, self._holes = [], []
        self._direct(value, unique)
        return Piece(b"".join(self._out), tuple(self._holes))

    def reference(self, value: Any) -> Piece:
        """Return a value as a piece: a reference to it, where it has a number."""
        self._out, self._holes = [], []
        self._value(value, unique=False)
        return Piece(b"".join(self._out), tuple(self._holes))

    def _entry(self, name: str, value: Any) -> None:
        self._out.append(_plain(pikepdf.Name(name)) + b" ")
        self._value(value, name in _UNIQUE)

    def _value(self, value: Any, unique: bool) -> None:
        if not isinstance(value, pikepdf.Object) or not value.is_indirect:
            self._direct(value, unique)
        elif value.objgen in self._own:
            self._out.append(b"%d 0 R")
            self._holes.append(self._own[value.objgen])
        else:
            self._out.append(b"%d 0 R" % self._shared(value))

    def _direct(self, value: Any, unique: bool) -> None:
        if isinstance(value, pikepdf.Array):
            self._out.append(b"[")
            for each in value:
                self._value(each, unique)
                self._out.append(b" ")
            self._out.append(b"]")
        elif isinstance(value, pikepdf.Dictionary):
            self._out.append(b"<<")
            for name, each in value.items():
                self._entry(name, each)
            self._out.append(b">>")
        elif unique and isinstance(value, pikepdf.String):
            # The number in front keeps the order of names what the order of copies is.
            self._out.append(b"(%07d-" + _plain(value)[1:])
            self._holes.append(-1)
        else:
            self._out.append(_plain(value))


def _plain(value: Any) -> bytes:
    """Return the text of a name, number, string or truth; a hole's sign is doubled."""
    if isinstance(value, pikepdf.Object):
        text = value.unparse()
    elif value is None:
        text = b"null"
    elif isinstance(value, bool):
        text = b"true" if value else b"false"
    else:
        text = b"%s" % str(value).encode()
    return text.replace(b"%", b"%%")
