"""Write the signs of lists: numbers, letters, Roman figures, bullets."""

from collections.abc import Callable, Mapping

from lembar.draw import letter


def _roman(number: int) -> str:
    """Return a number in Roman figures."""
    out = ""
    for value, figure in _FIGURES:
        count, number = divmod(number, value)
        out += figure * count
    return out


_FIGURES = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

SIGNS: Mapping[str, Callable[[int], str]] = {
    "1": lambda number: f"{number}.",
    "A": lambda number: f"{letter(number - 1)}.",
    "a": lambda number: f"{letter(number - 1).lower()}.",
    "i": lambda number: f"{_roman(number)}.",
    "I": lambda number: f"{_roman(number).upper()}.",
}

BULLET: Callable[[int], str] = lambda number: "•"  # noqa: E731
