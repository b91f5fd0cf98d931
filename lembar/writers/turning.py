"""Turn a style sheet round for text that runs from right to left.

A theme says `left` and `right` as its author sees the page. Logical properties, which WeasyPrint
knows in part only, need no turning and are left as they are.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+)(\s*:\s*)([^;]+)")
_SIDE = re.compile(r"(?<![a-z])(left|right)(?![a-z])")
_COUNTERS = {
    "\N{ARABIC-INDIC DIGIT ZERO}": "arabic-indic",
    "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}": "persian",
}
_OTHER = {"left": "right", "right": "left"}


@lru_cache(maxsize=8)
def mirrored(css: str) -> str:
    """Return a style sheet whose left is right, and whose right is left."""
    bare = _COMMENT.sub("", css)
    return _BLOCK.sub(lambda block: "{" + _DECLARATION.sub(_turned, block[1]) + "}", bare)


def turned(side: str) -> str:
    """Return a name with left for right: of a property, or of a side."""
    return _SIDE.sub(lambda found: _OTHER[found[1]], side)


def counter_style(digits: str) -> str:
    """Return the name by which style sheets count in the ten digits of a language."""
    return _COUNTERS.get(digits[0], "decimal")


def _turned(found: re.Match[str]) -> str:
    name, between, value = found.groups()
    if name.startswith("--"):
        return found[0]
    return f"{turned(name)}{between}{_VALUES.get(name, str)(value)}"


def _four(value: str) -> str:
    """Return the values of four sides with the second and the last one exchanged."""
    parts = _parts(value)
    if len(parts) == 4:
        parts[1], parts[3] = parts[3], parts[1]
    return " ".join(parts)


def _position(value: str) -> str:
    """Return a place in a box, told in shares of its width, counted from the other side."""
    first, *rest = _parts(turned(value))
    return " ".join(["100%" if first == "0" else first, *rest])


def _moved(value: str) -> str:
    return re.sub(r"translateX\((-?)", lambda found: f"translateX({'' if found[1] else '-'}", value)


def _parts(value: str) -> list[str]:
    """Split values at spaces outside of brackets."""
    parts, depth = [""], 0
    for sign in value.strip():
        depth += (sign == "(") - (sign == ")")
        if not sign.isspace() or depth:
            parts[-1] += sign
        elif parts[-1]:
            parts.append("")
    return parts


_VALUES: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("margin", "padding", "inset", "border-width", "border-style"), _four),
    **dict.fromkeys(("text-align", "text-align-last", "float", "clear"), turned),
    "object-position": _position,
    "transform": _moved,
}
