"""The style sheet of a document: the theme's tokens as variables, its page, its own print.css."""

from collections.abc import Iterable
from functools import lru_cache

from lembar.course.appearance import Appearance
from lembar.course.profile import Setting
from lembar.course.theme import FontFace, Theme
from lembar.course.tree import Element, Node, text_of, walk
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.sheet import Sheet
from lembar.writers.appearance import WEIGHTS, appearance_css, ground, room_css
from lembar.writers.cuts import faces_for, families, heading_families, weights
from lembar.writers.pdf.bubbles import CSS, corner_css
from lembar.writers.turning import counter_style, mirrored, turned

# `:where` weighs nothing: a style sheet's `.h1` wins, since it comes later.
_SELECTORS = {
    "title": ":where(.document-handout) .h1",
    "form-code": ".form-code",
    "paper-title": ":where(body:not(.document-handout)) .h1",
    "heading2": ".h2",
    "heading3": ".h3",
    "heading4": ".h4",
    "section": ".section-title",
    "chapter": ".chapter",
    "kicker": ".kicker",
    "lead": ".lead",
    "label": ".label, .block-label",
    "caption": "figcaption, caption",
    "call-title": ".call-title",
    "table-head": "th",
    "question-number": ".question-number",
    "choice-letter": ".letter",
    "answer": ".answer",
}


def font_css(faces: Iterable[FontFace], theme: Theme) -> str:
    """Return the @font-face rules of faces: one for each weight, as `font:<asset>/<weight>`.

    WeasyPrint cuts variable fonts anew for each document, which takes half of its time.
    """
    return "\n".join(
        f"@font-face {{ font-family: '{face.family}'; src: url('font:{face.asset}/{weight}');"
        f" font-weight: {weight}; font-style: {'italic' if face.italic else 'normal'}; }}"
        for face in faces
        for weight in weights(face, theme)
    )


def page_css(sheet: Sheet, theme: Theme, html: str = "") -> str:
    """Return the style sheet of one document, whose HTML tells which fonts it needs."""
    return "\n".join(page_styles(sheet, theme, html))


def page_styles(sheet: Sheet, theme: Theme, html: str = "") -> tuple[str, ...]:
    """Return the style sheets of one document, in their order.

    What documents of a theme have in common stands apart: to read it takes a twelfth of the time
    of a short document, and it is read once.
    """
    paper = theme.tokens.papers[sheet.paper].turned(sheet.landscape)
    margins = theme.tokens.margins
    rtl = sheet.direction == "rtl"
    around = ("top", "left", "bottom", "right") if rtl else ("top", "right", "bottom", "left")
    sides = " ".join(f"{margins[side]:g}mm" for side in around)
    corners = "".join(
        corner_css(each, theme.tokens) for each in walk((sheet.root,)) if each.tag == "corner-marks"
    )
    measure = paper.width - margins["left"] - margins["right"]
    page = (
        f"@page {{ size: {paper.width:g}mm {paper.height:g}mm; margin: {sides};\n"
        f"{_margin_boxes(sheet, theme, measure)}"
        f"{corners}}}"
    )
    bubbles = CSS if _has(sheet.root, "mark-bubble", "check-ruler") else ""
    if rtl:
        bubbles, page = mirrored(bubbles), mirrored(page)
    parts = (_digits(sheet), page, _first_page(sheet))
    own = "\n".join(part for part in parts if part)
    every = (_variables(sheet, theme, html), bubbles, _of_theme(theme, rtl, sheet.script), own)
    return tuple(part for part in every if part)


def _of_theme(theme: Theme, rtl: bool, script: str) -> str:
    """Return the rules that all documents of a theme have in common."""
    looks = appearance_css(theme.tokens, _SELECTORS)
    written, more = theme.files["print.css"], theme.files.get(f"scripts/{script}.css", "")
    if rtl:
        turned_ = _mirrored(f"{looks}\n{written}")
        return "\n".join((turned_, theme.files.get("print-rtl.css", ""), more))
    return "\n".join((looks, written, more))


@lru_cache(maxsize=8)
def _mirrored(css: str) -> str:
    return mirrored(css)


def _digits(sheet: Sheet) -> str:
    """Return rules that count pages and footnotes in the digits of the language."""
    if sheet.digits == WESTERN_DIGITS:
        return ""
    counts = {
        ".page-number::before": "page",
        ".page-count::before": "pages",
        "::footnote-call": "footnote",
    }
    name = counter_style(sheet.digits)
    rules = [f"{at} {{ content: counter({what}, {name}); }}" for at, what in counts.items()]
    page = f"leader('.') target-counter(attr(href), page, {name})"
    rules.append(f".contents-entry > a::after {{ content: {page}; }}")
    return " ".join((*rules, f"::footnote-marker {{ content: counter(footnote, {name}) '. '; }}"))


def _has(root: Element, *tags: str) -> bool:
    return any(each.tag in tags for each in walk((root,)))


@lru_cache(maxsize=8)
def _named_sizes(sizes: tuple[tuple[str, float], ...]) -> str:
    return " ".join(f"--size-{name}: {size:g}pt;" for name, size in sizes)


def _variables(sheet: Sheet, theme: Theme, html: str) -> str:
    tokens = theme.tokens
    serif, sans = families(theme, faces_for(html, theme), sheet.script)
    heading = heading_families(theme, faces_for(html, theme), sheet.script)
    colors = " ".join(f"--{role}: {value};" for role, value in tokens.colors.items())
    return (
        f":root {{ --serif: {_listed(*serif, *sans)}; --sans: {_listed(*sans, *serif)};"
        f" --heading: {_listed(*heading)}; {colors}"
        f" {_named_sizes(tuple(tokens.sizes.items()))} --line-height: {tokens.line_height:g};"
        f" --outer: {tokens.outer_column:g}mm; --pitch: {tokens.answer_pitch:g}mm;"
        f" {room_css(tokens)} }}"
    )


def _listed(*families: str) -> str:
    return ", ".join(f"'{name}'" for name in families)


def _margin_boxes(sheet: Sheet, theme: Theme, measure: float) -> str:
    """Return the boxes around the page: what runs there is no part of the text."""
    looks, setting = theme.tokens.elements, theme.tokens.setting
    foot = f"{_foot_style(sheet.root, measure, setting)} {_letters(looks['page-foot'])}"
    size = f"font-size: {_sizes(setting)[0]:g}pt;"
    # Without a width, a rule under the head would have gaps.
    head = (
        "width: 50%; margin-bottom: 4.5mm; vertical-align: bottom; white-space: pre-line;"
        f" {size} {_letters(looks['page-head'])}"
    )
    styles = {
        "head-left": ("top-left", f"text-align: left; {head}"),
        "head-right": ("top-right", f"text-align: right; {head}"),
        "foot-left": ("bottom-left", f"text-align: left; {foot}"),
        "foot-right": ("bottom-right", f"text-align: right; {foot} white-space: nowrap;"),
        "page-mark": ("top-right", f"{size} {_MARK}"),
    }
    found = {each.tag: each for each in walk((sheet.root,)) if each.tag in styles}
    if "head-right" in found and "page-mark" in found:
        marked = (*found.pop("page-mark").children, "\n", *found["head-right"].children)
        found["head-right"] = found["head-right"].with_children(marked)
    where = turned if sheet.direction == "rtl" else str
    counted = _counted(sheet)
    return "".join(
        _box(each, where(styles[tag][0]), styles[tag][1], counted) for tag, each in found.items()
    )


_MARK = "text-align: right; font-weight: 600; white-space: nowrap;"


def _counted(sheet: Sheet) -> str:
    return "" if sheet.digits == WESTERN_DIGITS else f", {counter_style(sheet.digits)}"


def _first_page(sheet: Sheet) -> str:
    """Return what the first page has not: its running head, since its title says more."""
    if not _has(sheet.root, "page-head"):
        return ""
    mark = next((each for each in walk((sheet.root,)) if each.tag == "page-mark"), None)
    where = turned if sheet.direction == "rtl" else str
    boxes = {"top-left": "content: none;", "top-right": "content: none;"}
    if mark is not None:
        said = " ".join(_piece(child, _counted(sheet)) for child in mark.children)
        boxes["top-right"] = f"content: {said}; border: 0; font-weight: 600;"
    inside = " ".join(f"@{where(at)} {{ {style} }}" for at, style in boxes.items())
    return f"@page :first {{ {inside} }}"


def _letters(look: Appearance) -> str:
    """Return how the letters of a margin box look, and its rules."""
    case = {"upper": "text-transform: uppercase; letter-spacing: .08em;", "none": ""}
    small = "font-variant-caps: small-caps; letter-spacing: .04em;"
    return (
        f"font-family: var(--{look.family}); font-weight: {WEIGHTS[look.weight]};"
        f" color: var(--{look.ink}); {case.get(look.case, small)} {' '.join(ground(look))}"
    )


_FOOT_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
_SIGN = 0.5  # em that a sign of the sans is wide, and a little more
_BETWEEN = 4  # signs of room between the two sides


def _sizes(setting: Setting) -> tuple[float, ...]:
    """Return the sizes of a foot, the largest first; a profile may allow but one."""
    sizes = (setting.size(size * setting.scale) for size in _FOOT_SIZES)
    return tuple(dict.fromkeys(sizes))


def _foot_style(root: Element, measure: float, setting: Setting) -> str:
    """Return the size at which both sides of the foot stand in one line of `measure` millimetres.

    A foot too long for the smallest size is broken over two lines: better than to lose its end.
    """
    feet = [each for each in walk((root,)) if each.tag in ("foot-left", "foot-right")]
    signs = sum(len(text_of(each.children)) for each in feet)
    numbers = sum(each.tag in ("page-number", "page-count") for each in walk(feet))
    spaces = sum(text_of(each.children).count(" ") for each in feet)
    wide = _SIGN + setting.letter_spacing
    needed = (signs + 2 * numbers + _BETWEEN) * wide + spaces * setting.word_spacing
    points = measure / 25.4 * 72
    sizes = _sizes(setting)
    size = next((size for size in sizes if needed * size <= points), None)
    if size is None:
        return f"font-size: {sizes[-1]:g}pt;"
    return f"font-size: {size:g}pt; white-space: nowrap;"


_BOX = (
    "font: 400 9pt/1.33 var(--sans); color: var(--text);"
    " font-variant-numeric: lining-nums tabular-nums;"
)


def _box(element: Element, where: str, style: str, counted: str) -> str:
    content = " ".join(_piece(child, counted) for child in element.children) or "''"
    return f"@{where} {{ content: {content}; {_BOX} {style} }}\n"


def _piece(node: Node, counted: str) -> str:
    if isinstance(node, str):
        return "'" + "".join(_escaped(sign) for sign in node) + "'"
    if node.tag == "page-number":
        return f"counter(page{counted})"
    if node.tag == "page-count":
        return f"counter(pages{counted})"
    if node.tag == "page-section":
        return "string(section)"
    return " ".join(_piece(child, counted) for child in node.children) or "''"


def _escaped(sign: str) -> str:
    return f"\\{ord(sign):x} " if sign in "'\\\n<" else sign
