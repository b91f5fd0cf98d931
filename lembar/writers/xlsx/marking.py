"""Formulas that mark an answer: what makes no difference, the points, what it is compared with."""

from collections.abc import Callable

from lembar.course.typed import RIGHT, Asked, Entry
from lembar.writers.xlsx.layout import HIGH, LOW, MACHINE_KEY, quoted

# What decimals begin with on this computer: VALUE knows no other sign.
_MARK = "MID(1/2,2,1)"


def plain(asked: Asked, raw: str) -> str:
    """Return a formula that drops case and spaces, as `typed.normal` does."""
    match asked.entry:
        case Entry.ONE | Entry.SEVERAL | Entry.ROW:
            return f'UPPER(SUBSTITUTE(SUBSTITUTE({raw}," ",""),",",""))'
        case Entry.WORD:
            return f"LOWER(TRIM({raw}))"
        case Entry.NUMBER:
            text = f"LOWER(TRIM({raw}))"
            digits = f'SUBSTITUTE({text},{quoted(asked.unit.lower())},"")' if asked.unit else text
            digits = f'SUBSTITUTE(SUBSTITUTE({digits},".",{_MARK}),",",{_MARK})'
            return f"IF(ISNUMBER({raw}),{raw},IFERROR(VALUE(TRIM({digits})),{text}))"
        case Entry.POINTS:
            return f"IF(ISNUMBER({raw}),{raw},TRIM({raw}))"


def score_of(asked: Asked, answer: str, most: str, cell: Callable[[str], str]) -> str:
    """Return a formula for the points of an answer, as `typed.points` gives them."""
    key = cell(MACHINE_KEY)
    match asked.entry:
        case Entry.ONE:
            return f"IF(AND(LEN({answer})=1,ISNUMBER(FIND({answer},{key}))),{most},0)"
        case Entry.SEVERAL:
            signs = f"MID({key},{_counted(len(asked.signs))},1)"
            right = f'SUMPRODUCT(({signs}<>"")*ISNUMBER(FIND({signs},{answer})))'
            if asked.whole:
                return f"IF(AND({right}=LEN({key}),LEN({answer})=LEN({key})),{most},0)"
            return f"ROUND({most}*MAX(0,2*{right}-LEN({answer}))/LEN({key}),2)"
        case Entry.ROW:
            rows = _counted(len(asked.right))
            right = f"SUMPRODUCT(--(MID({answer},{rows},1)=MID({key},{rows},1)))"
            if asked.whole:
                return f"IF({right}={len(asked.right)},{most},0)"
            return f"ROUND({most}*{right}/{len(asked.right)},2)"
        case Entry.WORD:
            found = f'ISNUMBER(FIND("|"&{answer}&"|",{key}))'
            return f'IF(AND({answer}<>"",{found}),{most},0)'
        case Entry.NUMBER:
            inside = f"AND(ISNUMBER({answer}),{answer}>={cell(LOW)},{answer}<={cell(HIGH)})"
            return f"IF(OR({answer}={quoted(RIGHT)},{inside}),{most},0)"
        case Entry.POINTS:
            return f"IF(ISNUMBER({answer}),ROUND(MAX(0,MIN({most},{answer})),2),0)"


def _counted(count: int) -> str:
    """Return {1,2,3}: with it a formula walks over the signs of a text."""
    return "{" + ",".join(str(each) for each in range(1, count + 1)) + "}"


def machine_key(asked: Asked) -> str:
    """Return what formulas compare an answer with."""
    if asked.entry is Entry.WORD:
        return "|" + "|".join((*asked.right, RIGHT)) + "|"
    return "".join(asked.right)
