"""Make the master and its layouts from tokens, each with real placeholders."""

import html
import re
from dataclasses import dataclass, replace

from lembar.course.theme import Script, Tokens
from lembar.writers.pptx.geometry import COLUMN_GAP, SPACE, STEP, Geometry
from lembar.writers.pptx.letters import letters, side
from lembar.writers.pptx.parts import NAMESPACES, XML, face
from lembar.writers.pptx.places import MM, SMALL, Frame, Role

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
_BULLETS = ("•", "–", "•", "–", "•", "–", "•", "–", "•")


@dataclass(frozen=True, slots=True)
class Plan:
    """Describe a layout: its name, PowerPoint's type, what it holds in the order of reading."""

    name: str
    kind: str
    holds: tuple[Role, ...]
    bar: bool = False  # the heavy rule at the edge


def _plan(name: str, kind: str, *holds: Role, bar: bool = False) -> Plan:
    """Return a plan with the small lines of the frame.

    Programs that look up a placeholder by its type alone take the first: text stands before the
    small lines, but behind them where it is larger than text elsewhere.
    """
    frame = (Role.KICKER, Role.MARK, Role.FOOT, Role.NUMBER)
    body = tuple(role for role in holds if role is Role.BODY)
    others = tuple(role for role in holds if role is not Role.BODY)
    if name in READ:
        return Plan(name, kind, (Role.TITLE, *frame, *others, *body), bar)
    return Plan(name, kind, (Role.TITLE, *body, *others, *frame), bar)


READ = ("Definition", "Quote")  # layouts for a few words, larger than text elsewhere
PLANS = (
    _plan("Title", "title", Role.BODY, bar=True),
    _plan("Section", "secHead", Role.BODY, bar=True),
    _plan("Content", "obj", Role.BODY, Role.NOTE),
    _plan("Two columns", "twoObj", Role.BODY, Role.SECOND, Role.NOTE),
    _plan("Definition", "", Role.BODY, Role.NOTE),
    _plan("Quote", "", Role.BODY, Role.CAPTION, Role.NOTE),
    _plan("Picture", "picTx", Role.PICTURE, Role.CAPTION),
    _plan("Table", "tbl", Role.CAPTION, Role.TABLE, Role.NOTE),
    _plan("Question", "", Role.BODY, Role.NOTE),
    _plan("Text and picture", "", Role.BODY, Role.PICTURE, Role.CAPTION, Role.BELOW),
    _plan("Text and table", "", Role.BODY, Role.CAPTION, Role.TABLE, Role.BELOW, Role.NOTE),
)

# role → type of placeholder, index; one without a type takes text, tables, pictures, charts
KINDS = {
    Role.TITLE: ("title", 0),
    Role.BODY: ("body", 1),
    Role.PICTURE: ("pic", 2),
    Role.TABLE: ("tbl", 3),
    Role.CAPTION: ("body", 4),
    Role.BELOW: ("body", 5),
    Role.NOTE: ("body", 6),
    Role.SECOND: ("", 7),
    Role.FOOT: ("ftr", 11),
    Role.NUMBER: ("sldNum", 12),
    Role.MARK: ("body", 13),
    Role.KICKER: ("body", 14),
}
_OPENING = ("title", "secHead")
_ANYTHING = ("Content", "Two columns", "Question")


def frame_of(plan: Plan, role: Role, geometry: Geometry) -> Frame:
    """Return where a layout puts a placeholder, counted from the start."""
    body, small = geometry.body, geometry.small
    note = body.at(body.bottom - small, small)
    if Role.NOTE in plan.holds:
        body = body.at(body.y, body.height - small - 2)
    own = _frames(plan, body, geometry)
    return own.get(role) or {
        Role.TITLE: geometry.opening if plan.kind in _OPENING else geometry.title,
        Role.BODY: geometry.under_opening if plan.kind in _OPENING else body,
        Role.NOTE: note,
        Role.KICKER: geometry.kicker,
        Role.MARK: geometry.mark,
        Role.FOOT: geometry.foot,
        Role.NUMBER: geometry.number,
    }.get(role, body)


def _frames(plan: Plan, body: Frame, geometry: Geometry) -> dict[Role, Frame]:
    """Return what the layouts with a composition of their own put elsewhere."""
    small = geometry.small
    if plan.name == "Two columns":
        wide = (body.width - COLUMN_GAP) / 2
        first = replace(body, width=wide)
        return {Role.BODY: first, Role.SECOND: replace(first, x=body.x + wide + COLUMN_GAP)}
    if plan.name == "Definition":
        return {Role.BODY: replace(body, x=body.x + STEP, width=body.width * 0.85)}
    if plan.name == "Quote":
        said = body.height - small - 8
        return {
            Role.BODY: replace(body.at(body.y + 6, said), width=body.width * 0.9),
            Role.CAPTION: body.at(body.bottom - small, small),
        }
    if plan.name == "Picture":
        return {
            Role.PICTURE: body.at(body.y, body.height - small - 2),
            Role.CAPTION: body.at(body.bottom - small, small),
        }
    if plan.name == "Table":
        return {
            Role.CAPTION: body.at(body.y, small),
            Role.TABLE: body.at(body.y + small + 1, body.height - small - 1),
        }
    if Role.BELOW in plan.holds:
        return _mixed(plan, body, small)
    return {}


def _mixed(plan: Plan, body: Frame, small: float) -> dict[Role, Frame]:
    """Return the frames of text above and below a picture or a table."""
    text = body.height * 0.26
    below = body.bottom - text
    top, room = body.y + text + 2, body.height - 2 * text - 4
    if Role.PICTURE in plan.holds:
        return {
            Role.BODY: body.at(body.y, text),
            Role.PICTURE: body.at(top, room - small - 1),
            Role.CAPTION: body.at(top + room - small, small),
            Role.BELOW: body.at(below, text),
        }
    return {
        Role.BODY: body.at(body.y, text),
        Role.CAPTION: body.at(top, small),
        Role.TABLE: body.at(top + small + 1, room - small - 1),
        Role.BELOW: body.at(below, text),
    }


def placeholder(role: Role, plan: Plan) -> str:
    """Return the p:ph element that ties a shape to its layout's placeholder."""
    kind, index = KINDS[role]
    if plan.kind == "title":
        kind = {"title": "ctrTitle"}.get(kind, "subTitle" if role is Role.BODY else kind)
    if role is Role.BODY and plan.name in _ANYTHING:
        kind = ""
    size = "half" if role is Role.SECOND or (role is Role.BODY and plan.kind == "twoObj") else ""
    size = "quarter" if role in SMALL else size
    given = {"type": kind, "sz": size, "idx": str(index) if index else ""}
    said = "".join(f' {name}="{value}"' for name, value in given.items() if value)
    return f"<p:ph{said}/>"


def transform(frame: Frame) -> str:
    """Return a frame as a:xfrm."""
    x, y, w, h = (round(v * MM) for v in (frame.x, frame.y, frame.width, frame.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>'


def _run_style(size: float, attributes: str = "", color: str = "", font: str = "") -> str:
    """Return what a level says of its letters."""
    fill = f'<a:solidFill><a:schemeClr val="{color}"/></a:solidFill>' if color else ""
    given = f" {attributes}" if attributes else ""
    return f'<a:defRPr sz="{size * 100:.0f}"{given}>{fill}{font}</a:defRPr>'


def _style(
    role: Role, plan: Plan, geometry: Geometry, tokens: Tokens, serif: str
) -> tuple[str, str]:
    """Return the text style of a placeholder: attributes of its box, and its first level."""
    note, opening, looks = geometry.note_size, plan.kind in _OPENING, tokens.elements
    plain = '<a:lvl1pPr marL="0" indent="0"{}>{}<a:buNone/>{}</a:lvl1pPr>'
    tight = '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
    match role:
        case Role.KICKER:
            return 'anchor="b"', plain.format("", tight, letters(looks["kicker"], tokens, note))
        case Role.MARK:
            loud = _run_style(note, 'b="1" spc="120"', "tx1")
            return 'anchor="b"', plain.format(' algn="r"', tight, loud)
        case Role.FOOT:
            quiet = _run_style(note, color="tx2")
            return 'anchor="t"', plain.format(' algn="l"', tight, quiet)
        case Role.NUMBER:
            quiet = _run_style(note, color="tx2")
            return 'anchor="t"', plain.format(' algn="r"', tight, quiet)
        case Role.CAPTION | Role.NOTE:
            size = geometry.note_size if plan.name != "Quote" or role is Role.NOTE else None
            quiet = _run_style(size or round(geometry.body_size * 0.85), color="tx2")
            anchor = "b" if role is Role.NOTE else "t"
            return f'anchor="{anchor}"', plain.format("", tight, quiet)
        case Role.TITLE if opening:
            level = letters(looks["title"], tokens, geometry.opening_size)
            return "", f'<a:lvl1pPr algn="{side(looks["title"])}">{level}</a:lvl1pPr>'
        case Role.BODY if plan.kind == "title":
            return "", plain.format("", "", _run_style(geometry.lead_size, color="tx2"))
        case Role.BODY if plan.name in READ:
            spaced = '<a:lnSpc><a:spcPct val="115000"/></a:lnSpc>'
            slanted = 'i="1"' if plan.name == "Quote" else ""
            reading = _run_style(geometry.definition_size, slanted, font=serif)
            anchor = "ctr" if plan.name == "Definition" else "t"
            return f'anchor="{anchor}"', plain.format("", spaced, reading)
        case _:
            return "", ""


_EMPTY = '<a:p><a:endParaRPr lang="en-US"/></a:p>'
_NUMBER = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    '<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld></a:p>'
)
_SAYS = '<a:p><a:r><a:rPr lang="en-US"/><a:t>{}</a:t></a:r></a:p>'


def _shape(
    number: int, role: Role, plan: Plan, geometry: Geometry, tokens: Tokens, serif: str
) -> str:
    """Return a layout's placeholder."""
    box, levels = _style(role, plan, geometry, tokens, serif)
    silent = role in (Role.PICTURE, Role.TABLE, Role.FOOT)
    text = _NUMBER if role is Role.NUMBER else _EMPTY if silent else _SAYS.format(role.value)
    prompt = ' hasCustomPrompt="1"' if KINDS[role][0] == "body" and role is not Role.BODY else ""
    mark = placeholder(role, plan).replace("/>", f"{prompt}/>")
    where = transform(geometry.placed(frame_of(plan, role, geometry)))
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{role.value}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>{mark}</p:nvPr></p:nvSpPr>'
        f"<p:spPr>{where}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {box}><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels}</a:lstStyle>{text}</p:txBody></p:sp>"
    )


def _rule(frame: Frame, geometry: Geometry) -> str:
    """Return a heavy rule of a layout."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="90" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f"</p:nvSpPr><p:spPr>{transform(geometry.placed(frame))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/>{_EMPTY}</p:txBody></p:sp>"
    )


def _drawn(plan: Plan, geometry: Geometry, tokens: Tokens) -> str:
    """Return what a layout draws: the bar at the edge of openings, the rule over a quotation.

    A bar is a fill, which a profile may not want.
    """
    if plan.bar and tokens.setting.fills:
        return _rule(geometry.bar, geometry)
    if plan.name == "Quote":
        return _rule(replace(geometry.body.at(geometry.body.y, 1.8), width=24), geometry)
    return ""


_TURNED = {
    'algn="l"': 'algn="r" rtl="1"',
    'algn="r"': 'algn="l" rtl="1"',
    ' spc="120"': "",
    ' spc="40"': "",
}
_SLANTED = ' i="1"'


def _turned(xml: str, geometry: Geometry) -> str:
    """Return a part turned round for text from right to left, neither spaced nor slanted."""
    if not geometry.rtl:
        return xml
    xml = xml.replace(_SLANTED, "")
    return re.sub("|".join(_TURNED), lambda found: _TURNED[found[0]], xml)


def small_shape(number: int, role: Role, geometry: Geometry, tokens: Tokens) -> str:
    """Return a placeholder for a small line, to stand in a layout that lacks it."""
    xml = _turned(_shape(number, role, Plan("", "", (role,)), geometry, tokens, ""), geometry)
    return xml.replace("<p:sp>", f"<p:sp {NAMESPACES}>", 1)


def layout_xml(
    plan: Plan,
    geometry: Geometry,
    tokens: Tokens,
    script: Script | None = None,
    called: str = "",
) -> str:
    """Return a layout part; one that is `called` something stands over a publisher's master."""
    font = f'<a:latin typeface="{html.escape(tokens.office_serif)}"/>'
    if called:
        font = ""
    elif script is not None:
        font += f'<a:cs typeface="{html.escape(script.office_serif)}"/>'
    shapes = "".join(
        _shape(number, role, plan, geometry, tokens, font)
        for number, role in enumerate(plan.holds, 2)
    )
    shapes = _drawn(plan, geometry, tokens) + shapes
    kind = f' type="{plan.kind}"' if plan.kind else ""
    xml = (
        f'{XML}<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1">'
        f'<p:cSld name="{html.escape(called or plan.name)}"><p:spTree>'
        f"{_TREE}{shapes}</p:spTree>"
        "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
    return _turned(xml, geometry)


def master_xml(tokens: Tokens, geometry: Geometry, language: str) -> str:
    """Return the master part: its placeholders and the styles of titles and text."""
    master = Plan("Master", "obj", (Role.TITLE, Role.BODY, Role.FOOT, Role.NUMBER))
    shapes = "".join(
        _shape(number, role, master, geometry, tokens, "")
        for number, role in enumerate(master.holds, 2)
    )
    layouts = "".join(
        f'<p:sldLayoutId id="{2147483649 + n}" r:id="rId{n + 1}"/>' for n in range(len(PLANS))
    )
    color = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    look = tokens.elements["heading2"]
    title = (
        f'<a:lvl1pPr algn="{side(look)}"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>'
        f"{letters(look, tokens, geometry.title_size, lang=language)}</a:lvl1pPr>"
    )
    body = "".join(_level(n, geometry, language, color) for n in range(1, 10))
    other = "".join(
        f'<a:lvl{n}pPr><a:defRPr lang="{language}" sz="{geometry.body_size * 100:.0f}">{color}'
        f"{face('mn')}</a:defRPr></a:lvl{n}pPr>"
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
