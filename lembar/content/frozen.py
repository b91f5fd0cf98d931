"""Write values of the course as JSON and read them back: what a lock and its results hold.

A dataclass is a mapping with its name under "@"; fields that hold their default are left out,
places too (they say where something stood on the day of the draw), and versions of an item, of
which one was printed.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from lembar.errors import Place

_NAME = "@"
_LEFT_OUT = ("place", "versions")
_FORMAT = 1
UNFIT = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
"""All that is raised of a text that holds no such values; numbers raise ArithmeticError."""


def frozen_text(data: Mapping[str, Any]) -> str:
    """Return the text of a file that holds values."""
    return json.dumps({"format": _FORMAT, **data}, ensure_ascii=False, indent=1) + "\n"


def frozen_data(text: str) -> Any:
    """Return what such a text holds; raises one of UNFIT if it is none."""
    data = json.loads(text)
    if data["format"] != _FORMAT:
        raise ValueError(data["format"])
    return data


def dump(value: object) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        name: str = type(value).__name__
        return {_NAME: name} | {
            field.name: dump(getattr(value, field.name))
            for field in fields(value)
            if field.name not in _LEFT_OUT and getattr(value, field.name) != _default(field)
        }
    if isinstance(value, Mapping):
        return {name: dump(each) for name, each in value.items()}
    if isinstance(value, tuple):
        return [dump(each) for each in value]
    assert value is None or isinstance(value, str | int | bool)
    return value


def load(kind: Any, data: Any, place: Place) -> Any:
    """Return a value of a type from what JSON holds; `place` stands for the places left out.

    Raises ValueError, TypeError or KeyError if it is no such value.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), data, place)
    if origin is tuple:
        return tuple(load(get_args(kind)[0], each, place) for each in _checked(list, data))
    if origin is not None:
        value_kind = get_args(kind)[1]
        return {n: load(value_kind, each, place) for n, each in _checked(dict, data).items()}
    if is_dataclass(kind):
        return _dataclass(kind, _checked(dict, data), place)
    if issubclass(kind, Enum):
        return kind(data)
    if kind is Decimal:
        return Decimal(_checked(str, data))
    return _checked(kind, data)


def _default(field: Any) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _dataclass(kind: Any, data: dict[str, Any], place: Place) -> Any:
    if data.get(_NAME) != kind.__name__:
        raise ValueError(f"{data.get(_NAME)} is no {kind.__name__}")
    hints = get_type_hints(kind)
    given = {name: load(hints[name], data[name], place) for name in data if name != _NAME}
    if hints.get("place") is Place:
        given["place"] = place
    return kind(**given)


def _one_of(kinds: tuple[Any, ...], data: Any, place: Place) -> Any:
    """Return the value of that type of a union which it is."""
    if data is None and NoneType in kinds:
        return None
    for kind in kinds:
        if isinstance(data, dict):
            if is_dataclass(kind) and data.get(_NAME) == getattr(kind, "__name__", ""):
                return load(kind, data, place)
        elif kind is not NoneType and not is_dataclass(kind):
            return load(kind, data, place)
    raise ValueError(str(data)[:40])


def _checked(kind: Any, data: Any) -> Any:
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise TypeError(f"{kind.__name__} is due, not {str(data)[:40]}")
    return data
