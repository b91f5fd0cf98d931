"""Place pictures of the asset store, and codes drawn as such."""

import re
from io import BytesIO

from lembar.course.tree import Element
from lembar.writers.codes import bitmap, squares
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.themepart import a
from lembar.writers.docx.units import emu, to_mm
from lembar.writers.docx.xml import element, w, when
from lembar.writers.raster import natural_size, png

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_PIXEL = 25.4 / 96
_POINT = 25.4 / 72
_AS_IS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif"}
_LENGTH = re.compile(r"([\d.]+)\s*(%|mm|cm|px|pt|em|)")
_TALLEST = 0.8  # of the text's height: room for a caption


def picture(build: Build, el: Element, at: At, width: str = "", highest: float = 0) -> str:
    """Return an `img` as a run; `width` is what its figure asks for, `highest` a limit in mm."""
    name = el.get("src").removeprefix("asset:")
    content = build.assets[name]
    extension = name.rpartition(".")[2]
    wide, high = _natural(content, extension)
    limit = to_mm(at.free)
    width = width or el.get("width")
    asked = _asked(width, limit, at.size) * _growth(build, width)
    shown = min(asked or min(wide, limit), limit)
    tallest = highest or to_mm(build.page.depth) * _TALLEST
    shown = min(shown, tallest * wide / high)
    if extension == "svg":
        content, extension = png(content, shown, build.theme, build.assets), "png"
    elif extension not in _AS_IS:
        content, extension = _converted(content), "png"
    return w(
        "r",
        _drawing(build, at, content, _AS_IS[extension], shown, shown * high / wide, el.get("alt")),
    )


def code_picture(build: Build, at: At, text: str, alt: str, side: float) -> str:
    """Return a QR code as a run, `side` millimetres wide with the white around it."""
    rows = squares(text)
    return w("r", _drawing(build, at, bitmap(rows), "png", side, side, alt))


def _natural(content: bytes, extension: str) -> tuple[float, float]:
    """Return the size of a picture in millimetres; a bitmap is meant for 150 dpi at least."""
    if extension == "svg":
        wide, high = natural_size(content)
        return wide * _PIXEL, high * _PIXEL
    from PIL import Image

    with Image.open(BytesIO(content)) as image:
        return image.width * 25.4 / 150, image.height * 25.4 / 150


def _converted(content: bytes) -> bytes:
    """Return a picture of a kind that Word doesn't read as PNG."""
    from PIL import Image

    target = BytesIO()
    with Image.open(BytesIO(content)) as image:
        image.save(target, "PNG")
    return target.getvalue()


def _growth(build: Build, width: str) -> float:
    """Return how much a picture grows: words on it do with those beside them."""
    with_type = width.strip().endswith("em")
    return 1.0 if with_type else max(1.0, build.tokens.setting.scale)


def _asked(width: str, limit: float, size: float) -> float:
    """Return a width that is asked for in millimetres; 0 if none is."""
    found = _LENGTH.fullmatch(width.strip())
    if not found:
        return 0.0
    units = {
        "%": limit / 100,
        "mm": 1.0,
        "cm": 10.0,
        "px": _PIXEL,
        "pt": _POINT,
        "em": size * _POINT,
        "": _PIXEL,
    }
    return float(found[1]) * units[found[2]]


def _drawing(
    build: Build, at: At, content: bytes, extension: str, wide: float, high: float, alt: str
) -> str:
    """Return an inline drawing; sizes are millimetres."""
    build.drawings += 1
    number = build.drawings
    target = build.picture(content, extension)
    relation = build.relate(at.part, _IMAGE, target)
    size = {"cx": max(1, emu(wide)), "cy": max(1, emu(high))}
    named = {"id": number, "name": f"Picture {number}", "descr": alt}
    return w(
        "drawing",
        element(
            "wp:inline",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
            element("wp:extent", size),
            element("wp:docPr", named, when(not alt, decorative())),
            element("wp:cNvGraphicFramePr", {}, a("graphicFrameLocks", noChangeAspect=1)),
            a("graphic", a("graphicData", _pic(number, relation, size), uri=_PICTURE)),
        ),
    )


def _pic(number: int, relation: str, size: dict[str, int]) -> str:
    return element(
        "pic:pic",
        {},
        element(
            "pic:nvPicPr",
            {},
            element("pic:cNvPr", {"id": number, "name": f"Picture {number}"}),
            element("pic:cNvPicPr", {}),
        ),
        element(
            "pic:blipFill",
            {},
            element("a:blip", {"r:embed": relation}),
            a("stretch", a("fillRect")),
        ),
        element(
            "pic:spPr",
            {},
            a("xfrm", a("off", x=0, y=0), element("a:ext", size)),
            a("prstGeom", a("avLst"), prst="rect"),
        ),
    )


def decorative() -> str:
    """Mark a picture as one that says nothing."""
    inside = element("adec:decorative", {"xmlns:adec": _DECORATIVE, "val": 1})
    return a("extLst", a("ext", inside, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))
