"""Keep what takes long to cut or draw, and is wanted again: fonts, formulas, pictures.

A process that has a store says so with `keep_in`; without one, everything is made.
"""

from collections.abc import Callable
from hashlib import sha256
from typing import Protocol


class Store(Protocol):
    """Describe what holds bytes by their names, from one run to the next."""

    def get(self, name: str) -> bytes | None:
        """Return what is held under a name."""

    def put(self, name: str, content: bytes) -> None:
        """Hold bytes under a name."""


_stores: list[Store] = []


def keep_in(store: Store | None) -> None:
    """Let this process keep pieces in a store, or in none."""
    _stores[:] = [store] if store else []


def kept(make: Callable[[], bytes], *parts: object) -> bytes:
    """Return what is made of some parts; their `repr` says all that it depends on."""
    if not _stores:
        return make()
    name = sha256(repr((make.__qualname__, *parts)).encode()).hexdigest()
    found = _stores[0].get(name)
    if found is None:
        found = make()
        _stores[0].put(name, found)
    return found
