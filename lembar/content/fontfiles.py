"""Read font files: of a package, or of a theme's own folder; each tells its weight and slope."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lembar.errors import Place, Problems, nearest

_ENDINGS = (".ttf", ".otf")
_KINDS = (b"\x00\x01\x00\x00", b"OTTO", b"true")


@dataclass(frozen=True, slots=True)
class Cut:
    """Hold one font file; a variable one has a range of weights ("200 900")."""

    content: bytes
    ending: str
    weight: str
    italic: bool


def cuts_in(folder: Path, weights: tuple[int, ...]) -> list[Cut]:
    """Return the fonts of a package: of fixed weights, those that are used."""
    every = [
        Cut(
            content,
            path.suffix,
            "200 900" if "wght" in path.name else _weight(content),
            "Italic" in path.name,
        )
        for path in sorted(folder.glob("*.ttf"))
        for content in (path.read_bytes(),)
    ]
    return _used(every, weights)


def cuts_of(
    folder: Path, source: str, place: Place, weights: tuple[int, ...], problems: Problems
) -> list[Cut]:
    """Return the fonts that a theme has as files: a file, a folder, or a pattern under fonts/.

    Reports what leads nowhere, or out of the theme, and what is no TrueType or OpenType font.
    """
    home = folder.resolve()
    found = folder / source
    paths: Iterable[Path] = sorted(found.iterdir()) if found.is_dir() else ()
    if not paths and ".." not in Path(source).parts:
        paths = sorted(folder.glob(source))
    chosen = [each for each in paths if each.suffix.lower() in _ENDINGS and each.is_file()]
    chosen = [each for each in chosen if each.resolve().is_relative_to(home)]
    if not chosen:
        there = [
            each.relative_to(folder).as_posix()
            for each in sorted((folder / "fonts").rglob("*"))
            if each.suffix.lower() in _ENDINGS
        ]
        near = nearest(source, there)
        hint = "did-you-mean" if near else "font-file-missing"
        problems.add("font-file-missing", place, hint, path=source, nearest=near)
    cuts = []
    for path in chosen:
        content = path.read_bytes()
        if content[:4] not in _KINDS or not _whole(content):
            problems.add("no-font", place, "no-font", path=path.name)
            continue
        weight = _range(content) or _weight(content)
        cuts.append(Cut(content, path.suffix.lower(), weight, _italic(content)))
    return _used(cuts, weights)


def _used(every: list[Cut], weights: tuple[int, ...]) -> list[Cut]:
    used = [each for each in every if " " in each.weight or int(each.weight) in weights]
    return used or every


def _whole(content: bytes) -> bool:
    """Tell whether a font has the tables that it lists, and signs among them."""
    tables = range(12, 12 + 16 * int.from_bytes(content[4:6], "big"), 16)
    tags = {content[at : at + 4] for at in tables}
    ends = [
        int.from_bytes(content[at + 8 : at + 12], "big")
        + int.from_bytes(content[at + 12 : at + 16], "big")
        for at in tables
    ]
    return bool(tags & {b"glyf", b"CFF ", b"CFF2"}) and max(ends) <= len(content)


def _table(content: bytes, tag: bytes) -> int | None:
    """Return where a table of a font begins."""
    for at in range(12, 12 + 16 * struct.unpack_from(">H", content, 4)[0], 16):
        if content[at : at + 4] == tag:
            return int(struct.unpack_from(">I", content, at + 8)[0])
    return None


def _weight(content: bytes) -> str:
    """Return the weight that a font says it has."""
    start = _table(content, b"OS/2")
    return "400" if start is None else str(struct.unpack_from(">H", content, start + 4)[0])


def _italic(content: bytes) -> bool:
    """Tell whether a font says that it is slanted."""
    start = _table(content, b"OS/2")
    return start is not None and bool(struct.unpack_from(">H", content, start + 62)[0] & 0x201)


def _range(content: bytes) -> str | None:
    """Return the least and the greatest weight of a variable font."""
    start = _table(content, b"fvar")
    if start is None:
        return None
    offset, _, count, size = struct.unpack_from(">4H", content, start + 4)
    for at in range(start + offset, start + offset + count * size, size):
        if content[at : at + 4] == b"wght":
            low, _, high = struct.unpack_from(">3i", content, at + 4)
            return f"{low >> 16} {high >> 16}"
    return None
