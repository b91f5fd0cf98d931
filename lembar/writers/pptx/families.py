"""Know how wide and high the fonts of Office run, which are not at hand when a deck is made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Say which font a family is measured by, how much wider it runs, how high.

    An `own` one is measured by the theme's font of that kind, others by what they were compared to.
    """

    measured: str  # serif, sans, mono
    width: float  # of the theme's font
    line: float  # height of a line, of the size
    own: bool = False


# Beside Source Sans 3 and Source Serif 4: measured on fonts of the same widths where there are
# some (Carlito, Caladea, Liberation), else by their tables of widths, a little to the safe side.
_KNOWN = {
    "calibri": Family("sans", 1.05, 1.22),
    "cambria": Family("serif", 1.03, 1.18),
    "arial": Family("sans", 1.13, 1.2),
    "helvetica": Family("sans", 1.13, 1.15),
    "times new roman": Family("serif", 0.98, 1.2),
    "georgia": Family("serif", 1.14, 1.2),
    "verdana": Family("sans", 1.35, 1.22),
    "tahoma": Family("sans", 1.15, 1.21),
    "trebuchet ms": Family("sans", 1.14, 1.17),
    "segoe ui": Family("sans", 1.15, 1.33),
    "century gothic": Family("sans", 1.27, 1.23),
    "garamond": Family("serif", 0.97, 1.13),
    "palatino linotype": Family("serif", 1.12, 1.35),
    "book antiqua": Family("serif", 1.12, 1.25),
    "bookman old style": Family("serif", 1.25, 1.2),
    "constantia": Family("serif", 1.08, 1.22),
    "candara": Family("sans", 1.08, 1.22),
    "corbel": Family("sans", 1.08, 1.22),
    "franklin gothic book": Family("sans", 1.1, 1.14),
    "gill sans mt": Family("sans", 1.08, 1.17),
    "aptos": Family("sans", 1.15, 1.27),
    "consolas": Family("mono", 0.55, 1.18),
    "courier new": Family("mono", 0.6, 1.14),
}
MODELS = {"serif": "Source Serif 4", "sans": "Source Sans 3"}
"""What the widths of `_KNOWN` are reckoned from: fonts of the default theme, at hand in most."""

_UNKNOWN = Family("sans", 1.35, 1.35)
_OURS = Family("", 1.02, 1.3)


def family(name: str, ours: tuple[str, str] = ("", "")) -> Family:
    """Return how a family runs; `ours` are the theme's own serif and sans, which are at hand."""
    if name and name in ours:
        return Family("serif" if name == ours[0] else "sans", _OURS.width, _OURS.line, own=True)
    return _KNOWN.get(name.strip().lower(), _UNKNOWN)
