"""Draw formulas as SVG, for the formats that set none themselves."""

import re
import warnings
from dataclasses import dataclass
from functools import lru_cache

from lembar.writers.kept import kept
from lembar.writers.linear import words
from lembar.writers.mathml import mathml

_SIZE = 24  # pixels per em that formulas are drawn at
# Asks for another form of the sign before it (as \\emptyset does); drawn, it would be a box.
_VARIANT = re.compile("[\ufe00-\ufe0f]")
_BOX = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')


@dataclass(frozen=True, slots=True)
class Formula:
    """Hold a formula's drawing; its lengths are in em: above and below the base line, across."""

    svg: bytes
    width: float
    height: float
    depth: float
    alt: str


@lru_cache(maxsize=1024)
def formula(tex: str, display: bool) -> Formula:
    """Return the drawing of a formula.

    Raises ContentError if the TeX is not understood; `read` has checked it before.
    """
    # In a line, too, fractions keep their full size: set smaller, as TeX does, their figures would
    # be less than the 8 points that a photocopy needs.
    marked = _VARIANT.sub("", mathml(tex, display))

    def draw() -> bytes:
        return _drawing(marked).encode()

    svg = kept(draw, marked, _SIZE).decode()
    found = _BOX.search(svg)
    assert found is not None
    _, top, wide, high = (float(each) / _SIZE for each in found.groups())
    return Formula(svg.encode(), wide, -top, high + top, words(tex))


def _drawing(marked: str) -> str:
    """Return MathML as SVG; loading what draws warns of Python's older ways to open files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config
        from ziamath.zmath import Math

        from lembar.writers.mathtables import drawn
    # With SVG 2 the letters are <use> of ids, which clash when two formulas share a page.
    config.svg2 = False
    svg: str = Math(drawn(marked), size=_SIZE).svg()
    return svg
