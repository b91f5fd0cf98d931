"""Numbers as authors write them: `12.5`, `12,5`, `١٢٫٥`, `3e8`, `9,8 m/s²`; how near to answer."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lembar.course.words import decimal
from lembar.errors import Place, Problems

# A no-break space, thin or not, parts a number from its unit as well.
_NUMBER = re.compile(
    r"(?P<number>[-−+]?\d+(?:[.,٫]\d+)?)(?:\s*[e×x]\s*(?:10\^)?(?P<power>[-−+]?\d{1,2}))?"
    r"[\s\u00a0\u202f]*(?P<unit>[^\d\s.,].*)?"
)
_TOLERANCE = re.compile(r"(?P<number>\d+(?:[.,٫]\d+)?)\s*(?P<percent>[%٪])?")
_UNCLEAR = re.compile(r"[-−+]?[1-9]\d{0,2}[.,]\d{3}")


def number(text: str, place: Place, problems: Problems) -> tuple[Decimal, str] | None:
    """Return the number and the unit behind it; point and comma both begin decimals."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        problems.add("not-numeric", place, "not-numeric", given=text.strip()[:40])
        return None
    if _UNCLEAR.fullmatch(found["number"]):
        problems.add("number-unclear", place, "number-unclear", "warning", given=found["number"])
    value = decimal(found["number"])
    if found["power"]:
        value = value.scaleb(int(found["power"].replace("−", "-")))
    return value, (found["unit"] or "").strip()


def around(value: Decimal, tolerance: str) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest right answer for `0.1` or `2%`; None if it is neither."""
    found = _TOLERANCE.fullmatch(tolerance.strip())
    if found is None:
        return None
    width = decimal(found["number"])
    if found["percent"]:
        width = abs(value) * width / 100
    return value - width, value + width


def to_figures(value: Decimal, figures: int) -> tuple[Decimal, Decimal]:
    """Return the answers that are the value when both are rounded to significant figures."""
    if not value:
        return value, value
    step = Decimal(1).scaleb(value.adjusted() - figures + 1)
    rounded = value.quantize(step, ROUND_HALF_UP)
    return rounded - step / 2, rounded + step / 2
