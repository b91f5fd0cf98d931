"""Let browsers set formulas: letters with a MATH table, and the marks that MathML Core lacks.

Few systems have a font for mathematics; without one roots, brackets and accents don't grow.
"""

import base64
import html
import re
import unicodedata
from functools import lru_cache

_MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Script and optional sizes; what draws accents flat over capitals.
_FEATURES = tuple(int.from_bytes(name, "big") for name in (b"ssty", b"flac", b"dtls", b"mark"))
_FONT = "STIXTwoMath-Regular.ttf"
_ROOT = "√"  # which an element draws, not a character
_ITALIC_SMALL_H = 0x210E  # has a place of its own
_RULES = """
menclose { position: relative; padding: 0 .06em; }
menclose[notation~="box"] { border: .06em solid; padding: .15em .25em; }
.menclose-updiagonalstrike, .menclose-downdiagonalstrike { position: absolute; inset: 0;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.menclose-updiagonalstrike { background: linear-gradient(to bottom right, STROKE); }
.menclose-downdiagonalstrike { background: linear-gradient(to top right, STROKE); }
""".replace(
    "STROKE",
    "transparent calc(50% - .025em), currentColor calc(50% - .025em) calc(50% + .025em), "
    "transparent calc(50% + .025em)",
)


def math_style(body: str) -> str:
    """Return the style of a page's formulas, or nothing if it has none.

    The theme's style sheets find the family in the variable `--math`.
    """
    formulas = _MATH.findall(body)
    if not formulas:
        return ""
    text = html.unescape(_TAG.sub("", "".join(formulas))) + _ROOT
    encoded = base64.b64encode(_font(frozenset(map(ord, text)))).decode("ascii")
    source = f'url("data:font/woff2;base64,{encoded}") format("woff2")'
    face = f'@font-face{{font-family:"Lembar Math";src:{source}}}'
    return f'{face}\n:root{{--math:"Lembar Math",math}}{_RULES}'


@lru_cache(maxsize=64)
def _font(characters: frozenset[int]) -> bytes:
    """Return STIX Two Math, as ziamath brings it, cut to characters and what they grow into."""
    import io
    from importlib.util import find_spec
    from pathlib import Path

    import uharfbuzz
    from fontTools.ttLib import TTFont

    package = find_spec("ziamath")  # found, not loaded: only its font is needed
    assert package is not None
    assert package.origin is not None
    content = Path(package.origin).with_name("fonts").joinpath(_FONT).read_bytes()
    order = uharfbuzz.SubsetInput()
    order.unicode_set.set(characters | {each for c in characters if (each := _slanted(c))})
    order.layout_feature_tag_set.set(_FEATURES)
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    cut = bytes(uharfbuzz.subset(uharfbuzz.Face(content), order).blob.data)
    font = TTFont(io.BytesIO(cut), recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target, reorderTables=False)
    return target.getvalue()


def _slanted(character: int) -> int | None:
    """Return the sign that a browser shows for a letter that stands for a quantity."""
    if character == ord("h"):
        return _ITALIC_SMALL_H
    name = unicodedata.name(chr(character), "")
    found = re.fullmatch(r"(?:LATIN|GREEK) (CAPITAL|SMALL) LETTER ([A-Z]+)", name)
    if found is None:
        return None
    try:
        return ord(unicodedata.lookup(f"MATHEMATICAL ITALIC {found[1]} {found[2]}"))
    except KeyError:
        return None
