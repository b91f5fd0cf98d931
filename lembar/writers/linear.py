"""Set a formula in one line of text: fractions with a slash, powers raised.

For where a formula can be nothing but text: inside the text of a slide, and as a picture's words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from lembar.writers.mathml import mathml


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold signs of one look; `shift` is 1 above the line, −1 below it."""

    text: str
    slanted: bool = False
    shift: int = 0


# Asks for another form of the sign before it.
_VARIANT = re.compile("[\ufe00-\ufe0f]")
_DEGREE = "∘"  # raised, the sign of degrees
_APPLIED = "\u2061"  # stands between a function's name and what it is of
_OPERATORS = set("=<>≤≥≠≈±+−×÷→⟶←⟵↔⟷⇒⇌∈⊂∪∩")
_SHIFTS = {1: "^", -1: "_"}
_PLAIN = Piece("")


def pieces(tex: str) -> tuple[Piece, ...]:
    """Return a formula as pieces of a line."""
    from lxml import etree

    root = etree.fromstring(mathml(tex, False))
    return tuple(piece for piece in _pieces(root, _PLAIN) if piece.text)


def words(tex: str) -> str:
    """Return a formula as plain text, for those who can't see it."""
    said = ""
    for shift, group in groupby(pieces(tex), key=lambda piece: piece.shift):
        texts = [piece.text for piece in group]
        part = "".join(texts)
        if shift:
            said += _SHIFTS[shift] + (f"({part})" if len(texts) > 1 else part)
        else:
            said += f" {part}" if said and part[0].isalnum() else part
    return " ".join(said.replace("\u00a0", " ").split())


def _pieces(node: Any, look: Piece) -> list[Piece]:
    tag = node.tag.rpartition("}")[2]
    return _RULES.get(tag, _row)(node, look)


def _row(node: Any, look: Piece) -> list[Piece]:
    return [piece for child in node for piece in _pieces(child, look)]


def _identifier(node: Any, look: Piece) -> list[Piece]:
    text = _VARIANT.sub("", node.text or "")
    slanted = len(text) == 1 and text.isalpha() and node.get("mathvariant") != "normal"
    return [replace(look, text=text, slanted=slanted)]


def _text(node: Any, look: Piece) -> list[Piece]:
    return [replace(look, text=node.text or "")]


def _operator(node: Any, look: Piece) -> list[Piece]:
    if node.text == _APPLIED:
        follows = "".join(node.getnext().itertext()) if node.getnext() is not None else ""
        return [replace(look, text="" if follows.startswith("(") else " ")]
    text = (node.text or "").strip("\u2061\u2062\u2063\u2064")
    spaced = text in _OPERATORS and node.getprevious() is not None and not look.shift
    return [replace(look, text=f"\u00a0{text}\u00a0" if spaced else text)]


def _space(node: Any, look: Piece) -> list[Piece]:
    return [replace(look, text=" " if node.get("width") else "")]


def _bracketed(node: Any, look: Piece) -> list[Piece]:
    """Return a part, in brackets if it is more than one sign or number."""
    found = _pieces(node, look)
    if len(found) <= 1:
        return found
    return [replace(look, text="("), *found, replace(look, text=")")]


def _fraction(node: Any, look: Piece) -> list[Piece]:
    over, under = node
    if node.get("linethickness", "").startswith("0"):  # n over k, in the brackets around them
        return [*_pieces(over, look), replace(look, text=" ¦ "), *_pieces(under, look)]
    return [*_bracketed(over, look), replace(look, text="/"), *_bracketed(under, look)]


def _square_root(node: Any, look: Piece) -> list[Piece]:
    return [replace(look, text="√"), *_bracketed(node if len(node) > 1 else node[0], look)]


def _root(node: Any, look: Piece) -> list[Piece]:
    degree = _pieces(node[1], replace(look, shift=1))
    return [*degree, replace(look, text="√"), *_bracketed(node[0], look)]


def _script(*shifts: int) -> Callable[[Any, Piece], list[Piece]]:
    def inner(node: Any, look: Piece) -> list[Piece]:
        found = _pieces(node[0], look)
        for shift, child in zip(shifts, node[1:]):
            if shift == 1 and "".join(child.itertext()) == _DEGREE:
                found += [replace(look, text="°")]
                continue
            found += _pieces(child, replace(look, shift=shift))
        return found

    return inner


# What stands over or under a part → the mark that joins its signs.
_OVER = {
    "→": "\u20d7", "\u20d7": "\u20d7", "←": "\u20d6", "^": "\u0302", "ˆ": "\u0302",
    "\u0302": "\u0302", "¯": "\u0305", "‾": "\u0305", "―": "\u0305", "\u0332": "\u0305",
    "˙": "\u0307", "¨": "\u0308", "~": "\u0303", "˜": "\u0303",
    "\u0303": "\u0303", "˚": "\u030a", "⏞": "",
}  # fmt: skip
_UNDER = {"_": "\u0332", "‾": "\u0332", "⏟": ""}


def _accented(marks: Mapping[str, str], shift: int) -> Callable[[Any, Piece], list[Piece]]:
    plain = _script(shift)

    def inner(node: Any, look: Piece) -> list[Piece]:
        if node[1].tag.endswith("mspace"):  # which only makes an arrow long
            return _pieces(node[0], look)
        mark = marks.get((node[1].text or "").strip()) if len(node[1]) == 0 else None
        if mark is None:
            return plain(node, look)
        base = _pieces(node[0], look)
        if not mark:
            return base
        return [replace(p, text="".join(f"{sign}{mark}" for sign in p.text)) for p in base]

    return inner


def _table(node: Any, look: Piece) -> list[Piece]:
    """Return the rows, with commas between cells and semicolons between rows."""
    found: list[Piece] = []
    for index, row in enumerate(node):
        for place, cell in enumerate(row):
            inside = _pieces(cell, look)
            relation = any(piece.text.strip("\u00a0") in _OPERATORS for piece in inside[:2])
            between = " " if relation else ", "
            lead = between if place else "; " if index else ""
            found += [replace(look, text=lead), *inside]
    return found


def _none(node: Any, look: Piece) -> list[Piece]:
    return []


_RULES: dict[str, Callable[[Any, Piece], list[Piece]]] = {
    "math": _row,
    "mi": _identifier,
    "mn": _text,
    "mtext": _text,
    "ms": _text,
    "mo": _operator,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _square_root,
    "mroot": _root,
    "msup": _script(1),
    "msub": _script(-1),
    "msubsup": _script(-1, 1),
    "mover": _accented(_OVER, 1),
    "munder": _accented(_UNDER, -1),
    "munderover": _script(-1, 1),
    "mtable": _table,
    "annotation": _none,
}
