"""Draw what makes a copy a pupil's own: name, class, number and code, each tagged."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from lembar.views.copies import Copy, filling
from lembar.writers.codes import QUIET, squares
from lembar.writers.pdf.copies.form import Stamp
from lembar.writers.pdf.copies.layout import Box
from lembar.writers.pdf.copies.lettering import Lettering
from lembar.writers.pdf.page import CODE


def stamp(boxes: Iterable[Box], copy: Copy, rtl: bool, lettering: Lettering) -> Stamp:
    """Return the stamp of a copy."""
    drawn: dict[int, list[bytes]] = {}
    described: dict[int, bytes] = {}
    for box in boxes:
        page = drawn.setdefault(box.page, [b"q 0 g"])
        if box.holds == CODE:
            described[box.element] = text_string(copy.described)
            page.append(_tagged(b"Figure", box, b"", code(box, copy.code)))
        else:
            page.append(_lettered(box, filling(copy, box.holds), rtl, lettering))
    return Stamp({page: b"\n".join([*parts, b"Q"]) for page, parts in drawn.items()}, described)


def code(box: Box, text: str) -> bytes:
    """Return the operators that draw a QR code into a place, the largest that it holds."""
    rows = squares(text)
    side = min(box.right - box.left, box.top - box.bottom) / (len(rows) + 2 * QUIET)
    left, top = box.left + QUIET * side, box.top - QUIET * side
    bars = [
        b"%.3f %.3f %.3f %.3f re"
        % (left + start * side, top - (at + 1) * side, length * side, side)
        for at, row in enumerate(rows)
        for start, length in _bars(row)
    ]
    return b"\n".join([*bars, b"f"])


def text_string(text: str) -> bytes:
    """Return a text as PDF writes it."""
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def _lettered(box: Box, text: str, rtl: bool, lettering: Lettering) -> bytes:
    fitted = lettering.fit(text, box.right - box.left)
    plain = len(fitted.lines) == 1 and fitted.lines[0].plain
    said = b"" if plain else b"/ActualText" + text_string(text)
    return _tagged(b"Span", box, said, lettering.draw(fitted, box.left, box.bottom, box.right, rtl))


def _tagged(tag: bytes, box: Box, entries: bytes, drawn: bytes) -> bytes:
    return b"/%s<</MCID %d%s>>BDC\n%s\nEMC" % (tag, box.mark, entries, drawn)


def _bars(row: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield where black squares of a row begin, and how many stand side by side."""
    at = 0
    for black, same in groupby(row):
        length = len(list(same))
        if black:
            yield at, length
        at += length
