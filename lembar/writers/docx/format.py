"""Write the properties that styles, runs and tables share, bound to the theme."""

from lembar.course.theme import Tokens
from lembar.writers.docx.themepart import SLOTS
from lembar.writers.docx.units import half
from lembar.writers.docx.xml import w, when

SERIF, SANS, HEADING = "serif", "sans", "heading"


def fonts(family: str, tokens: Tokens | None = None) -> str:
    """Bind a run to a family of the theme; named as well for programs that know no themes.

    A theme of Word has two families, for headings and for text: where headings have one of their
    own, the sans is bound by its name.
    """
    named = None if tokens is None else _named(family, tokens)
    if tokens is not None and family == SANS and named != tokens.office_heading:
        return w("rFonts", ascii=named, hAnsi=named, cstheme="majorBidi")
    part = "minor" if family == SERIF else "major"
    return w(
        "rFonts",
        ascii=named,
        hAnsi=named,
        asciiTheme=f"{part}HAnsi",
        hAnsiTheme=f"{part}HAnsi",
        eastAsiaTheme=f"{part}EastAsia",
        cstheme=f"{part}Bidi",
    )


def _named(family: str, tokens: Tokens) -> str:
    if family == SERIF:
        return tokens.office_serif
    return tokens.office_heading if family == HEADING else tokens.office_sans


_SPACIOUS = {"Verdana": 1.2, "Century Gothic": 1.12}  # Office's families that run wide


def breadth(tokens: Tokens) -> float:
    """Return how much wider letters run than usual ones, with the room between them."""
    run = max(_SPACIOUS.get(each, 1.0) for each in (tokens.office_sans, tokens.office_serif))
    return run * (1 + tokens.setting.letter_spacing / 0.54)


def colour(tokens: Tokens, role: str) -> str:
    """Bind a run to a colour of the theme."""
    return w("color", val=tokens.colors[role][1:].upper(), themeColor=SLOTS[role][1])


def fill(tokens: Tokens, role: str) -> str:
    """Bind a background to a colour of the theme; a profile may want none."""
    if not tokens.setting.fills:
        return ""
    value = tokens.colors[role][1:].upper()
    return w("shd", val="clear", color="auto", fill=value, themeFill=SLOTS[role][1])


def border(
    tokens: Tokens,
    side: str,
    width: float = 0.5,
    role: str = "rule",
    line: str = "single",
    space: float = 0,
) -> str:
    """Return one border, its width and space in points."""
    return w(
        side,
        val=line,
        sz=round(tokens.setting.rule(width) * 8),
        space=round(space),
        color=tokens.colors[role][1:].upper(),
        themeColor=SLOTS[role][1],
    )


def run_properties(
    *,
    style: str = "",
    family: str = "",
    named: str = "",
    bold: bool | None = None,
    italic: bool | None = None,
    caps: bool | None = None,
    small_caps: bool | None = None,
    strike: bool = False,
    colour: str = "",
    spacing: int = 0,
    position: int = 0,
    size: float = 0,
    underline: str = "",
    box: str = "",
    shade: str = "",
    vertical: str = "",
    rtl: bool = False,
    lang: str = "",
    tokens: Tokens | None = None,
) -> str:
    """Return the properties of a run in the order that the schema fixes."""
    sized = half(size) if size else None
    return "".join(
        (
            when(style, w("rStyle", val=style)),
            fonts(family, tokens) if family else "",
            when(named, w("rFonts", ascii=named, hAnsi=named, eastAsia=named, cs=named)),
            _toggle("b", bold) + _toggle("bCs", bold),
            _toggle("i", italic) + _toggle("iCs", italic),
            _toggle("caps", caps),
            _toggle("smallCaps", small_caps),
            when(strike, w("dstrike")),
            colour,
            when(spacing, w("spacing", val=spacing)),
            when(position, w("position", val=position)),
            when(sized, w("sz", val=sized) + w("szCs", val=sized)),
            when(underline, w("u", val=underline)),
            box,
            shade,
            when(vertical, w("vertAlign", val=vertical)),
            when(rtl, w("rtl")),
            when(lang, w("lang", **{"bidi" if rtl else "val": lang})),
        )
    )


def _toggle(name: str, on: bool | None) -> str:
    if on is None:
        return ""
    return w(name) if on else w(name, val=0)
