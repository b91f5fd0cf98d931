"""Labels: what is printed before the first choice, section or part, the second, and so on."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """List how labels count."""

    UPPER_LATIN = "upper-latin"
    LOWER_LATIN = "lower-latin"
    DECIMAL = "decimal"
    UPPER_ROMAN = "upper-roman"
    LOWER_ROMAN = "lower-roman"
    ARABIC_LETTERS = "arabic-letters"


@dataclass(frozen=True, slots=True)
class Labels:
    """Hold the styles of a course's papers."""

    choices: Style = Style.UPPER_LATIN
    sections: Style = Style.UPPER_LATIN
    parts: Style = Style.LOWER_LATIN


LATIN = Labels()
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"  # the order that counts, which papers use
_FIGURES = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def label(style: Style, index: int) -> str:
    """Return the label of the first (index 0), the second … of a row."""
    return _LABELS[style](index)


def roman(number: int) -> str:
    """Return a number in small Roman figures."""
    out = ""
    for value, figure in _FIGURES:
        count, number = divmod(number, value)
        out += figure * count
    return out


def _letters(alphabet: str) -> Callable[[int], str]:
    """Return a function that counts with letters: A … Z, AA, AB …"""

    def counted(index: int) -> str:
        head, tail = divmod(index, len(alphabet))
        return (counted(head - 1) if head else "") + alphabet[tail]

    return counted


_LABELS: Mapping[Style, Callable[[int], str]] = {
    Style.UPPER_LATIN: _letters(string.ascii_uppercase),
    Style.LOWER_LATIN: _letters(string.ascii_lowercase),
    Style.DECIMAL: lambda index: str(index + 1),
    Style.UPPER_ROMAN: lambda index: roman(index + 1).upper(),
    Style.LOWER_ROMAN: lambda index: roman(index + 1),
    Style.ARABIC_LETTERS: _letters(ABJAD),
}

LIST_TYPES: Mapping[str, Style] = {label(style, 0): style for style in Style}
"""The `type` of an ordered list: its first label."""
