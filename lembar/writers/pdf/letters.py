"""Tell which signs stand for which letters where several signs make one: a letter and its marks.

WeasyPrint gives the whole text to the first sign of such a group and none to the others, so that
what is copied, searched or read aloud lacks letters.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from lembar.course.scripts import scripts_in


def tell_letters() -> None:
    """Change how WeasyPrint maps signs to text; twice is as good as once."""
    from weasyprint.draw import text

    if getattr(text.draw_first_line, "tells", False):
        return
    draw = text.draw_first_line

    def draw_first_line(stream: Any, box: Any, *rest: Any) -> Any:
        if scripts_in(box.text):
            for run in _runs(box):
                _tell(run, stream.add_font(run.item.analysis.font)[0], box.text.encode())
        return draw(stream, box, *rest)

    draw_first_line.tells = True  # type: ignore[attr-defined]
    text.draw_first_line = draw_first_line


def _runs(box: Any) -> Iterator[Any]:
    """Yield the runs of signs in a line."""
    from weasyprint.text.ffi import ffi

    line, _ = box.pango_layout.get_first_line()
    at = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while at != ffi.NULL:
        yield at.data
        at = at.next


def _tell(run: Any, font: Any, text: bytes) -> None:
    """Map each sign of a group in a run from right to left to a letter of its own."""
    if not run.item.analysis.level % 2:
        return
    signs = run.glyphs
    # From the right: the order of the text, a letter before its marks.
    glyphs = [signs.glyphs[at].glyph for at in reversed(range(signs.num_glyphs))]
    starts = [signs.log_clusters[at] for at in reversed(range(signs.num_glyphs))]
    ends = dict(zip(dict.fromkeys(starts), [*list(dict.fromkeys(starts))[1:], run.item.length]))
    for start, end in ends.items():
        group = [glyph for glyph, at in zip(glyphs, starts) if at == start]
        letters = text[run.item.offset + start : run.item.offset + end].decode()
        marks = [letter for letter in letters if unicodedata.combining(letter)]
        if marks and len(group) == len(marks) + 1:
            joined = "".join(letter for letter in letters if letter not in marks)
            for glyph, letter in zip(group, (joined, *marks)):
                font.to_unicode.setdefault(glyph, letter)
