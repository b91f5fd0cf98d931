"""Hold what a document gathers while it is made, and where in it a rule stands."""

from dataclasses import dataclass, field, replace
from hashlib import sha256

from lembar.course.theme import Theme, Tokens
from lembar.course.tree import Element, walk
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.docx.numbering import Numbering
from lembar.writers.docx.publisher import Reference, page_of, reference_of
from lembar.writers.docx.styles import italic_in, size_of
from lembar.writers.docx.units import Page, page
from lembar.writers.findings import Findings

# Word asks for a region: without one it falls back on the machine's language.
_REGIONS = {"id": "id-ID", "en": "en-GB", "ar": "ar-SA", "jv": "jv-ID", "su": "su-ID",
            "ms": "ms-MY", "de": "de-DE", "fr": "fr-FR", "nl": "nl-NL", "ja": "ja-JP",
            "zh": "zh-CN"}  # fmt: skip


def word_language(tag: str) -> str:
    """Return a language tag as Word knows it."""
    return _REGIONS.get(tag, tag)


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold how the words at a place are set."""

    style: str = ""
    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    vertical: str = ""
    lang: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class At:
    """Say where a rule stands; lengths are twips, `width` is that of the column or cell."""

    width: int
    left: int = 0
    right: int = 0
    style: str = "LembarText"
    size: float = 10.5
    slanted: bool = False  # as the style has it
    lists: int = 0
    questions: int = 0
    nested: bool = False  # in a cell
    outside: bool = False  # may hang into the outer column
    rtl: bool = False
    turned: bool | None = None  # set where the direction is not the document's
    marks: Marks = Marks()
    part: str = "document"
    caption: str = ""

    @property
    def free(self) -> int:
        """Return the width that blocks may fill."""
        return max(200, self.width - self.left - self.right)

    def styled(self, style: str, tokens: Tokens) -> "At":
        """Return the same place with another style of text."""
        slanted = italic_in(style, tokens)
        return replace(self, style=style, size=size_of(style, tokens), slanted=slanted)

    def cell(self, width: int) -> "At":
        """Return the place inside a cell."""
        return replace(self, width=width, left=0, right=0, nested=True, outside=False)

    def marked(self, **changes: object) -> "At":
        """Return the same place with words set otherwise."""
        return replace(self, marks=replace(self.marks, **changes))  # type: ignore[arg-type]

    @property
    def italic(self) -> bool:
        """Tell whether words stand in italic here."""
        return self.slanted if self.marks.italic is None else self.marks.italic

    def em(self, times: float) -> int:
        """Return a length in sizes of the text, in twips."""
        return round(self.size * times * 20)


@dataclass(slots=True)
class Relations:
    """Collect what a part refers to."""

    entries: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, external: bool = False) -> str:
        """Return the id of a relation."""
        return self.entries.setdefault((kind, target, external), f"rId{len(self.entries) + 1}")


@dataclass(slots=True)
class Build:
    """Gather lists, pictures, notes, links and findings of one document."""

    sheet: Sheet
    theme: Theme
    assets: Assets
    page: Page = field(init=False)
    reference: Reference | None = field(init=False)  # a publisher's own file
    numbering: Numbering = field(default_factory=Numbering)
    relations: dict[str, Relations] = field(default_factory=dict)
    media: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # digest → name, bytes
    notes: list[str] = field(default_factory=list)
    counted_notes: int = 0
    drawings: int = 0
    bookmarks: dict[str, str] = field(default_factory=dict)
    marked: int = 0
    findings: Findings = field(default_factory=lambda: Findings("docx"))
    targets: frozenset[str] = frozenset()
    elements: dict[str, Element] = field(default_factory=dict)  # what links lead to, by id
    bookmarked: set[str] = field(default_factory=set)
    sequences: dict[str, int] = field(default_factory=dict)  # of captions → the last number
    head: Element | None = None
    foot: Element | None = None
    mark: Element | None = None
    corners: Element | None = None
    running: int = 1  # the number of the parts that hold foot and mark
    copied: bool = False  # the sheet is one of many in its file, with places for what is its own
    traced: bool = False  # each paragraph tells what it came from
    places: dict[str, At] = field(default_factory=dict)  # what is a copy's own → where it stands

    def __post_init__(self) -> None:
        self.page = page(self.sheet, self.theme.tokens)
        self.reference = reference_of(self.theme, self.assets)
        if self.reference is not None:
            outer = bool(self.page.outer)
            self.page = page_of(self.reference, self.tokens, self.page, outer)
        self.numbering.rtl = self.sheet.direction == "rtl"
        elements = list(walk([self.sheet.root]))
        links = {e.get("href")[1:] for e in elements if e.get("href").startswith("#")}
        known = {e.get("id"): e for e in elements if e.get("id")}
        self.targets = frozenset(links & known.keys())
        self.elements = {id_: known[id_] for id_ in self.targets}

    @property
    def tokens(self) -> Tokens:
        """Return the tokens of the theme."""
        return self.theme.tokens

    def relate(self, part: str, kind: str, target: str, external: bool = False) -> str:
        """Return the id of a relation of a part."""
        return self.relations.setdefault(part, Relations()).add(kind, target, external)

    def picture(self, content: bytes, extension: str) -> str:
        """Store a picture once and return the name of its part."""
        digest = sha256(content).hexdigest()
        if digest not in self.media:
            self.media[digest] = (f"media/picture{len(self.media) + 1}.{extension}", content)
        return self.media[digest][0]

    def bookmark(self, id_: str) -> str:
        """Return the name of a bookmark: letters, digits and _, at most 40."""
        if id_ not in self.bookmarks:
            clean = "".join(each if each.isalnum() else "_" for each in id_)
            taken = set(self.bookmarks.values())
            name = f"b_{clean}"[:40]
            if name in taken:
                name = f"{name[:34]}_{len(taken)}"
            self.bookmarks[id_] = name
        return self.bookmarks[id_]
