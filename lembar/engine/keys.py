"""Name values by all that they hold: what is made from equal values has the same name.

Places are left out: they say where something was written, and no document shows it.
"""

import hashlib
import io
import pickle
from typing import Any

from lembar.errors import Place


class _Whole(pickle.Pickler):
    """Write a value without looking at which of its parts are one object.

    Python shares equal texts as it likes, and the usual way writes a shared one once.
    """

    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, 5)
        self.fast = True


class _WithoutPlaces(_Whole):
    dispatch_table = {Place: lambda place: (Place, ("",))}  # noqa: RUF012 (Pickler asks for it)


def key(*parts: Any) -> str:
    """Return the name of values, whatever places they hold."""
    return _digest(parts, _WithoutPlaces)


def placed_key(*parts: Any) -> str:
    """Return the name of values together with the places that they hold."""
    return _digest(parts, _Whole)


def _digest(parts: tuple[Any, ...], kind: type[_Whole]) -> str:
    file = io.BytesIO()
    kind(file).dump(parts)
    return hashlib.sha256(file.getbuffer()).hexdigest()
