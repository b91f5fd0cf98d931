"""Write any number of copies of a form that was laid out once.

What copies share (fonts, pictures, the content of pages) is written once. Pages, links and the
structure tree are each copy's own: they are kept as text with holes for their numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from lembar.writers.pdf.copies.container import PdfFile
from lembar.writers.pdf.copies.layout import Box, Layout
from lembar.writers.pdf.copies.pieces import Key, Piece, Scribe
from lembar.writers.pdf.page import CODE


@dataclass(frozen=True, slots=True)
class Stamp:
    """Hold what is stamped on a copy: operators by page, and what describes figures, by element."""

    drawn: Mapping[int, bytes]
    described: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold the objects of a copy that the whole refers to; `names` is None without names."""

    pages: int
    first_page: int
    tags: int
    parents: int
    names: int | None
    count: int


class Form:
    """Hold a form of which copies are written to a file.

    A copy has an object for its pages, then its own ones, the stamps of its pages, and its leaves
    of the trees of parents and of names.
    """

    def __init__(self, content: bytes, file: PdfFile, pages: int, tags: int) -> None:
        """Read a form and write what its copies share.

        `pages` and `tags` are the objects on which the pages and tags of all copies hang.
        """
        self._layout = Layout(content)
        self._file = file
        self._pages_root, self._tags_root = pages, tags
        self.boxes = self._layout.boxes
        self.keys = len(self._layout.parents)  # of a copy, in the tree of parents
        count = len(self._layout.pages)
        self._blank = len(self._layout.own) + 1 if count % 2 else None
        above = len(self._layout.own) + 1 + count % 2
        stamped = sorted({box.page for box in self.boxes})
        self._stamps = {page: above + at for at, page in enumerate(stamped)}
        self._parents_leaf = above + len(stamped)
        self._names_leaf = self._parents_leaf + 1
        self._share()
        self._pieces = tuple(self._copied())

    # --- what copies share ------------------------------------------------------------------------

    def _share(self) -> None:
        """Write what copies share; the fonts of stamps are known when all are made."""
        self._numbers: dict[Key, int] = {}
        self._waiting: list[Any] = []
        self._scribe = Scribe(self._layout.own, self._number)
        self._fonts, self._resources = self._file.reserve(), self._file.reserve()
        resources = self._layout.pages[0].Resources  # one for all pages
        fonts = b"/Font %d 0 R" % self._fonts
        piece = self._scribe.piece(resources.items(), without=("/Font",), added=fonts)
        written = [(self._resources, piece.filled(0, 0))]
        self._own_fonts = self._scribe.value(resources.Font).filled(0, 0)
        self._contents = [self._content(at, page) for at, page in enumerate(self._layout.pages)]
        while self._waiting:
            each = self._waiting.pop()
            number = self._numbers[each.objgen]
            if isinstance(each, pikepdf.Stream):
                entries = self._scribe.piece(each.items(), without=("/Length",)).filled(0, 0)
                self._file.stream(number, entries[2:-2], each.read_raw_bytes(), packed=True)
            else:
                written.append((number, self._scribe.value(each).filled(0, 0)))
        self._file.objects(written)

    def _number(self, each: Any) -> int:
        """Return the number of an object that copies share, and see to its being written."""
        if each.objgen not in self._numbers:
            self._numbers[each.objgen] = self._file.reserve()
            self._waiting.append(each)
        return self._numbers[each.objgen]

    def _content(self, at: int, page: Any) -> int:
        """Return the content of a page; what stood in for a stamp is no part of the text now."""
        marks = {box.mark for box in self.boxes if box.page == at}
        if not marks:
            return self._number(page.Contents)
        number = self._file.reserve()
        artifact = pikepdf.ContentStreamInstruction(
            [pikepdf.Name.Artifact], pikepdf.Operator("BMC")
        )
        instructions = [
            artifact if _mark(each) in marks else each
            for each in pikepdf.parse_content_stream(page)
        ]
        # WeasyPrint turns the page upside down and leaves it so.
        content = b"q\n" + pikepdf.unparse_content_stream(instructions) + b"\nQ"
        self._file.stream(number, b"", content)
        return number

    def finish(self, fonts: bytes) -> None:
        """Write the fonts of all pages: the form's own, and those of stamps."""
        self._file.objects([(self._fonts, self._own_fonts[:-2] + fonts + b">>")])

    # --- what a copy has --------------------------------------------------------------------------

    def copy(self, keys: int, stamp: Stamp) -> Copy:
        """Write a copy; `keys` is its first key in the tree of parents."""
        first = self._file.reserve(self._names_leaf + 1)
        for page, drawn in stamp.drawn.items():
            self._file.stream(first + self._stamps[page], b"", drawn)
        written = []
        for at, piece in self._pieces:
            text = piece.filled(first, keys)
            if at in stamp.described:
                text = text[:-2] + b"/Alt" + stamp.described[at] + b">>"
            written.append((first + at, text))
        self._file.objects(written)
        has_names = self._pieces[-1][0] == self._names_leaf
        return Copy(
            pages=first,
            first_page=first + 1,
            tags=first + self._layout.own[self._layout.root.objgen],
            parents=first + self._parents_leaf,
            names=first + self._names_leaf if has_names else None,
            count=len(self._layout.pages) + (self._blank is not None),
        )

    def _copied(self) -> Iterator[tuple[int, Piece]]:
        """Yield a copy's objects as pieces, with their places."""
        layout = self._layout
        pages = list(range(1, len(layout.pages) + 1))
        if self._blank is not None:
            pages.append(self._blank)
            box = b" ".join(b"%g" % float(side) for side in layout.pages[0].MediaBox)
            blank = b"<</Type/Page/MediaBox[%s]/Resources<<>>/Parent %%d 0 R>>" % box
            yield self._blank, Piece(blank, (0,))
        node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[" % (self._pages_root, len(pages))
        yield 0, Piece(node + b"%d 0 R " * len(pages) + b"]>>", tuple(pages))
        for at, page in enumerate(layout.pages):
            yield at + 1, self._page(at, page)
        for each in layout.annotations:
            yield layout.own[each.objgen], self._annotation(each)
        boxes = {box.element: box for box in self.boxes}
        for each in layout.elements:
            place = layout.own[each.objgen]
            yield place, self._element(each, boxes.get(place))
        yield self._parents_leaf, self._leaf_of_parents()
        names = self._leaf_of_names()
        if names is not None:
            yield self._names_leaf, names

    def _page(self, at: int, page: Any) -> Piece:
        links = [each.objgen for each in page.get("/Annots", ())]
        own = self._layout.own
        holes = [0, -1 - int(page.StructParents), *(own[each] for each in links)]
        added = b"/Parent %%d 0 R/StructParents %%d/Resources %d 0 R" % self._resources
        if links:
            added += b"/Annots[" + b" ".join([b"%d 0 R"] * len(links)) + b"]"
        if at in self._stamps:
            added += b"/Contents[%d 0 R %%d 0 R]" % self._contents[at]
            holes.append(self._stamps[at])
        else:
            added += b"/Contents %d 0 R" % self._contents[at]
        without = ("/Parent", "/StructParents", "/Resources", "/Annots", "/Contents")
        return self._scribe.piece(page.items(), without, added, holes)

    def _annotation(self, each: Any) -> Piece:
        """Write a link; one that names a place of the sheet leads to the copy's own place."""
        entries = dict(each.items())
        target = self._layout.targets.get(str(entries.get("/Dest", "")))
        if target is not None:
            entries["/Dest"] = target
        holes = [-1 - int(entries.pop("/StructParent"))]
        return self._scribe.piece(entries.items(), (), b"/StructParent %d", holes)

    def _element(self, each: Any, box: Box | None) -> Piece:
        """Write an element; the root of a form becomes a part of the whole."""
        if each.objgen == self._layout.root.objgen:
            parent = b"/S/Part/P %d 0 R" % self._tags_root
            return self._scribe.piece(each.items(), ("/Type", "/S", "/P"), parent)
        if box is None:
            return self._scribe.piece(each.items(), () if "/Obj" in each else ("/Type",))
        shape = b"/S/Span"
        if box.holds == CODE:
            sides = (box.left, box.bottom, box.right, box.top)
            shape = b"/S/Figure/A<</O/Layout/BBox[%.2f %.2f %.2f %.2f]>>" % sides
        return self._scribe.piece(each.items(), ("/Type", "/S", "/Alt", "/A"), shape)

    def _leaf_of_parents(self) -> Piece:
        """Write which element each content of a copy belongs to."""
        text = [b"<</Limits[%d %d]/Nums["]
        holes = [-1, -self.keys]
        for at, value in enumerate(self._layout.parents):
            parent = self._scribe.reference(value)
            text.append(b"%d " + parent.text + b" ")
            holes += [-1 - at, *parent.holes]
        return Piece(b"".join(text) + b"]>>", tuple(holes))

    def _leaf_of_names(self) -> Piece | None:
        """Write the names of a copy's elements, None if there is none."""
        named = sorted(
            (
                bytes(each.ID),
                self._scribe.value(each.ID, unique=True),
                self._layout.own[each.objgen],
            )
            for each in self._layout.elements
            if "/ID" in each
        )
        if not named:
            return None
        names = [name for _, name, _ in named]
        text = b"<</Limits[%s %s]/Names[" % (names[0].text, names[-1].text)
        holes = [*names[0].holes, *names[-1].holes]
        for _, name, element in named:
            text += name.text + b"%d 0 R "
            holes += [*name.holes, element]
        return Piece(text + b"]>>", tuple(holes))


def _mark(each: Any) -> int:
    """Return the number of the content that an instruction begins, -1 if it begins none."""
    if str(each.operator) != "BDC" or not isinstance(each.operands[1], pikepdf.Dictionary):
        return -1
    return int(each.operands[1].get("/MCID", -1))
