"""Write the theme part: the fonts and colours that styles are bound to."""

from collections.abc import Mapping

from lembar.course.theme import Script, Theme
from lembar.writers.docx.xml import DECLARATION, element

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# role of the theme → slot of the part, name that a run's colour uses
SLOTS: Mapping[str, tuple[str, str]] = {
    "text": ("dk1", "text1"),
    "paper": ("lt1", "background1"),
    "muted": ("dk2", "text2"),
    "tint": ("lt2", "background2"),
    "accent": ("accent1", "accent1"),
    "rule": ("accent2", "accent2"),
    "answer": ("accent3", "accent3"),
}
_ORDER = (
    ("dk1", "text"),
    ("lt1", "paper"),
    ("dk2", "muted"),
    ("lt2", "tint"),
    ("accent1", "accent"),
    ("accent2", "rule"),
    ("accent3", "answer"),
    ("accent4", "muted"),
    ("accent5", "text"),
    ("accent6", "rule"),
    ("hlink", "text"),
    ("folHlink", "muted"),
)


def theme_part(theme: Theme, script: Script | None = None) -> bytes:
    """Return theme1.xml; `script` is the one that its complex fonts show."""
    root = a(
        "theme",
        a("themeElements", _colours(theme), _fonts(theme, script), _formats()),
        a("objectDefaults"),
        a("extraClrSchemeLst"),
        name=theme.name,
        more={"xmlns:a": _A},
    )
    return (DECLARATION + root).encode("utf-8")


def a(name: str, /, *children: str, more: Mapping[str, str] | None = None, **given: object) -> str:
    """Return an element of the drawing name space."""
    return element(f"a:{name}", dict(more or {}) | given, *children)


def _colours(theme: Theme) -> str:
    colours = theme.tokens.colors
    slots = (a(slot, a("srgbClr", val=colours[role][1:].upper())) for slot, role in _ORDER)
    return a("clrScheme", *slots, name=theme.name)


def _fonts(theme: Theme, script: Script | None) -> str:
    tokens = theme.tokens
    return a(
        "fontScheme",
        _family("majorFont", tokens.office_heading, script.office_sans if script else ""),
        _family("minorFont", tokens.office_serif, script.office_serif if script else ""),
        name=theme.name,
    )


def _family(name: str, typeface: str, complex_: str) -> str:
    return a(name, a("latin", typeface=typeface), a("ea", typeface=""), a("cs", typeface=complex_))


def _formats() -> str:
    """Return the plain fills, lines and effects that a theme must have three of."""
    fill = a("solidFill", a("schemeClr", val="phClr"))
    line = a("ln", fill, a("prstDash", val="solid"), w="9525")
    effect = a("effectStyle", a("effectLst"))
    return a(
        "fmtScheme",
        a("fillStyleLst", fill * 3),
        a("lnStyleLst", line * 3),
        a("effectStyleLst", effect * 3),
        a("bgFillStyleLst", fill * 3),
        name="plain",
    )
