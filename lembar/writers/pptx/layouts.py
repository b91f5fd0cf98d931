"""Make the master and its layouts, each with real placeholders."""

import html
import re
from dataclasses import dataclass, replace

from lembar.course.theme import Script, Tokens
from lembar.writers.pptx import geometry as g
from lembar.writers.pptx.geometry import MM, Frame, Geometry
from lembar.writers.pptx.letters import letters, side
from lembar.writers.pptx.parts import NAMESPACES, XML, face

_COLORS = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)
_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
SPACE = 12.0  # points before a paragraph
STEP = 9.0  # millimetres that a level of a list is set in
_BULLETS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")


@dataclass(frozen=True, slots=True)
class Layout:
    """Describe a layout: its name, PowerPoint's type, its placeholders, whether it has the bar."""

    name: str
    kind: str
    holds: tuple[int, ...]
    bar: bool = False


_FRAME = (g.KICKER, g.MARK, g.FOOT, g.NUMBER)
LAYOUTS = (
    Layout("Title", "title", (g.TITLE, g.BODY, *_FRAME), bar=True),
    Layout("Section", "secHead", (g.TITLE, g.BODY, *_FRAME), bar=True),
    Layout("Content", "obj", (g.TITLE, g.BODY, *_FRAME)),
    # Its text is larger than the usual: what looks sizes up by type finds the small lines first.
    Layout("Definition", "obj", (g.TITLE, *_FRAME, g.BODY)),
    Layout("Picture", "picTx", (g.TITLE, g.PICTURE, g.BELOW, *_FRAME)),
    Layout("Table", "tbl", (g.TITLE, g.TABLE, g.BELOW, *_FRAME)),
    Layout("Question", "obj", (g.TITLE, g.BODY, *_FRAME)),
    Layout("Text and picture", "picTx", (g.TITLE, g.BODY, g.PICTURE, g.BELOW, *_FRAME)),
    Layout("Text and table", "tbl", (g.TITLE, g.BODY, g.TABLE, g.BELOW, *_FRAME)),
)
BY_NAME = {layout.name: index for index, layout in enumerate(LAYOUTS)}


def frame_of(layout: Layout, index: int, geometry: Geometry) -> Frame:
    """Return where a layout puts a placeholder."""
    body = geometry.body
    opening = layout.kind in ("title", "secHead")
    mixed = g.BODY in layout.holds and (g.PICTURE in layout.holds or g.TABLE in layout.holds)
    part = body.height * 0.3
    top = body.y + part + 6 if mixed else body.y
    rest = body.bottom - top
    frames = {
        g.TITLE: geometry.opening if opening else geometry.title,
        g.BODY: geometry.under_opening if opening else body.at(body.y, part) if mixed else body,
        g.PICTURE: body.at(top, rest - 18),
        g.TABLE: body.at(top, rest - 18),
        g.BELOW: body.at(body.bottom - 14, 14),
        g.KICKER: geometry.kicker,
        g.MARK: geometry.mark,
        g.FOOT: geometry.foot,
        g.NUMBER: geometry.number,
    }
    frame = frames[index]
    if layout.name == "Definition" and index == g.BODY:
        frame = replace(frame, x=frame.x + STEP, width=frame.width * 0.85)
    return frame


# index → type of placeholder, name
PLACEHOLDERS = {
    g.TITLE: ("title", "Title"),
    g.BODY: ("body", "Text"),
    g.PICTURE: ("pic", "Picture"),
    g.TABLE: ("tbl", "Table"),
    g.BELOW: ("body", "Text below"),
    g.KICKER: ("body", "Kicker"),
    g.MARK: ("body", "Mark"),
    g.FOOT: ("ftr", "Footer"),
    g.NUMBER: ("sldNum", "Slide number"),
}


def placeholder(index: int, layout: Layout) -> str:
    """Return the p:ph element that ties a shape to its layout's placeholder."""
    kind = PLACEHOLDERS[index][0]
    if layout.kind == "title":
        kind = {"title": "ctrTitle"}.get(kind, "subTitle" if index == g.BODY else kind)
    size = ' sz="quarter"' if kind in ("ftr", "sldNum") or index in (g.KICKER, g.MARK) else ""
    position = "" if index == g.TITLE else f' idx="{index}"'
    return f'<p:ph type="{kind}"{size}{position}/>'


def transform(frame: Frame) -> str:
    """Return a frame as a:xfrm."""
    x, y, w, h = (round(v * MM) for v in (frame.x, frame.y, frame.width, frame.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _style(index: int, layout: Layout, geometry: Geometry, tokens: Tokens) -> tuple[str, str]:
    """Return the text style of a placeholder: attributes of its box, and its levels."""
    serif, looks = tokens.office_serif, tokens.elements
    small = f'<a:defRPr sz="{geometry.note_size * 100:.0f}"><a:solidFill><a:schemeClr val="tx2"/>'
    quiet = f"{small}</a:solidFill></a:defRPr>"
    plain = '<a:lvl1pPr marL="0" indent="0"{}><a:buNone/>{}</a:lvl1pPr>'
    if index == g.KICKER:
        return 'anchor="b"', plain.format("", letters(looks["kicker"], tokens, geometry.note_size))
    if index == g.MARK:
        loud = quiet.replace("<a:defRPr ", '<a:defRPr b="1" spc="120" ').replace("tx2", "tx1")
        return 'anchor="b"', plain.format(' algn="r"', loud)
    if index == g.FOOT:
        return 'anchor="t"', plain.format(' algn="l"', quiet)
    if index == g.NUMBER:
        return 'anchor="t"', plain.format(' algn="r"', quiet)
    if index == g.TITLE and layout.kind in ("title", "secHead"):
        look = looks["title"]
        level = letters(look, tokens, geometry.opening_size)
        return "", f'<a:lvl1pPr algn="{side(look)}">{level}</a:lvl1pPr>'
    if index == g.BODY and layout.kind == "title":
        muted = f'<a:defRPr sz="{round(geometry.body_size * 1.15) * 100}"><a:solidFill>'
        return "", plain.format("", f'{muted}<a:schemeClr val="tx2"/></a:solidFill></a:defRPr>')
    if index == g.BODY and layout.name == "Definition":
        spaced = '<a:lnSpc><a:spcPct val="115000"/></a:lnSpc>'
        size = f'<a:defRPr sz="{geometry.definition_size * 100:.0f}"><a:latin typeface="{serif}"/>'
        level = plain.replace("<a:buNone/>", f"{spaced}<a:buNone/>")
        return 'anchor="ctr"', level.format("", f"{size}</a:defRPr>")
    return "", ""


_PROMPTS = {g.TITLE: "Title", g.BODY: "Text", g.KICKER: "Kicker", g.BELOW: "Caption"}


def _shape(number: int, index: int, layout: Layout, geometry: Geometry, tokens: Tokens) -> str:
    """Return a layout's placeholder."""
    box, levels = _style(index, layout, geometry, tokens)
    body = '<a:p><a:r><a:rPr lang="en-US"/><a:t>{}</a:t></a:r></a:p>'
    text = body.format(_PROMPTS.get(index, ""))
    if index == g.NUMBER:
        text = '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        text += '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld></a:p>'
    elif index not in _PROMPTS:
        text = '<a:p><a:endParaRPr lang="en-US"/></a:p>'
    prompt = ' hasCustomPrompt="1"' if index in (g.KICKER, g.BELOW) else ""
    mark = placeholder(index, layout).replace("/>", f"{prompt}/>")
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{PLACEHOLDERS[index][1]}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{transform(geometry.placed(frame_of(layout, index, geometry)))}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {box}><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels}</a:lstStyle>{text}</p:txBody></p:sp>"
    )


def _bar(geometry: Geometry) -> str:
    """Return the heavy rule at the edge of opening slides."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        "</p:nvSpPr>"
        f"<p:spPr>{transform(geometry.placed(geometry.bar))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody>'
        "</p:sp>"
    )


_TURNED = {
    'algn="l"': 'algn="r" rtl="1"',
    'algn="r"': 'algn="l" rtl="1"',
    ' spc="120"': "",
    ' spc="40"': "",
}


def _turned(xml: str, geometry: Geometry) -> str:
    """Return a part, turned round for text from right to left, whose letters are not spaced."""
    if not geometry.rtl:
        return xml
    return re.sub("|".join(_TURNED), lambda found: _TURNED[found[0]], xml)


def layout_xml(
    layout: Layout, geometry: Geometry, tokens: Tokens, script: Script | None = None
) -> str:
    """Return a layout part."""
    shapes = "".join(
        _shape(number, index, layout, geometry, tokens)
        for number, index in enumerate(layout.holds, 2)
    )
    bar = _bar(geometry) if layout.bar else ""
    if script is not None:
        latin = f'<a:latin typeface="{tokens.office_serif}"/>'
        shapes = shapes.replace(latin, f'{latin}<a:cs typeface="{script.office_serif}"/>')
    xml = (
        f'{XML}<p:sldLayout {NAMESPACES} type="{layout.kind}" preserve="1" userDrawn="1">'
        f'<p:cSld name="{html.escape(layout.name)}"><p:spTree>{_TREE}{bar}{shapes}</p:spTree>'
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
    return _turned(xml, geometry)


def master_xml(tokens: Tokens, geometry: Geometry, language: str) -> str:
    """Return the master part: its placeholders and the styles of titles and text."""
    master = Layout("Master", "obj", (g.TITLE, g.BODY, g.FOOT, g.NUMBER))
    shapes = "".join(
        _shape(number, index, master, geometry, tokens)
        for number, index in enumerate(master.holds, 2)
    )
    layouts = "".join(
        f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(len(LAYOUTS))
    )
    color = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    look = tokens.elements["heading2"]
    title = (
        f'<a:lvl1pPr algn="{side(look)}"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f"{letters(look, tokens, geometry.title_size, lang=language)}</a:lvl1pPr>"
    )
    body = "".join(_level(n, geometry, language, color) for n in range(1, 10))
    other = "".join(
        f'<a:lvl{n}pPr><a:defRPr lang="{language}" sz="1800">{color}{face("mn")}</a:defRPr>'
        f"</a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    xml = (
        f"{XML}<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill>"
        '<a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"<p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>{_COLORS}"
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles></p:sldMaster>"
    )
    return _turned(xml, geometry)


def _level(n: int, geometry: Geometry, language: str, color: str) -> str:
    """Return the style of a level of text: the first is a list's, plain text undoes its bullet."""
    left, hang = round(n * STEP * MM), round(STEP * MM)
    return (
        f'<a:lvl{n}pPr marL="{left}" indent="-{hang}" algn="l">'
        f'<a:spcBef><a:spcPts val="{SPACE * 100:.0f}"/></a:spcBef>'
        f'<a:buFont typeface="Arial"/><a:buChar char="{_BULLETS[n - 1]}"/>'
        f'<a:defRPr lang="{language}" sz="{geometry.body_size * 100:.0f}">{color}{face("mn")}'
        f"</a:defRPr></a:lvl{n}pPr>"
    )
