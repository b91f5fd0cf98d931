"""Make MathML ready for ziamath, and give its tables the rules that it leaves out.

math-core says in CSS how cells are aligned and where rules run; ziamath reads attributes.
Importing this module teaches ziamath to draw the rules.
"""

import re
import xml.etree.ElementTree as ET
from typing import Any

from ziamath import drawable
from ziamath.nodes.mtable import Mtable

_BAR = "\u2015"  # what ziamath draws as a line as wide as what it stands over
_LINES = ("\u0332", "_")  # what MathML has for it
_SIDE = re.compile(r"text-align: (left|right)")
_GAP = re.compile(r"padding-left: ?([\d.]+)em")
_USUAL_GAP = "0.8em"


def drawn(mathml: str) -> ET.Element:
    """Return MathML as ziamath understands it."""
    root = ET.fromstring(mathml)
    for table in root.iter("mtable"):
        _align(table)
    for each in root.iter():
        if each.tag in ("mover", "munder") and each[1].text in _LINES:
            each[1].text = _BAR
    return root


def _align(table: ET.Element) -> None:
    """Say in attributes what the cells' CSS says of sides and gaps."""
    gaps: dict[int, str] = {}
    for row in table:
        for column, cell in enumerate(row):
            style = cell.get("style", "")
            side, gap = _SIDE.search(style), _GAP.search(style)
            if side:
                cell.set("columnalign", side[1])
            if column:
                joined = "padding-left: 0" in style
                gaps[column] = f"{gap[1]}em" if gap else "0em" if joined else _USUAL_GAP
    if gaps:
        table.set("columnspacing", " ".join(gaps[column] for column in sorted(gaps)))


class RuledTable(Mtable, tag="mtable"):
    """Draw a table with the rules between its rows and columns."""

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        cells = list(zip(self.nodexy, self.nodes))
        rows: list[list[tuple[tuple[float, float], Any]]] = []
        for row in self.element:
            rows.append(cells[: len(row)])
            cells = cells[len(row) :]
        thick = self.units_to_points(self.font.math.consts.fractionRuleThickness)
        for at, row in enumerate(self.element):
            if any("border-top" in cell.get("style", "") for cell in row):
                line = drawable.HLine(self.bbox.xmax, thick, style=self.style, **kwargs)
                self.nodes.append(line)
                self.nodexy.append((0, self._above(rows, at)))
        first = list(self.element[0])
        for column, cell in enumerate(first[:-1]):
            if "border-right" in cell.get("style", ""):
                high = self.bbox.ymax - self.bbox.ymin
                self.nodes.append(drawable.VLine(high, thick, style=self.style, **kwargs))
                self.nodexy.append((self._after(rows, column), -self.bbox.ymax))

    def _above(self, rows: list[list[tuple[tuple[float, float], Any]]], at: int) -> float:
        """Return the middle between a row and the one above it."""
        top: float = min(y - node.bbox.ymax for (_, y), node in rows[at])
        if not at:
            return top
        bottom: float = max(y - node.bbox.ymin for (_, y), node in rows[at - 1])
        return (top + bottom) / 2

    def _after(self, rows: list[list[tuple[tuple[float, float], Any]]], column: int) -> float:
        """Return the middle between a column and the next."""
        right: float = max(
            x + node.bbox.xmax for row in rows for (x, _), node in row[column : column + 1]
        )
        left: float = min(
            x + node.bbox.xmin for row in rows for (x, _), node in row[column + 1 : column + 2]
        )
        return (left + right) / 2
