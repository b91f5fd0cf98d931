"""Fill a slide: title, text, tables, pictures in the order in which they are read, then notes."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lembar.writers.pptx.geometry import BAR, STEP
from lembar.writers.pptx.layouts import READ
from lembar.writers.pptx.model import Paragraph, Picture, Run
from lembar.writers.pptx.pages import GAP, NEAR, Page, Shown, Text, is_formula, plain
from lembar.writers.pptx.places import Frame, Place, Role
from lembar.writers.pptx.shapes import (
    bar_shape,
    formula_shape,
    picture_shape,
    table_shape,
    text_shape,
)
from lembar.writers.pptx.text import Pen, text_body
from lembar.writers.pptx.titles import shifted, title_frame
from lembar.writers.scripts import script_beside_latin

if TYPE_CHECKING:
    from lembar.writers.pptx.deck import Deck, Made

_PADDING = 6.0  # millimetres that the bar of a definition is longer than its text


class Filler:
    """Hold one slide while it is filled."""

    def __init__(self, deck: Deck, made: Made, number: int) -> None:
        self.deck = deck
        self.made = made
        self.layout = made.layout
        self.slide = made.slide
        sheet = deck.context.sheet
        self.rtl = sheet.direction == "rtl"
        self.pen = Pen(
            deck.language,
            self._link,
            self.rtl,
            sheet.number(number),
            sheet.number(len(deck.slides)),
            script_beside_latin(sheet, deck.context.theme),
        )
        self.tree = made.slide.shapes._spTree
        self.used: set[Role] = set()

    def fill(self) -> None:
        """Put everything on the slide, in the order in which it is read."""
        for shape in list(self.slide.shapes):
            self.tree.remove(shape._element)
        draft = self.made.draft
        self._title()
        if draft.kicker and draft.kicker != draft.title:
            self._line(Role.KICKER, draft.kicker)
        self._body()
        if self.deck.mark:
            self._line(Role.MARK, self.deck.mark)
        if self.deck.foot.get("foot-left"):
            self._line(Role.FOOT, self.deck.foot["foot-left"])
        self._line(Role.NUMBER, self.deck.foot["foot-right"])
        if draft.notes and self.made.first:
            self._notes()

    def _line(self, role: Role, runs: tuple[Run, ...]) -> None:
        """Add a line of the frame, if the layout has a place for it."""
        place = self.layout.places.get(role)
        if place is None:
            return
        paragraph = Paragraph(runs, rtl=self.rtl)
        if self.rtl and role in (Role.MARK, Role.NUMBER):
            paragraph = replace(paragraph, align="right")  # at the end, as on the layout
        self.tree.append(text_shape(place, [paragraph], self.pen, said=not self.layout.flexible))

    def _title(self) -> None:
        title = self.made.title
        paragraph = Paragraph(_as_words(title.runs), rtl=self.rtl)
        place, frame = self.layout.places[Role.TITLE], title_frame(self.layout, title)
        self.tree.append(text_shape(place, [paragraph], self.pen, frame, title.scale))

    def _body(self) -> None:
        """Add the strips of the page from the top, or of its columns, and the notes below."""
        page, region = self.made.page, self.layout.region
        if self.layout.name == "Picture" and not self.layout.flexible:
            self._in_its_place(page.placed()[0])
            return
        down = shifted(self.layout, self.made.title)
        if page.sides:
            for role, side in zip((Role.BODY, Role.SECOND), page.sides):
                inner = self.layout.places[role].inner
                self._strips(side, inner.at(inner.y + down, region.height - down), role)
            bottom = region.bottom
        else:
            bottom = self._strips(page, region.at(region.y + down, region.height - down), None)
        if page.notes:
            self._small(page, region, bottom)

    def _in_its_place(self, strip: Shown) -> None:
        """Add a picture where a publisher's layout has a place for it, and its caption likewise."""
        picture, place = strip.item, self.layout.places[Role.PICTURE]
        assert isinstance(picture, Picture)
        room = place.frame
        scale = min(room.width / picture.width, room.height / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        x, y = room.x + (room.width - wide) / 2, room.y + (room.height - high) / 2
        relation, drawing = self._relations(picture)
        frame = Frame(x, y, wide, high)
        self.tree.append(picture_shape(picture, relation, drawing, frame, self.pen, place))
        if strip.caption:
            caption = self.layout.places[Role.CAPTION]
            self.tree.append(text_shape(caption, strip.caption, self.pen))

    def _strips(self, page: Page, frame: Frame, column: Role | None) -> float:
        """Add strips from the top of a frame and return where they end; a column is one place."""
        top, below = frame.y, False
        for strip in page.strips:
            at = frame.at(top, strip.height)
            if isinstance(strip, Text):
                role = column or (Role.BELOW if below else Role.BODY)
                alone = len(page.strips) == 1 and not self.made.page.notes
                self._text(role, strip, at, alone)
                below = True
            elif is_formula(strip):
                self._formula(strip, at)
            else:
                self._shown(strip, at, column if page.texts() == 0 else None, column is not None)
                below = True
                if isinstance(strip.item, Picture) and strip.caption and column is None:
                    top += page.noted  # the notes stand with the caption
            top += strip.height + GAP
        return top - GAP if page.strips else frame.y

    def _text(self, role: Role, strip: Text, frame: Frame, alone: bool) -> None:
        """Add text; it takes the layout's own place if it begins there and is alone."""
        place = self.layout.places[role]
        if self.layout.name == "Definition" and self.layout.flexible:
            self._definition(place, strip, frame)
            return
        inner = replace(place.inner, y=frame.y, height=frame.height)
        own = place.own and abs(place.inner.y - frame.y) < 0.01
        if (
            alone
            and own
            and self.layout.name not in READ
            and strip.height <= place.inner.height + 0.01
        ):
            self.tree.append(text_shape(place, strip.paragraphs, self.pen))
            return
        if alone:
            most = max(frame.height, place.inner.bottom - frame.y)
            inner = replace(inner, height=most)
        self.tree.append(text_shape(place, strip.paragraphs, self.pen, outer(inner, place)))

    def _definition(self, place: Place, strip: Text, frame: Frame) -> None:
        """Add a definition behind its bar."""
        page = self.made.page
        foot = page.noted + NEAR if page.notes else 0.0
        room = self.layout.region.bottom - frame.y - foot
        box = replace(place.frame, y=frame.y, height=min(room, strip.height + _PADDING))
        edge = box.right + STEP - BAR if self.rtl else box.x - STEP
        self.tree.append(text_shape(place, strip.paragraphs, self.pen, box))
        self.tree.append(bar_shape(Frame(edge, box.y, BAR, box.height), self.pen))

    def _shown(self, strip: Shown, frame: Frame, column: Role | None, aside: bool) -> None:
        """Add a table or picture with its caption: a table's stands above, a picture's below."""
        if isinstance(strip.item, Picture):
            place = self._place(column or Role.PICTURE, aside)
            own = self._start(frame.at(frame.y, strip.own), strip.width)
            relation, drawing = self._relations(strip.item)
            self.tree.append(picture_shape(strip.item, relation, drawing, own, self.pen, place))
            if strip.caption:
                below = frame.at(frame.y + strip.own + NEAR, strip.captioned)
                notes = self.made.page.notes if not aside else []
                self._caption(
                    [*strip.caption, *notes],
                    below.at(below.y, below.height + (self.made.page.noted if notes else 0)),
                )
            return
        assert strip.laid is not None
        if strip.caption:
            self._caption(list(strip.caption), frame.at(frame.y, strip.captioned))
        own = frame.at(frame.bottom - strip.own, strip.own)
        place = self._place(column or Role.TABLE, aside)
        words = " ".join(plain(p.runs) for p in strip.caption) or plain(self.made.title.runs)
        self.tree.append(
            table_shape(
                strip.laid,
                self._start(own, strip.width),
                self.pen,
                place,
                words,
                self.deck.master.table_style,
            )
        )

    def _place(self, role: Role, aside: bool) -> Place | None:
        """Return a place that is still free; a column's takes anything if it has no kind."""
        place = self.layout.places.get(role)
        if place is None or role in self.used or (aside and place.kind not in ("", "obj")):
            return None
        if aside and role in (Role.PICTURE, Role.TABLE):
            return None
        self.used.add(role)
        return place

    def _start(self, frame: Frame, width: float) -> Frame:
        """Return a frame of a width at the start of its line."""
        return replace(frame, x=frame.right - width if self.rtl else frame.x, width=width)

    def _formula(self, strip: Shown, frame: Frame) -> None:
        picture = strip.item
        assert isinstance(picture, Picture)
        relation, drawing = self._relations(picture)
        size = self.deck.context.theme.tokens.slide["body"] * 1.2 * strip.width / picture.width
        own = self._start(frame, strip.width)
        self.tree.append(formula_shape(picture, relation, drawing, own, max(1.0, size), self.pen))

    def _caption(self, paragraphs: list[Paragraph], frame: Frame) -> None:
        place = self.layout.places[Role.CAPTION]
        self.tree.append(text_shape(place, paragraphs, self.pen, outer(frame, place)))

    def _small(self, page: Page, region: Frame, bottom: float) -> None:
        """Add the notes: at the foot, or right under a quotation."""
        if any(isinstance(each.item, Picture) for each in page.placed()) and any(
            each.caption for each in page.placed()
        ):
            return  # they stand with the caption
        quoted = self.layout.name == "Quote"
        role = Role.CAPTION if quoted or not self.layout.has(Role.NOTE) else Role.NOTE
        place = self.layout.places[role]
        top = bottom + GAP if quoted else region.bottom - page.noted
        frame = region.at(top, page.noted)
        self.tree.append(text_shape(place, page.notes, self.pen, outer(frame, place)))

    def _relations(self, picture: Picture) -> tuple[str, str]:
        """Return what relates a slide to a picture's bitmap, and to its drawing if it has one."""
        part = self.slide.part
        _, bitmap = part.get_or_add_image_part(io.BytesIO(picture.content))
        if not picture.drawing:
            return bitmap, ""
        return bitmap, part.relate_to(self._drawing(picture.drawing), _IMAGE)

    def _drawing(self, content: bytes) -> Any:
        from pptx.opc.package import Part
        from pptx.opc.packuri import PackURI

        drawings = self.deck.drawings
        if content not in drawings:
            name = PackURI(f"/ppt/media/drawing{len(drawings) + 1}.svg")
            package = self.deck.presentation.part.package
            drawings[content] = Part(name, "image/svg+xml", package, content)
        return drawings[content]

    def _notes(self) -> None:
        notes = self.slide.notes_slide
        frame = notes.notes_placeholder
        body = frame._element.txBody
        made = text_body(_same(body), self.made.draft.notes, self.pen)
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


_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def outer(inner: Frame, place: Place) -> Frame:
    """Return the frame of a shape whose text stands in `inner`."""
    left, top, right, bottom = place.insets
    return Frame(
        inner.x - left, inner.y - top, inner.width + left + right, inner.height + top + bottom
    )


def _as_words(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return runs with formulas in words: every program finds a title, and the words of one."""
    return tuple(each for run in runs for each in (run.shown if run.tex else (run,)))


def _same(body: Any) -> Any:
    """Return a maker of elements like one."""

    def make(*children: Any) -> Any:
        from lxml import etree

        made = etree.Element(body.tag, nsmap=body.nsmap)
        made.extend(children)
        return made

    return make
