"""Cut paragraphs and rows that no slide can hold, between words where there are any."""

from collections.abc import Sequence
from dataclasses import replace

from lembar.writers.pptx.measure import Measure, spaced
from lembar.writers.pptx.model import Cell, Paragraph, Row, Run
from lembar.writers.pptx.places import Look

_LONGEST = 30  # letters of a word that is not cut


def cut(
    paragraph: Paragraph, width: float, room: float, first: bool, look: Look, measure: Measure
) -> tuple[Paragraph | None, Paragraph | None]:
    """Return what of a paragraph fits into a height, and the rest."""
    if measure.paragraph(paragraph, width, first, look) <= room:
        return paragraph, None
    words = _pieces(paragraph.runs)
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        tried = paragraph.with_runs(joined(words[:middle]))
        if measure.paragraph(tried, width, first, look) <= room:
            low = middle
        else:
            high = middle - 1
    if not low:
        return None, paragraph
    rest = replace(
        paragraph,
        runs=joined(words[low:]),
        marker=None,
        indented=paragraph.indented or paragraph.marker is not None,
        keep=False,
    )
    return paragraph.with_runs(joined(words[:low])), rest if rest.runs else None


def cut_row(
    row: Row, widths: Sequence[float], room: float, look: Look, measure: Measure
) -> tuple[Row, Row]:
    """Return a row that fits into a height, and one with the rest; both have every column.

    What does not fit even alone stays where it is: nothing is lost.
    """
    kept: list[Cell] = []
    left: list[Cell] = []
    for cell, width in zip(row, widths):
        part, rest = _cut_cell(cell, width, room, look, measure)
        kept.append(replace(cell, paragraphs=tuple(part) or (Paragraph(()),), rows=1))
        left.append(replace(cell, paragraphs=tuple(rest) or (Paragraph(()),), rows=1))
    return tuple(kept), tuple(left)


def _cut_cell(
    cell: Cell, width: float, room: float, look: Look, measure: Measure
) -> tuple[list[Paragraph], list[Paragraph]]:
    fitting: list[Paragraph] = []
    rest = list(cell.paragraphs)
    while rest:
        part, more = cut(rest[0], width, room, True, look, measure)
        if part is None:
            break
        fitting.append(part)
        room -= measure.paragraph(part, width, True, look)
        rest = [more, *rest[1:]] if more is not None else rest[1:]
        if more is not None:
            break
    return fitting, rest


def _pieces(runs: Sequence[Run]) -> list[Run]:
    """Return runs cut after their spaces; a very long word is cut too."""
    found: list[Run] = []
    for run in runs:
        if run.tex or run.field:
            found.append(run)
            continue
        for word in spaced(run.text) or [run.text]:
            parts = [word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST)]
            found += [replace(run, text=part) for part in parts]
    return found


def joined(words: Sequence[Run]) -> tuple[Run, ...]:
    """Return words as runs again, those of one look together."""
    runs: list[Run] = []
    for word in words:
        plain = runs and not (word.field or word.tex or runs[-1].field or runs[-1].tex)
        if plain and replace(runs[-1], text="") == replace(word, text=""):
            runs[-1] = replace(runs[-1], text=runs[-1].text + word.text)
        else:
            runs.append(word)
    return tuple(run for run in runs if run.text or run.field or run.tex)
