"""Cut the theme's fonts down to the characters a page uses and hold them as data URIs."""

import base64

from lembar.course.theme import FontFace, Theme
from lembar.writers.contract import Assets
from lembar.writers.cuts import characters_of, faces_for, families, weights, woff2
from lembar.writers.drawings import directed

# Always in a subset, so that most pages of a course share one: Basic Latin, Latin-1, punctuation.
_SIGNS = "–—‘’“”„•…‹›′″←↑→↓−×÷±≈≠≤≥√∞π°½¼¾⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉☐☑✓ıŁłŒœŠšŽž"
_BASE = frozenset([*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, _SIGNS)])
_SVG = "http://www.w3.org/2000/svg"


def font_faces(text: str, theme: Theme, assets: Assets, italics: bool = True) -> str:
    """Return @font-face rules for the families that the theme uses, cut to `text`."""
    characters = _BASE | frozenset(map(ord, text))
    serif, sans = families(theme, theme.fonts)
    used = {*serif, *sans, theme.tokens.heading}
    faces = [f for f in faces_for(text, theme) if f.family in used and (italics or not f.italic)]
    return "\n".join(_rule(face, characters, theme, assets) for face in faces)


def with_fonts(svg: bytes, theme: Theme, assets: Assets) -> bytes:
    """Return a drawing that carries the theme's letters it uses: an <img> sees no page's fonts."""
    from lxml import etree

    svg = directed(svg)
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
    style.text = "".join(_rule(face, characters, theme, assets) for face in faces)
    root.insert(0, style)
    result: bytes = etree.tostring(root)
    return result


def _quoted(families: str) -> str:
    """Quote names of families: without quotes, a digit in one makes browsers drop them all."""
    names = [name.strip().strip("\"'") for name in families.split(",")]
    return ", ".join(f"'{name}'" if " " in name else name for name in names)


def _rule(face: FontFace, characters: frozenset[int], theme: Theme, assets: Assets) -> str:
    content = woff2(face, characters & characters_of(face, assets), theme, assets)
    encoded = base64.b64encode(content).decode("ascii")
    style = "italic" if face.italic else "normal"
    used = weights(face, theme)
    weight = f"{min(used)} {max(used)}" if len(used) > 1 else f"{used[0]}"
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{style};font-weight:{weight};'
        f'src:url("data:font/woff2;base64,{encoded}") format("woff2")}}'
    )
