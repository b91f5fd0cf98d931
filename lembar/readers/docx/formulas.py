"""Say a formula of Word in a line of text, so that two of them can be compared and read."""

from collections.abc import Callable
from typing import Any

from lembar.readers.docx.names import M, W

_PROPERTIES = "Pr"


def linear(node: Any) -> str:
    """Return a formula in a line: (a+b)/c, x^2, √(y)."""
    name = _local(node)
    if name == "t":
        return node.text or ""
    if name in ("del", "moveFrom") and node.tag.startswith(W):
        return ""
    rule = _RULES.get(name) if node.tag.startswith(M) else None
    return rule(node) if rule else _all(node)


def _all(node: Any) -> str:
    return "".join(
        linear(child)
        for child in node
        if isinstance(child.tag, str) and not child.tag.endswith(_PROPERTIES)
    )


def _part(node: Any, name: str) -> str:
    found = node.find(f"{M}{name}")
    return "" if found is None else _all(found)


def _grouped(text: str) -> str:
    return text if len(text) <= 1 else f"({text})"


def _fraction(node: Any) -> str:
    if _sign(node, "fPr", "type", "") == "noBar":
        return f"{_part(node, 'num')} {_part(node, 'den')}"
    return f"{_grouped(_part(node, 'num'))}/{_grouped(_part(node, 'den'))}"


def _raised(node: Any) -> str:
    return f"{_part(node, 'e')}^{_grouped(_part(node, 'sup'))}"


def _lowered(node: Any) -> str:
    return f"{_part(node, 'e')}_{_grouped(_part(node, 'sub'))}"


def _both(node: Any) -> str:
    lowered, raised = _grouped(_part(node, "sub")), _grouped(_part(node, "sup"))
    return f"{_part(node, 'e')}_{lowered}^{raised}"


def _root(node: Any) -> str:
    degree = _part(node, "deg")
    return f"√{f'[{degree}]' if degree else ''}({_part(node, 'e')})"


def _sign(node: Any, properties: str, name: str, default: str) -> str:
    found = node.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _large(node: Any) -> str:
    sign = _sign(node, "naryPr", "chr", "∫")
    return f"{sign}_{_grouped(_part(node, 'sub'))}^{_grouped(_part(node, 'sup'))}{_part(node, 'e')}"


def _delimited(node: Any) -> str:
    inside = _sign(node, "dPr", "sepChr", "|").join(_all(e) for e in node.findall(f"{M}e"))
    return f"{_sign(node, 'dPr', 'begChr', '(')}{inside}{_sign(node, 'dPr', 'endChr', ')')}"


def _accented(node: Any) -> str:
    sign = _sign(node, "accPr", "chr", "\u0302")
    return f"{_part(node, 'e')}{_ACCENTS.get(sign, sign)}"


def _limits(node: Any) -> str:
    """Say what stands under and over a part in this order, whichever of them holds the other."""
    found = {_local(node): _part(node, "lim")}
    base = node.find(f"{M}e")
    children = [] if base is None else list(base)
    if len(children) == 1 and _local(children[0]) in _OTHER - found.keys():
        found[_local(children[0])] = _part(children[0], "lim")
        base = children[0].find(f"{M}e")
    said = "" if base is None else _all(base)
    for name, mark in (("limLow", "_"), ("limUpp", "^")):
        said += f"{mark}{_grouped(found[name])}" if name in found else ""
    return said


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


_OTHER = frozenset({"limLow", "limUpp"})
# Programs write an accent as a mark or as a sign of its own.
_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "˙": "\u0307", "¨": "\u0308", "~": "\u0303",
            "˜": "\u0303", "´": "\u0301", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a",
            "`": "\u0300", "→": "\u20d7", "←": "\u20d6"}  # fmt: skip


_RULES: dict[str, Callable[[Any], str]] = {
    "f": _fraction,
    "sSup": _raised,
    "sSub": _lowered,
    "sSubSup": _both,
    "rad": _root,
    "nary": _large,
    "d": _delimited,
    "acc": _accented,
    "limLow": _limits,
    "limUpp": _limits,
}
