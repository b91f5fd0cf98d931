"""Check mathematics: what can't be set is an error where it stands."""

from functools import lru_cache

from lembar.course.tex import TexError, expand
from lembar.errors import Place, Problems


def check_math(tex: str, display: bool, place: Place, problems: Problems) -> None:
    """Report TeX that can't be read."""
    message = _fault(tex, display)
    if message:
        problems.add("bad-math", place, "bad-math", "error", message=message)


@lru_cache(maxsize=4096)
def _fault(tex: str, display: bool) -> str:
    """Return what is wrong with TeX, or nothing."""
    try:
        plain = expand(tex)
    except TexError as error:
        return str(error)
    from math_core import LatexError, LatexToMathML

    try:
        LatexToMathML(fancy_error=False).convert_with_local_state(plain, displaystyle=display)
    except LatexError as error:
        return str(error).splitlines()[0]
    return ""
