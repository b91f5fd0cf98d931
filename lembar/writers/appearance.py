"""Say in CSS how the elements of a theme look, for paper and for the web."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from lembar.course.appearance import ELEMENTS, Appearance
from lembar.course.theme import Tokens

WEIGHTS: Mapping[str, int] = {"regular": 400, "semibold": 600, "bold": 700}
_PADDING: Mapping[str, str] = {"top": "1mm", "bottom": "1mm", "left": "3mm", "right": "3mm"}
_ALIGN: Mapping[str, str] = {"start": "left", "center": "center", "end": "right"}


def appearance_css(
    tokens: Tokens, selectors: Mapping[str, str], color: str = "--", size: str = "--size-"
) -> str:
    """Return the rules of elements that have a selector.

    `color` and `size` begin the names of the variables that hold them; without `size` letters are
    as large as the style sheet has them. It is turned round with the style sheet it goes before.
    """
    return _rules(tuple(tokens.elements.items()), tuple(selectors.items()), color, size)


@lru_cache(maxsize=16)
def _rules(
    elements: tuple[tuple[str, Appearance], ...],
    selectors: tuple[tuple[str, str], ...],
    color: str,
    size: str,
) -> str:
    looks = dict(elements)
    return "\n".join(
        f"{selector} {{ {' '.join(_declarations(name, looks[name], color, size))} }}"
        for name, selector in selectors
        if name in looks
    )


def room_css(tokens: Tokens) -> str:
    """Return variables with the room around elements, where the theme asks for some."""
    return " ".join(
        f"--{name}-{side}: {millimetres:g}mm;"
        for name, look in tokens.elements.items()
        for side, millimetres in (("before", look.before), ("after", look.after))
        if millimetres is not None
    )


def _declarations(name: str, look: Appearance, color: str, size: str) -> Iterator[str]:
    # Amid letters that may look otherwise; the heading of a part of a paper is one of the second
    # level, too, whose look must be undone.
    in_words = "size" not in ELEMENTS[name]
    undone = in_words or name == "section"
    yield f"font-family: var(--{look.family}); font-weight: {WEIGHTS[look.weight]};"
    if size and look.size:
        yield f"font-size: var({size}{look.size});"
    if look.italic or undone:
        yield f"font-style: {'italic' if look.italic else 'normal'};"
    if look.ink != "text" or undone:
        yield f"color: var({color}{look.ink});"
    if look.case == "upper":
        yield "text-transform: uppercase; letter-spacing: .1em;"
    elif look.case == "small-caps":
        yield "font-variant-caps: small-caps; letter-spacing: .04em;"
    elif name == "section":
        yield "text-transform: none; font-variant-caps: normal; letter-spacing: normal;"
    if "align" in ELEMENTS[name]:
        yield f"text-align: {_ALIGN[look.align]};"
    yield from ground(look, color)


def ground(look: Appearance, color: str = "--") -> Iterator[str]:
    """Yield rules and fill, and the room that letters keep from them."""
    for side in look.sides:
        yield f"border-{side}: {look.rule_width:g}pt solid var({color}rule);"
    padded = dict.fromkeys((*look.sides, *(_PADDING if look.fill != "none" else ())))
    for side in padded:
        yield f"padding-{side}: {_PADDING[side]};"
    if look.fill != "none":
        yield f"background: var({color}{look.fill});"
