"""Judge presentations by what no validator looks at; text is measured anew, letter by letter.

Nothing of the writer is used here: frames and sizes are looked up in slide, layout and master as
PowerPoint does, and measured with fonts as wide as those of Office.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import ImageFont

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
_PT = 12700
_OF_RUNS = {"lang", "b", "i", "u", "baseline", "dirty"}
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FONTS = Path("/usr/share/fonts/truetype")
_AS_WIDE = {
    "Cambria": ("crosextra", "Caladea"),
    "Times New Roman": ("liberation", "LiberationSerif"),
    "Arial": ("liberation", "LiberationSans"),
}
_JOINED = re.compile("[\u0600-\u06ff]")
_TITLES = ("title", "ctrTitle")
_LINES = {
    "Cambria": 1.18,
    "Times New Roman": 1.15,
    "Trebuchet MS": 1.17,
    "Georgia": 1.14,
    "Arial": 1.15,
}
_TOLERANCE = 1.5  # points


@dataclass(frozen=True)
class Box:
    name: str
    x: float  # points
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Parts:
    """Hold the parts of a file, and find what relates to what."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.content = {name: archive.read(name) for name in archive.namelist()}
        self._roots: dict[str, Any] = {}

    def root(self, name: str) -> Any:
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.content[name])
        return self._roots[name]

    def related(self, name: str, kind: str) -> list[str]:
        folder, file = posixpath.split(name)
        relations = self.root(f"{folder}/_rels/{file}.rels")
        return [
            posixpath.normpath(posixpath.join(folder, each.get("Target")))
            if not each.get("Target").startswith("/")
            else each.get("Target")[1:]
            for each in relations
            if each.get("Type").endswith(f"/{kind}")
        ]

    def slides(self) -> list[str]:
        """Return the slides that the presentation lists, in order."""
        target = {
            each.get("Id"): posixpath.normpath(posixpath.join("ppt", each.get("Target")))
            for each in self.root("ppt/_rels/presentation.xml.rels")
        }
        ids = self.root("ppt/presentation.xml").xpath("//p:sldId/@r:id", namespaces=NS)
        return [target[each] for each in ids]


def faults(content: bytes, teacher: bool = True) -> list[str]:
    """Return what is wrong with a presentation."""
    parts = Parts(content)
    found: list[str] = []
    listed = parts.slides()
    every = {n for n in parts.content if n.startswith("ppt/slides/") and n.endswith(".xml")}
    found += [f"{name} is not listed" for name in sorted(every - set(listed))]
    if not teacher:
        found += [f"{n} in a pupil's file" for n in parts.content if "notesSlide" in n]
    core = parts.root("docProps/core.xml")
    for tag in ("title", "language"):
        if not core.findtext(f".//{{*}}{tag}"):
            found.append(f"core properties say no {tag}")
    for number, name in enumerate(listed, 1):
        found += [f"slide {number}: {fault}" for fault in _of_slide(parts, name)]
    return found


def _of_slide(parts: Parts, name: str) -> Iterator[str]:
    root = parts.root(name)
    size = parts.root("ppt/presentation.xml").find("p:sldSz", NS)
    slide = Box("slide", 0, 0, int(size.get("cx")) / _PT, int(size.get("cy")) / _PT)
    ids = root.xpath("//p:cNvPr[not(ancestor::mc:Fallback)]/@id", namespaces=NS)
    yield from (f"id {i} stands {n} times" for i, n in Counter(ids).items() if n > 1)
    if not any(_kind(s) in _TITLES and words(s).strip() for s in _shapes(root, "p:sp")):
        yield "no title"
    yield from _formatting(root)
    boxes = []
    for shape in _shapes(root, "*"):
        said = shape.find(".//p:cNvPr", NS)
        if shape.tag.endswith(("}pic", "}graphicFrame")) and not (said.get("descr") or "").strip():
            yield f"{said.get('name')} has no words for those who can't see it"
        box = frame(parts, name, shape)
        if box is None:
            yield f"{said.get('name')} stands nowhere"
            continue
        outside = min(box.x, box.y, slide.right - box.right, slide.bottom - box.bottom)
        if outside < -0.1 or box.width <= 0 or box.height <= 0:
            yield f"{box} stands outside the slide"
        held = words(shape).strip() or shape.find(".//m:oMath", NS) is not None
        if shape.find(".//p:ph", NS) is not None and shape.tag.endswith("}sp") and not held:
            yield f"{box.name} is empty"
        if shape.tag.endswith("}sp") and shape.find(".//a:p", NS) is not None:
            high = text_height(parts, name, shape, box.width)
            if high > box.height + _TOLERANCE:
                yield f"{box.name} needs {high:.0f} pt in {box.height:.0f}: {words(shape)[:60]!r}"
        if shape.tag.endswith("}graphicFrame"):
            yield from _table(parts, shape, box, slide)
        if said.find(f".//{_DECORATIVE}") is None:
            boxes.append(box)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            across = min(one.right, other.right) - max(one.x, other.x)
            down = min(one.bottom, other.bottom) - max(one.y, other.y)
            if across > 1 and down > _TOLERANCE:
                yield f"{one} and {other} stand on each other"


def _shapes(root: Any, tag: str) -> list[Any]:
    """Return the shapes as a program sees them that understands equations."""
    found = root.xpath(
        f"/p:sld/p:cSld/p:spTree/{tag} | //p:spTree/mc:AlternateContent/mc:Choice/{tag}",
        namespaces=NS,
    )
    return [s for s in found if s.tag.rpartition("}")[2] in ("sp", "pic", "graphicFrame")]


def _kind(shape: Any) -> str:
    mark = shape.find(".//p:ph", NS)
    return "" if mark is None else mark.get("type") or "obj"


def words(shape: Any) -> str:
    return "".join(shape.xpath(".//a:t/text()", namespaces=NS))


def _formatting(root: Any) -> Iterator[str]:
    """Find letters that say more of themselves than language and stress."""
    for each in root.iter(f"{{{NS['a']}}}rPr"):
        more = set(each.attrib) - _OF_RUNS
        if more == {"sz"} and next(each.iterancestors(f"{{{NS['a']}}}tbl"), None) is not None:
            more = set()  # a table set smaller: no style can hold it
        faces = [f.get("typeface") for f in each.findall("a:latin", NS)]
        colors = [c.get("val") for c in each.findall("a:solidFill/a:schemeClr", NS)]
        other = {c.tag.rpartition("}")[2] for c in each} - {
            "latin",
            "solidFill",
            "hlinkClick",
            "extLst",
        }
        if more or other or set(faces) - {"Consolas"} or set(colors) - {"accent2"}:
            yield f"run formatting: {etree.tostring(each).decode()[:200]}"
        if not each.get("lang"):
            yield "a run names no language"


def _chain(parts: Parts, slide: str, shape: Any) -> list[Any]:
    """Return the shape, the layout's placeholder, the master's."""
    chain = [shape]
    mark = shape.find(".//p:ph", NS)
    if mark is None:
        return chain
    layout = parts.related(slide, "slideLayout")[0]
    master = parts.related(layout, "slideMaster")[0]
    index, kind = mark.get("idx") or "0", mark.get("type") or "obj"
    for other in parts.root(layout).iter(f"{{{NS['p']}}}sp"):
        ph = other.find(".//p:ph", NS)
        same = ph is not None and (ph.get("idx") or "0") == index
        if same and (index != "0" or ph.get("type") in _TITLES):
            chain.append(other)
            break
    wanted = "title" if kind in _TITLES else kind if kind in ("ftr", "sldNum", "dt") else "body"
    for other in parts.root(master).iter(f"{{{NS['p']}}}sp"):
        ph = other.find(".//p:ph", NS)
        if ph is not None and ph.get("type") == wanted:
            chain.append(other)
            break
    return chain


def frame(parts: Parts, slide: str, shape: Any) -> Box | None:
    name = shape.find(".//p:cNvPr", NS).get("name")
    places = [shape.find("p:xfrm", NS)] if shape.tag.endswith("graphicFrame") else []
    places += [each.find("p:spPr/a:xfrm", NS) for each in _chain(parts, slide, shape)]
    for place in places:
        if place is not None:
            at, size = place.find("a:off", NS), place.find("a:ext", NS)
            values = (at.get("x"), at.get("y"), size.get("cx"), size.get("cy"))
            return Box(name, *(int(v) / _PT for v in values))
    return None


# --- measuring -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Style:
    size: float
    bold: bool
    italic: bool
    font: str
    lines: float
    before: float
    left: float


def text_height(parts: Parts, slide: str, shape: Any, width: float) -> float:
    """Return how high the text of a shape is, in points."""
    chain = _chain(parts, slide, shape)
    if len(chain) == 1:
        return 0.0  # a displayed formula: its size is that of its picture
    if _JOINED.search(words(shape)):
        return 0.0  # letters that join are not measured one by one
    fit = shape.find("p:txBody/a:bodyPr/a:normAutofit", NS)
    scale = int(fit.get("fontScale", 100000)) / 100000 if fit is not None else 1.0
    layout = parts.related(slide, "slideLayout")[0]
    master = parts.related(layout, "slideMaster")[0]
    kind = _kind(shape)
    style = "title" if kind in _TITLES else "other" if kind in ("ftr", "sldNum") else "body"
    lists = [each.find("p:txBody/a:lstStyle", NS) for each in chain]
    lists.append(parts.root(master).find(f"p:txStyles/p:{style}Style", NS))
    sides = sum(_inset(chain, side, 91440) for side in ("lIns", "rIns"))
    ends = sum(_inset(chain, side, 45720) for side in ("tIns", "bIns"))
    fonts = _theme(parts, master)
    total = ends
    for index, paragraph in enumerate(shape.findall("p:txBody/a:p", NS)):
        given = _style(paragraph, lists, fonts)
        high = _paragraph(paragraph, given, width - sides - given.left, scale)
        total += high + (given.before * scale if index else 0)
    return total


def _inset(chain: list[Any], name: str, usual: int) -> float:
    for each in chain:
        body = each.find("p:txBody/a:bodyPr", NS)
        if body is not None and body.get(name):
            return int(body.get(name)) / _PT
    return usual / _PT


def _theme(parts: Parts, master: str) -> dict[str, str]:
    root = parts.root(parts.related(master, "theme")[0])
    return {
        f"+{short}-lt": root.find(f".//a:{long}Font/a:latin", NS).get("typeface")
        for short, long in (("mj", "major"), ("mn", "minor"))
    }


def _style(paragraph: Any, lists: list[Any], fonts: dict[str, str]) -> Style:
    own = paragraph.find("a:pPr", NS)
    level = int(own.get("lvl", 0)) + 1 if own is not None else 1
    levels = [each.find(f"a:lvl{level}pPr", NS) for each in lists if each is not None]
    levels = [own, *(each for each in levels if each is not None)]
    levels = [each for each in levels if each is not None]
    runs = [r for each in levels if (r := each.find("a:defRPr", NS)) is not None]
    face = next((f.get("typeface") for r in runs if (f := r.find("a:latin", NS)) is not None), "")
    space = next((s for e in levels if (s := e.find("a:spcBef/a:spcPts", NS)) is not None), None)
    line = next((s for e in levels if (s := e.find("a:lnSpc/a:spcPct", NS)) is not None), None)
    return Style(
        int(next(r.get("sz") for r in runs if r.get("sz"))) / 100,
        next((r.get("b") for r in runs if r.get("b")), "0") == "1",
        next((r.get("i") for r in runs if r.get("i")), "0") == "1",
        fonts.get(face, face),
        int(line.get("val")) / 100000 if line is not None else 1.0,
        int(space.get("val")) / 100 if space is not None else 0.0,
        int(next((e.get("marL") for e in levels if e.get("marL")), 0)) / _PT,
    )


def _paragraph(paragraph: Any, style: Style, width: float, scale: float) -> float:
    """Return the height of a paragraph whose letters are set one after the other."""
    size = style.size * scale
    tall = size * _LINES.get(style.font, 1.22) * style.lines
    lines, at, word = 1, 0.0, 0.0
    for letter, advance in _letters(paragraph, style, size):
        if letter == "\n":
            lines, at, word = lines + 1, 0.0, 0.0
        elif letter == " ":
            at, word = at + word + advance, 0.0
        else:
            word += advance
            if at + word > width and at:
                lines, at = lines + 1, 0.0
            if word > width:
                lines, word = lines + 1, advance
    return lines * tall


def _letters(paragraph: Any, style: Style, size: float) -> Iterator[tuple[str, float]]:
    for child in paragraph:
        tag = child.tag.rpartition("}")[2]
        if tag == "br":
            yield "\n", 0.0
        if tag == "m":  # an equation is about as wide as its signs
            for letter in "".join(child.xpath(".//m:t/text()", namespaces=NS)):
                yield letter, 0.55 * size
        if tag not in ("r", "fld"):
            continue
        look = child.find("a:rPr", NS)
        bold = style.bold or look.get("b") == "1"
        slanted = style.italic or look.get("i") == "1"
        share = 0.66 if look.get("baseline") else 1.0
        mono = look.find("a:latin", NS) is not None
        for letter in child.findtext("a:t", "", NS):
            wide = 0.55 if mono else _advance(style.font, bold, slanted, letter)
            yield letter, wide * size * share


@lru_cache(maxsize=8)
def _font(family: str, bold: bool, slanted: bool) -> ImageFont.FreeTypeFont:
    folder, name = _AS_WIDE.get(family, ("crosextra", "Carlito"))
    cut = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}
    file = f"{name}-{cut.get((bold, slanted), 'BoldItalic')}.ttf"
    return ImageFont.truetype(_FONTS / folder / file, 200)


@lru_cache(maxsize=4096)
def _advance(family: str, bold: bool, slanted: bool, letter: str) -> float:
    return _font(family, bold, slanted).getlength(letter) / 200


def _table(parts: Parts, shape: Any, box: Box, slide: Box) -> Iterator[str]:
    """Find tables whose text is higher than their rows; rows grow in PowerPoint."""
    usual = parts.root("ppt/presentation.xml").find("p:defaultTextStyle/a:lvl1pPr/a:defRPr", NS)
    widths = [int(w) / _PT for w in shape.xpath(".//a:gridCol/@w", namespaces=NS)]
    total = 0.0
    for row in shape.iter(f"{{{NS['a']}}}tr"):
        highest = int(row.get("h")) / _PT
        for at, cell in enumerate(row.findall("a:tc", NS)):
            span = int(cell.get("gridSpan", 1))
            edges = cell.find("a:tcPr", NS)
            wide = sum(widths[at : at + span]) - sum(
                int(edges.get(side)) / _PT for side in ("marL", "marR")
            )
            high = sum(int(edges.get(side)) / _PT for side in ("marT", "marB"))
            for paragraph in cell.findall("a:txBody/a:p", NS):
                sizes = paragraph.xpath(".//@sz", namespaces=NS)
                size = int(sizes[0] if sizes else usual.get("sz")) / 100
                bold = row.getprevious().tag.endswith("tblGrid")
                own = paragraph.find("a:pPr", NS)
                left = int(own.get("marL", 0)) / _PT if own is not None else 0
                style = Style(size, bold, False, "Calibri", 1.0, 0.0, left)
                high += _paragraph(paragraph, style, max(1.0, wide - left), 1.0)
            if int(cell.get("rowSpan", 1)) == 1:
                highest = max(highest, high)
        total += highest
    if box.y + total > slide.bottom - 14 * 2.5 + _TOLERANCE:
        yield f"a table reaches down to {box.y + total:.0f} of {slide.bottom:.0f} pt"
    if box.x + sum(widths) > slide.right + 0.1:
        yield "a table is wider than the slide"
