"""Margins must leave lines that hold words."""

from collections.abc import Iterator

from lembar.checks.themes.look import Look
from lembar.errors import Problem, problem

_SIGNS = 30  # in a line, at the least
_LINES = 20  # on a page
_SIGN = 0.48  # of the size of type: how wide a sign is, on average
_POINT = 25.4 / 72
_SHARE = 0.5  # of a slide that is to be left


def room(look: Look) -> Iterator[Problem]:
    """Report papers and slides on which margins and columns leave too little."""
    tokens = look.theme.tokens
    margins, size = tokens.margins, tokens.sizes["text"] * _POINT
    used = look.papers or set(tokens.papers)
    for name, paper in tokens.papers.items():
        if name not in used:
            continue
        free = paper.width - margins["left"] - margins["right"] - tokens.outer_column
        signs = round(max(free, 0) / (size * _SIGN))
        lines = round(
            (paper.height - margins["top"] - margins["bottom"]) / (size * tokens.line_height)
        )
        if signs < _SIGNS or lines < _LINES:
            yield problem(
                "no-room",
                look.place("spacing", "margins"),
                "no-room",
                paper=name,
                signs=signs,
                lines=max(lines, 0),
            )
    width, height, margin = (tokens.slide[each] for each in ("width", "height", "margin"))
    if width - 2 * margin < width * _SHARE or height - 2 * margin < height * _SHARE:
        yield problem("no-room-on-slides", look.place("slides", "margin"), "no-room-on-slides")
