"""Put pictures into JSON, and take them out again."""

from base64 import b64decode, b64encode
from typing import Any


def to_data(picture: bytes | None) -> str | None:
    """Return what JSON can hold."""
    return None if picture is None else b64encode(picture).decode()


def from_data(raw: Any) -> bytes | None:
    """Return a picture. Raises TypeError or ValueError if it isn't one."""
    return None if raw is None else b64decode(raw, validate=True)
