"""Write how the letters of an element look, as the default properties of a level of text."""

from lembar.course.appearance import Appearance
from lembar.course.theme import Tokens
from lembar.writers.pptx.parts import face

SCHEME = {"text": "tx1", "muted": "tx2", "accent": "accent1", "answer": "accent2", "paper": "bg1"}
_ALIGN = {"start": "l", "center": "ctr", "end": "r"}
_CASES = {"none": "", "upper": ' cap="all" spc="120"', "small-caps": ' cap="small" spc="40"'}


def letters(look: Appearance, tokens: Tokens, size: float, **more: str) -> str:
    """Return an a:defRPr in the look of an element, at a size in points."""
    given = "".join(f' {name}="{value}"' for name, value in more.items())
    italic = ' i="1"' if look.italic else ""
    latin = f'<a:latin typeface="{tokens.office_serif}"/>'
    family = {"serif": latin, "sans": face("mn"), "heading": face("mj")}[look.family]
    return (
        f'<a:defRPr{given} sz="{size * 100:.0f}" b="{look.heavy:d}"{italic}{_CASES[look.case]}>'
        f'<a:solidFill><a:schemeClr val="{SCHEME[look.color]}"/></a:solidFill>'
        f"{family}</a:defRPr>"
    )


def side(look: Appearance) -> str:
    """Return how an element is aligned; from right to left, layouts are turned round later."""
    return _ALIGN[look.align]
