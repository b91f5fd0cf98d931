"""Put the items of a draft on as many slides as they need: nothing shrinks, nothing is cut off."""

from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from lembar.writers.pptx.geometry import Frame
from lembar.writers.pptx.grid import whole
from lembar.writers.pptx.measure import CELL_PAD, Measure
from lembar.writers.pptx.model import Break, Cell, Item, Paragraph, Picture, Run, Table

GAP = 6.0  # millimetres between text and what is not text
_SMALLEST = 0.6  # a picture shrinks to this share of its size before it moves to the next slide
_SMALLEST_TYPE = 14.0  # points, for the one row of a table that no slide can hold


@dataclass(slots=True)
class Text:
    """Hold paragraphs that stand together."""

    paragraphs: list[Paragraph]
    height: float = 0


@dataclass(slots=True)
class Placed:
    """Hold a table or picture with the height it was given."""

    item: Table | Picture
    width: float
    height: float
    rows: tuple[float, ...] = ()  # heights
    size: float = 0  # points of a table's text


Strip: TypeAlias = Text | Placed


@dataclass(slots=True)
class Page:
    """Hold what stands on one slide, from the top."""

    strips: list[Strip] = field(default_factory=list)

    def height(self) -> float:
        """Return how much of the slide is taken."""
        return sum(s.height for s in self.strips) + GAP * max(0, len(self.strips) - 1)


@dataclass(slots=True)
class Room:
    """Hold what the paragraphs of a draft are set in."""

    frame: Frame
    size: float
    face: str = "sans"


def paginate(items: list[Item], room: Room, measure: Measure) -> list[Page]:
    """Return the pages that items fill; there is always one."""
    return _Pages(room, measure).fill(items)


def table_widths(table: Table, width: float, measure: Measure, size: float) -> list[float]:
    """Return the widths of a table's columns: as told, or by the longest words and lines."""
    count = len(table.rows[0])
    if len(table.widths) == count:
        return [width * share / sum(table.widths) for share in table.widths]
    least, wanted = [12.0] * count, [12.0] * count
    for row in table.rows:
        for at, cell in enumerate(row):
            if cell.columns == 1:
                for paragraph in cell.paragraphs:
                    for run in paragraph.runs:
                        longest = max(run.text.split() or [""], key=len)
                        word = measure.width(replace(run, text=longest), size) + 2 * CELL_PAD + 1
                        least[at] = max(least[at], word)
                    line = sum(measure.width(run, size) for run in paragraph.runs)
                    wanted[at] = max(wanted[at], min(line + 2 * CELL_PAD + 1, width * 0.6))
    if sum(least) >= width:
        return [width * each / sum(least) for each in least]
    spare = width - sum(least)
    more = [w - low if w > low else 0.0 for w, low in zip(wanted, least)]
    total = sum(more)
    shares = [each / total for each in more] if total else [1 / count] * count
    return [low + spare * share for low, share in zip(least, shares)]


class _Pages:
    """Hold the pages while items are put on them."""

    def __init__(self, room: Room, measure: Measure) -> None:
        self.room = room
        self.measure = measure
        self.pages = [Page()]

    def fill(self, items: list[Item]) -> list[Page]:
        for item in items:
            match item:
                case Paragraph():
                    self._paragraph(item)
                case Table():
                    self._table(item)
                case Picture():
                    self._picture(item)
                case Break():
                    self._new()
                case _:
                    assert_never(item)
        if len(self.pages) > 1 and not self.pages[-1].strips:
            self.pages.pop()
        return self.pages

    def _left(self) -> float:
        page = self.pages[-1]
        return self.room.frame.height - page.height() - (GAP if page.strips else 0)

    def _new(self) -> None:
        """Begin a page; headings at the foot of the last go along."""
        last = self.pages[-1]
        moved: list[Paragraph] = []
        tail = last.strips[-1] if last.strips else None
        if isinstance(tail, Text):
            while len(tail.paragraphs) > 1 and tail.paragraphs[-1].keep:
                moved.insert(0, tail.paragraphs.pop())
            tail.height = self._text_height(tail.paragraphs)
        if last.strips:
            self.pages.append(Page())
        if moved:
            self.pages[-1].strips.append(Text(moved, self._text_height(moved)))

    def _text_height(self, paragraphs: list[Paragraph]) -> float:
        return sum(self._height(p, first=not n) for n, p in enumerate(paragraphs))

    def _height(self, paragraph: Paragraph, first: bool) -> float:
        width, size, face = self.room.frame.width, self.room.size, self.room.face
        return self.measure.paragraph(paragraph, width, first, size, face)

    def _paragraph(self, paragraph: Paragraph) -> None:
        page = self.pages[-1]
        tail = page.strips[-1] if page.strips else None
        if isinstance(tail, Text):
            high = self._height(paragraph, first=False)
            if page.height() + high <= self.room.frame.height:
                tail.paragraphs.append(paragraph)
                tail.height += high
                return
            self._new()
            self._paragraph_on_new(paragraph)
            return
        texts = sum(isinstance(strip, Text) for strip in page.strips)
        # A layout that begins with a picture or a table has one place for text, below it.
        most = 1 if page.strips and isinstance(page.strips[0], Placed) else 2
        high = self._height(paragraph, first=True)
        after = bool(page.strips) and texts < most and not _below(page)
        if not page.strips or (after and high <= self._left()):
            self._open(paragraph)
            return
        self._new()
        self._paragraph_on_new(paragraph)

    def _paragraph_on_new(self, paragraph: Paragraph) -> None:
        """Put a paragraph on a page just begun, which may hold the headings that came along."""
        tail = self.pages[-1].strips[-1] if self.pages[-1].strips else None
        if isinstance(tail, Text):
            tail.paragraphs.append(paragraph)
            tail.height = self._text_height(tail.paragraphs)
        else:
            self._open(paragraph)

    def _open(self, paragraph: Paragraph) -> None:
        """Open a strip of text; a paragraph that no slide can hold runs over several."""
        rest: Paragraph | None = paragraph
        while rest is not None:
            part, rest = self._cut(rest)
            self.pages[-1].strips.append(Text([part], self._height(part, first=True)))
            if rest is not None:
                self.pages.append(Page())

    def _cut(self, paragraph: Paragraph) -> tuple[Paragraph, Paragraph | None]:
        """Return what fits on a slide, and the rest."""
        room = self.room.frame.height
        if self._height(paragraph, first=True) <= room:
            return paragraph, None
        words = [
            replace(run, text=word)
            for run in paragraph.runs
            for word in (_spaced(run) if run.text else [""])
        ]
        low, high = 1, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            tried = paragraph.with_runs(_joined(words[:middle]))
            if self._height(tried, first=True) <= room:
                low = middle
            else:
                high = middle - 1
        rest = replace(
            paragraph,
            runs=_joined(words[low:]),
            marker=None,
            indented=paragraph.indented or paragraph.marker is not None,
        )
        return paragraph.with_runs(_joined(words[:low])), rest if words[low:] else None

    def _picture(self, picture: Picture) -> None:
        room = self.room.frame
        caption = self._caption(picture.caption)
        most = room.height - caption
        scale = min(1.0, room.width / picture.width, most / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        left = self._left() - caption
        if self.pages[-1].strips and high > left:
            if left >= high * _SMALLEST:
                wide, high = wide * left / high, left
            else:
                self._new()
                left = self._left() - caption
                if high > left > 0:
                    wide, high = wide * left / high, left
        self.pages[-1].strips.append(Placed(picture, wide, high + caption))

    def _caption(self, paragraphs: tuple[Paragraph, ...]) -> float:
        high = sum(self.measure.paragraph(p, self.room.frame.width, True) for p in paragraphs)
        return high + 2 if paragraphs else 0.0

    def _table(self, table: Table) -> None:
        """Put a table's rows on pages; the head comes back on each."""
        if any(isinstance(strip, Placed) for strip in self.pages[-1].strips):
            self._new()
        frame = self.room.frame
        caption = self._caption(table.caption)
        size = self.measure.size
        heights = self._rows(table, size)
        while max(heights) + sum(heights[: table.heads]) + caption > frame.height:
            if size <= _SMALLEST_TYPE:
                break
            size -= 2
            heights = self._rows(table, size)
        head, body = heights[: table.heads], table.rows[table.heads :]
        rest = list(zip(body, heights[table.heads :]))
        while True:
            room = self._left() - caption - sum(head)
            taken = whole([row for row, _ in rest], _fitting([high for _, high in rest], room))
            if rest and not taken and self.pages[-1].strips:
                self._new()
                continue
            taken = taken or _first([row for row, _ in rest])
            part, rest = rest[:taken], rest[taken:]
            rows = (*table.rows[: table.heads], *(row for row, _ in part))
            shown = (*head, *(high for _, high in part))
            made = replace(table, rows=rows)
            self.pages[-1].strips.append(
                Placed(made, frame.width, sum(shown) + caption, tuple(shown), size)
            )
            if not rest:
                return
            self.pages.append(Page())

    def _rows(self, table: Table, size: float) -> list[float]:
        widths = table_widths(table, self.room.frame.width, self.measure, size)
        heights: list[float] = []
        for row in table.rows:
            highest = size / 2
            for at, cell in enumerate(row):
                high = self.measure.cell(cell, sum(widths[at : at + cell.columns]), size)
                highest = max(highest, high / cell.rows)
            heights.append(highest)
        return heights


def _fitting(heights: list[float], room: float) -> int:
    """Return how many rows fit."""
    used = 0.0
    for index, high in enumerate(heights):
        used += high
        if used > room + 0.01:
            return index
    return len(heights)


def _first(rows: list[tuple[Cell, ...]]) -> int:
    """Return how many rows the first that can stand alone has."""
    return next((n for n in range(1, len(rows)) if whole(rows, n) == n), len(rows))


def _below(page: Page) -> bool:
    """Tell whether a page already has text below its table or picture."""
    return len(page.strips) > 1 and isinstance(page.strips[-1], Text)


def _spaced(run: Run) -> list[str]:
    parts = run.text.split(" ")
    return [f"{part} " for part in parts[:-1]] + [parts[-1]]


def _joined(words: list[Run]) -> tuple[Run, ...]:
    """Return words as runs again, those of one look together."""
    runs: list[Run] = []
    for word in words:
        if runs and not word.field and replace(runs[-1], text="") == replace(word, text=""):
            runs[-1] = replace(runs[-1], text=runs[-1].text + word.text)
        else:
            runs.append(word)
    return tuple(run for run in runs if run.text or run.field)
