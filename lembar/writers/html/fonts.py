"""Cut the theme's fonts down to the characters a page uses and hold them as data URIs."""

import base64
import io

from lembar.course.theme import FontFace, Theme
from lembar.writers.contract import Assets

# Always in a subset, so that most pages of a course share one: Basic Latin, Latin-1, punctuation.
_SIGNS = "–—‘’“”„•…‹›′″←↑→↓−×÷±≈≠≤≥√∞π°½¼¾⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉☐☑✓ıŁłŒœŠšŽž"
_BASE = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, _SIGNS)])
_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "tnum", "onum"]
_WEIGHTS = (400, 700)
_SVG = "http://www.w3.org/2000/svg"


def font_faces(text: str, theme: Theme, assets: Assets, italics: bool = True) -> str:
    """Return @font-face rules for the families that the theme uses, cut to `text`."""
    used = (theme.tokens.serif, theme.tokens.sans)
    characters = _BASE | frozenset(map(ord, text))
    faces = [f for f in theme.fonts if f.family in used and (italics or not f.italic)]
    return "\n".join(_rule(face, characters, assets) for face in faces)


def with_fonts(svg: bytes, theme: Theme, assets: Assets) -> bytes:
    """Return a drawing that carries the theme's letters it uses: an <img> sees no page's fonts."""
    from lxml import etree

    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    text = "".join(root.itertext())
    source = svg.decode("utf-8", "replace")
    faces = [f for f in theme.fonts if f.family in source and (not f.italic or "italic" in source)]
    if not text.strip() or not faces:
        return svg
    # The same cut serves nearly every drawing: making one takes longer than the letters weigh.
    characters = _BASE | frozenset(ord(c) for c in text if c.isprintable())
    for each in root.iter(etree.Element):
        if each.get("font-family"):
            each.set("font-family", _quoted(each.get("font-family")))
    style = etree.Element(f"{{{_SVG}}}style")
    style.text = "".join(_rule(face, characters, assets) for face in faces)
    root.insert(0, style)
    result: bytes = etree.tostring(root)
    return result


def _quoted(families: str) -> str:
    """Quote names of families: without quotes, a digit in one makes browsers drop them all."""
    names = [name.strip().strip("\"'") for name in families.split(",")]
    return ", ".join(f"'{name}'" if " " in name else name for name in names)


def _rule(face: FontFace, characters: frozenset[int], assets: Assets) -> str:
    content = assets[face.asset]
    content = _subset(content, face.asset, characters & _held(face.asset, content))
    encoded = base64.b64encode(content).decode("ascii")
    style = "italic" if face.italic else "normal"
    weight = "400 700" if " " in face.weight else face.weight
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{style};font-weight:{weight};'
        f'src:url("data:font/woff2;base64,{encoded}") format("woff2")}}'
    )


_characters: dict[str, frozenset[int]] = {}
_cache: dict[tuple[str, frozenset[int]], bytes] = {}


def _held(name: str, content: bytes) -> frozenset[int]:
    """Return the characters that a font has."""
    from fontTools.ttLib import TTFont

    if name not in _characters:
        font = TTFont(io.BytesIO(content), lazy=True)
        _characters[name] = frozenset(font.getBestCmap())
    return _characters[name]


def _subset(content: bytes, name: str, characters: frozenset[int]) -> bytes:
    """Return a font cut to characters, as WOFF2."""
    key = (name, characters)
    if key not in _cache:
        if len(_cache) > 256:
            _cache.clear()
        _cache[key] = _cut(content, characters)
    return _cache[key]


def _cut(content: bytes, characters: frozenset[int]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(io.BytesIO(content), recalcTimestamp=False, lazy=True)
    options = subset.Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    options.drop_tables += ["meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(characters))
    cutter.subset(font)
    axes = {axis.axisTag: axis for axis in font["fvar"].axes} if "fvar" in font else {}
    limits: dict[str, object] = {tag: a.defaultValue for tag, a in axes.items() if tag != "wght"}
    if "wght" in axes and (axes["wght"].minValue, axes["wght"].maxValue) != _WEIGHTS:
        limits["wght"] = _WEIGHTS
    if limits:
        font = instancer.instantiateVariableFont(font, limits)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target, reorderTables=False)
    return target.getvalue()
