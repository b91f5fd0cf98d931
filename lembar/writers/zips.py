"""Write zip files whose bytes depend on nothing but their parts."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

_TIME = (1980, 1, 1, 0, 0, 0)  # the oldest that a zip can hold
_LEVEL = 6
_FIRST = ("[Content_Types].xml", "_rels/.rels")  # where Office looks first


def pack(
    parts: Iterable[tuple[str, bytes]], mode: int = 0o600, as_they_are: tuple[str, ...] = ()
) -> bytes:
    """Return a zip of the parts, in the order given; `mode` is who may read them unpacked.

    Names that end with one of `as_they_are` are of files that are compressed already.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, content in parts:
            entry = _entry(name, mode)
            if as_they_are and name.endswith(as_they_are):
                entry.compress_type = zipfile.ZIP_STORED
            archive.writestr(entry, content, compresslevel=_LEVEL)
    return target.getvalue()


def repack(content: bytes, change: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return an Office file anew: fixed times, fixed compression, parts in order of name.

    `change` gives other content to some parts.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    for part, made in (change or {}).items():
        parts[part] = made(parts[part])
    return pack((name, parts[name]) for name in sorted(parts, key=_rank))


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _entry(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it tells Windows from the rest
    entry.external_attr = mode << 16
    return entry
