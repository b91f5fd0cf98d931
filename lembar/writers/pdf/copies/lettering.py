"""Set names in the theme's type: in the faces that have their signs, fitted into their place."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lembar.course.profile import AS_IT_IS
from lembar.course.theme import Theme
from lembar.writers.contract import Assets
from lembar.writers.cuts import fixed, weights
from lembar.writers.pdf.copies.container import PdfFile
from lembar.writers.pdf.copies.typeface import Glyph, Typeface

_LARGEST, _SMALL, _TWO_LINES = 11.0, 8.5, 8.0  # points
_STEP = 0.5
_LEADING = 1.1
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a shaped line: glyphs of faces, from left to right."""

    text: str
    spans: tuple[tuple[int, tuple[Glyph, ...]], ...]
    plain: bool  # its glyphs, read from left to right, are its text
    width: float  # at a size of one point


@dataclass(frozen=True, slots=True)
class Fitted:
    """Hold lines and the size of type at which they fill no more than their place."""

    size: float
    lines: tuple[Line, ...]


class Lettering:
    """Shape texts in the upright faces of a theme: those to scan first, then those to read."""

    def __init__(self, theme: Theme, assets: Assets) -> None:
        tokens = theme.tokens
        setting = tokens.setting
        self._largest, self._small, self._two_lines = (
            size if setting == AS_IT_IS else setting.size(size * setting.scale)
            for size in (_LARGEST, _SMALL, _TWO_LINES)
        )
        sans = [tokens.sans, *(each.sans for each in tokens.scripts.values())]
        order = {family: at for at, family in enumerate((*sans, tokens.serif))}
        upright = [each for each in theme.fonts if not each.italic]
        self._faces: list[Typeface] = []
        for each in sorted(upright, key=lambda each: order.get(each.family, len(order))):
            weight = min(weights(each, theme), key=lambda w: abs(w - tokens.weights[1]))
            name = "".join(filter(str.isalnum, each.family)) + f"-{weight}"
            self._faces.append(Typeface(name, fixed(each, weight, theme, assets), each.scale))

    def missing(self, text: str) -> str:
        """Return the first sign of a text that no face has, "" if there is none."""
        return next((sign for sign in text if self._face(sign) is None), "")

    def fit(self, text: str, width: float) -> Fitted:
        """Return a text in one line, or in two where it would be too small to read."""
        one = (self.line(text),)
        size = self._size(one, width)
        if size >= self._small:
            return Fitted(size, one)
        lines = tuple(self.line(each) for each in _halves(text))
        return Fitted(min(self._two_lines, self._size(lines, width)), lines)

    def line(self, text: str) -> Line:
        """Shape a text."""
        runs = list(self._runs(text))
        spans = tuple(
            (face, self._faces[face].shape(part, rtl)) for face, rtl, part in _visual(runs)
        )
        signs = sum(len(glyphs) for _, glyphs in spans)
        plain = signs == len(text) and not any(rtl for _, rtl, _ in runs)
        widths = (
            glyph.advance * self._faces[face].scale for face, glyphs in spans for glyph in glyphs
        )
        return Line(text, spans, plain, sum(widths) / 1000)

    def draw(self, fitted: Fitted, left: float, bottom: float, right: float, rtl: bool) -> bytes:
        """Return the operators that write lines upon a base line, the last one lowest."""
        out = [b"BT"]
        size = fitted.size
        for above, line in enumerate(reversed(fitted.lines)):
            x = right - line.width * size if rtl else left
            y = bottom + above * size * _LEADING
            drawn = [b"1 0 0 1 %.2f %.2f Tm" % (x, y)]
            for face, glyphs in line.spans:
                own = size * self._faces[face].scale
                drawn.append(b"/%s %.2f Tf" % (_name(face), own))
                drawn += _shown(glyphs, own)
            out[1:1] = drawn
        return b"\n".join([*out, b"ET"])

    def embed(self, file: PdfFile) -> bytes:
        """Write the faces that were used, and return the entries that name them."""
        entries = b""
        for at, face in enumerate(self._faces):
            if face.used:
                number = file.reserve()
                face.embed(file, number)
                entries += b"/%s %d 0 R" % (_name(at), number)
        return entries

    def _runs(self, text: str) -> Iterator[tuple[int, bool, str]]:
        """Yield parts of a text that stand in one face and one direction, as they are read."""
        placed: list[tuple[int, bool]] = []
        rtl = base = is_rtl(text)
        face = 0
        for sign in text:
            kind = unicodedata.bidirectional(sign)
            if kind in _RIGHT_TO_LEFT or kind == "L" or kind in _NUMBERS:
                rtl = kind in _RIGHT_TO_LEFT
            elif kind != "NSM":
                rtl = base
            joins = unicodedata.combining(sign) or kind in ("BN", "WS")
            if not (joins and sign in self._faces[face].signs):
                face = self._face(sign) or 0
            placed.append((face, rtl))
        at = 0
        for (face, rtl), same in groupby(placed):
            length = len(list(same))
            yield face, rtl, text[at : at + length]
            at += length

    def _size(self, lines: Sequence[Line], width: float) -> float:
        """Return the largest size at which lines fit, in steps: names look alike in a class."""
        widest = max(line.width for line in lines)
        fits = width / widest if widest else self._largest
        return max(0.1, min(self._largest, fits // _STEP * _STEP))

    def _face(self, sign: str) -> int | None:
        """Return the first face that has a sign."""
        return next((at for at, each in enumerate(self._faces) if sign in each.signs), None)


def is_rtl(text: str) -> bool:
    """Say whether a text begins at the right."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in ("L", "R", "AL")), False)


def _visual(runs: Sequence[tuple[int, bool, str]]) -> list[tuple[int, bool, str]]:
    """Return runs from left to right."""
    base = is_rtl("".join(text for _, _, text in runs))
    groups = [(rtl, list(same)) for rtl, same in groupby(runs, key=lambda run: run[1])]
    if base:
        groups.reverse()
    return [run for rtl, same in groups for run in (reversed(same) if rtl else same)]


def _halves(text: str) -> tuple[str, str]:
    """Divide a text in two at the space, or else the sign, that is nearest to its middle."""
    middle = len(text) / 2
    spaces = [at for at, sign in enumerate(text) if sign == " "]
    at = min(spaces, key=lambda each: abs(each - middle), default=round(middle))
    return text[:at].strip(), text[at:].strip()


def _shown(glyphs: Sequence[Glyph], size: float) -> Iterator[bytes]:
    """Yield the operators that show glyphs, each group at its height."""
    for up, group in groupby(glyphs, key=lambda glyph: glyph.up):
        row = []
        for each in group:
            before, after = -each.right, each.right + each.width - each.advance
            row.append(
                (b"%.1f" % before if before else b"")
                + b"<%04x>" % each.number
                + (b"%.1f" % after if abs(after) >= 0.05 else b"")
            )
        rise = b"%.2f Ts " % (up * size / 1000) if up else b"0 Ts "
        yield rise + b"[" + b"".join(row) + b"]TJ"


def _name(face: int) -> bytes:
    return b"Stamp%d" % face
