"""Hold the parts of a presentation that are the same for every deck of a theme."""

from lembar.course.theme import Script, Tokens
from lembar.writers.pptx.geometry import Geometry
from lembar.writers.pptx.places import MM

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="{P}"'

APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office PowerPoint</Application></Properties>'
)
_DCT = "http://purl.org/dc/terms/"
_MOMENT = "2000-01-01T00:00:00Z"  # no clock: the same sheet is always the same file
CORE = (
    f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    f'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="{_DCT}" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MOMENT}</dcterms:created>'
    f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MOMENT}</dcterms:modified>'
    "</cp:coreProperties>"
)
PRESENTATION_PROPERTIES = f"{XML}<p:presentationPr {NAMESPACES}/>"
VIEW_PROPERTIES = f"{XML}<p:viewPr {NAMESPACES}/>"
TABLE_STYLE = "{7B3E5C16-4C1D-4B0E-9B1A-6C656D626172}"


def _border(side: str, points: float) -> str:
    """Return a border of a table style; 0 points is none."""
    fill = '<a:solidFill><a:schemeClr val="accent3"/></a:solidFill>' if points else "<a:noFill/>"
    return f'<a:{side}><a:ln w="{points * 12700:.0f}" cmpd="sng">{fill}</a:ln></a:{side}>'


_FONT = '<a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef><a:schemeClr val="tx1"/>'
_RULES = {"left": 0, "right": 0, "top": 0, "bottom": 0.75, "insideH": 0.75, "insideV": 0}
_BORDERS = "".join(_border(side, points) for side, points in _RULES.items())
TABLE_LOOK = (
    f'<a:tblStyle xmlns:a="{A}" styleId="{TABLE_STYLE}" styleName="Lembar"><a:wholeTbl>'
    f"<a:tcTxStyle>{_FONT}</a:tcTxStyle><a:tcStyle><a:tcBdr>{_BORDERS}</a:tcBdr>"
    "<a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
    f'<a:firstCol><a:tcTxStyle b="on">{_FONT}</a:tcTxStyle><a:tcStyle><a:tcBdr/></a:tcStyle>'
    f'</a:firstCol><a:firstRow><a:tcTxStyle b="on">{_FONT}</a:tcTxStyle><a:tcStyle><a:tcBdr>'
    f"{_border('bottom', 2.25)}</a:tcBdr></a:tcStyle></a:firstRow></a:tblStyle>"
)
TABLE_STYLES = f'{XML}<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE}">{TABLE_LOOK}</a:tblStyleLst>'


def presentation(geometry: Geometry, language: str) -> str:
    """Return the part that ties the others together."""
    width, height = round(geometry.width * MM), round(geometry.height * MM)
    side = 'algn="r" rtl="1"' if geometry.rtl else 'algn="l" rtl="0"'
    size = f"{geometry.body_size * 100:.0f}"
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 457200}" {side}><a:defRPr lang="{language}" '
        f'sz="{size}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>{face("mn")}</a:defRPr>'
        f"</a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    return (
        f'{XML}<p:presentation {NAMESPACES} saveSubsetFonts="1">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldIdLst/><p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{language}"/></a:defPPr>{levels}'
        "</p:defaultTextStyle></p:presentation>"
    )


def face(name: str) -> str:
    """Return the faces of the theme's major ("mj") or minor ("mn") font."""
    kinds = {"latin": "lt", "ea": "ea", "cs": "cs"}
    return "".join(f'<a:{tag} typeface="+{name}-{end}"/>' for tag, end in kinds.items())


def theme(tokens: Tokens, script: Script | None = None) -> str:
    """Return the theme part: the tokens' colours and the fonts that Office has."""
    other = script.office_sans if script else ""
    colors = tokens.colors
    scheme = {
        "dk1": colors["text"],
        "lt1": colors["paper"],
        "dk2": colors["muted"],
        "lt2": colors["tint"],
        "accent1": colors["accent"],
        "accent2": colors["answer"],
        "accent3": colors["rule"],
        "accent4": colors["muted"],
        "accent5": colors["text"],
        "accent6": colors["accent"],
        "hlink": colors["text"],
        "folHlink": colors["muted"],
    }
    swatches = "".join(
        f'<a:{name}><a:srgbClr val="{value.lstrip("#").upper()}"/></a:{name}>'
        for name, value in scheme.items()
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/>'
        f'<a:cs typeface="{other}"/></a:{kind}Font>'
        for kind, name in (("major", tokens.office_heading), ("minor", tokens.office_sans))
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{XML}<a:theme xmlns:a="{A}" name="Lembar"><a:themeElements>'
        f'<a:clrScheme name="Lembar">{swatches}</a:clrScheme>'
        f'<a:fontScheme name="Lembar">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="Lembar"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def notes_master(language: str, rtl: bool = False) -> str:
    """Return the master of the notes: the slide above, what is said below."""
    side = 'algn="r" rtl="1"' if rtl else 'algn="l"'
    levels = "".join(
        f'<a:lvl{n}pPr marL="{(n - 1) * 228600}" {side}><a:spcBef><a:spcPts val="400"/>'
        f'</a:spcBef><a:defRPr lang="{language}" sz="1200"><a:solidFill>'
        f'<a:schemeClr val="tx1"/></a:solidFill>'
        f"{face('mn')}</a:defRPr></a:lvl{n}pPr>"
        for n in range(1, 10)
    )
    return (
        f'{XML}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgRef idx="1001">'
        '<a:schemeClr val="bg1"/></p:bgRef></p:bg><p:spTree>'
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="685800" y="685800"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill>'
        '<a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="685800" y="4114800"/><a:ext cx="5486400" cy="4343400"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{language}"/></a:p></p:txBody>'
        "</p:sp></p:spTree></p:cSld>"
        '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
        'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
        f'folHlink="folHlink"/><p:notesStyle>{levels}</p:notesStyle></p:notesMaster>'
    )
