"""Find a block in the source of a template, to the letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(
    r"\{#.*?#\}"
    r"|\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%[-+]?\s*(?:block\s+(?P<name>\w+)[^%]*?|(?P<end>endblock)(?:\s+\w+)?\s*)[-+]?%\}",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Hold a block as it is written: its first tag, what it holds, its last tag."""

    name: str
    begin: str
    body: str
    end: str

    @property
    def text(self) -> str:
        """Return the whole block."""
        return f"{self.begin}{self.body}{self.end}"


def blocks_in(source: str) -> Iterator[Cut]:
    """Yield all blocks of a template, nested ones before those that hold them."""
    waiting: list[re.Match[str]] = []
    for found in _TAG.finditer(source):
        if found["name"]:
            waiting.append(found)
        elif found["end"] and waiting:
            first = waiting.pop()
            body = source[first.end() : found.start()]
            yield Cut(str(first["name"]), first[0], body, found[0])


def block_in(source: str, name: str) -> Cut | None:
    """Return a block of a template by its name."""
    return next((each for each in blocks_in(source) if each.name == name), None)
