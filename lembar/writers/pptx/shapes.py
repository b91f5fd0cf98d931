"""Write what stands on a slide as PresentationML: text, tables and pictures in placeholders."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from lembar.course.theme import Script, Tokens
from lembar.writers.pptx import geometry as g
from lembar.writers.pptx.geometry import MM, Frame
from lembar.writers.pptx.layouts import PLACEHOLDERS, STEP, Layout, frame_of, placeholder, transform
from lembar.writers.pptx.measure import CELL_LEAD, CELL_PAD
from lembar.writers.pptx.model import Cell, Marker, Paragraph, Picture, Run, Table
from lembar.writers.pptx.parts import NAMESPACES, A, P, R

_NAMES = {"a": A, "p": P, "r": R}
_A = ElementMaker(namespace=A, nsmap=_NAMES)
_P = ElementMaker(namespace=P, nsmap=_NAMES)
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_COLORS = {"answer": "accent2", "muted": "tx2"}
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_REGIONS = {
    "id": "id-ID",
    "en": "en-GB",
    "ms": "ms-MY",
    "jv": "jv-ID",
    "ar": "ar-SA",
    "de": "de-DE",
}


# As on the layouts; said again for programs that do not look there.
_NO_INSETS = {"lIns": "0", "tIns": "0", "rIns": "0", "bIns": "0"}


@dataclass(slots=True)
class Pen:
    """Hold what every shape of a slide is written with."""

    tokens: Tokens
    language: str
    layout: Layout
    link: Callable[[str], tuple[str, str] | None]  # href → relationship, action
    geometry: g.Geometry
    number: str = ""  # of the slide
    count: str = ""
    script: Script | None = None
    next_id: int = 1

    def id(self) -> str:
        """Return the next id of a shape."""
        self.next_id += 1
        return str(self.next_id)


def office_language(tag: str) -> str:
    """Return a language as Office names it: with a region."""
    return _REGIONS.get(tag, tag)


def text_shape(
    index: int, paragraphs: Sequence[Paragraph], pen: Pen, frame: Frame | None = None
) -> Any:
    """Return a placeholder's shape with text; a frame takes the place of the layout's.

    The small lines say where they stand: programs that look up a placeholder by its type alone
    would give them the body's place.
    """
    properties = _P.spPr()
    if frame is None and index in (g.KICKER, g.MARK, g.BELOW):
        frame = frame_of(pen.layout, index, pen.geometry)
    if frame is not None:
        properties.append(_xfrm(frame, pen))
    body = text_body(_P.txBody, paragraphs, pen)
    for name, inset in _NO_INSETS.items():
        body[0].set(name, inset)
    return _P.sp(
        _P.nvSpPr(
            _P.cNvPr(id=pen.id(), name=PLACEHOLDERS[index][1]),
            _P.cNvSpPr(_A.spLocks(noGrp="1")),
            _P.nvPr(_ph(index, pen.layout)),
        ),
        properties,
        body,
    )


def text_body(make: Any, paragraphs: Sequence[Paragraph], pen: Pen) -> Any:
    """Return paragraphs as the body of a shape or cell."""
    body = make(_A.bodyPr(), _A.lstStyle())
    starts: dict[int, tuple[Marker, int]] = {}  # level → last marker, where its count began
    for paragraph in paragraphs:
        body.append(_paragraph(paragraph, starts, pen))
    if not paragraphs:
        body.append(_A.p(_A.endParaRPr(lang=pen.language)))
    return body


def _paragraph(paragraph: Paragraph, starts: dict[int, tuple[Marker, int]], pen: Pen) -> Any:
    made = _A.p(_properties(paragraph, starts))
    for run in paragraph.runs:
        made.extend(_run(run, paragraph, pen))
    return made


def _properties(paragraph: Paragraph, starts: dict[int, tuple[Marker, int]]) -> Any:
    """Return a paragraph's properties: level, indent, marker."""
    made = _A.pPr()
    if paragraph.level:
        made.set("lvl", str(paragraph.level))
    end, usual = ("l", "r") if paragraph.rtl else ("r", "")
    align = {"right": end, "center": "ctr"}.get(paragraph.align, "ctr" if paragraph.center else "")
    if paragraph.rtl:
        made.set("rtl", "1")
        align = align or usual
    if align:
        made.set("algn", align)
    marker = paragraph.marker
    for deeper in [level for level in starts if level > paragraph.level or marker is None]:
        del starts[deeper]
    if marker is None:
        left = (paragraph.level + 1) * STEP if paragraph.indented else 0
        made.attrib.update({"marL": _emu(left + paragraph.hang), "indent": _emu(-paragraph.hang)})
        made.append(_A.buNone())
    elif marker.scheme:
        start = _start(marker, starts.get(paragraph.level))
        starts[paragraph.level] = (marker, start)
        counted = _A.buAutoNum(type=marker.scheme)
        if start != 1:
            counted.set("startAt", str(start))
        made.append(_A.buFont(typeface="+mj-lt"))
        made.append(counted)
    else:
        starts.pop(paragraph.level, None)
    return made


def _start(marker: Marker, last: tuple[Marker, int] | None) -> int:
    """Return where PowerPoint must begin to count so that a paragraph gets its number."""
    if last and last[0].scheme == marker.scheme and last[0].number + 1 == marker.number:
        return last[1]
    return marker.number


def _run(run: Run, paragraph: Paragraph, pen: Pen) -> list[Any]:
    if run.field == "number":
        look = _look(run, paragraph, pen)
        return [_A.fld(look, _A.t(pen.number), id=_FIELD, type="slidenum")]
    text = pen.count if run.field == "count" else run.text
    made: list[Any] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(_A.br(_look(run, paragraph, pen)))
        if line:
            made.append(_A.r(_look(run, paragraph, pen), _A.t(_clean(line))))
    return made


def _clean(text: str) -> str:
    """Drop characters that XML has no place for."""
    return "".join(c for c in text if c >= " " or c == "\t")


def _look(run: Run, paragraph: Paragraph, pen: Pen) -> Any:
    made = _A.rPr(lang=office_language(run.language) if run.language else pen.language)
    if paragraph.size:
        made.set("sz", f"{paragraph.size * 100:.0f}")
    flags = {"b": run.bold, "i": run.italic}
    made.attrib.update({name: "1" for name, on in flags.items() if on})
    if run.underline:
        made.set("u", run.underline)
    if run.baseline:
        made.set("baseline", str(run.baseline))
    made.set("dirty", "0")
    color = _COLORS.get(run.color)
    if color:
        made.append(_A.solidFill(_A.schemeClr(val=color)))
    faces = {"serif": pen.tokens.office_serif, "sans": "+mn-lt", "mono": "Consolas"}
    if run.face:
        made.append(_A.latin(typeface=faces[run.face]))
        if run.face == "serif" and pen.script is not None:
            made.append(_A.cs(typeface=pen.script.office_serif))
    found = pen.link(run.link) if run.link else None
    if found:
        relation, action = found
        link = _A.hlinkClick({f"{{{R}}}id": relation})
        if action:
            link.set("action", action)
        made.append(link)
    return made


def picture_shape(
    picture: Picture, relation: str, frame: Frame, pen: Pen, in_placeholder: bool
) -> Any:
    """Return a picture; the first of a slide fills the layout's placeholder."""
    locks = _A.picLocks(noChangeAspect="1")
    properties = _P.nvPr()
    if in_placeholder:
        locks.set("noGrp", "1")
        properties.append(_ph(g.PICTURE, pen.layout))
    return _P.pic(
        _P.nvPicPr(
            _P.cNvPr(id=pen.id(), name="Picture", descr=_clean(picture.alt)),
            _P.cNvPicPr(locks),
            properties,
        ),
        _P.blipFill(_A.blip({f"{{{R}}}embed": relation}), _A.stretch(_A.fillRect())),
        _P.spPr(_xfrm(frame, pen), _A.prstGeom(_A.avLst(), prst="rect")),
    )


def bar_shape(frame: Frame, pen: Pen) -> Any:
    """Return the rule beside a definition; it says nothing to those who listen."""
    decorative = ElementMaker(namespace=_DECORATIVE, nsmap={"adec": _DECORATIVE}).decorative(
        val="1"
    )
    extension = _A.extLst(_A.ext(decorative, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))
    return _P.sp(
        _P.nvSpPr(_P.cNvPr(extension, id=pen.id(), name="Bar"), _P.cNvSpPr(), _P.nvPr()),
        _P.spPr(
            _xfrm(frame, pen),
            _A.prstGeom(_A.avLst(), prst="rect"),
            _A.solidFill(_A.schemeClr(val="accent1")),
            _A.ln(_A.noFill()),
        ),
    )


def table_shape(
    table: Table,
    widths: Sequence[float],
    heights: Sequence[float],
    size: float,
    frame: Frame,
    pen: Pen,
) -> Any:
    """Return a table with rules across and none down, in the layout's placeholder."""
    properties = _A.tblPr()
    if table.heads:
        properties.set("firstRow", "1")
    if any(p.rtl for row in table.rows for cell in row for p in cell.paragraphs):
        properties.set("rtl", "1")
    made = _A.tbl(properties, _A.tblGrid(*(_A.gridCol(w=_emu(w)) for w in widths)))
    for index, (row, height) in enumerate(zip(table.rows, heights)):
        heavy = index == table.heads - 1
        cells = (_cell(cell, heavy, not at, size, pen) for at, cell in enumerate(row))
        made.append(_A.tr(*cells, h=_emu(height)))
    frame = pen.geometry.placed(replace(frame, width=sum(widths)))
    position = _P.xfrm(
        _A.off(x=_emu(frame.x), y=_emu(frame.y)),
        _A.ext(cx=_emu(sum(widths)), cy=_emu(sum(heights))),
    )
    return _P.graphicFrame(
        _P.nvGraphicFramePr(
            _P.cNvPr(id=pen.id(), name="Table"),
            _P.cNvGraphicFramePr(_A.graphicFrameLocks(noGrp="1")),
            _P.nvPr(_ph(g.TABLE, pen.layout)),
        ),
        position,
        _A.graphic(_A.graphicData(made, uri=_TABLE)),
    )


def _cell(cell: Cell, heavy: bool, first: bool, size: float, pen: Pen) -> Any:
    sized = [_sized(paragraph, size) for paragraph in cell.paragraphs]
    made = _A.tc(text_body(_A.txBody, sized, pen))
    if cell.columns > 1:
        made.set("gridSpan", str(cell.columns))
    if cell.rows > 1:
        made.set("rowSpan", str(cell.rows))
    if cell.covered:
        made.set(f"{cell.covered}Merge", "1")
    none = [_A(side, _A.noFill(), w="0") for side in ("lnL", "lnR", "lnT")]
    rule = _A.lnB(
        _A.solidFill(_A.schemeClr(val="accent3")),
        w=str(round((2.25 if heavy else 0.75) * 12700)),
    )
    # The text of the first column stands on the same line as the title's.
    start, end = ("marR", "marL") if pen.geometry.rtl else ("marL", "marR")
    margins = {
        start: 0.0 if first else CELL_PAD,
        end: CELL_PAD,
        "marT": CELL_LEAD,
        "marB": CELL_LEAD,
    }
    attributes = {name: _emu(value) for name, value in margins.items()}
    made.append(_A.tcPr(*none, rule, _A.noFill(), anchor="t", **attributes))
    return made


def _sized(paragraph: Paragraph, size: float) -> Paragraph:
    return replace(paragraph, size=paragraph.size or size)


def _ph(index: int, layout: Layout) -> Any:
    text = placeholder(index, layout)
    return etree.fromstring(f"<x {NAMESPACES}>{text}</x>")[0]


def _xfrm(frame: Frame, pen: Pen) -> Any:
    placed = transform(pen.geometry.placed(frame))
    return etree.fromstring(f"<x {NAMESPACES}>{placed}</x>")[0]


def _emu(value: float) -> str:
    return str(round(value * MM))
