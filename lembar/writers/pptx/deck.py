"""Put drafts on slides: choose the layout, place what it holds, add notes and links."""

import io
from dataclasses import replace
from typing import Any

from lembar.course.appearance import Appearance
from lembar.course.tree import Element
from lembar.writers.pptx import geometry as g
from lembar.writers.pptx.geometry import LINE, PT, Frame, Geometry
from lembar.writers.pptx.inline import Context, runs
from lembar.writers.pptx.layouts import BY_NAME, LAYOUTS, STEP, frame_of
from lembar.writers.pptx.measure import Measure
from lembar.writers.pptx.model import Draft, Paragraph, Picture, Run, Table
from lembar.writers.pptx.paginate import (
    GAP,
    Page,
    Placed,
    Room,
    Text,
    paginate,
    table_widths,
)
from lembar.writers.pptx.shapes import (
    Pen,
    bar_shape,
    picture_shape,
    table_shape,
    text_body,
    text_shape,
)
from lembar.writers.scripts import script_beside_latin

_NAMES = {
    "title": "Title",
    "section": "Section",
    "content": "Content",
    "columns": "Content",
    "quote": "Content",
    "definition": "Definition",
    "picture": "Picture",
    "table": "Table",
    "question": "Question",
}
_SHRINK = (1.0, 0.875, 0.75)  # sizes tried before a title takes a third line
_BAR = 1.6  # millimetres


class Deck:
    """Hold the presentation while slides are added."""

    def __init__(
        self, presentation: Any, context: Context, geometry: Geometry, language: str
    ) -> None:
        self.presentation = presentation
        self.context = context
        self.geometry = geometry
        self.language = language
        self.measure = Measure(context.theme, context.assets, geometry.body_size)
        self.foot = self._foot()
        self.mark = self._frame_runs("page-mark")
        self.slides: list[tuple[Any, Draft, Page, bool]] = []
        self.targets: dict[str, Any] = {}

    def add(self, draft: Draft) -> None:
        """Add a draft: make its slides, to be filled when all are there."""
        pages = paginate(draft.items, self._room(draft), self.measure)
        if len(pages) > 1:
            pages = paginate(draft.items, self._room(draft, again=True), self.measure)
        for number, page in enumerate(pages):
            name = self._layout(draft, page, first=number == 0)
            layout = self.presentation.slide_layouts[BY_NAME[name]]
            slide = self.presentation.slides.add_slide(layout)
            self.slides.append((slide, draft, page, number > 0))
            if number == 0:
                self.targets |= dict.fromkeys(sorted(draft.ids), slide)

    def finish(self) -> int:
        """Fill the slides and return how many there are."""
        for number, (slide, draft, page, again) in enumerate(self.slides, 1):
            _Filler(self, slide, draft, page, number, again).fill()
        return len(self.slides)

    def _room(self, draft: Draft, again: bool = False) -> Room:
        """Return where the text of a draft's layout stands, and in what size."""
        layout = LAYOUTS[BY_NAME[_NAMES[draft.layout]]]
        if layout.kind == "title":
            size = round(self.geometry.body_size * 1.15)
            return Room(frame_of(layout, g.BODY, self.geometry), size)
        if layout.kind == "secHead":
            return Room(frame_of(layout, g.BODY, self.geometry), self.geometry.body_size)
        body = self.geometry.body
        points, lines = self.title_size(draft, again)
        extra = max(0.0, points * LINE * PT * lines - self.geometry.title.height)
        frame = body.at(body.y + extra, body.height - extra)
        if layout.name == "Definition":
            width = frame_of(layout, g.BODY, self.geometry).width
            return Room(replace(frame, width=width), self.geometry.definition_size, "serif")
        return Room(frame, self.geometry.body_size)

    def title_size(self, draft: Draft, again: bool) -> tuple[float, int]:
        """Return the size at which a title takes two lines, and how many it takes."""
        opening = _NAMES[draft.layout] in ("Title", "Section")
        size = self.geometry.opening_size if opening else self.geometry.title_size
        width = (self.geometry.opening if opening else self.geometry.title).width
        look = self.context.theme.tokens.elements["title" if opening else "heading2"]
        title = tuple(_in_look(run, look) for run in draft.title)
        title += self.continued() if again else ()
        points, lines = size, 1
        for share in _SHRINK:
            points = max(self.geometry.body_size, round(size * share))
            lines = self.measure.lines(title, width, points, look.family)
            if lines <= 2:
                break
        return points, lines

    def continued(self) -> tuple[Run, ...]:
        """Return what a title says on the slides after the first."""
        word = dict(self.context.sheet.labels).get("continued", "…")
        return (Run(f" ({word})" if word != "…" else " …"),)

    def _layout(self, draft: Draft, page: Page, first: bool) -> str:
        """Return the name of the layout that holds what a page holds."""
        kinds = {type(s.item) for s in page.strips if isinstance(s, Placed)}
        text_first = bool(page.strips) and isinstance(page.strips[0], Text)
        if Table in kinds:
            return "Text and table" if text_first else "Table"
        if Picture in kinds:
            return "Text and picture" if text_first else "Picture"
        name = _NAMES[draft.layout]
        if name in ("Picture", "Table") or (not first and name in ("Title", "Section")):
            return "Content"
        return name

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


def _in_look(run: Run, look: Appearance) -> Run:
    """Return a run of a title as it is measured: capitals take more room."""
    text = run.text.upper() if look.case != "none" else run.text
    return replace(run, text=text, bold=look.heavy, italic=run.italic or look.italic)


class _Filler:
    """Hold one slide while it is filled."""

    def __init__(
        self, deck: Deck, slide: Any, draft: Draft, page: Page, number: int, again: bool
    ) -> None:
        self.deck = deck
        self.slide = slide
        self.draft = draft
        self.page = page
        self.again = again
        name = slide.slide_layout.name
        sheet, layout = deck.context.sheet, LAYOUTS[BY_NAME[name]]
        self.pen = Pen(
            deck.context.theme.tokens,
            deck.language,
            layout,
            self._link,
            deck.geometry,
            sheet.number(number),
            sheet.number(len(deck.slides)),
            script_beside_latin(sheet, deck.context.theme),
        )
        self.tree = slide.shapes._spTree
        self.rtl = deck.context.sheet.direction == "rtl"

    def fill(self) -> None:
        """Put everything on the slide, in the order in which it is read."""
        for shape in list(self.slide.shapes):
            self.tree.remove(shape._element)
        height = self._title()
        if self.draft.kicker and self.draft.kicker != self.draft.title:
            self._text(g.KICKER, self.draft.kicker)
        self._body(height)
        if self.deck.mark:
            self._text(g.MARK, self.deck.mark)
        if self.deck.foot.get("foot-left"):
            self._text(g.FOOT, self.deck.foot["foot-left"])
        self._text(g.NUMBER, self.deck.foot["foot-right"])
        if self.draft.notes and not self.again:
            self._notes()

    def _paragraph(self, runs: tuple[Run, ...], size: float = 0) -> Paragraph:
        return Paragraph(runs, size=size, rtl=self.rtl)

    def _text(self, index: int, runs: tuple[Run, ...]) -> None:
        paragraph = self._paragraph(runs)
        if self.rtl and index in (g.MARK, g.NUMBER):
            paragraph = replace(paragraph, align="right")  # at the end, as on the layout
        self.tree.append(text_shape(index, [paragraph], self.pen))

    def _title(self) -> float:
        """Add the title and return how much room it takes."""
        geometry = self.deck.geometry
        points, lines = self.deck.title_size(self.draft, self.again)
        opening = self.pen.layout.kind in ("title", "secHead")
        usual = geometry.opening_size if opening else geometry.title_size
        if not opening and points > geometry.title_size:
            points = geometry.title_size
        title = self.draft.title + (self.deck.continued() if self.again else ())
        paragraph = self._paragraph(title, 0 if points == usual else points)
        plain = geometry.opening if opening else geometry.title
        high = points * LINE * PT * lines
        # A title slide's text moves up under a title of one line: so the title ends there.
        own = high > plain.height or (opening and lines == 1)
        frame = plain.at(plain.y, high) if own else None
        self.tree.append(text_shape(g.TITLE, [paragraph], self.pen, frame))
        return max(0.0, high - plain.height)

    def _body(self, extra: float) -> None:
        """Add the strips of the page from the top."""
        geometry = self.deck.geometry
        opening = self.pen.layout.kind in ("title", "secHead")
        start = frame_of(self.pen.layout, g.BODY, geometry) if opening else geometry.body
        top = start.y + extra
        if opening:
            top = self._under_title(start.y) if not extra else top
        texts = [g.BODY, g.BELOW]
        if self.page.strips and isinstance(self.page.strips[0], Placed):
            texts = [g.BELOW]
        pictures = 0
        for strip in self.page.strips:
            frame = start.at(top, strip.height)
            if isinstance(strip, Text):
                self._strip(texts.pop(0), strip, frame)
            elif isinstance(strip.item, Table):
                self._table(strip, strip.item, frame)
            else:
                self._picture(strip, strip.item, frame, first=not pictures)
                pictures += 1
            top += strip.height + GAP

    def _under_title(self, usual: float) -> float:
        """Return where the lead begins: closer if the title takes one line."""
        points, lines = self.deck.title_size(self.draft, self.again)
        return usual - (points * LINE * PT if lines == 1 else 0)

    def _strip(self, index: int, strip: Text, frame: Frame) -> None:
        """Add text; it takes the layout's own place if it begins there and is alone."""
        geometry = self.deck.geometry
        layout = frame_of(self.pen.layout, index, geometry)
        if self.pen.layout.name == "Definition":
            padded = replace(layout, y=frame.y, height=strip.height + 6)
            bar = Frame(layout.x - STEP, frame.y, _BAR, padded.height)
            stressed = [
                p.with_runs(replace(r, face=r.face or ("sans" if r.bold else "")) for r in p.runs)
                for p in strip.paragraphs
            ]
            self.tree.append(text_shape(index, stressed, self.pen, padded))
            self.tree.append(bar_shape(bar, self.pen))
            return
        alone = len(self.page.strips) == 1 and abs(layout.y - frame.y) < 0.01
        place = None if alone else layout.at(frame.y, frame.height)
        if len(self.page.strips) == 1 and not alone:
            place = layout.at(frame.y, layout.bottom - frame.y)
        self.tree.append(text_shape(index, strip.paragraphs, self.pen, place))

    def _table(self, strip: Placed, table: Table, frame: Frame) -> None:
        caption = strip.height - sum(strip.rows)
        widths = table_widths(table, frame.width, self.deck.measure, strip.size)
        below = frame.at(frame.y + (caption if table.caption else 0), sum(strip.rows))
        if table.caption:
            self._caption(table.caption, frame.at(frame.y, caption))
        self.tree.append(table_shape(table, widths, strip.rows, strip.size, below, self.pen))

    def _picture(self, strip: Placed, picture: Picture, frame: Frame, first: bool) -> None:
        _, relation = self.slide.part.get_or_add_image_part(io.BytesIO(picture.content))
        high = strip.width * picture.height / picture.width
        shown = replace(frame, width=strip.width, height=high)
        self.tree.append(picture_shape(picture, relation, shown, self.pen, first))
        if picture.caption:
            self._caption(picture.caption, frame.at(frame.y + high + 2, strip.height - high - 2))

    def _caption(self, paragraphs: tuple[Paragraph, ...], frame: Frame) -> None:
        """Add a caption in the place for text below, which may hold other text too."""
        self.tree.append(text_shape(g.BELOW, paragraphs, self.pen, frame))

    def _notes(self) -> None:
        notes = self.slide.notes_slide
        frame = notes.notes_placeholder
        body = frame._element.txBody
        made = text_body(_same(body), self.draft.notes, self.pen)
        frame._element.replace(body, made)

    def _link(self, href: str) -> tuple[str, str] | None:
        """Return the relationship of a link: to an address, or to the slide that holds #id."""
        from pptx.opc.constants import RELATIONSHIP_TYPE

        part = self.slide.part
        if not href.startswith("#"):
            return part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), ""
        target = self.deck.targets.get(href[1:])
        if target is None or target is self.slide:
            return None
        relation = part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE)
        return relation, "ppaction://hlinksldjump"


def _same(body: Any) -> Any:
    """Return a maker of elements like one."""

    def make(*children: Any) -> Any:
        from lxml import etree

        made = etree.Element(body.tag, nsmap=body.nsmap)
        made.extend(children)
        return made

    return make
