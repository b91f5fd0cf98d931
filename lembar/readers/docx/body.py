"""Read a document: its blocks, then the heads and feet that its sections name, and its notes."""

import re
from collections.abc import Iterator
from typing import Any

from lembar.readers.docx.model import Block, Cell, Comment, Line, Reading, Row, Table
from lembar.readers.docx.names import W, value
from lembar.readers.docx.numbering import Numbering, numbering
from lembar.readers.docx.package import Package
from lembar.readers.docx.pictures import Pictures
from lembar.readers.docx.styles import Styles
from lembar.readers.docx.text import Found, TextReader

_TRACE = "trace"
_CONTENTS = re.compile(r"(toc|contents) \d")
_NO_LIST = "0"
_SPECIAL_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Reader:
    """Hold what is known of a document while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(self._part("styles"))
        self.numbering: Numbering = numbering(self._part("numbering"))
        self.comments = _comments(self._part("comments"))
        self.noted: list[tuple[str, str]] = []
        self.tracked = False

    def reading(self) -> Reading:
        """Return the whole document."""
        name = self.package.document
        body = self.package.tree(name).find(f"{W}body")
        blocks = () if body is None else tuple(self.blocks(body, self._text(name)))
        heads = self._running("headerReference")
        feet = self._running("footerReference")
        notes = tuple(line for kind, id_ in self.noted for line in self._note(kind, id_))
        return Reading(
            blocks, heads, feet, notes, self.tracked, self._title(), self._properties()
        )  # fmt: skip

    def blocks(self, parent: Any, text: TextReader) -> Iterator[Block]:
        """Yield the blocks of a body, a cell, a note."""
        open_: Line | None = None  # a paragraph whose end is gone: the next goes on in it
        for child in parent:
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if name == "p" and self._lists_contents(child):
                continue
            if name == "p":
                line, boxes = self._line(child, text, open_)
                for box in boxes:
                    yield from self.blocks(box, text)
                if _joins_next(child):
                    open_, self.tracked = line, True
                    continue
                open_ = None
                yield line
            elif name in ("tbl", "sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from _ended(open_)
                open_ = None
                if name != "tbl":
                    yield from self.blocks(child, text)
                elif rows := tuple(self._rows(child, text)):
                    yield Table(rows)
        yield from _ended(open_)
        self.tracked = self.tracked or text.tracked

    def _lists_contents(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is one of a table of contents, which programs make anew."""
        style = self.styles.of(paragraph.find(f"{W}pPr"))
        return _CONTENTS.fullmatch(self.styles.name(style)) is not None

    def _line(
        self, paragraph: Any, text: TextReader, before: Line | None
    ) -> tuple[Line, list[Any]]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.of(properties)
        found = Found()
        carried = before or Line(())
        pieces = (*carried.pieces, *text.pieces(paragraph, style, found))
        self.noted.extend(found.notes)
        label, level = ("", 0) if _joins_next(paragraph) else self._label(properties, style)
        comments = tuple(self.comments[each] for each in found.comments if each in self.comments)
        line = Line(
            pieces,
            label,
            level,
            self.styles.name(style),
            self.styles.is_heading(style),
            (*carried.comments, *comments),
            paragraph.get(_TRACE, ""),
        )
        return line, found.boxes

    def _label(self, properties: Any, style: str) -> tuple[str, int]:
        own = None if properties is None else properties.find(f"{W}numPr")
        of_style = self.styles.numbering(style)
        list_ = value(own, "numId", value(of_style, "numId"))
        level = value(own, "ilvl", value(of_style, "ilvl", "0"))
        at = int(level) if level.isdecimal() else 0
        return ("" if list_ in ("", _NO_LIST) else self.numbering.label(list_, at)), at

    def _rows(self, table: Any, text: TextReader) -> Iterator[Row]:
        for row in _through(table, "tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.tracked = True
                continue
            yield Row(tuple(self._cells(row, text)))

    def _cells(self, row: Any, text: TextReader) -> Iterator[Cell]:
        for cell in _through(row, "tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                yield Cell(())  # it belongs to the one above
            else:
                yield Cell(tuple(self.blocks(cell, text)))

    # --- other parts ------------------------------------------------------------------------------

    def _running(self, reference: str) -> tuple[Line, ...]:
        """Return the lines of the heads or feet of all sections, each once."""
        relations = self.package.relations(self.package.document)
        ids = [
            e.get(_R_ID, "") for e in self.package.tree(self.package.document).iter(W + reference)
        ]
        found: dict[tuple[str, ...], tuple[Line, ...]] = {}
        for part in dict.fromkeys(relations[each][1] for each in ids if each in relations):
            root = self.package.tree(part)
            made = () if root is None else tuple(self.blocks(root, self._text(part)))
            lines = tuple(lines_of(made))
            found.setdefault(tuple(line.text for line in lines), lines)
        return tuple(line for lines in found.values() for line in lines if not line.empty)

    def _note(self, kind: str, id_: str) -> Iterator[Line]:
        part = self.package.related(self.package.document, f"{kind}s")
        root = self.package.tree(part) if part else None
        for note in () if root is None else root.iter(W + kind):
            if note.get(f"{W}id") == id_ and note.get(f"{W}type") not in _SPECIAL_NOTES:
                yield from lines_of(self.blocks(note, self._text(part)))

    def _text(self, part: str) -> TextReader:
        return TextReader(self.styles, Pictures(self.package, part))

    def _part(self, kind: str) -> Any:
        name = self.package.related(self.package.document, kind)
        return self.package.tree(name) if name else None

    def _title(self) -> str:
        root = self._root_part("core-properties")
        found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}title")
        return "" if found is None else found.text or ""

    def _properties(self) -> dict[str, str]:
        root = self._root_part("custom-properties")
        return {
            each.get("name", ""): "".join(each.itertext())
            for each in (() if root is None else root)
        }

    def _root_part(self, kind: str) -> Any:
        name = self.package.related("", kind)
        return self.package.tree(name) if name else None


def lines_of(blocks: Any) -> Iterator[Line]:
    """Yield the lines of blocks, those in cells too."""
    for each in blocks:
        if isinstance(each, Line):
            yield each
        else:
            for row in each.rows:
                for cell in row.cells:
                    yield from lines_of(cell.blocks)


def _ended(line: Line | None) -> Iterator[Line]:
    """Yield a paragraph whose end is gone, and after which no other comes, if it says anything."""
    if line is not None and (line.pieces or line.comments):
        yield line


def _joins_next(paragraph: Any) -> bool:
    """Say whether the end of a paragraph is gone, or elsewhere, so that the next goes on in it."""
    marks = (f"{W}pPr/{W}rPr/{W}del", f"{W}pPr/{W}rPr/{W}moveFrom")
    return any(paragraph.find(each) is not None for each in marks)


def _through(parent: Any, name: str) -> Iterator[Any]:
    """Yield the children of a name, those in content controls too."""
    for child in parent:
        local = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if local == name:
            yield child
        elif local in ("sdt", "sdtContent", "customXml"):
            yield from _through(child, name)


def _comments(root: Any) -> dict[str, Comment]:
    return {
        each.get(f"{W}id", ""): Comment(
            each.get(f"{W}author", ""), " ".join("".join(each.itertext()).split())
        )
        for each in (() if root is None else root.iter(f"{W}comment"))
    }
