"""Draw the pictures of a lesson as SVG."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

_FONT = 'font-family="\'Source Sans 3\', sans-serif" font-size="13" fill="#000"'
_LEFT, _TOP, _WIDTH, _HEIGHT = 56, 40, 400, 180
_BOX, _GAP = 104, 28


def bars(title: str, axis: str, names: Sequence[str], values: Sequence[int]) -> str:
    """Return a bar chart."""
    step, top = _scale(values)
    place = _WIDTH / len(values)
    drawn = []
    for at, value in enumerate(values):
        high = _HEIGHT * value / top
        x, y = _LEFT + place * (at + 0.2), _TOP + _HEIGHT - high
        drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{place * 0.6:.1f}" height="{high:.1f}"'
            ' fill="#bbb" stroke="#000" stroke-width="1.2"/>'
        )
        drawn.append(_text(x + place * 0.3, y - 5, str(value)))
    return _chart(title, axis, names, (step, top), drawn)


def line(title: str, axis: str, names: Sequence[str], values: Sequence[int]) -> str:
    """Return a line chart."""
    step, top = _scale(values)
    place = _WIDTH / len(values)
    points = [
        (_LEFT + place * (at + 0.5), _TOP + _HEIGHT - _HEIGHT * value / top)
        for at, value in enumerate(values)
    ]
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    drawn = [f'<polyline points="{joined}" fill="none" stroke="#000" stroke-width="2.4"/>']
    for (x, y), value in zip(points, values):
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#000"/>')
        drawn.append(_text(x, y - 9, str(value)))
    return _chart(title, axis, names, (step, top), drawn)


def flow(title: str, stages: Sequence[str]) -> str:
    """Return boxes in a row, joined by arrows."""
    width = len(stages) * (_BOX + _GAP) - _GAP + 24
    drawn = []
    for at, stage in enumerate(stages):
        x = 12 + at * (_BOX + _GAP)
        drawn.append(
            f'<rect x="{x}" y="16" width="{_BOX}" height="44" rx="5" fill="#eee" stroke="#000"'
            ' stroke-width="1.4"/>'
        )
        drawn.append(_text(x + _BOX / 2, 42.5, stage))
        if at:
            drawn.append(_line(x - _GAP + 2, 38, x - 8, 38, 1.6))
            drawn.append(f'<polygon points="{x - 1},38 {x - 10},33.5 {x - 10},42.5"/>')
    return _svg(title, width, 76, drawn)


def bare_chart(title: str) -> str:
    """Return a chart without words, whose parts are to be named."""
    drawn = [_line(60, 200, 400, 200, 2), _line(60, 200, 60, 20, 2)]
    for at, high in enumerate((90, 140, 60, 120)):
        drawn.append(
            f'<rect x="{90 + at * 75}" y="{200 - high}" width="48" height="{high}" fill="#bbb"'
            ' stroke="#000" stroke-width="1.2"/>'
        )
    return _svg(title, 440, 230, drawn)


def _scale(values: Sequence[int]) -> tuple[int, int]:
    """Return the distance of the lines behind a chart, and the value of the highest."""
    step = next(each for each in (5, 10, 20, 25, 50, 100, 200) if max(values) <= 6 * each)
    return step, -(-max(values) // step) * step


def _chart(
    title: str, axis: str, names: Sequence[str], scale: tuple[int, int], drawn: list[str]
) -> str:
    step, top = scale
    behind = []
    for value in range(0, top + 1, step):
        y = _TOP + _HEIGHT - _HEIGHT * value / top
        behind.append(_line(_LEFT, y, _LEFT + _WIDTH, y, 0.8, "#aaa"))
        behind.append(_text(_LEFT - 7, y + 4.5, str(value), "end"))
    place = _WIDTH / len(names)
    bottom = _TOP + _HEIGHT
    under = [_text(_LEFT + place * (at + 0.5), bottom + 19, name) for at, name in enumerate(names)]
    axes = [_line(_LEFT, bottom, _LEFT + _WIDTH, bottom, 1.6)]
    axes += [_line(_LEFT, bottom, _LEFT, _TOP - 8, 1.6), _text(20, 20, axis, "start")]
    return _svg(title, 476, 256, [*behind, *drawn, *axes, *under])


def _svg(title: str, width: int, height: int, drawn: Sequence[str]) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<title>{escape(title)}</title>'
    ground = f'<rect x="0" y="0" width="{width}" height="{height}" fill="#fff"/>'
    return "\n".join([head, ground, *drawn, "</svg>"]) + "\n"


def _line(x1: float, y1: float, x2: float, y2: float, width: float, color: str = "#000") -> str:
    ends = f'x1="{x1:g}" y1="{y1:.1f}" x2="{x2:g}" y2="{y2:.1f}"'
    return f'<line {ends} stroke="{color}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} text-anchor="{anchor}">{escape(text)}</text>'
