"""Shape text in one face, and embed the glyphs that were used."""

import hashlib
import io
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lembar.writers.pdf.copies.container import PdfFile

_OUTLINES = ("glyf", "loca", "cvt ", "fpgm", "prep", "CFF ")
_KEPT = frozenset({*_OUTLINES, "head", "hhea", "hmtx", "maxp", "cmap"})
_SYMBOLIC = 4
_BLOCK = 100  # lines in one block of a map, as its format wants


@dataclass(frozen=True, slots=True)
class Glyph:
    """Hold a glyph, lengths in thousandths of the size of type.

    `width` is what the font says, `advance` what shaping made of it.
    """

    number: int
    width: float
    advance: float
    right: float
    up: float


class Typeface:
    """Hold a face of one weight, and which of its glyphs stand for which signs."""

    def __init__(self, name: str, content: bytes, scale: float = 1.0) -> None:
        import uharfbuzz

        self._hb: Any = uharfbuzz
        self._name = name
        self.scale = scale  # how large it is set beside others
        self._content = content
        self._font = uharfbuzz.Font(uharfbuzz.Face(content))
        self._unit = 1000 / self._font.face.upem
        self.signs = frozenset(map(chr, self._font.face.unicodes))
        self._texts: dict[int, str] = {}

    @property
    def used(self) -> bool:
        """Say whether anything was set in the face."""
        return bool(self._texts)

    def shape(self, text: str, rtl: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of a text, from left to right."""
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        self._hb.shape(self._font, buffer)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = [*sorted({info.cluster for info in infos}), len(text)]
        ends = dict(pairwise(starts))
        made = []
        for info, position in zip(infos, positions, strict=True):
            number = info.codepoint
            self._texts.setdefault(number, text[info.cluster : ends[info.cluster]])
            made.append(
                Glyph(
                    number,
                    self._font.get_glyph_h_advance(number) * self._unit,
                    position.x_advance * self._unit,
                    position.x_offset * self._unit,
                    position.y_offset * self._unit,
                )
            )
        return tuple(made)

    def embed(self, file: PdfFile, number: int) -> None:
        """Write the face under a number, with the glyphs that were used."""
        from fontTools.ttLib import TTFont

        content = self._cut()
        font = TTFont(io.BytesIO(content), lazy=True)
        name = f"{_tag(content)}+{self._name}".encode()
        below, descriptor, program, texts = (file.reserve() for _ in range(4))
        cff = "CFF " in font
        kind, key, entries = (
            (b"CIDFontType0", b"FontFile3", b"/Subtype/OpenType")
            if cff
            else (b"CIDFontType2", b"FontFile2", b"/Length1 %d" % len(content))
        )
        head, lines = font["head"], font["hhea"]
        sides = (head.xMin, head.yMin, head.xMax, head.yMax)
        box = b" ".join(b"%d" % round(side * self._unit) for side in sides)
        up, down = (round(each * self._unit) for each in (lines.ascent, lines.descent))
        widths = b" ".join(
            b"%d[%g]" % (each, self._font.get_glyph_h_advance(each) * self._unit)
            for each in sorted(self._texts)
        )
        file.stream(program, entries, content)
        file.stream(texts, b"", self._to_unicode())
        file.objects(
            [
                (
                    number,
                    b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
                    b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, below, texts),
                ),
                (
                    below,
                    b"<</Type/Font/Subtype/%s/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)"
                    b"/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 0/W[%s]%s>>"
                    % (kind, name, descriptor, widths, b"" if cff else b"/CIDToGIDMap/Identity"),
                ),
                (
                    descriptor,
                    b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle 0"
                    b"/Ascent %d/Descent %d/CapHeight %d/StemV 80/%s %d 0 R>>"
                    % (name, _SYMBOLIC, box, up, down, up, key, program),
                ),
            ]
        )

    def _cut(self) -> bytes:
        """Return the font with the glyphs that were used, under their own numbers."""
        order = self._hb.SubsetInput()
        order.glyph_set.set(self._texts)
        flags = self._hb.SubsetFlags
        order.flags = (
            flags.RETAIN_GIDS | flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        )
        tables = set(self._font.face.table_tags) - _KEPT
        order.drop_table_tag_set.set({int.from_bytes(tag.encode(), "big") for tag in tables})
        return bytes(self._hb.subset(self._font.face, order).blob.data)

    def _to_unicode(self) -> bytes:
        """Return the map from glyphs to signs, by which text is searched and read aloud."""
        lines = [
            b"<%04x> <%s>" % (number, text.encode("utf-16-be").hex().encode())
            for number, text in sorted(self._texts.items())
        ]
        blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
        body = b"\n".join(
            b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
        )
        return (
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            b"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            + body
            + b"\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
        )


def _tag(content: bytes) -> str:
    """Return the six letters that name a cut font, made from what is in it."""
    digest = hashlib.sha256(content).digest()
    return "".join(chr(ord("A") + each % 26) for each in digest[:6])
