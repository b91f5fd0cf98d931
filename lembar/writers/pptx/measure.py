"""Measure text with the theme's own fonts, since Office's are not at hand when a deck is made."""

import io
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lembar.course.scripts import scripts_in
from lembar.course.theme import FontFace, Theme
from lembar.writers.contract import Assets
from lembar.writers.pptx.geometry import LINE, PT
from lembar.writers.pptx.layouts import SPACE, STEP
from lembar.writers.pptx.model import Cell, Paragraph, Run

_UNIT = 200  # pixels per em that letters are measured at
# Office sets its own fonts, which run narrower than ours; this covers the rare line that doesn't.
_SAFE = 1.05
CELL_PAD = 4.0  # millimetres at the left and right of a cell
CELL_LEAD = 2.0  # millimetres above and below a cell's text


class Measure:
    """Measure paragraphs and cells in millimetres."""

    def __init__(self, theme: Theme, assets: Assets, size: float) -> None:
        self._theme = theme
        self._assets = assets
        self.size = size  # points of plain text

    def width(self, run: Run, size: float, face: str = "sans") -> float:
        """Return how wide a run is."""
        wanted = run.face or face
        family = self._theme.tokens.serif if wanted == "serif" else self._theme.tokens.sans
        scale = 0.66 if run.baseline else 1.0
        if wanted == "mono":
            return len(run.text) * 0.6 * size * PT * _SAFE
        for tag in scripts_in(run.text) & {*self._theme.tokens.scripts}:
            script = self._theme.tokens.scripts[tag]
            face_ = self._face(script.serif if wanted == "serif" else script.sans, False)
            if face_ is not None:
                ems = _joined(face_, self._assets, run.text)
                return float(ems * size * PT * scale * _SAFE)
        font = self._font(family, run.bold, run.italic)
        return float(font.getlength(run.text)) / _UNIT * size * PT * scale * _SAFE

    def lines(self, runs: tuple[Run, ...], width: float, size: float, face: str = "sans") -> int:
        """Return how many lines runs take in a width."""
        count, at = 1, 0.0
        for run in runs:
            for index, typed in enumerate((run.text or "00").split("\n")):
                if index:
                    count, at = count + 1, 0.0
                for word in _words(typed):
                    wide = self.width(_like(run, word), size, face)
                    ink = self.width(_like(run, word.rstrip(" ")), size, face)
                    if at and at + ink > width:
                        count, at = count + 1, 0.0
                    count += int(ink // width) if ink > width else 0
                    at += wide
        return count

    def paragraph(
        self, paragraph: Paragraph, width: float, first: bool, size: float = 0, face: str = "sans"
    ) -> float:
        """Return how high a paragraph is; the space before a first one does not count."""
        points = paragraph.size or size or self.size
        indent = STEP * (paragraph.level + 1) if paragraph.marker or paragraph.indented else 0
        lines = self.lines(paragraph.runs, width - (paragraph.hang or indent), points, face)
        spacing = 1.15 if face == "serif" else 1.0
        before = 0 if first else SPACE * PT
        return lines * points * LINE * PT * spacing + before

    def cell(self, cell: Cell, width: float, size: float) -> float:
        """Return how high a cell is."""
        inner = width - 2 * CELL_PAD
        text = sum(self.paragraph(p, inner, first=True, size=size) for p in cell.paragraphs)
        return text + 2 * CELL_LEAD

    def _face(self, family: str, italic: bool) -> FontFace | None:
        faces = [f for f in self._theme.fonts if f.family == family]
        return next((f for f in faces if f.italic == italic), faces[0] if faces else None)

    def _font(self, family: str, bold: bool, italic: bool) -> Any:
        face = self._face(family, italic)
        assert face is not None
        return _loaded(_Bytes(face.asset, self._assets[face.asset]), face, bold)


class _Bytes:
    """Hold a font's bytes under its name, so that they need not be hashed."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=32)
def _loaded(content: _Bytes, face: FontFace, bold: bool) -> Any:
    from PIL import ImageFont

    font = ImageFont.truetype(
        io.BytesIO(content.content), _UNIT, layout_engine=ImageFont.Layout.BASIC
    )
    if " " in face.weight:
        axes = [
            float((700 if bold else 400) if axis["name"] == b"Weight" else axis["default"] or 0)
            for axis in font.get_variation_axes()
        ]
        font.set_variation_by_axes(axes)
    return font


def _joined(face: FontFace, assets: Assets, text: str) -> float:
    """Return how wide a text is whose letters join, in sizes of its type."""
    import uharfbuzz

    font = _shaper(_Bytes(face.asset, assets[face.asset]))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    advance = sum(each.x_advance for each in buffer.glyph_positions or ())
    return float(advance / font.face.upem * face.scale)


@lru_cache(maxsize=8)
def _shaper(content: _Bytes) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(content.content))


def _words(text: str) -> list[str]:
    """Split text after its spaces."""
    parts = text.split(" ")
    return [f"{part} " for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _like(run: Run, text: str) -> Run:
    return replace(run, text=text)
