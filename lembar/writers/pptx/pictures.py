"""Make pictures for slides: bitmaps as they are, drawings and formulas as bitmaps."""

import io
import re

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.writers import raster
from lembar.writers.contract import Assets
from lembar.writers.pptx.model import Picture

_PIXEL = 25.4 / 96  # millimetres
_DPI = 220  # what a projector or a printed slide shows
_EMBEDDED = frozenset({"PNG", "JPEG", "GIF"})


def picture(node: Element, theme: Theme, assets: Assets, width: str = "") -> Picture:
    """Return the picture of an img; `width` is the figure's and a share of the slide's room."""
    name = node.get("src").removeprefix("asset:")
    content = assets[name]
    wanted = _share(node.get("width") or width, theme)
    if name.lower().endswith(".svg"):
        wide, high = (v * _PIXEL for v in raster.natural_size(content))
        across = wanted or wide
        drawn = raster.png(content, across, theme, assets, dpi=_DPI)
        return Picture(drawn, across, high * across / wide, node.get("alt"))
    content, wide, high = _bitmap(content)
    across = wanted or wide
    return Picture(content, across, high * across / wide, node.get("alt"))


def formula_picture(tex: str, theme: Theme, assets: Assets) -> Picture:
    """Return a formula of a line of its own as a picture, set in the size of a slide's text."""
    from lembar.writers.formulas import formula

    made = formula(tex, True)
    em = theme.tokens.slide["body"] * 1.2 * 25.4 / 72
    wide, high = made.width * em, (made.height + made.depth) * em
    drawn = raster.png(made.svg, wide, theme, assets, dpi=400)
    return Picture(drawn, wide, high, made.alt)


def _share(width: str, theme: Theme) -> float:
    """Return a width in millimetres; 0 if none is given."""
    found = re.fullmatch(r"([\d.]+)(%|mm)", width)
    if not found:
        return 0.0
    room = theme.tokens.slide["width"] - 2 * theme.tokens.slide["margin"]
    return float(found[1]) * (room / 100 if found[2] == "%" else 1)


def _bitmap(content: bytes) -> tuple[bytes, float, float]:
    """Return a bitmap that PowerPoint reads, with its size in millimetres."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        wide, high = image.width * _PIXEL, image.height * _PIXEL
        if image.format in _EMBEDDED:
            return content, wide, high
        target = io.BytesIO()
        image.convert("RGBA").save(target, "PNG")
        return target.getvalue(), wide, high
