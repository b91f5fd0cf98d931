"""The theme: tokens that restyle every format, and the files that go with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lembar.course.appearance import Appearance
from lembar.course.profile import AS_IT_IS, Profile, Setting
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

    def turned(self, on_its_side: bool) -> "Paper":
        """Return the paper, on its side if asked for."""
        return Paper(self.height, self.width) if on_its_side else self


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
    outer_side: str  # start | end
    answer_pitch: float
    papers: Mapping[str, Paper]
    labels: Mapping[str, str]  # choices, sections, parts: a style, or "locale"
    slide: Mapping[str, float]  # width, height, margin (mm), title, body, note (pt), words
    scripts: Mapping[str, Script] = field(default_factory=dict)  # Arab, …
    heading: str = ""  # the family of titles and headings
    office_heading: str = ""
    numbered: bool = False  # headings, figures and tables by lesson: 2.1
    elements: Mapping[str, Appearance] = field(default_factory=dict)  # title, heading2, …
    setting: Setting = AS_IT_IS  # what a profile asks beyond tokens


@dataclass(frozen=True, slots=True)
class Logo:
    """Hold a publisher's logo: its asset, and what it shows."""

    asset: str
    alt: str


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """Hold a file of a theme that was made in Office: its asset, and its path for messages."""

    asset: str
    file: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Hold the text files that one theme of a chain brings itself, by path within its folder."""

    name: str
    files: Mapping[str, str]
    origins: Mapping[str, str]  # the same path → file, as people know it
    replaces: tuple[str, ...] = ()  # style sheets that stand alone
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class Theme:
    """Hold a loaded theme: tokens, fonts, and its text files along the `extends` chain.

    `files` has what holds in the end: the nearest template, style sheets laid after each other.
    `origins` also knows templates as they are called in one layer: "0:parts/facts.html.j2".
    """

    name: str
    tokens: Tokens
    fonts: tuple[FontFace, ...]
    files: Mapping[str, str] = field(default_factory=dict)  # "print.css" → text
    origins: Mapping[str, str] = field(default_factory=dict)  # path → file, for messages
    absent: Mapping[str, str] = field(default_factory=dict)  # family of a script → its package
    layers: tuple[Layer, ...] = ()  # the theme's own first, that of its last parent last
    profile: Profile | None = None  # None: plain
    images: Mapping[str, str] = field(default_factory=dict)  # "crest.svg" in images/ → asset
    logo: Logo | None = None
    master: OfficeFile | None = None  # a publisher's own master.pptx
    reference: OfficeFile | None = None  # a publisher's own reference.docx

    def at_origin(self, place: Place) -> Place:
        """Return a place in a file of the theme as people know that file."""
        return replace(place, file=self.origins.get(place.file, place.file))

    def with_layers(self, layers: tuple[Layer, ...]) -> "Theme":
        """Return the theme with these layers of files."""
        files, origins = _laid(layers)
        return replace(self, layers=layers, files=files, origins=origins)

    def text(self, name: str) -> str:
        """Return the text of a template as it is called in one layer."""
        index, path = of_layer(name)
        return self.layers[index].files[path]

    def layers_of(self, path: str) -> tuple[Layer, ...]:
        """Return the layers that have a file, the nearest first."""
        return tuple(each for each in self.layers if path in each.files)


def in_layer(index: int, path: str) -> str:
    """Return the name of a template of one layer."""
    return f"{index}:{path}"


PARENT = "parent:"


def meant(name: str, layers: Sequence[Layer], above: int = 0) -> str | None:
    """Return which template of which layer a name means; `parent:` looks from `above` on.

    None if there is none.
    """
    path = name.removeprefix(PARENT)
    for index in range(above if name.startswith(PARENT) else 0, len(layers)):
        if path in layers[index].files:
            return in_layer(index, path)
    return None


def of_layer(name: str) -> tuple[int, str]:
    """Return the layer and the path that a template's name means."""
    index, _, path = name.partition(":")
    return int(index), path


def _laid(layers: tuple[Layer, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the files of layers laid over each other, and where each came from."""
    files: dict[str, str] = {}
    origins: dict[str, str] = {}
    for index, layer in reversed(tuple(enumerate(layers))):
        for path, text in layer.files.items():
            after = path.endswith(".css") and path in files and path not in layer.replaces
            files[path] = f"{files[path]}\n{text}" if after else text
            origins[path] = origins[in_layer(index, path)] = layer.origins[path]
    return files, origins
