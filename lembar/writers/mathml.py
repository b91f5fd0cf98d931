"""Turn TeX into MathML: what browsers set, and what other formats are made from."""

import html
import re
from functools import lru_cache

# Names that XML does not know, such as &ApplyFunction; behind every sin and lim.
_UNDERLINE = re.compile(r"(<mo[^>]*>)\u0332</mo></munder>")  # a mark that browsers don't stretch
_NAME = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")


@lru_cache(maxsize=1024)
def mathml(tex: str, display: bool) -> str:
    """Return the MathML of a formula.

    Raises ContentError if the TeX is not understood; `read` has checked it before.
    """
    from math_core import LatexError, LatexToMathML

    from lembar.course.tex import TexError, expand
    from lembar.errors import ContentError, problem

    try:
        converted: str = LatexToMathML(fancy_error=False).convert_with_local_state(
            expand(tex), displaystyle=display
        )
    except (LatexError, TexError) as error:
        raise ContentError(problem("bad-formula", tex=tex, reason=error)) from error
    plain = _NAME.sub(lambda name: html.unescape(name[0]), converted)
    return _UNDERLINE.sub(r"\1_</mo></munder>", plain)
