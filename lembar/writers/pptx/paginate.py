"""Put the items of a draft on as many slides as they need: nothing is cut off, none overflows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from lembar.writers.pptx.cutting import cut, cut_row
from lembar.writers.pptx.grid import whole
from lembar.writers.pptx.measure import Measure
from lembar.writers.pptx.model import Break, Columns, Item, Paragraph, Picture, Row, Table
from lembar.writers.pptx.pages import GAP, NEAR, Page, Room, Shown, Text
from lembar.writers.pptx.places import Frame, Look
from lembar.writers.pptx.tables import CELL_LEAD, Laid, lay_out, row_height, unbound

_SMALLEST = 0.6  # a picture shrinks to this share of its size before it moves to the next slide
_SHARE = 0.4  # of a slide's height: a caption, or the head of a table, that takes more is text
_ROW = 30.0  # millimetres: a row is cut to fit no less
_TINY = 0.05  # millimetres that do not count


def paginate(items: Iterable[Item], room: Room, measure: Measure) -> list[Page]:
    """Return the pages that items fill; there is always one."""
    return _Pages(room, measure).fill(items)


class _Pages:
    """Hold the pages while items are put on them."""

    def __init__(self, room: Room, measure: Measure) -> None:
        self.room = room
        self.measure = measure
        self.pages = [Page()]

    def fill(self, items: Iterable[Item]) -> list[Page]:
        for item in items:
            match item:
                case Paragraph():
                    self._note(item) if item.small and self.room.noted else self._text(item)
                case Table():
                    self._table(item)
                case Picture():
                    self._picture(item)
                case Columns():
                    self._columns(item)
                case Break():
                    self._begin()
                case _:
                    assert_never(item)
        if len(self.pages) > 1 and self.pages[-1].empty:
            self.pages.pop()
        return self.pages

    @property
    def page(self) -> Page:
        """Return the page that is being filled."""
        return self.pages[-1]

    def _left(self, new_strip: bool = True) -> float:
        """Return the height that is left."""
        gap = GAP if new_strip and self.page.strips else 0.0
        return self.room.frame.height - self.page.height() - gap + _TINY

    def _begin(self, keep: bool = True) -> None:
        """Begin a page; headings at the foot of the last go along."""
        if self.page.empty:
            return
        moved: list[Paragraph] = []
        tail = self.page.strips[-1] if self.page.strips else None
        while keep and isinstance(tail, Text) and tail.paragraphs and tail.paragraphs[-1].keep:
            moved.insert(0, tail.paragraphs.pop())
        if isinstance(tail, Text) and not tail.paragraphs and len(self.page.strips) == 1:
            tail.paragraphs, moved = moved, []  # a page of headings alone stays
        elif isinstance(tail, Text) and not tail.paragraphs:
            self.page.strips.pop()
        if isinstance(tail, Text):
            tail.height = self._high(tail.paragraphs)
        self.pages.append(Page())
        if moved:
            self.page.strips.append(Text(moved, self._high(moved)))

    def _high(self, paragraphs: Sequence[Paragraph]) -> float:
        return sum(self._height(p, first=not n) for n, p in enumerate(paragraphs))

    def _height(self, paragraph: Paragraph, first: bool) -> float:
        look = self.room.look(paragraph.level)
        return self.measure.paragraph(paragraph, self.room.frame.width, first, look)

    # --- text ---------------------------------------------------------------------------------

    def _text(self, paragraph: Paragraph) -> None:
        rest: Paragraph | None = paragraph
        while rest is not None:
            rest = self._some(rest)

    def _some(self, paragraph: Paragraph) -> Paragraph | None:
        """Put a paragraph, or what fits of it, and return what is left of it."""
        if not self._takes_text():
            self._begin()
            return paragraph
        tail = self.page.strips[-1] if self.page.strips else None
        opened = isinstance(tail, Text)
        if self._height(paragraph, first=not opened) <= self._left(not opened):
            self._put(paragraph)
            return None
        if not self._only_headings():
            self._begin()
            return paragraph
        look, width = self.room.look(paragraph.level), self.room.frame.width
        part, rest = cut(paragraph, width, self._left(not opened), not opened, look, self.measure)
        if part is None and not self.page.empty:
            self._begin(keep=False)
            return paragraph
        self._put(part or paragraph)
        if part is None or rest is None:
            return None
        self._begin(keep=False)
        return rest

    def _put(self, paragraph: Paragraph) -> None:
        tail = self.page.strips[-1] if self.page.strips else None
        if not isinstance(tail, Text):
            tail = Text([])
            self.page.strips.append(tail)
        tail.paragraphs.append(paragraph)
        tail.height = self._high(tail.paragraphs)

    def _takes_text(self) -> bool:
        """Tell whether the page has a place for text where the next item stands."""
        if self.page.sides:
            return False
        tail = self.page.strips[-1] if self.page.strips else None
        return isinstance(tail, Text) or self.page.texts() < self.room.texts

    def _only_headings(self) -> bool:
        """Tell whether a page holds nothing but headings, that must not be left alone."""
        page = self.page
        return (
            not page.sides
            and not page.notes
            and all(
                isinstance(strip, Text) and all(p.keep for p in strip.paragraphs)
                for strip in page.strips
            )
        )

    def _note(self, paragraph: Paragraph) -> None:
        """Put small print at the foot of the page."""
        rest: Paragraph | None = paragraph
        while rest is not None:
            if self.page.sides:
                room = self.room.frame.height - self.page.noted - NEAR - _side_height(self.page)
            else:
                room = self._left(False) - (0 if self.page.notes else NEAR)
            fresh = self.page.empty
            part, more = cut(rest, self.room.frame.width, room, True, self.room.small, self.measure)
            if more is not None and not fresh:
                self._begin()
                continue
            self.page.notes.append(part or rest)
            self.page.noted = self._small(self.page.notes, self.room.small)
            rest = more if part is not None else None

    def _small(self, paragraphs: Iterable[Paragraph], look: Look) -> float:
        """Return how high small print is."""
        width = self.room.frame.width
        return sum(self.measure.paragraph(p, width, True, look) for p in paragraphs)

    # --- pictures -----------------------------------------------------------------------------

    def _captioned(
        self, caption: tuple[Paragraph, ...]
    ) -> tuple[tuple[Paragraph, ...], float, list[Paragraph]]:
        """Return a caption, its height, and what is set as text since it is too long for one."""
        high = self._small(caption, self.room.caption)
        if caption and self.room.captioned and high <= self.room.frame.height * _SHARE:
            return caption, high, []
        return (), 0.0, [replace(p, small=False) for p in caption]

    def _picture(self, picture: Picture) -> None:
        caption, high, said = self._captioned(picture.caption)
        if self.page.sides or (self.page.placed() and not picture.tex):
            self._begin()
        frame, extra = self.room.frame, high + NEAR if caption else 0.0
        scale = min(
            1.0, frame.width / picture.width, (frame.height - extra) / max(picture.height, 0.001)
        )
        wide, tall = picture.width * scale, picture.height * scale
        left = self._left() - extra
        if tall > left and left < tall * _SMALLEST and not self._only_headings():
            self._begin()
            left = self._left() - extra
        if tall > left and left < tall * 0.3 and not self.page.empty:
            self._begin(keep=False)
            left = self._left() - extra
        if tall > left:
            wide, tall = wide * left / tall, left
        self.page.strips.append(Shown(picture, wide, tall, caption, high))
        for paragraph in said:
            self._text(paragraph)

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        """Put a table's rows on pages; the head comes back on each."""
        caption, high, said = self._captioned(table.caption)
        for paragraph in said:
            self._text(replace(paragraph, keep=True))
        if self.page.sides or self.page.placed():
            self._begin()
        extra = high + NEAR if caption else 0.0
        frame = self.room.frame
        laid = lay_out(table, frame.width, frame.height - extra, self.room.table, self.measure)
        if not laid.readable:
            self.room.told(table)
        if sum(laid.heights[: table.heads]) > frame.height * _SHARE:
            laid = replace(laid, table=replace(table, heads=0))
        self._rows(laid, caption, high)

    def _rows(self, laid: Laid, caption: tuple[Paragraph, ...], high: float) -> None:
        """Put rows on the page, and on as many more as they take."""
        heads = laid.table.heads
        head = list(zip(laid.table.rows, laid.heights))[:heads]
        rest = list(zip(laid.table.rows, laid.heights))[heads:]
        extra = high + NEAR if caption else 0.0
        while True:
            room = self._left() - extra - sum(tall for _, tall in head)
            taken = whole([row for row, _ in rest], _fitting([tall for _, tall in rest], room))
            if rest and not taken:
                if not self._only_headings():
                    self._begin()
                    continue
                if not self.page.empty and room < _ROW:
                    self._begin(keep=False)
                    continue
                rest, taken = self._shortened(rest, laid, room), 1
            part, rest = rest[:taken], rest[taken:]
            self._show(laid, [*head, *part], caption, high)
            if not rest:
                return
            self.pages.append(Page())

    def _shortened(
        self, rest: list[tuple[Row, float]], laid: Laid, room: float
    ) -> list[tuple[Row, float]]:
        """Return rows of which the first fits: a row that no slide can hold is cut in two."""
        loose = unbound(
            replace(laid, table=replace(laid.table, rows=tuple(r for r, _ in rest))), self.measure
        )
        rows = list(zip(loose.table.rows, loose.heights))
        if rows[0][1] <= room:
            return rows
        inner = [max(1.0, width - 2 * laid.pad) for width in laid.widths]
        kept, left = cut_row(rows[0][0], inner, room - 2 * CELL_LEAD, laid.look, self.measure)
        made = [kept] if left == rows[0][0] or not _says(left) else [kept, left]
        if not _says(kept):
            made = [left]
        measured = [
            (row, row_height(row, laid.widths, laid.look, laid.pad, self.measure)) for row in made
        ]
        return [*measured, *rows[1:]]

    def _show(
        self,
        laid: Laid,
        rows: list[tuple[Row, float]],
        caption: tuple[Paragraph, ...],
        high: float,
    ) -> None:
        heights = tuple(tall for _, tall in rows)
        table = replace(laid.table, rows=tuple(row for row, _ in rows))
        shown = replace(laid, table=table, heights=heights)
        self.page.strips.append(Shown(table, sum(laid.widths), sum(heights), caption, high, shown))

    # --- columns ------------------------------------------------------------------------------

    def _columns(self, columns: Columns) -> None:
        """Put columns beside each other, on pages of their own."""
        if not self.room.sides:
            for each in columns.items:
                self.fill(each)
            return
        self._begin()
        frames = self.room.sides
        if len(columns.items) == 1:
            sides = self._dealt(list(columns.items[0]), frames)
        else:
            sides = []
            for start in range(0, len(columns.items), len(frames)):
                some = columns.items[start : start + len(frames)]
                pages = [self._side(list(items), frame) for items, frame in zip(some, frames)]
                sides += [[page or Page() for page in row] for row in zip_longest(*pages)]
        for row in sides:
            self._begin()
            self.page.sides = row

    def _side(self, items: list[Item], frame: Frame) -> list[Page]:
        """Return the pages of a column."""
        room = replace(self.room, frame=frame, sides=(), texts=1, noted=False, captioned=False)
        return paginate(items, room, self.measure)

    def _dealt(self, items: list[Item], frames: Sequence[Frame]) -> list[list[Page]]:
        """Return one list of items in two columns, as alike in height as they get."""
        first = frames[0]
        tries = [
            [self._side(items[:at], first), self._side(items[at:], first)]
            for at in range(1, len(items))
            if not _keeps(items[at - 1])
        ]
        fitting = [each for each in tries if all(len(pages) == 1 for pages in each)]
        if fitting:
            best = min(fitting, key=lambda each: max(pages[0].height() for pages in each))
            return [[pages[0] for pages in best]]
        pages = self._side(items, first)
        count = len(frames)
        return [pages[at : at + count] for at in range(0, len(pages), count)]


def _side_height(page: Page) -> float:
    return max((side.height() for side in page.sides), default=0.0)


def _keeps(item: Item) -> bool:
    return isinstance(item, Paragraph) and item.keep


def _says(row: Row) -> bool:
    return any(paragraph.runs for cell in row for paragraph in cell.paragraphs)


def _fitting(heights: list[float], room: float) -> int:
    """Return how many rows fit."""
    used = 0.0
    for index, high in enumerate(heights):
        used += high
        if used > room + 0.01:
            return index
    return len(heights)
