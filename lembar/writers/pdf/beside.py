"""Deal short blocks to columns of like height, where WeasyPrint would find them by trial.

Its columns are made equal pixel by pixel, each time laid out anew: seconds for half a page.
"""

from collections.abc import Sequence
from itertools import accumulate

from lembar.course.tree import Element, text_of, walk

_LETTERS = 42  # of a line in one of two columns
_LINES = 26  # that a column may have: what stands side by side is not parted between pages
_TALL = frozenset({"img", "figure", "table", "math-block", "columns", "answer-box", "page-break"})
_NEW_LINE = frozenset({"p", "choice-option", "li", "answer-lines", "call-out", "side-label"})


def dealt(blocks: Sequence[Element], count: int) -> list[Sequence[Element]] | None:
    """Return the blocks of each column, in reading order; None if they are not short and plain."""
    if not blocks or any(each.tag in _TALL for each in walk(blocks)):
        return None
    ends = list(accumulate(map(_lines, blocks)))
    highest = ends[-1] / count
    if highest > _LINES:
        return None
    columns: list[Sequence[Element]] = []
    start = 0
    for column in range(1, count):
        wanted = ends[-1] * column / count
        at = min(range(start, len(blocks) + 1), key=lambda end: abs(_upto(ends, end) - wanted))
        columns.append(blocks[start:at])
        start = at
    return [*columns, blocks[start:]]


def _upto(ends: Sequence[int], end: int) -> int:
    return ends[end - 1] if end else 0


def _lines(block: Element) -> int:
    """Return about how many lines a block takes."""
    inside = [each for each in walk((block,)) if each.tag in _NEW_LINE]
    lines = sum(1 + len(text_of(each.children)) // _LETTERS for each in inside)
    room = sum(2 * int(each.get("count") or 0) for each in inside if each.tag == "answer-lines")
    return lines + room + 1
