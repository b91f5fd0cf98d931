"""Cut fonts: fixed weights out of a variable font, or only the characters that a page uses.

HarfBuzz does the cutting: what it does in milliseconds takes fontTools seconds a weight.
"""

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from lembar.course.scripts import is_latin, scripts_in
from lembar.course.theme import FontFace, Theme
from lembar.writers.contract import Assets
from lembar.writers.kept import kept

Axes = tuple[tuple[str, float], ...]
_FEATURES = (
    *("kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "onum"),
    # What joins letters, and puts marks on them.
    *("isol", "init", "medi", "fina", "rlig", "calt", "rclt", "curs", "mset", "rtlm"),
)
_FEATURE_TAGS = tuple(int.from_bytes(name.encode(), "big") for name in _FEATURES)
_NAMES = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def faces_for(text: str, theme: Theme) -> tuple[FontFace, ...]:
    """Return the faces that a text is set with: a script's only where signs of it occur."""
    wanted = scripts_in(text) | {""}
    return tuple(face for face in theme.fonts if face.script in wanted)


def families(
    theme: Theme, faces: Iterable[FontFace], first: str = ""
) -> tuple[list[str], list[str]]:
    """Return the serif and the sans, each with the families that show the signs it lacks.

    Those are the families of scripts, and the others that the theme has fonts of.

    The families of the script `first` lead: they have the spaces and signs of its text.
    """
    present = {face.script for face in faces} & set(theme.tokens.scripts)
    serif, sans = [theme.tokens.serif], [theme.tokens.sans]
    for tag in sorted(present):
        script, at = theme.tokens.scripts[tag], 0 if tag == first else 1
        serif.insert(at, script.serif)
        sans.insert(at, script.sans)
    others = dict.fromkeys(each.family for each in faces if not each.script)
    rest = [family for family in others if family not in (serif[0], sans[0], *serif, *sans)]
    return serif + rest, sans + rest


def heading_families(theme: Theme, faces: Iterable[FontFace], first: str = "") -> list[str]:
    """Return the family of headings, with those that show the signs it lacks."""
    serif, sans = families(theme, faces, first)
    tokens = theme.tokens
    if tokens.heading == tokens.serif:
        return [*serif, *sans]
    swapped = [tokens.heading if each == tokens.sans else each for each in sans]
    return [*dict.fromkeys((*swapped, *sans, *serif))]


def weights(face: FontFace, theme: Theme) -> tuple[int, ...]:
    """Return the weights of a face that the theme uses: one, if the font has but one."""
    return theme.tokens.weights if " " in face.weight else (int(face.weight),)


def fixed(face: FontFace, weight: int, theme: Theme, assets: Assets) -> bytes:
    """Return one weight of a face, in the optical size of running text, under its family's name."""
    axes = (("wght", float(weight)), ("opsz", theme.tokens.sizes["text"]))
    return _fixed(_Source(face.asset, assets[face.asset]), face, weight, axes)


def woff2(face: FontFace, characters: frozenset[int], theme: Theme, assets: Assets) -> bytes:
    """Return a face cut to characters, as WOFF2; a variable one keeps the theme's weights."""
    all_weights = weights(face, theme)
    span = (float(min(all_weights)), float(max(all_weights)))
    return _woff2(_Source(face.asset, assets[face.asset]), characters, span, face.scale)


def characters_of(face: FontFace, assets: Assets) -> frozenset[int]:
    """Return the characters that a font has; one for a script leaves Latin to the others."""
    found = _characters(_Source(face.asset, assets[face.asset]))
    return _without_latin(found) if face.script else found


class _Source:
    """Carry a font's bytes into a cache that goes by the font's name, which is its hash."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=64)
def _characters(source: _Source) -> frozenset[int]:
    import uharfbuzz

    return frozenset(uharfbuzz.Face(source.content).unicodes)


@lru_cache(maxsize=8)
def _without_latin(characters: frozenset[int]) -> frozenset[int]:
    return frozenset(each for each in characters if not is_latin(chr(each)))


@lru_cache(maxsize=64)
def _fixed(source: _Source, face: FontFace, weight: int, axes: Axes) -> bytes:
    def cut() -> bytes:
        reached = _without_latin(_characters(source)) if face.script else None
        return _named(_cut(source.content, dict(axes), None, None, reached), face, weight)

    return kept(cut, source.name, face, weight, axes)


@lru_cache(maxsize=256)
def _woff2(
    source: _Source, characters: frozenset[int], span: tuple[float, float], scale: float
) -> bytes:
    def packed() -> bytes:
        from fontTools.ttLib import TTFont

        content = _cut(source.content, {}, span, characters)
        font = TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
        _enlarge(font, scale)
        font.flavor = "woff2"
        target = io.BytesIO()
        font.save(target, reorderTables=False)
        return target.getvalue()

    return kept(packed, source.name, sorted(characters), span, scale)


def _cut(
    content: bytes,
    pins: Mapping[str, float],
    span: tuple[float, float] | None,
    characters: frozenset[int] | None,
    reached: frozenset[int] | None = None,
) -> bytes:
    """Return a font with axes pinned, its weights kept within `span`, and `characters` alone.

    `reached` keeps every glyph, and says which characters lead to one.
    """
    import uharfbuzz

    face = uharfbuzz.Face(content)
    order = uharfbuzz.SubsetInput()
    if characters is None:
        order.keep_everything()
        if reached is not None:
            order.unicode_set.set(reached)
    else:
        order.unicode_set.set(characters)
        order.layout_feature_tag_set.set(_FEATURE_TAGS)
        order.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    for axis in face.axis_infos:
        low, high = axis.min_value, axis.max_value
        if axis.tag in pins:
            order.pin_axis_location(face, axis.tag, min(max(pins[axis.tag], low), high))
        elif axis.tag == "wght" and span is not None and span[0] < span[1]:
            middle = min(max(axis.default_value, span[0]), span[1])
            order.set_axis_range(face, "wght", max(span[0], low), min(span[1], high), middle)
        else:
            order.pin_axis_to_default(face, axis.tag)
    return bytes(uharfbuzz.subset(face, order).blob.data)


def _enlarge(font: Any, scale: float) -> None:
    """Make all signs of a font larger: fewer of its units go into an em."""
    if scale != 1:
        font["head"].unitsPerEm = round(font["head"].unitsPerEm / scale)


def _named(content: bytes, face: FontFace, weight: int) -> bytes:
    """Return a font that goes by the name of its family alone, and by its weight."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    font["OS/2"].usWeightClass = weight
    _enlarge(font, face.scale)
    style = _NAMES.get(weight, str(weight))
    for number, text in ((1, face.family), (2, style), (16, face.family), (17, style)):
        font["name"].setName(text, number, 3, 1, 0x409)
    target = io.BytesIO()
    font.save(target, reorderTables=False)
    return target.getvalue()
