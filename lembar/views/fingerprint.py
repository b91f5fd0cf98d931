"""Write values as text that is equal exactly where the values are, places left out."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum


def canonical(value: object) -> str:
    """Return a text that two values share exactly if they would print the same."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value.value if isinstance(value, Enum) else value
    if is_dataclass(value) and not isinstance(value, type):
        # Fields that do not count in comparisons (places) do not count here either.
        shown = {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.compare}
        return [type(value).__name__, shown]
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")
