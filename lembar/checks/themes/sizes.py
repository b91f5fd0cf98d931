"""Type must be large enough to be read: on paper, and from the last row."""

from collections.abc import Iterator

from lembar.checks.themes.look import Look
from lembar.errors import Problem, problem

_PAPER = 8.0  # points: smaller print closes up on a copier
_SLIDES = {"title": 24.0, "body": 18.0, "note": 12.0}


def sizes(look: Look) -> Iterator[Problem]:
    """Report sizes of type below what can be read."""
    tokens = look.theme.tokens
    for name, size in tokens.sizes.items():
        if size < _PAPER:
            yield _small(look, size, _PAPER, "typography", "sizes", name)
    for name, least in _SLIDES.items():
        if tokens.slide[name] < least:
            yield _small(look, tokens.slide[name], least, "slides", name)


def _small(look: Look, size: float, least: float, *path: str) -> Problem:
    return problem(
        "small-type",
        look.place(*path),
        "small-type",
        token=".".join(path),
        size=f"{size:g}",
        least=f"{least:g}",
    )
