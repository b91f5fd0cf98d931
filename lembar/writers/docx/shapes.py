"""Draw circles and boxes of an exact size: behind a cell's words, or at a place of the page."""

from lembar.writers.docx.build import Build
from lembar.writers.docx.pictures import decorative
from lembar.writers.docx.themepart import SLOTS, a
from lembar.writers.docx.units import emu
from lembar.writers.docx.xml import element, w

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_LINE = 0.21  # mm
_NO_ROOM = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
_SCHEME = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
CIRCLE, BOX = "ellipse", "rect"


def behind(build: Build, shape: str, size: float, down: float, align: str, filled: bool) -> str:
    """Return a shape behind the words of a cell, `down` millimetres under their paragraph's top."""
    across = element("wp:align", {}, align)
    fallen = element("wp:posOffset", {}, str(emu(down)))
    return _anchored(build, shape, size, ("column", across), ("paragraph", fallen), filled)


def on_page(build: Build, shape: str, size: float, across: float, down: float) -> str:
    """Return a filled shape at a place of the page; lengths are millimetres."""
    places = (element("wp:posOffset", {}, str(emu(each))) for each in (across, down))
    across_, down_ = (("page", place) for place in places)
    return _anchored(build, shape, size, across_, down_, filled=True)


def _anchored(
    build: Build,
    shape: str,
    size: float,
    across: tuple[str, str],
    down: tuple[str, str],
    filled: bool,
) -> str:
    given = _NO_ROOM | {
        "simplePos": 0,
        "relativeHeight": build.drawings + 1,
        "behindDoc": 1,
        "locked": 0,
        "layoutInCell": 1,
        "allowOverlap": 1,
    }
    drawing = element(
        "wp:anchor",
        given,
        element("wp:simplePos", {"x": 0, "y": 0}),
        element("wp:positionH", {"relativeFrom": across[0]}, across[1]),
        element("wp:positionV", {"relativeFrom": down[0]}, down[1]),
        _extent(size),
        element("wp:wrapNone", {}),
        _named(build, decorative()),
        _graphic(shape, size, filled),
    )
    return _run(drawing)


def _run(drawing: str) -> str:
    choice = element("mc:Choice", {"Requires": "wps"}, w("drawing", drawing))
    return w(
        "r",
        element("mc:AlternateContent", {"xmlns:mc": _MC, "xmlns:wps": _WPS}, choice),
    )


def _extent(size: float) -> str:
    return element("wp:extent", {"cx": emu(size), "cy": emu(size)})


def _named(build: Build, inside: str) -> str:
    build.drawings += 1
    number = build.drawings
    return element("wp:docPr", {"id": number, "name": f"Shape {number}"}, inside) + element(
        "wp:cNvGraphicFramePr", {}
    )


def _graphic(shape: str, size: float, filled: bool) -> str:
    extent = element("a:ext", {"cx": emu(size), "cy": emu(size)})
    properties = element(
        "wps:spPr",
        {},
        a("xfrm", a("off", x=0, y=0), extent),
        a("prstGeom", a("avLst"), prst=shape),
        a("solidFill", _colour("text")) if filled else a("noFill"),
        a("ln", a("solidFill", _colour("rule")), w=emu(_LINE)),
    )
    drawn = element(
        "wps:wsp", {}, element("wps:cNvSpPr", {}), properties, element("wps:bodyPr", {})
    )
    return a("graphic", a("graphicData", drawn, uri=_WPS))


def _colour(role: str) -> str:
    return a("schemeClr", val=_SCHEME.get(SLOTS[role][0], SLOTS[role][0]))
