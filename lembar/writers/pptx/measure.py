"""Measure text with the theme's own fonts, since Office's are not at hand when a deck is made."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lembar.course.scripts import scripts_in
from lembar.course.theme import FontFace, Theme
from lembar.writers.contract import Assets
from lembar.writers.pptx.families import MODELS, Family, family
from lembar.writers.pptx.geometry import STEP
from lembar.writers.pptx.model import Paragraph, Run
from lembar.writers.pptx.places import PT, Look

_UNIT = 200  # pixels per em that letters are measured at
_CAPITALS = 1.1  # Office's capitals run wider than ours
_MONO = "consolas"
_SHIFTED = 0.66  # size of what is raised or lowered


class Measure:
    """Measure runs and paragraphs in millimetres."""

    def __init__(self, theme: Theme, assets: Assets) -> None:
        self._theme = theme
        self._assets = assets

    def width(self, run: Run, look: Look) -> float:
        """Return how wide a run is."""
        if run.tex:
            return self._formula(run, look)[0]
        text = run.text.upper() if look.capitals else run.text
        size = look.size * PT * (_SHIFTED if run.baseline else 1.0)
        kind = family(_MONO) if run.face == "mono" else self._family(look)
        if kind.measured == "mono":
            return len(text) * kind.width * size * 1.05
        tokens = self._theme.tokens
        for tag in sorted(scripts_in(text) & {*tokens.scripts}):
            script = tokens.scripts[tag]
            face = self._face(script.serif if kind.measured == "serif" else script.sans, False)
            if face is not None:
                return _joined(face, self._assets, text) * size * 1.05
        name = tokens.serif if kind.measured == "serif" else tokens.sans
        model = MODELS[kind.measured]
        if not kind.own and any(face.family == model for face in self._theme.fonts):
            name = model
        font = self._font(name, run.bold or look.bold, run.italic or look.italic)
        wide = 2 * sum(letter.isupper() for letter in text) > len(text.strip())
        scale = kind.width * (_CAPITALS if wide else 1.0)
        return float(font.getlength(text)) / _UNIT * size * scale

    def lines(self, runs: tuple[Run, ...], width: float, look: Look) -> int:
        """Return how many lines runs take in a width."""
        return len(self._set(runs, width, look))

    def height(self, runs: tuple[Run, ...], width: float, look: Look) -> float:
        """Return how high runs are in a width; a line is as high as the highest formula in it."""
        usual = look.size * PT * self._family(look).line * look.spacing
        return sum(max(usual, high) for high in self._set(runs, width, look))

    def line(self, look: Look) -> float:
        """Return the height of a line."""
        return look.size * PT * self._family(look).line * look.spacing

    def paragraph(self, paragraph: Paragraph, width: float, first: bool, look: Look) -> float:
        """Return how high a paragraph is; the space before a first one does not count."""
        room = max(1.0, width - indent(paragraph, look))
        before = 0 if first else look.before * PT
        return self.height(paragraph.runs, room, look) + before

    def _set(self, runs: tuple[Run, ...], width: float, look: Look) -> list[float]:
        """Return the lines that runs take: for each the height of the highest formula in it."""
        lines, at = [0.0], 0.0
        least = look.size * PT * 0.6
        for group in _groups(runs):
            if group[0][1] == "\n":
                lines, at = [*lines, 0.0], 0.0
                continue
            wide = sum(self.width(replace(run, text=word), look) for run, word in group)
            last, word = group[-1]
            space = self.width(replace(last, text=" "), look) * word.endswith(" ")
            if at and at + wide - space > width:
                lines, at = [*lines, 0.0], 0.0
            if wide - space > width:
                # A word wider than its line is broken between any two letters.
                letters = sum(len(word) for _, word in group)
                more = int(wide // (width - least)) if width > least else letters
                lines, at = [*lines, *[0.0] * more], width
            else:
                at += wide
            tall = (self._formula(run, look)[1] for run, _ in group if run.tex)
            lines[-1] = max(lines[-1], *tall, 0.0)
        return lines

    def _formula(self, run: Run, look: Look) -> tuple[float, float]:
        """Return width and height of a formula in a line: as an equation, or as words."""
        from lembar.writers.formulas import formula

        made = formula(run.tex, False)
        em = look.size * PT * 1.08
        words = sum(self.width(each, look) for each in run.shown)
        return max(made.width * em, words), (made.height + made.depth) * em * 1.15

    def _family(self, look: Look) -> Family:
        tokens = self._theme.tokens
        return family(look.family, (tokens.serif, tokens.sans))

    def _face(self, name: str, italic: bool) -> FontFace | None:
        faces = [f for f in self._theme.fonts if f.family == name]
        return next((f for f in faces if f.italic == italic), faces[0] if faces else None)

    def _font(self, name: str, bold: bool, italic: bool) -> Any:
        face = self._face(name, italic)
        assert face is not None
        return _loaded(_Bytes(face.asset, self._assets[face.asset]), face, bold)


def indent(paragraph: Paragraph, look: Look) -> float:
    """Return how far a paragraph's text is set in."""
    if paragraph.hang:
        return paragraph.hang + (look.left if paragraph.indented else 0)
    return (look.left or (paragraph.level + 1) * STEP) if listed(paragraph) else 0


def listed(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph belongs to a list."""
    return paragraph.marker is not None or paragraph.indented


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


def _groups(runs: tuple[Run, ...]) -> Iterator[list[tuple[Run, str]]]:
    """Yield what no line ends within: pieces up to a space, or the end of a line alone."""
    group: list[tuple[Run, str]] = []
    for run, word in _words(runs):
        if word == "\n":
            if group:
                yield group
            yield [(run, word)]
            group = []
            continue
        group.append((run, word))
        if word.endswith(" "):
            yield group
            group = []
    if group:
        yield group


def _words(runs: tuple[Run, ...]) -> Iterator[tuple[Run, str]]:
    """Yield words with the spaces behind them; a formula is one, and so is the end of a line."""
    for run in runs:
        if run.tex:
            yield run, ""
            continue
        for index, line in enumerate((run.text or "00").split("\n")):
            if index:
                yield run, "\n"
            yield from ((run, word) for word in spaced(line))


def spaced(text: str) -> list[str]:
    """Split text after its spaces."""
    parts = text.split(" ")
    return [f"{part} " for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
