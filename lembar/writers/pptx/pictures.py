"""Make pictures for slides: bitmaps as they are, drawings and formulas as bitmaps."""

import io
import re

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.writers import raster
from lembar.writers.contract import Assets
from lembar.writers.pptx.model import Picture

_PIXEL = 25.4 / 96  # millimetres
_ACROSS = 3840  # pixels of a projector with 4K
_MOST = 700_000  # bytes of a drawing, above which it is drawn less finely
_FINE = (1.0, 0.75, 0.5, 0.35)
_SIGNS = re.compile(rb"<(?:\w+:)?(?:text|style|image|foreignObject|script|filter)[\s>]")
_LARGEST = 200_000  # bytes of a drawing that goes along as it is
_ORIENTATION = 0x0112  # of Exif: how a camera was held
_EMBEDDED = frozenset({"PNG", "JPEG", "GIF"})


def picture(node: Element, theme: Theme, assets: Assets, width: str = "") -> Picture:
    """Return the picture of an img; `width` is the figure's and a share of the slide's room."""
    name = node.get("src").removeprefix("asset:")
    content = assets[name]
    wanted = _share(node.get("width") or width, theme)
    if name.lower().endswith(".svg"):
        wide, high = (v * _PIXEL for v in raster.natural_size(content))
        across = wanted or wide
        drawn = _drawn(content, across, high / wide, theme, assets)
        return Picture(
            drawn, across, high * across / wide, node.get("alt"), drawing=_everywhere(content)
        )
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
    return Picture(drawn, wide, high, made.alt, tex=tex)


def _drawn(svg: bytes, width: float, ratio: float, theme: Theme, assets: Assets) -> bytes:
    """Return a drawing as PNG: each dot of a projector with 4K is one of the picture."""
    slide = theme.tokens.slide
    dpi = _ACROSS / slide["width"] * 25.4
    most = min(width, slide["width"], slide["height"] / max(ratio, 1e-6))
    drawn = b""
    for share in _FINE:
        drawn = raster.png(svg, most, theme, assets, dpi=round(dpi * share))
        if len(drawn) <= _MOST:
            break
    return drawn


def _everywhere(svg: bytes) -> bytes:
    """Return a drawing that looks the same in every program: one without letters and styles."""
    return b"" if _SIGNS.search(svg) or len(svg) > _LARGEST else svg


def _share(width: str, theme: Theme) -> float:
    """Return a width in millimetres; 0 if none is given."""
    found = re.fullmatch(r"([\d.]+)(%|mm)", width)
    if not found:
        return 0.0
    room = theme.tokens.slide["width"] - 2 * theme.tokens.slide["margin"]
    return float(found[1]) * (room / 100 if found[2] == "%" else 1)


def _bitmap(content: bytes) -> tuple[bytes, float, float]:
    """Return a bitmap that PowerPoint reads, with its size in millimetres."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as image:
        wide, high = image.width * _PIXEL, image.height * _PIXEL
        small = image.width <= _ACROSS and image.height <= _ACROSS
        upright = image.getexif().get(_ORIENTATION, 1) == 1
        if image.format in _EMBEDDED and ((small and upright) or image.format == "GIF"):
            return content, wide, high
        turned = ImageOps.exif_transpose(image)
        wide, high = turned.width * _PIXEL, turned.height * _PIXEL
        turned.thumbnail((_ACROSS, _ACROSS))
        target = io.BytesIO()
        if image.format == "JPEG":
            turned.convert("RGB").save(target, "JPEG", quality=88)
        else:
            turned.convert("RGBA").save(target, "PNG")
        return target.getvalue(), wide, high
