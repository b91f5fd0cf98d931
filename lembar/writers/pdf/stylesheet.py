"""The style sheet of a document: the theme's tokens as variables, its page, its own print.css."""

from functools import lru_cache

from lembar.course.theme import Theme
from lembar.course.tree import Element, Node, walk
from lembar.sheet.sheet import Sheet

WITH_OUTER_COLUMN = frozenset({"handout"})
"""Documents that keep a column free at the left, for notes."""


def font_css(theme: Theme) -> str:
    """Return the @font-face rules of a theme."""
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; src: url('asset:{face.asset}');"
        f" font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'}; }}"
        for face in theme.fonts
    )


def page_css(sheet: Sheet, theme: Theme) -> str:
    """Return the style sheet of one document."""
    paper = theme.tokens.papers[sheet.paper]
    margins = theme.tokens.margins
    sides = " ".join(f"{margins[side]:g}mm" for side in ("top", "right", "bottom", "left"))
    page = (
        f"@page {{ size: {paper.width:g}mm {paper.height:g}mm; margin: {sides};\n"
        f"{_margin_boxes(sheet.root)}}}"
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


def _margin_boxes(root: Element) -> str:
    """Return the boxes around the page: what runs there is no part of the text.

    A foot that is too long for its side is set smaller than broken over two lines.
    """
    boxes: list[str] = []
    for each in walk(root.children):
        if each.tag == "foot-left":
            boxes.append(_box("bottom-left", each, "text-align: left; width: 60%;"))
        elif each.tag == "foot-right":
            boxes.append(_box("bottom-right", each, "text-align: right; width: 40%;"))
        elif each.tag == "page-mark":
            boxes.append(_box("top-right", each, "text-align: right; font-weight: 600;"))
    return "".join(boxes)


_BOX = (
    "font: 400 9pt/12pt var(--sans); color: var(--text); white-space: nowrap; overflow: hidden;"
    " font-variant-numeric: lining-nums tabular-nums;"
)


def _box(where: str, element: Element, style: str) -> str:
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
