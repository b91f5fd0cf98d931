"""The theme: tokens that restyle every format, and the files that go with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class FontFace:
    """Hold one font file of a family; `weight` may be a range ("200 900").

    A font for a `script` shows the signs of that script only, `scale` times as large as it is.
    """

    family: str
    asset: str
    weight: str = "400"
    italic: bool = False
    script: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Script:
    """Hold the families of a script; scales are how large its signs stand beside Latin ones."""

    serif: str
    sans: str
    office_serif: str
    office_sans: str
    scales: Mapping[str, float]  # serif, sans, office


@dataclass(frozen=True, slots=True)
class Paper:
    """Hold a paper size in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tokens:
    """Hold what theme.yaml says: sizes in points, lengths in millimetres, colours as #rrggbb."""

    palette: Mapping[str, str]
    colors: Mapping[str, str]  # role → #rrggbb: text, muted, rule, tint, accent, answer, paper
    serif: str
    sans: str
    office_serif: str
    office_sans: str
    sizes: Mapping[str, float]  # note, text, lead, heading3, heading2, title; question
    weights: tuple[int, ...]  # of type: regular, headings, bold
    line_height: float
    margins: Mapping[str, float]  # top, right, bottom, left
    outer_column: float
    answer_pitch: float
    papers: Mapping[str, Paper]
    labels: Mapping[str, str]  # choices, sections, parts: a style, or "locale"
    slide: Mapping[str, float]  # width, height, margin (mm), title, body, note (pt), words
    scripts: Mapping[str, Script] = field(default_factory=dict)  # Arab, …


@dataclass(frozen=True, slots=True)
class Theme:
    """Hold a loaded theme: tokens, fonts, and its text files by path."""

    name: str
    tokens: Tokens
    fonts: tuple[FontFace, ...]
    files: Mapping[str, str] = field(default_factory=dict)  # "print.css" → text, along `extends`
    origins: Mapping[str, str] = field(default_factory=dict)  # the same path → file, for messages
    absent: Mapping[str, str] = field(default_factory=dict)  # family of a script → its package

    def at_origin(self, place: Place) -> Place:
        """Return a place in a file of the theme as people know that file."""
        return replace(place, file=self.origins.get(place.file, place.file))
