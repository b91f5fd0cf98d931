"""Check mathematics: what can't be set is an error where it stands."""

import re
from functools import lru_cache

from lembar.course.tex import TexError, expand
from lembar.errors import Place, Problems

_AT = re.compile(r"(\d+): ")


def check_math(
    tex: str, display: bool, place: Place, problems: Problems, shift: int | None = None
) -> None:
    """Report TeX that can't be read; `shift` is how far behind `place` it begins on its line."""
    message, at = _fault(tex, display)
    if not message:
        return
    if shift is not None and 0 <= at <= len(tex) and "\n" not in tex[:at]:
        place = place.right(shift + at)
    problems.add("bad-math", place, "bad-math", message=message)


@lru_cache(maxsize=4096)
def _fault(tex: str, display: bool) -> tuple[str, int]:
    """Return what is wrong with TeX and at which offset (-1: not known), or nothing."""
    try:
        plain = expand(tex)
    except TexError as error:
        return str(error), tex.find("\\" + error.command)
    from math_core import LatexError, LatexToMathML

    try:
        LatexToMathML(fancy_error=False).convert_with_local_state(plain, displaystyle=display)
    except LatexError as error:
        said = str(error).splitlines()[0].rstrip(".")
        found = _AT.match(said)
        at = int(found[1]) if found and plain == tex else -1
        return said[found.end() :] if found else said, at
    return "", -1
