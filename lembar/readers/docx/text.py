"""Read what stands in a paragraph: words with their marks, fields, pictures, formulas, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lembar.readers.docx.formulas import linear
from lembar.readers.docx.model import Piece
from lembar.readers.docx.names import MC, M, W
from lembar.readers.docx.pictures import Pictures
from lembar.readers.docx.styles import Styles

# What these show changes by itself: which page, which number.
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SEQ", "REF", "NOTEREF"})
_SWALLOWED = frozenset({"TOC", "INDEX"})
_THROUGH = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdtContent", "dir",
                      "bdo", "sdt"})  # fmt: skip
_GONE = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_GROUPING = re.compile(r"[\s()\[\]{}\u200b\u2061-\u2064]+")
_PAGES = frozenset({"page", "column"})  # breaks that are layout, not text


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def kind(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class Found:
    """Collect what a paragraph holds besides its pieces."""

    comments: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id
    boxes: list[Any] = field(default_factory=list)  # contents of text boxes


class TextReader:
    """Read paragraphs of one part; fields may reach from one paragraph into the next."""

    def __init__(self, styles: Styles, pictures: Pictures) -> None:
        self.styles = styles
        self.pictures = pictures
        self.tracked = False
        self._fields: list[_Field] = []

    def pieces(self, paragraph: Any, style: str, found: Found) -> list[Piece]:
        """Return the pieces of a paragraph."""
        own = [each for child in paragraph for each in self._inline(child, style, found)]
        # A field that goes on in the next paragraph shows here what it has so far.
        for each in self._fields:
            if each.kind not in _SWALLOWED:
                own.extend(each.pieces)
            each.pieces = []
        return own

    def _inline(self, node: Any, style: str, found: Found) -> Iterator[Piece]:
        name = _local(node)
        if name in _GONE:
            self.tracked = True
        elif name == "r":
            yield from self._run(node, style, found)
        elif name == "fldSimple":
            inner = [p for child in node for p in self._inline(child, style, found)]
            yield from self._into(_shown(_Field(node.get(f"{W}instr", "")), inner))
        elif node.tag in (f"{M}oMath", f"{M}oMathPara"):
            yield from self._into([_formula(node)])
        elif name == "AlternateContent":
            for child in _alternative(node):
                yield from self._inline(child, style, found)
        elif name in _THROUGH:
            self.tracked = self.tracked or name in ("ins", "moveTo")
            for child in node:
                yield from self._inline(child, style, found)

    def _run(self, run: Any, style: str, found: Found) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        marks = self.styles.marks(style, properties)
        latin, complex_ = frozenset(marks.latin), frozenset(marks.complex)
        rtl = properties is not None and properties.find(f"{W}rtl") is not None
        if properties is not None and properties.find(f"{W}rPrChange") is not None:
            self.tracked = True
        for node in run:
            for piece in self._in_run(node, found):
                whole = Piece(piece.text, piece.kind, piece.same, latin, complex_, rtl)
                yield from self._into([whole])

    def _into(self, pieces: list[Piece]) -> list[Piece]:
        """Return pieces that are shown; those of a field wait until it ends."""
        if not self._fields:
            return pieces
        current = self._fields[-1]
        if current.shown:
            current.pieces.extend(pieces)
        return []

    def _in_run(self, node: Any, found: Found) -> Iterator[Piece]:
        name = _local(node)
        if name == "t":
            yield Piece(node.text or "")
        elif name in _SIGNS:
            yield Piece(_SIGNS[name])
        elif name == "br":
            if node.get(f"{W}type") not in _PAGES:
                yield Piece("\n")
        elif name == "sym":
            yield Piece(_symbol(node.get(f"{W}char", "")))
        elif name == "fldChar":
            yield from self._field(node.get(f"{W}fldCharType", ""))
        elif name == "instrText":
            if self._fields:
                self._fields[-1].instruction += node.text or ""
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), node.get(f"{W}id", "")))
            yield Piece("", "note", "note")
        elif name == "commentReference":
            found.comments.append(node.get(f"{W}id", ""))
        elif name == "AlternateContent":
            for child in _alternative(node):
                yield from self._in_run(child, found)
        elif name in ("drawing", "pict", "object"):
            found.boxes.extend(_boxes(node))
            yield from self.pictures.of(node)

    def _field(self, kind: str) -> Iterator[Piece]:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            yield from self._into(_shown(ended, ended.pieces))


def _boxes(node: Any) -> Iterator[Any]:
    """Yield the outermost text boxes: those within them are read with them."""
    for child in node:
        if isinstance(child.tag, str) and _local(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _shown(ended: _Field, inner: list[Piece]) -> list[Piece]:
    if ended.kind in _SWALLOWED:
        return []
    if ended.kind in _COUNTED:
        text = "".join(piece.text for piece in inner)
        first = inner[0] if inner else Piece("")
        return [Piece(text, "field", ended.kind, first.marks, first.complex_marks, first.rtl)]
    return inner


def _formula(node: Any) -> Piece:
    """Return a formula; brackets and spaces around its parts are what programs change by saving."""
    said = linear(node)
    return Piece(said, "formula", _GROUPING.sub("", said).replace("\u2223", "|"))


def _alternative(node: Any) -> list[Any]:
    """Return the content for programs that know what is new, else that for the others."""
    choice = node.find(f"{MC}Choice")
    chosen = choice if choice is not None else node.find(f"{MC}Fallback")
    return [] if chosen is None else list(chosen)


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
