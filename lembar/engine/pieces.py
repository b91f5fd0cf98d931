"""Pieces of documents in the cache: cut fonts, drawn formulas and pictures."""

from lembar.engine.cache import Cache
from lembar.engine.keys import key
from lembar.writers import Written


class Pieces:
    """Hold pieces by the machinery that made them, and their names."""

    def __init__(self, cache: Cache, machinery: str) -> None:
        self._cache, self._machinery = cache, machinery

    def get(self, name: str) -> bytes | None:
        """Return a piece, or None if it was not made yet."""
        found = self._cache.get(self._key(name))
        return found.content if found else None

    def put(self, name: str, content: bytes) -> None:
        """Keep a piece."""
        self._cache.put(self._key(name), Written(content))

    def _key(self, name: str) -> str:
        return key("piece", self._machinery, name)
