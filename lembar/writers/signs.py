"""Write the signs of lists: numbers, letters, Roman figures, bullets."""

from collections.abc import Callable, Mapping

from lembar.course.labels import LIST_TYPES, Style, label


def _sign(style: Style) -> Callable[[int], str]:
    return lambda number: f"{label(style, number - 1)}."


SIGNS: Mapping[str, Callable[[int], str]] = {
    type_: _sign(style) for type_, style in LIST_TYPES.items()
}

BULLET: Callable[[int], str] = lambda number: "•"  # noqa: E731
