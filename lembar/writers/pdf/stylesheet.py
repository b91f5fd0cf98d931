"""The style sheet of a document: the theme's tokens as variables, its page, its own print.css."""

from functools import lru_cache

from lembar.course.theme import Theme
from lembar.course.tree import Element, Node, text_of, walk
from lembar.sheet.sheet import Sheet
from lembar.writers.cuts import weights


def font_css(theme: Theme) -> str:
    """Return the @font-face rules of a theme: one for each weight, as `font:<asset>/<weight>`.

    WeasyPrint cuts variable fonts anew for each document, which takes half of its time.
    """
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; src: url('font:{face.asset}/{weight}');"
        f" font-weight: {weight}; font-style: {'italic' if face.italic else 'normal'}; }}"
        for face in theme.fonts
        for weight in weights(face, theme)
    )


def page_css(sheet: Sheet, theme: Theme) -> str:
    """Return the style sheet of one document."""
    paper = theme.tokens.papers[sheet.paper]
    margins = theme.tokens.margins
    sides = " ".join(f"{margins[side]:g}mm" for side in ("top", "right", "bottom", "left"))
    page = (
        f"@page {{ size: {paper.width:g}mm {paper.height:g}mm; margin: {sides};\n"
        f"{_margin_boxes(sheet.root, paper.width - margins['left'] - margins['right'])}}}"
    )
    return "\n".join((_variables(theme), theme.files["print.css"], page))


@lru_cache(maxsize=8)
def _named_sizes(sizes: tuple[tuple[str, float], ...]) -> str:
    return " ".join(f"--size-{name}: {size:g}pt;" for name, size in sizes)


def _variables(theme: Theme) -> str:
    tokens = theme.tokens
    colors = " ".join(f"--{role}: {value};" for role, value in tokens.colors.items())
    return (
        f":root {{ --serif: '{tokens.serif}', '{tokens.sans}';"
        f" --sans: '{tokens.sans}', '{tokens.serif}'; {colors}"
        f" {_named_sizes(tuple(tokens.sizes.items()))} --line-height: {tokens.line_height:g};"
        f" --outer: {tokens.outer_column:g}mm; --pitch: {tokens.answer_pitch:g}mm; }}"
    )


def _margin_boxes(root: Element, measure: float) -> str:
    """Return the boxes around the page: what runs there is no part of the text."""
    foot = _foot_style(root, measure)
    styles = {
        "foot-left": ("bottom-left", f"text-align: left; {foot}"),
        "foot-right": ("bottom-right", f"text-align: right; {foot} white-space: nowrap;"),
        "page-mark": ("top-right", "text-align: right; font-weight: 600; white-space: nowrap;"),
    }
    return "".join(_box(each, *styles[each.tag]) for each in walk((root,)) if each.tag in styles)


_FOOT_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
_SIGN = 0.5  # em that a sign of the sans is wide, and a little more
_BETWEEN = 4  # signs of room between the two sides


def _foot_style(root: Element, measure: float) -> str:
    """Return the size at which both sides of the foot stand in one line of `measure` millimetres.

    A foot too long for the smallest size is broken over two lines: better than to lose its end.
    """
    feet = [each for each in walk((root,)) if each.tag in ("foot-left", "foot-right")]
    signs = sum(len(text_of(each.children)) for each in feet)
    numbers = sum(each.tag in ("page-number", "page-count") for each in walk(feet))
    needed = (signs + 2 * numbers + _BETWEEN) * _SIGN
    points = measure / 25.4 * 72
    size = next((size for size in _FOOT_SIZES if needed * size <= points), None)
    if size is None:
        return f"font-size: {_FOOT_SIZES[-1]:g}pt;"
    return f"font-size: {size:g}pt; white-space: nowrap;"


_BOX = (
    "font: 400 9pt/12pt var(--sans); color: var(--text);"
    " font-variant-numeric: lining-nums tabular-nums;"
)


def _box(element: Element, where: str, style: str) -> str:
    content = " ".join(_piece(child) for child in element.children) or "''"
    return f"@{where} {{ content: {content}; {_BOX} {style} }}\n"


def _piece(node: Node) -> str:
    if isinstance(node, str):
        return "'" + "".join(_escaped(sign) for sign in node) + "'"
    if node.tag == "page-number":
        return "counter(page)"
    if node.tag == "page-count":
        return "counter(pages)"
    return " ".join(_piece(child) for child in node.children) or "''"


def _escaped(sign: str) -> str:
    return f"\\{ord(sign):x} " if sign in "'\\\n<" else sign
