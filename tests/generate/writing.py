"""Write YAML as a careful teacher would."""

from collections.abc import Sequence
from textwrap import indent


def block(key: str, text: str) -> str:
    """Return a key whose text stands indented below it."""
    return f"{key}: |\n" + indent(text, "  ")


def words(key: str, values: Sequence[str]) -> str:
    """Return a key with a list on one line."""
    return f"{key}: [{', '.join(values)}]"


def entry(*parts: str) -> str:
    """Return an entry of a list, of its keys."""
    lines = "\n".join(part for part in parts if part).splitlines()
    return "\n".join(
        ("- " if at == 0 else "  " if line else "") + line for at, line in enumerate(lines)
    )


def below(key: str, entries: Sequence[str]) -> str:
    """Return a key with a list of entries below it."""
    return "\n".join([f"{key}:", *entries])
