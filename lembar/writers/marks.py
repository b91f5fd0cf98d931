"""Draw numbered marks on pictures: white discs with a black ring, as large on paper as print.

A picture and its marks become one drawing of the width at which it is printed, before any writer
sees the sheet. What no one is to read of a picture (titles, names of its parts) is left out.
"""

import base64
import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from typing import Any

from lembar.course.theme import Theme
from lembar.course.tree import Element, Node, walk
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.raster import natural_size

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MM = 25.4 / 72  # of a point
_PIXEL = 25.4 / 96  # millimetres
_BESIDE = 34.0  # millimetres that a question's number, points and parts take
_OUTER_GAP = 6.0
_WIDE, _NARROW, _TALL = 120.0, 80.0, 100.0  # millimetres
_SMALLEST = 9.0  # points of a digit
_ON_SLIDE, _ON_SCREEN = 2.0, 1.3  # times as large
_MEDIA = {"png": "image/png", "jpg": "image/jpeg"}
_NAMES = ("id", "class")
_SELECTOR = re.compile(r"[^{}]+(?=\{)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_HIDDEN = re.compile(r"(?:^|;)\s*display\s*:\s*none\b")
_SAID = frozenset({"title", "desc", "metadata"})


def with_marks(sheet: Sheet, theme: Theme, assets: Assets, on_screen: bool) -> tuple[Sheet, Assets]:
    """Return the sheet with its marked pictures drawn, and the assets with these drawings."""
    if not any(each.get("marks") for each in walk((sheet.root,))):
        return sheet, assets
    drawing = _Drawing(_room(sheet, theme, on_screen), theme, assets, {})
    root = drawing.drawn(sheet.root)
    assert isinstance(root, Element)
    return replace(sheet, root=root), ChainMap(drawing.made, assets)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Room:
    """Hold how wide a picture can be, and how tall and large marks are, in mm and points."""

    width: float
    digits: float
    slide: bool


def _room(sheet: Sheet, theme: Theme, on_screen: bool) -> _Room:
    tokens = theme.tokens
    digits = max(_SMALLEST, tokens.sizes["note"])
    if any(each.tag == "slide" for each in walk((sheet.root,))):
        return _Room(tokens.slide["width"] - 2 * tokens.slide["margin"], digits * _ON_SLIDE, True)
    paper = tokens.papers[sheet.paper].turned(sheet.landscape).width
    outer = tokens.outer_column + _OUTER_GAP if sheet.outer else 0
    free = paper - tokens.margins["left"] - tokens.margins["right"] - outer - _BESIDE
    return _Room(free, digits * (_ON_SCREEN if on_screen else 1), False)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draw the marked pictures of a sheet; `made` collects them."""

    room: _Room
    theme: Theme
    assets: Assets
    made: dict[str, bytes]

    def drawn(self, node: Node, asked: str = "") -> Node:
        """Return a node with the marked pictures in it drawn; a figure gets their width."""
        if isinstance(node, str):
            return node
        if node.tag == "img":
            return self._picture(node, node.get("width") or asked) if node.get("marks") else node
        asked = node.get("width") if node.tag == "figure" else ""
        made = node.with_children(self.drawn(each, asked) for each in node.children)
        if node.tag == "figure" and made != node:
            width = next(c.get("width") for c in made.children if isinstance(c, Element))
            made = made.with_attributes(width=width)
        return made

    def _picture(self, image: Element, asked: str) -> Element:
        """Return a picture with its marks as one drawing of the store."""
        source = image.get("src").removeprefix("asset:")
        content, extension = self.assets[source], source.rpartition(".")[2]
        wide, high = _natural(content, extension)
        width = self._width(asked, wide, high)
        height = width * high / wide
        places = [_place(each) for each in image.get("marks").split(";")]
        shown = _nested(content, wide, high) if extension == "svg" else _embedded(content)
        drawing = _composed(shown, width, height, places, self.room.digits, self.theme)
        name = f"{sha256(drawing).hexdigest()}.svg"
        self.made[name] = drawing
        share = f"{width / self.room.width * 100:.4g}%" if self.room.slide else f"{width:.5g}mm"
        kept = {k: v for k, v in image.attributes.items() if k not in ("marks", "width", "src")}
        return Element("img", kept | {"src": f"asset:{name}", "width": share}, (), image.place)

    def _width(self, asked: str, wide: float, high: float) -> float:
        """Return the width in millimetres at which a picture is printed."""
        room = self.room.width
        if asked.endswith("%"):
            return room * float(asked.removesuffix("%")) / 100
        times = room / _WIDE if self.room.slide else 1.0
        natural = min(max(wide * _PIXEL, _NARROW), _WIDE) * times
        return min(natural, room, _TALL * wide / high)


def _place(text: str) -> tuple[float, float]:
    across, down = text.split(",")
    return float(across) / 100, float(down) / 100


def _natural(content: bytes, extension: str) -> tuple[float, float]:
    """Return the size of a picture in pixels of 1/96 inch."""
    if extension == "svg":
        return natural_size(content)
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as image:
        wide, high = ImageOps.exif_transpose(image).size
        return float(wide), float(high)


def _composed(
    shown: Any,
    width: float,
    height: float,
    places: list[tuple[float, float]],
    digits: float,
    theme: Theme,
) -> bytes:
    """Return a drawing in points: the picture, and the marks upon it."""
    from lxml import etree

    wide, high = round(width / _MM, 2), round(height / _MM, 2)
    root = etree.Element(
        f"{{{_SVG}}}svg",
        nsmap={None: _SVG},
        width=f"{width / _PIXEL:.5g}",
        height=f"{height / _PIXEL:.5g}",
        viewBox=f"0 0 {wide:g} {high:g}",
    )
    shown.set("x", "0")
    shown.set("y", "0")
    shown.set("width", f"{wide:g}")
    shown.set("height", f"{high:g}")
    root.append(shown)
    for number, (across, down) in enumerate(places, 1):
        for each in _mark(str(number), across * wide, down * high, (wide, high), digits, theme):
            root.append(each)
    result: bytes = etree.tostring(root)
    return result


def _mark(
    text: str,
    across: float,
    down: float,
    size: tuple[float, float],
    digits: float,
    theme: Theme,
) -> Iterator[Any]:
    """Yield the disc and the digits of a mark, moved in where it would be cut off.

    Styles stand on the elements themselves: a picture may have rules for all circles and texts.
    """
    from lxml import etree

    radius = digits * (0.56 + 0.24 * len(text))
    across, down = (
        min(max(at, radius + 1), most - radius - 1) for at, most in zip((across, down), size)
    )
    disc = "fill:#ffffff;fill-opacity:1;stroke:#000000;stroke-width:1;stroke-dasharray:none"
    yield etree.Element(
        f"{{{_SVG}}}circle", cx=f"{across:.2f}", cy=f"{down:.2f}", r=f"{radius:.2f}", style=disc
    )
    written = etree.Element(
        f"{{{_SVG}}}text",
        {
            "x": f"{across:.2f}",
            "y": f"{down + digits * 0.33:.2f}",
            "font-family": f"'{theme.tokens.sans}', sans-serif",
            "font-size": f"{digits:g}",
            "font-weight": "700",
            "text-anchor": "middle",
            "style": f"font-size:{digits:g}px;font-weight:700;fill:#000000;stroke:none",
        },
    )
    written.text = text
    yield written


def _embedded(content: bytes) -> Any:
    """Return a bitmap as an element of a drawing: upright, and without what a camera noted."""
    from lxml import etree
    from PIL import Image, ImageOps

    with Image.open(BytesIO(content)) as image:
        kind = "png" if image.format != "JPEG" else "jpg"
        upright = ImageOps.exif_transpose(image)
        upright.info.pop("comment", None)  # it would be written again
        target = BytesIO()
        if kind == "jpg":
            upright.save(target, "JPEG", quality=92)
        else:
            upright.save(target, "PNG")
    encoded = base64.b64encode(target.getvalue()).decode("ascii")
    address = f"data:{_MEDIA[kind]};base64,{encoded}"
    made = etree.Element(f"{{{_SVG}}}image", {_HREF: address}, nsmap={"xlink": _HREF[1:-5]})
    made.set("preserveAspectRatio", "none")
    return made


def _nested(content: bytes, wide: float, high: float) -> Any:
    """Return an SVG as an element of a drawing, without what its author calls its parts."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {wide:g} {high:g}")
    for each in list(root.iter()):
        if etree.QName(each).localname in _SAID and each.getparent() is not None:
            _drop(each)
    for each in [e for e in root.iter(f"{{{_SVG}}}text") if _hidden(e)]:
        _drop(each)
    for kind in _NAMES:
        _rename(root, kind)
    for each in root.iter():
        for name in list(each.attrib):
            if name.startswith(("data-", "aria-")) or (name[0] == "{" and name != _HREF):
                del each.attrib[name]
    etree.cleanup_namespaces(root)
    return root


def _hidden(each: Any) -> bool:
    """Say whether an element stands on a layer that is not shown: of an answer, say."""
    return any(
        e.get("display") == "none" or _HIDDEN.search(e.get("style") or "")
        for e in (each, *each.iterancestors())
    )


def _drop(each: Any) -> None:
    """Take an element out, and leave the text that follows it."""
    parent, before = each.getparent(), each.getprevious()
    if each.tail and before is not None:
        before.tail = (before.tail or "") + each.tail
    elif each.tail:
        parent.text = (parent.text or "") + each.tail
    parent.remove(each)


def _rename(root: Any, kind: str) -> None:
    """Give ids, or classes, names that say nothing, wherever they are used."""
    names: dict[str, str] = {}
    for each in root.iter():
        for name in (each.get(kind) or "").split():
            names.setdefault(name, f"{kind[0]}{len(names) + 1}")
    sign = r"\." if kind == "class" else "#"
    for each in root.iter(f"{{{_SVG}}}style"):
        each.text = _COMMENT.sub("", each.text or "")
        for rule in _SELECTOR.findall(each.text):
            for name in re.findall(rf"{sign}([A-Za-z_][\w-]*)", rule):
                names.setdefault(name, f"{kind[0]}{len(names) + 1}")
    for each in root.iter():
        if each.get(kind):
            each.set(kind, " ".join(names[n] for n in each.get(kind).split()))
    if not names:
        return
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    named = rf"({known})(?![\w-])"
    # An id may look like a colour: elsewhere, #fade is one.
    selected = re.compile(f"({sign}){named}")
    used = re.compile(rf"(^#|url\(\s*[\"']?#){named}")

    def renamed(found: re.Match[str]) -> str:
        return found[1] + names[found[2]]

    for each in root.iter():
        if each.tag == f"{{{_SVG}}}style" and each.text:
            each.text = _SELECTOR.sub(lambda rule: selected.sub(renamed, rule[0]), each.text)
        if kind == "class":
            continue
        if each.tag == f"{{{_SVG}}}style" and each.text:
            each.text = used.sub(renamed, each.text)
        for name, value in each.attrib.items():
            if "url(" in value or name in ("href", _HREF):
                each.set(name, used.sub(renamed, value))
