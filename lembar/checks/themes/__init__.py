"""Check a theme: one file per check, each a function from a `Look` to problems.

A problem stands at the token that is to be mended (`Look.place`). What makes papers unreadable is
an error, what may be meant a warning. A new check is a file here and a line in `CHECKS`.
"""

from collections.abc import Callable, Iterator

from lembar.checks.themes.contrast import contrast
from lembar.checks.themes.grey import grey
from lembar.checks.themes.letters import letters
from lembar.checks.themes.look import Look
from lembar.checks.themes.master import master
from lembar.checks.themes.reference import reference
from lembar.checks.themes.room import room
from lembar.checks.themes.sizes import sizes
from lembar.errors import Problem

__all__ = ["CHECKS", "Look", "check_look"]

CHECKS: tuple[Callable[[Look], Iterator[Problem]], ...] = (
    contrast,
    grey,
    sizes,
    room,
    letters,
    master,
    reference,
)


def check_look(look: Look) -> Iterator[Problem]:
    """Yield what the checks find in a theme."""
    for check in CHECKS:
        yield from check(look)
