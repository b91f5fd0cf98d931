"""Set formulas as equations that Word keeps as equations."""

from lembar.course.tree import Element, text_of
from lembar.writers.docx.xml import element, w
from lembar.writers.omml import omml

FONT = "Cambria Math"
# The one font that a run names itself: Word knows by it that a run is set as mathematics.
_FACE = w("rPr", w("rFonts", ascii=FONT, hAnsi=FONT))


def equation(el: Element) -> str:
    """Return a formula that stands in a line."""
    return omml(text_of(el.children), False, _properties)


def displayed(el: Element) -> str:
    """Return a formula that has a line to itself."""
    return f"<m:oMathPara>{omml(text_of(el.children), True, _properties)}</m:oMathPara>"


def mathematics() -> str:
    """Return what settings.xml says of equations: a displayed one stands in the middle."""
    said = {"mathFont": FONT, "dispDef": 1, "lMargin": 0, "rMargin": 0, "defJc": "center"}
    return element("m:mathPr", {}, *(element(f"m:{k}", {"m:val": v}) for k, v in said.items()))


def _properties(words: bool) -> str:
    return "" if words else _FACE
