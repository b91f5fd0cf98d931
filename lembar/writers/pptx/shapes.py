"""Write what stands on a slide as PresentationML: text, tables and pictures in placeholders."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from lembar.writers.pptx.layouts import transform
from lembar.writers.pptx.model import Cell, Paragraph, Picture, Table
from lembar.writers.pptx.parts import NAMESPACES, A, P, R
from lembar.writers.pptx.places import MM, Frame, Place, Role
from lembar.writers.pptx.tables import CELL_LEAD, CELL_PAD, Laid
from lembar.writers.pptx.text import (
    A14,
    MATH_FONT,
    NAMES,
    Pen,
    bold,
    clean,
    emu,
    equation,
    has_formula,
    level_style,
    text_body,
)

_A = ElementMaker(namespace=A, nsmap=NAMES)
_P = ElementMaker(namespace=P, nsmap=NAMES)
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# Not the usual "a14": LibreOffice goes by the prefix, and would leave formulas out of a text.
_EQUATIONS = "eq"


def text_shape(
    place: Place,
    paragraphs: Sequence[Paragraph],
    pen: Pen,
    frame: Frame | None = None,
    scale: float = 1.0,
    said: bool = False,
) -> Any:
    """Return a placeholder's shape with text; a frame takes the place of the layout's.

    Small lines say where they stand: programs that look up a placeholder by its type alone would
    give them the body's place; with `said`, also their size.
    """
    number = pen.id()
    made = _text_shape(place, paragraphs, pen, frame, scale, number)
    if said and place.kind == "body":
        size = f"{place.look().size * 100:.0f}"
        made.find(f".//{{{A}}}lstStyle").append(_A.lvl1pPr(_A.defRPr(sz=size)))
    if not has_formula(paragraphs):
        return made
    pen.native = True
    native = _text_shape(place, paragraphs, pen, frame, scale, number)
    pen.native = False
    return _either(native, _grouped(made, place, frame or place.frame, pen))


def _grouped(shape: Any, place: Place, frame: Frame, pen: Pen) -> Any:
    """Return a shape as a group of one.

    Validators that know no alternatives take both for shapes that stand on the slide, one upon
    the other: a group they leave alone. In a group LibreOffice forgets the master's text styles.
    """
    styles = shape.find(f".//{{{A}}}lstStyle")
    styles.extend(level_style(number, look) for number, look in enumerate(place.looks, 1))
    box = xfrm(frame)
    at, size = box[0], box[1]
    box.append(_A.chOff(dict(at.attrib)))
    box.append(_A.chExt(dict(size.attrib)))
    if shape.find(f".//{{{A}}}xfrm") is None:
        shape.find(f"{{{P}}}spPr").append(xfrm(frame))
    return _P.grpSp(
        _P.nvGrpSpPr(_P.cNvPr(id=pen.id(), name="Text"), _P.cNvGrpSpPr(), _P.nvPr()),
        _P.grpSpPr(box),
        shape,
    )


def _text_shape(
    place: Place,
    paragraphs: Sequence[Paragraph],
    pen: Pen,
    frame: Frame | None,
    scale: float,
    number: str,
) -> Any:
    properties = _P.spPr()
    if frame is None and place.role not in (Role.TITLE, Role.BODY, Role.FOOT, Role.NUMBER):
        frame = place.frame
    if frame is not None:
        properties.append(xfrm(frame))
    body = text_body(_P.txBody, paragraphs, pen, place.looks)
    # As on the layout; said again for programs that do not look there.
    for name, inset in zip(("lIns", "tIns", "rIns", "bIns"), place.insets):
        body[0].set(name, emu(inset))
    if scale < 1:
        body[0].append(_A.normAutofit(fontScale=f"{scale * 100000:.0f}"))
    return _P.sp(
        _P.nvSpPr(
            _P.cNvPr(id=number, name=place.role.value),
            _P.cNvSpPr(_A.spLocks(noGrp="1")),
            _P.nvPr(_ph(place)),
        ),
        properties,
        body,
    )


def picture_shape(
    picture: Picture, relation: str, drawing: str, frame: Frame, pen: Pen, place: Place | None
) -> Any:
    """Return a picture in a layout's placeholder, or by itself; `drawing` relates to its SVG."""
    return _picture_shape(picture, relation, drawing, frame, place, pen.id())


def _picture_shape(
    picture: Picture, relation: str, drawing: str, frame: Frame, place: Place | None, number: str
) -> Any:
    locks = _A.picLocks(noChangeAspect="1")
    properties = _P.nvPr()
    if place is not None:
        locks.set("noGrp", "1")
        properties.append(_ph(place))
    blip = _A.blip({f"{{{R}}}embed": relation})
    if drawing:
        svg = ElementMaker(namespace=_SVG, nsmap={"asvg": _SVG}).svgBlip({f"{{{R}}}embed": drawing})
        blip.append(_A.extLst(_A.ext(svg, uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}")))
    return _P.pic(
        _P.nvPicPr(
            _P.cNvPr(id=number, name="Picture", descr=clean(picture.alt)),
            _P.cNvPicPr(locks),
            properties,
        ),
        _P.blipFill(blip, _A.stretch(_A.fillRect())),
        _P.spPr(xfrm(frame), _A.prstGeom(_A.avLst(), prst="rect")),
    )


def formula_shape(
    picture: Picture, relation: str, drawing: str, frame: Frame, size: float, pen: Pen
) -> Any:
    """Return a displayed formula as an equation; as a picture where none is understood."""
    number = pen.id()
    style = _A.lstStyle(_A.lvl1pPr(_A.defRPr(_A.latin(typeface=MATH_FONT), sz=f"{size * 100:.0f}")))
    body = _P.txBody(
        _A.bodyPr(wrap="none", lIns="0", tIns="0", rIns="0", bIns="0", anchor="ctr"),
        style,
        _A.p(equation(picture.tex, True, pen)),
    )
    native = _P.sp(
        _P.nvSpPr(
            _P.cNvPr(id=number, name="Equation", descr=clean(picture.alt)),
            _P.cNvSpPr(txBox="1"),
            _P.nvPr(),
        ),
        _P.spPr(xfrm(frame), _A.prstGeom(_A.avLst(), prst="rect"), _A.noFill()),
        body,
    )
    return _either(native, _picture_shape(picture, relation, drawing, frame, None, number))


def _either(native: Any, plain: Any) -> Any:
    """Return a shape for programs that understand equations, and the same for all others."""
    mc = ElementMaker(namespace=_MC, nsmap={"mc": _MC, _EQUATIONS: A14})
    return mc.AlternateContent(mc.Choice(native, Requires=_EQUATIONS), mc.Fallback(plain))


def bar_shape(frame: Frame, pen: Pen) -> Any:
    """Return the rule beside a definition; it says nothing to those who listen."""
    decorative = ElementMaker(namespace=_DECORATIVE, nsmap={"adec": _DECORATIVE}).decorative(
        val="1"
    )
    extension = _A.extLst(_A.ext(decorative, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))
    return _P.sp(
        _P.nvSpPr(_P.cNvPr(extension, id=pen.id(), name="Bar"), _P.cNvSpPr(), _P.nvPr()),
        _P.spPr(
            xfrm(frame),
            _A.prstGeom(_A.avLst(), prst="rect"),
            _A.solidFill(_A.schemeClr(val="accent1")),
            _A.ln(_A.noFill()),
        ),
    )


def table_shape(
    laid: Laid, frame: Frame, pen: Pen, place: Place | None, alt: str, style: str
) -> Any:
    """Return a table in the layout's placeholder; its looks are those of a table style."""
    number = pen.id()
    made = _table_shape(laid, frame, pen, place, alt, style, number)
    if not any(has_formula(cell.paragraphs) for row in laid.table.rows for cell in row):
        return made
    pen.native = True
    native = _table_shape(laid, frame, pen, place, alt, style, number)
    pen.native = False
    return _either(native, made)


def _table_shape(
    laid: Laid, frame: Frame, pen: Pen, place: Place | None, alt: str, style: str, number: str
) -> Any:
    table = laid.table
    firsts = _headed(table)
    properties = _A.tblPr()
    if pen.rtl:
        properties.set("rtl", "1")
    if table.heads:
        properties.set("firstRow", "1")
    if firsts:
        properties.set("firstCol", "1")
    properties.append(_A.tableStyleId(style))
    made = _A.tbl(properties, _A.tblGrid(*(_A.gridCol(w=emu(w)) for w in laid.widths)))
    for index, (row, height) in enumerate(zip(table.rows, laid.heights)):
        heavy = 0 < index == table.heads - 1
        cells = (
            _cell(
                cell,
                heavy,
                not at,
                (not index and table.heads > 0) or (firsts and not at),
                laid,
                pen,
            )
            for at, cell in enumerate(row)
        )
        made.append(_A.tr(*cells, h=emu(height)))
    wide, high = sum(laid.widths), sum(laid.heights)
    properties = _P.nvPr() if place is None else _P.nvPr(_ph(place))
    return _P.graphicFrame(
        _P.nvGraphicFramePr(
            _P.cNvPr(id=number, name="Table", descr=clean(alt)),
            _P.cNvGraphicFramePr(_A.graphicFrameLocks(noGrp="1")),
            properties,
        ),
        _P.xfrm(_A.off(x=emu(frame.x), y=emu(frame.y)), _A.ext(cx=emu(wide), cy=emu(high))),
        _A.graphic(_A.graphicData(made, uri=_TABLE)),
    )


def _headed(table: Table) -> bool:
    """Tell whether every row begins with a head."""
    rows = table.rows[table.heads :]
    return bool(rows) and all(row[0].head for row in rows)


def _cell(cell: Cell, heavy: bool, first: bool, styled: bool, laid: Laid, pen: Pen) -> Any:
    paragraphs = cell.paragraphs
    if cell.head and not styled:
        paragraphs = tuple(bold(paragraph) for paragraph in paragraphs)
    pen.size = laid.look.size if laid.shrunk else 0
    made = _A.tc(text_body(_A.txBody, paragraphs, pen, (replace(laid.look, left=0),)))
    pen.size = 0
    if cell.columns > 1:
        made.set("gridSpan", str(cell.columns))
    if cell.rows > 1:
        made.set("rowSpan", str(cell.rows))
    for way in cell.covered:
        made.set(f"{way}Merge", "1")
    # The text of the first column stands on the same line as the title's.
    start, end = ("marR", "marL") if pen.rtl else ("marL", "marR")
    flush = first and laid.pad == CELL_PAD
    margins = {start: 0.0 if flush else laid.pad, end: laid.pad}
    margins |= {"marT": CELL_LEAD, "marB": CELL_LEAD}
    attributes = {name: emu(value) for name, value in margins.items()}
    properties = _A.tcPr(anchor="t", **attributes)
    if heavy:
        fill = _A.solidFill(_A.schemeClr(val="accent3"))
        properties.append(_A.lnB(fill, w=str(round(2.25 * 12700))))
    made.append(properties)
    return made


def _ph(place: Place) -> Any:
    given = {"type": place.kind, "idx": str(place.index) if place.index else ""}
    return _P.ph(**{name: value for name, value in given.items() if value})


def xfrm(frame: Frame) -> Any:
    """Return a frame as a:xfrm; nothing is thinner than a line."""
    least = 1 / MM
    whole = replace(frame, width=max(frame.width, least), height=max(frame.height, least))
    return etree.fromstring(f"<x {NAMESPACES}>{transform(whole)}</x>")[0]
