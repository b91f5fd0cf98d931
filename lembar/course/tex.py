r"""Expand the commands of chemistry and units into plain LaTeX: `\ce`, `\qty`, `\SI`, `\unit`.

A subset of the packages mhchem and siunitx, as schools need it; what it can't read is an error.
"""

import re
from collections.abc import Callable, Iterator

ARROWS = {
    "<=>": r"\rightleftharpoons",
    "<->": r"\leftrightarrow",
    "->": r"\rightarrow",
    "<-": r"\leftarrow",
}
# With conditions over or under them; no font has a longer one for both ways.
_LONG = {"->": r"\longrightarrow", "<-": r"\longleftarrow", "<->": r"\longleftrightarrow"}
_ARROW = r"(?:<=>|<->|->|<-)"
_TOKEN = re.compile(rf"{_ARROW}(?:\[[^\]]*\]){{0,2}}|[^\s<-]+(?:-(?!>)[^\s<-]*)*|[<-]")
_ARROW_TOKEN = re.compile(rf"({_ARROW})(?:\[([^\]]*)\])?(?:\[([^\]]*)\])?")
_COMMAND = re.compile(r"\\(ce|SI|qty|unit)(?![A-Za-z])")


class TexError(ValueError):
    """Say which command could not be read; `part` is the text at fault."""

    def __init__(self, command: str, part: str) -> None:
        super().__init__(f"\\{command}: {part}")
        self.command = command
        self.part = part


def expand(tex: str) -> str:
    r"""Return TeX with `\ce{…}`, `\qty{…}{…}` and `\unit{…}` replaced by plain LaTeX.

    Raises TexError for what it can't read.
    """
    out: list[str] = []
    at = 0
    while (found := _COMMAND.search(tex, at)) is not None:
        out.append(tex[at : found.start()])
        name = found[1]
        arguments, at = _arguments(tex, found.end(), 2 if name in ("SI", "qty") else 1, name)
        out.append("{" + _COMMANDS[name](*arguments) + "}")
    out.append(tex[at:])
    return "".join(out)


def _arguments(tex: str, at: int, count: int, command: str) -> tuple[list[str], int]:
    """Return the braced arguments from a position, and where they end."""
    found: list[str] = []
    for _ in range(count):
        while at < len(tex) and tex[at].isspace():
            at += 1
        if at >= len(tex) or tex[at] != "{":
            raise TexError(command, tex[at : at + 10] or "{")
        depth, start = 0, at + 1
        while at < len(tex):
            depth += {"{": 1, "}": -1}.get(tex[at], 0)
            at += 1
            if depth == 0:
                break
        else:
            raise TexError(command, tex[start - 1 : start + 10])
        found.append(tex[start : at - 1])
    return found, at


def _ce(body: str) -> str:
    """Return the LaTeX of a formula or an equation of chemistry."""
    return " ".join(_piece(token) for token in _TOKEN.findall(body))


def _piece(token: str) -> str:
    arrow = _ARROW_TOKEN.fullmatch(token)
    if arrow:
        drawn = _LONG.get(arrow[1], ARROWS[arrow[1]]) if arrow[2] or arrow[3] else ARROWS[arrow[1]]
        if arrow[3]:
            drawn = rf"\underset{{{_condition(arrow[3])}}}{{{drawn}}}"
        return rf"\overset{{{_condition(arrow[2])}}}{{{drawn}}}" if arrow[2] else drawn
    if _AMOUNT.fullmatch(token):
        return _amount(token)
    signs = {"+": "+", "v": r"\downarrow", "^": r"\uparrow"}
    return signs.get(token) or "".join(_species(token))


def _condition(text: str) -> str:
    r"""Return what stands over an arrow: words, or TeX such as `\Delta`."""
    return text.strip("$") if "\\" in text else rf"\text{{{text}}}"


_AMOUNT = re.compile(r"\d+/\d+|\d+(?:[.,]\d+)?")
_COEFFICIENT = re.compile(rf"({_AMOUNT.pattern})(?=[A-Z(\[]|e\^?-)")


def _amount(number: str) -> str:
    """Return how many there are of a substance, with the space behind it."""
    top, _, bottom = number.partition("/")
    return (rf"\tfrac{{{top}}}{{{bottom}}}" if bottom else top) + r"\,"


def _species(token: str) -> Iterator[str]:
    """Yield the LaTeX of a substance: coefficient, elements, counts, charges, state."""
    at = 0
    coefficient = _COEFFICIENT.match(token)
    if coefficient:
        yield _amount(coefficient[1])
        at = coefficient.end()
    begun = False
    while at < len(token):
        for pattern, write in _PARTS:
            found = pattern.match(token, at)
            if found and found.end() > at:
                yield write(found, begun)
                at = found.end()
                begun = True
                break
        else:
            raise TexError("ce", token[at:])


_BONDS = {"-": "{-}", "=": "{=}", "#": r"{\equiv}"}


def _minus(text: str) -> str:
    return text.replace("-", "\u2212")


_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], str]], ...] = (
    (re.compile(r"\((aq|s|l|g)\)"), lambda m, _: rf"\,\mathrm{{({m[1]})}}"),
    (re.compile(r"[A-Z][a-z]?|e(?=\^?-)"), lambda m, _: rf"\text{{{m[0]}}}"),
    (
        re.compile(r"_\{([^{}]*)\}|_(\d+|[a-z])"),
        lambda m, begun: ("" if begun else "{}") + rf"_{{{m[1] or m[2]}}}",
    ),
    (
        re.compile(r"\^\{([^{}]*)\}|\^([0-9]*[+-])|\^(\d+)"),
        lambda m, begun: (
            ("" if begun else "{}") + rf"^{{\text{{{_minus(m[1] or m[2] or m[3] or '')}}}}}"
        ),
    ),
    (re.compile(r"\d+"), lambda m, _: rf"_{{{m[0]}}}"),
    (re.compile(r"[np](?![a-z])"), lambda m, _: rf"\text{{{m[0]}}}"),  # a neutron, a proton
    (re.compile(r"[-=#](?=[A-Z(\[])"), lambda m, _: _BONDS[m[0]]),
    (re.compile(r"([+-])$"), lambda m, _: rf"^{{\text{{{_minus(m[1])}}}}}"),
    (re.compile(r"[*.](\d*)"), lambda m, _: rf"\cdot {m[1]}"),
    (re.compile(r"[()\[\]]"), lambda m, _: rf"\text{{{m[0]}}}"),
)

_UNIT_NAMES = {
    "metre": "m", "meter": "m", "second": "s", "kilogram": "kg", "gram": "g", "ampere": "A",
    "kelvin": "K", "mole": "mol", "newton": "N", "joule": "J", "watt": "W", "pascal": "Pa",
    "volt": "V", "ohm": "Ω", "hertz": "Hz", "litre": "L", "liter": "L", "minute": "min",
    "hour": "h", "degreeCelsius": "°C", "celsius": "°C", "percent": "\\%", "coulomb": "C",
}  # fmt: skip
_PREFIXES = {"kilo": "k", "centi": "c", "milli": "m", "mega": "M", "micro": "µ", "nano": "n"}
_UNIT_TOKEN = re.compile(r"\\([A-Za-z]+)|([A-Za-zΩµ°%]+)|\^\{?(-?\d+)\}?|([./*~\s])")


def _unit(body: str) -> str:
    r"""Return the LaTeX of a unit: `\metre\per\second`, `m/s` or `m.s^{-1}`."""
    out: list[str] = []
    at = 0
    prefix, below = "", False
    while at < len(body):
        found = _UNIT_TOKEN.match(body, at)
        if found is None:
            raise TexError("unit", body[at:])
        at = found.end()
        command, letters, power, sign = found.groups()
        if command in _PREFIXES:
            prefix = _PREFIXES[command]
        elif command == "per":
            below = True
            out.append("/")
        elif command in ("squared", "cubed"):
            out.append("^{2}" if command == "squared" else "^{3}")
        elif command is not None:
            if command not in _UNIT_NAMES:
                raise TexError("unit", "\\" + command)
            joined = r"\," if out and out[-1] != "/" else ""
            out.append(rf"{joined}\mathrm{{{prefix}{_UNIT_NAMES[command]}}}")
            prefix = ""
        elif letters:
            out.append(rf"\mathrm{{{letters.replace('%', chr(92) + '%')}}}")
        elif power:
            out.append(f"^{{{_minus(power)}}}")
        elif sign == "/":
            out.append("/")
        elif sign in (".", "*", "~"):
            out.append(r"\,")
    if prefix or (below and out and out[-1] == "/"):
        raise TexError("unit", body)
    return "".join(out)


def _qty(number: str, unit: str) -> str:
    """Return the LaTeX of a number with its unit."""
    grouped = number.strip().replace(",", "{,}").replace("-", "\u2212" if "e" in number else "-")
    power = re.fullmatch(r"(.+?)[eE]([-\u2212]?\d+)", grouped)
    if power:
        grouped = rf"{power[1]}\times 10^{{{power[2].replace(chr(0x2212), '-')}}}"
    return rf"{grouped}\,{_unit(unit)}"


_COMMANDS: dict[str, Callable[..., str]] = {"ce": _ce, "SI": _qty, "qty": _qty, "unit": _unit}
