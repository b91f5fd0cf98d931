"""Read a master: where its layouts put things, and how the text there is set.

A placeholder's text is set by its layout; what that leaves open by the master's placeholder of the
same kind, then by the master's text styles, then by the presentation's own.
Source: ISO/IEC 29500-1, 19.3.1.36 (placeholders) and 21.1.2.4 (list styles).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lembar.writers.pptx.parts import TABLE_STYLE, A, P
from lembar.writers.pptx.places import MM, Frame, Layout, Look, Master, Place, Role

_NS = {"a": A, "p": P}
_LEVELS = 9
# What a placeholder inherits from where its layout is silent.
_TITLES = ("title", "ctrTitle")
_EDGES = ("dt", "ftr", "sldNum")
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
ROLES = {role.value.casefold(): role for role in Role}


def read_master(presentation: Any) -> Master:
    """Return the master of a presentation whose layouts and placeholders have our names."""
    sheet = Sheet(presentation)
    layouts = {
        layout.name: Layout(layout.name, dict(_named(sheet, layout)), number)
        for number, layout in enumerate(presentation.slide_layouts)
    }
    return Master(
        layouts,
        presentation.slide_width / MM,
        presentation.slide_height / MM,
        TABLE_STYLE,
        sheet.table_look(),
    )


def _named(sheet: "Sheet", layout: Any) -> Iterator[tuple[Role, Place]]:
    for shape in layout.placeholders:
        role = ROLES.get(shape.name.casefold())
        if role is not None:
            yield role, sheet.place(shape, role)


class Sheet:
    """Hold the parts that a placeholder's look is inherited from."""

    def __init__(self, presentation: Any) -> None:
        self.root = presentation.part._element
        self.master = presentation.slide_masters[0]
        self.fonts = _fonts(self.master)

    def place(self, shape: Any, role: Role) -> Place:
        """Return a placeholder of a layout with all that it inherits."""
        element = shape._element
        mark = element.find(".//p:nvPr/p:ph", _NS)
        kind = mark.get("type") or ""
        above = self._above(kind)
        boxes = [*_found([element, *above], "p:txBody/a:bodyPr")]
        insets = tuple(
            next((int(b.get(name)) for b in boxes if b.get(name)), usual) / MM
            for name, usual in _INSETS.items()
        )
        anchor = next((b.get("anchor") for b in boxes if b.get("anchor")), "t")
        lists = [*_found([element, *above], "p:txBody/a:lstStyle"), *self._styles(kind)]
        return Place(
            role,
            int(mark.get("idx") or 0),
            kind,
            _frame([element, *above]),
            (insets[0], insets[1], insets[2], insets[3]),
            tuple(self._look(level, lists) for level in range(1, _LEVELS + 1)),
            anchor,
            element.find("p:spPr/a:xfrm", _NS) is not None,
        )

    def table_look(self) -> Look:
        """Return how the text of a table is set: as the presentation's own."""
        return self._look(1, [*_found([self.root], "p:defaultTextStyle")])

    def _above(self, kind: str) -> list[Any]:
        """Return the master's placeholder that one of this kind goes by."""
        wanted = "title" if kind in _TITLES else kind if kind in _EDGES else "body"
        for shape in self.master.placeholders:
            mark = shape._element.find(".//p:nvPr/p:ph", _NS)
            if (mark.get("type") or "body") == wanted:
                return [shape._element]
        return []

    def _styles(self, kind: str) -> list[Any]:
        """Return the master's text style for a kind, and the presentation's."""
        name = "titleStyle" if kind in _TITLES else "otherStyle" if kind in _EDGES else "bodyStyle"
        own = _found([self.master._element], f"p:txStyles/p:{name}")
        return [*own, *_found([self.root], "p:defaultTextStyle")]

    def _look(self, level: int, lists: Iterable[Any]) -> Look:
        """Return a level, put together from the nearest list that says something of each."""
        levels = [*_found(lists, f"a:lvl{level}pPr")]
        runs = [*_found(levels, "a:defRPr")]
        size = _first(runs, "sz", 1800) / 100
        left, indent = _first(levels, "marL", 0) / MM, _first(levels, "indent", 0) / MM
        faces = [*_found(runs, "a:latin")]
        name = faces[0].get("typeface") if faces else "+mn-lt"
        return Look(
            size,
            self.fonts.get(name, name),
            _flag(runs, "b"),
            _flag(runs, "i"),
            _lines(levels, size),
            _points(levels, "a:spcBef", size),
            left,
            -indent if indent < 0 else 0.0,
            _bulleted(levels),
            next((r.get("cap") for r in runs if r.get("cap")), "none") != "none",
        )


def _fonts(master: Any) -> Mapping[str, str]:
    """Return the fonts that a theme's names stand for."""
    from lxml import etree

    theme = next(
        (r.target_part.blob for r in master.part.rels.values() if r.reltype.endswith("/theme")),
        b"<x/>",
    )
    root = etree.fromstring(theme)
    names: dict[str, str] = {}
    for short, long in (("mj", "major"), ("mn", "minor")):
        for end, tag in (("lt", "latin"), ("ea", "ea"), ("cs", "cs")):
            found = root.find(f".//a:{long}Font/a:{tag}", _NS)
            names[f"+{short}-{end}"] = found.get("typeface") if found is not None else ""
    return names


def _found(nodes: Iterable[Any], path: str) -> Iterator[Any]:
    return (found for node in nodes if (found := node.find(path, _NS)) is not None)


def _first(nodes: Iterable[Any], name: str, usual: int) -> int:
    return next((int(each.get(name)) for each in nodes if each.get(name)), usual)


def _flag(nodes: Iterable[Any], name: str) -> bool:
    return next((each.get(name) for each in nodes if each.get(name)), "0") in ("1", "true")


def _percent(text: str) -> float:
    return float(text.rstrip("%")) / (100 if text.endswith("%") else 100000)


def _lines(levels: Iterable[Any], size: float) -> float:
    """Return the height of lines as a multiple of the font's own."""
    said = next(iter(_found(levels, "a:lnSpc")), None)
    if said is None:
        return 1.0
    share, points = said.find("a:spcPct", _NS), said.find("a:spcPts", _NS)
    if share is not None:
        return _percent(share.get("val"))
    return float(points.get("val")) / 100 / (size * 1.2) if points is not None else 1.0


def _points(levels: Iterable[Any], path: str, size: float) -> float:
    """Return a space in points."""
    said = next(iter(_found(levels, path)), None)
    if said is None:
        return 0.0
    share, points = said.find("a:spcPct", _NS), said.find("a:spcPts", _NS)
    if points is not None:
        return float(points.get("val")) / 100
    return _percent(share.get("val")) * size * 1.2 if share is not None else 0.0


def _bulleted(levels: Iterable[Any]) -> bool:
    """Tell whether a level has a bullet of its own."""
    for level in levels:
        for tag, has in (
            ("buNone", False),
            ("buChar", True),
            ("buAutoNum", True),
            ("buBlip", True),
        ):
            if level.find(f"a:{tag}", _NS) is not None:
                return has
    return False


def _frame(elements: Iterable[Any]) -> Frame:
    """Return where a placeholder stands: its own place, or the master's."""
    for place in _found(elements, "p:spPr/a:xfrm"):
        at, size = place.find("a:off", _NS), place.find("a:ext", _NS)
        values = (at.get("x"), at.get("y"), size.get("cx"), size.get("cy"))
        return Frame(*(int(value) / MM for value in values))
    return Frame(0, 0, 1, 1)
