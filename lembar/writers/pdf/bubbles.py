"""Set rows of bubbles to the tenth of a millimetre: where they stand is no theme's choice."""

import html
from collections.abc import Callable

from lembar.course.theme import Tokens
from lembar.course.tree import Element
from lembar.writers.bubbles import (
    BETWEEN,
    BOX,
    DIAMETER,
    LABEL,
    PITCH,
    REPLACED,
    Grid,
    bubbles,
    corner_marks,
    grids,
    ruler,
)

_GAP = 1.5  # between a number and its bubbles

CSS = f"""
.bubble-grid {{ break-inside: avoid; margin: 0 0 3mm; }}
.bubble-grid::after {{ content: ''; display: block; clear: both; }}
.bubble-column {{ float: left; max-width: 100%; margin-right: {BETWEEN}mm; }}
.bubble-column:last-child {{ margin-right: 0; }}
.bubble-row {{ position: relative; margin: 0; font: 600 9pt/1 var(--sans); hyphens: none;
  font-variant-numeric: lining-nums tabular-nums; }}
.bubble-label {{ position: absolute; left: 0; width: {LABEL - _GAP}mm; text-align: right; }}
.bubble-write {{ position: absolute; box-sizing: border-box; border: .6pt solid var(--rule); }}
.bubble-note {{ position: absolute; font-weight: 400; }}
.bubble-write.line {{ border-width: 0 0 .6pt; }}
.mark-bubble {{ position: absolute; box-sizing: border-box; width: {DIAMETER}mm;
  height: {DIAMETER}mm; border: .6pt solid var(--rule); border-radius: 50%; text-align: center;
  font: 400 7.5pt/{DIAMETER - 0.4}mm var(--sans); }}
.mark-bubble.filled, .mark-bubble.struck {{ background: var(--text); color: var(--paper); }}
.mark-bubble.struck {{ text-decoration: line-through double; }}
.mark-bubble.crossed, .mark-bubble.ticked {{ font-weight: 700; font-size: 10pt; }}
.check-ruler {{ font: 400 var(--size-note)/4mm var(--sans); margin: 3mm 0 0; hyphens: none;
  font-variant-numeric: lining-nums; break-before: avoid; }}
.ruler {{ display: inline-block; box-sizing: border-box; height: 4mm; text-align: center;
  border: .6pt solid var(--rule); border-top: 0; margin-right: 3mm; vertical-align: bottom; }}
"""


def bubble_grid(element: Element, width: float, rtl: bool, inside: Callable[[Element], str]) -> str:
    """Return the HTML of a grid in columns of a text `width` millimetres wide."""
    return "".join(
        f'<div class="bubble-grid">{_columns(grid, rtl, inside)}</div>'
        for grid in grids(element, width)
    )


def _columns(grid: Grid, rtl: bool, inside: Callable[[Element], str]) -> str:
    return "".join(
        f'<div class="bubble-column" style="width:{grid.width:.2f}mm">'
        f"{''.join(_row(row, grid, rtl, inside) for row in column)}</div>"
        for column in grid.columns
    )


def _row(row: Element, grid: Grid, rtl: bool, inside: Callable[[Element], str]) -> str:
    side = "right" if rtl else "left"
    top = f"{(grid.row - DIAMETER) / 2:.2f}mm"
    made = _label(row, grid) + _write(row, grid, side)
    for at, each in enumerate(bubbles(row)):
        place = f"{side}:{LABEL + at * PITCH + (PITCH - DIAMETER) / 2:.2f}mm;top:{top}"
        made += f'<span class="{_classes(each)}" style="{place}">{_sign(each, inside)}</span>'
    if row.get("note"):
        place = f"{side}:{LABEL + len(bubbles(row)) * PITCH + _GAP}mm;line-height:{grid.row}mm"
        note = html.escape(row.get("note"), quote=False)
        made += f' <span class="bubble-note" style="{place}">{note}</span>'
    return f'<p class="bubble-row" style="margin:0;height:{grid.row}mm">{made}</p>'


def _label(row: Element, grid: Grid) -> str:
    if not row.get("label"):
        return ""
    style = f"line-height:{grid.row}mm"
    label = html.escape(row.get("label"), quote=False)
    return f'<span class="bubble-label" style="{style}">{label}</span> '


def _write(row: Element, grid: Grid, side: str) -> str:
    """Return the line or the box to write in; an empty row has neither."""
    kind = row.get("write")
    if kind == "line":
        place = f"{side}:{LABEL}mm;width:{grid.width - LABEL:.2f}mm;height:{grid.row - 1.5}mm"
        return f'<span class="bubble-write line" style="{place}"></span>'
    if kind == "box":
        place = f"{side}:{(LABEL - BOX) / 2}mm;top:{(grid.row - BOX) / 2:.2f}mm"
        return f'<span class="bubble-write" style="{place};width:{BOX}mm;height:{BOX}mm"></span>'
    return ""


def _classes(element: Element) -> str:
    return f"mark-bubble {element.get('state')}".strip()


def _sign(element: Element, inside: Callable[[Element], str]) -> str:
    return REPLACED.get(element.get("state")) or inside(element)


def check_ruler(element: Element, inside: Callable[[Element], str]) -> str:
    """Return the HTML of a ruler with its words beside it."""
    length = f"{ruler(element):g}"
    drawn = f'<span class="ruler" style="width:{length}mm"><bdi dir="ltr">{length} mm</bdi></span>'
    return f'<p class="check-ruler">{drawn} {inside(element)}</p>'


def corner_css(element: Element, tokens: Tokens) -> str:
    """Return the boxes of a page that mark its corners."""
    inset, size = corner_marks(element)
    colour = tokens.colors["text"]
    boxes = ""
    for upright in ("top", "bottom"):
        for side in ("left", "right"):
            boxes += (
                f"@{upright}-{side}-corner {{ content: ''; background: {colour};"
                f" width: {size:g}mm; height: {size:g}mm; margin: auto;"
                f" margin-{upright}: {inset:g}mm; margin-{side}: {inset:g}mm; }}\n"
            )
    return boxes
