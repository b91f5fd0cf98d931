"""Put drafts on slides: choose the layout, flow what it holds, keep what links lead to."""

from dataclasses import dataclass, replace
from typing import Any

from lembar.course.tree import Element
from lembar.writers.pptx.fill import Filler
from lembar.writers.pptx.inline import Context, runs
from lembar.writers.pptx.layouts import READ
from lembar.writers.pptx.measure import Measure
from lembar.writers.pptx.model import Columns, Draft, Item, Paragraph, Picture, Run, Table
from lembar.writers.pptx.pages import Page, Room, Text
from lembar.writers.pptx.paginate import paginate
from lembar.writers.pptx.places import Layout, Master, Role
from lembar.writers.pptx.titles import OPENINGS, Title, fitted, shifted

_NAMES = {
    "title": "Title",
    "section": "Section",
    "content": "Content",
    "columns": "Two columns",
    "definition": "Definition",
    "quote": "Quote",
    "picture": "Content",
    "table": "Content",
    "question": "Question",
}
# Tried in this order: the first that has a place for everything on a page.
_OTHERS = ("Content", "Picture", "Table", "Text and picture", "Text and table")


@dataclass(slots=True)
class Made:
    """Hold a slide that waits to be filled."""

    slide: Any
    layout: Layout
    draft: Draft
    page: Page
    title: Title
    first: bool  # of its draft


class Deck:
    """Hold the presentation while slides are added."""

    def __init__(self, presentation: Any, context: Context, master: Master, language: str) -> None:
        self.presentation = presentation
        self.context = context
        self.master = master
        self.language = language
        self.measure = Measure(context.theme, context.assets)
        self.foot = self._foot()
        self.mark = self._frame_runs("page-mark")
        self.slides: list[Made] = []
        self.targets: dict[str, Any] = {}
        self.drawings: dict[bytes, Any] = {}

    def add(self, draft: Draft) -> None:
        """Add a draft: make its slides, to be filled when all are there."""
        layout = self.master.layouts[_NAMES[draft.layout]]
        first, rest = draft, list[Item]()
        if layout.name in OPENINGS:
            opening, rest = self._opening(draft.items, layout, draft)
            first = replace(draft, items=opening)
        elif layout.name in READ and not all(isinstance(i, Paragraph) for i in draft.items):
            layout = self.master.layouts["Content"]
        if any(isinstance(item, Columns) for item in draft.items):
            layout = self.master.layouts["Two columns"]
        if layout.name in OPENINGS:
            # There is little room under it: a title that is too long is told on the next slide.
            rest = [*self._whole_title(draft, self._title(draft, layout, 0)), *rest]
        else:
            title = self._title(first, layout, 0)
            first = replace(first, items=[*self._whole_title(first, title), *first.items])
        count = self._pages(first, layout, 0)
        if rest:
            self._pages(replace(draft, items=rest), self.master.layouts["Content"], count)

    def finish(self) -> int:
        """Fill the slides and return how many there are."""
        for number, made in enumerate(self.slides, 1):
            Filler(self, made, number).fill()
        return len(self.slides)

    def _opening(
        self, items: list[Item], layout: Layout, draft: Draft
    ) -> tuple[list[Item], list[Item]]:
        """Return what an opening slide holds, which is text that fits, and what follows it."""
        title = self._title(draft, layout, 0)
        for count in range(len(items), 0, -1):
            some = items[:count]
            if all(isinstance(item, Paragraph) and not item.small for item in some):
                pages = paginate(some, self._room(layout, title), self.measure)
                if len(pages) == 1:
                    return some, items[count:]
        return [], items

    def _pages(self, draft: Draft, layout: Layout, before: int) -> int:
        """Make the slides of a draft, some of which may be there already; return how many."""
        title = self._title(draft, layout, before)
        pages = paginate(draft.items, self._room(layout, title), self.measure)
        if len(pages) > 1 and not before:
            longest = self._title(draft, layout, len(pages))
            if shifted(layout, longest) > shifted(layout, title):
                pages = paginate(draft.items, self._room(layout, longest), self.measure)
        for number, page in enumerate(pages, before):
            shown = self._layout(layout, page)
            slide = self.presentation.slides.add_slide(
                self.presentation.slide_layouts[shown.number]
            )
            made = Made(slide, shown, draft, page, self._title(draft, shown, number), not number)
            self.slides.append(made)
            if number == 0:
                self.targets |= dict.fromkeys(sorted(draft.ids), slide)
        return len(pages)

    def _title(self, draft: Draft, layout: Layout, number: int) -> Title:
        ending = self._continued(number)
        return fitted(draft.title, ending, layout, self.master.height, self.measure)

    def _whole_title(self, draft: Draft, title: Title) -> list[Item]:
        """Return a title that was cut as the text it goes on in."""
        if not title.cut:
            return []
        rtl = self.context.sheet.direction == "rtl"
        return [Paragraph(tuple(replace(r, bold=True) for r in draft.title), rtl=rtl)]

    def _continued(self, number: int) -> tuple[Run, ...]:
        """Return what a title says on the slides after the first."""
        if not number:
            return ()
        word = dict(self.context.sheet.labels).get("continued", "…")
        which = f" {self.context.sheet.number(number + 1)}" if number > 1 else ""
        return (Run(f" ({word}{which})"),)

    def _room(self, layout: Layout, title: Title) -> Room:
        """Return what a layout offers under a title."""
        down = shifted(layout, title)
        body = layout.places[Role.BODY]
        region = layout.region
        if not layout.has(Role.SECOND):
            region = replace(region, x=body.inner.x, width=body.inner.width)
        small = layout.places.get(Role.CAPTION if layout.name == "Quote" else Role.NOTE)
        sides = tuple(
            place.inner.at(place.inner.y + down, region.height - down)
            for role in (Role.BODY, Role.SECOND)
            if (place := layout.places.get(role)) and layout.has(Role.SECOND)
        )
        return Room(
            region.at(region.y + down, max(10.0, region.height - down)),
            body.looks,
            small.look() if small else body.look(),
            self.master.layouts["Text and picture"].places[Role.CAPTION].look(),
            self.master.table_look,
            sides,
            1 if layout.name in READ else 2,
            small is not None,
            told=self._told,
        )

    def _told(self, table: Table) -> None:
        """Say that a table is too wide to be read from a seat."""
        if table.node is not None:
            self.context.findings.missing(table.node, "table-too-wide")

    def _layout(self, wanted: Layout, page: Page) -> Layout:
        """Return the layout that has a place for all that a page holds."""
        needed = roles_of(page)
        tried = [wanted, *(self.master.layouts[name] for name in _OTHERS)]
        if wanted.has(Role.SECOND) and not page.sides:
            tried = tried[1:]
        fitting = (each for each in tried if each.has(*needed) and self._holds(each, page))
        return next(fitting, tried[-1])

    def _holds(self, layout: Layout, page: Page) -> bool:
        """Tell whether a publisher's layout has room for a caption, if it is one for pictures."""
        if layout.flexible or layout.name != "Picture":
            return True
        caption = page.placed()[0].caption
        place = layout.places[Role.CAPTION]
        high = sum(
            self.measure.paragraph(each, place.inner.width, not n, place.look())
            for n, each in enumerate(caption)
        )
        return len(page.strips) == 1 and not page.notes and high <= place.inner.height

    def _foot(self) -> dict[str, tuple[Run, ...]]:
        found: dict[str, tuple[Run, ...]] = {"foot-right": (Run("", field="number"),)}
        for node in self.context.sheet.root.children:
            if isinstance(node, Element) and node.tag == "page-foot":
                for part in node.children:
                    if isinstance(part, Element):
                        found[part.tag] = runs(part.children, self.context)
        return found

    def _frame_runs(self, tag: str) -> tuple[Run, ...]:
        nodes = self.context.sheet.root.children
        found = next((n for n in nodes if isinstance(n, Element) and n.tag == tag), None)
        return runs(found.children, self.context) if found else ()


def roles_of(page: Page) -> set[Role]:
    """Return the places that a page needs, besides its frame."""
    needed: set[Role] = set()
    placed = page.placed()
    for shown in placed:
        needed.add(Role.PICTURE if isinstance(shown.item, Picture) else Role.TABLE)
        if shown.caption:
            needed.add(Role.CAPTION)
    needed |= {role for role, _ in texts_of(page)}
    if not needed and not page.sides:
        needed.add(Role.BODY)
    if page.notes and not any(isinstance(each.item, Picture) for each in placed):
        needed.add(Role.NOTE)
    if page.sides:
        needed |= {Role.BODY, Role.SECOND}
    return needed


def texts_of(page: Page) -> list[tuple[Role, Text]]:
    """Return the strips of text with the place of each: above, or below what is no text."""
    above = Role.BODY
    found: list[tuple[Role, Text]] = []
    for strip in page.strips:
        if isinstance(strip, Text):
            found.append((above, strip))
        if isinstance(strip, Text) or strip in page.placed():
            above = Role.BELOW
    return found
