"""Write values of ours as bytes, and read them without running what the bytes may ask for.

They lie in the cache, and a folder may be shared: all that can come out of it is plain data and
the data classes and enumerations of this package.
"""

import enum
import importlib
import io
import pickle
from dataclasses import is_dataclass
from functools import lru_cache
from typing import Any

_OURS = f"{__name__.partition('.')[0]}."
_PLAIN = frozenset(
    {("builtins", "frozenset"), ("builtins", "set"), ("builtins", "complex")}
    | {("decimal", "Decimal"), ("fractions", "Fraction"), ("datetime", "date")}
)


def dumped(value: Any) -> bytes:
    """Write a value."""
    return pickle.dumps(value, 5)


def loaded(content: bytes) -> Any:
    """Return the value that was written, or None for what is no such thing."""
    try:
        return _Reader(io.BytesIO(content)).load()
    except Exception:  # bytes that someone else wrote may raise anything
        return None


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@lru_cache(maxsize=1024)
def _class(module: str, name: str) -> Any:
    """Return a class that only holds data. Raises UnpicklingError for all else."""
    if (module, name) in _PLAIN or (module.startswith(_OURS) and "." not in name):
        found = getattr(importlib.import_module(module), name, None)
        if (module, name) in _PLAIN or is_dataclass(found) or _is_enum(found):
            return found
    raise pickle.UnpicklingError(f"{module}.{name}")


def _is_enum(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, enum.Enum)
