"""Say what a layout holds: placeholders by role, where each stands, and how its text is set."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

MM = 36000  # EMU
PT = 25.4 / 72  # millimetres


class Role(Enum):
    """List what a placeholder is for; the value is its name in a master."""

    TITLE = "Title"
    BODY = "Text"
    SECOND = "Second text"
    PICTURE = "Picture"
    TABLE = "Table"
    CAPTION = "Caption"
    BELOW = "Text below"
    NOTE = "Note"
    KICKER = "Kicker"
    MARK = "Mark"
    FOOT = "Footer"
    NUMBER = "Slide number"


_CONTENT = frozenset(
    {Role.BODY, Role.SECOND, Role.PICTURE, Role.TABLE, Role.CAPTION, Role.BELOW, Role.NOTE}
)
SMALL = frozenset({Role.CAPTION, Role.NOTE, Role.KICKER, Role.MARK, Role.FOOT, Role.NUMBER})


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold a rectangle in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return where the frame ends."""
        return self.y + self.height

    @property
    def right(self) -> float:
        """Return where the frame ends at the right."""
        return self.x + self.width

    def at(self, y: float, height: float) -> "Frame":
        """Return the frame with another top and height."""
        return replace(self, y=y, height=height)

    def within(self, left: float, top: float, right: float, bottom: float) -> "Frame":
        """Return what margins leave of the frame."""
        wide, high = self.width - left - right, self.height - top - bottom
        return Frame(self.x + left, self.y + top, max(1.0, wide), max(1.0, high))


@dataclass(frozen=True, slots=True)
class Look:
    """Hold how a level of text is set: sizes in points, lengths in millimetres."""

    size: float
    family: str
    bold: bool = False
    italic: bool = False
    spacing: float = 1.0  # of lines, as a multiple of the font's own
    before: float = 0.0  # points above a paragraph that is not the first
    left: float = 0.0
    hang: float = 0.0  # how far a list's marker stands in front of its text
    bulleted: bool = False
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a placeholder of a layout: its p:ph, its frame on the slide, its text."""

    role: Role
    index: int
    kind: str
    frame: Frame
    insets: tuple[float, float, float, float]  # left, top, right, bottom
    looks: tuple[Look, ...]  # of each level
    anchor: str = "t"
    own: bool = True  # the layout itself says where it stands

    @property
    def inner(self) -> Frame:
        """Return where its text stands."""
        return self.frame.within(*self.insets)

    def look(self, level: int = 0) -> Look:
        """Return how a level is set."""
        return self.looks[min(level, len(self.looks) - 1)]


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold a layout: its name, what it holds, and which of the presentation's it is."""

    name: str
    places: Mapping[Role, Place]
    number: int
    flexible: bool = True  # made from tokens: its places are one room, to be shared as needed
    grows: bool = True  # text moves with a title of one line, or of two

    @property
    def region(self) -> Frame:
        """Return where its content stands: all of it, or what a publisher gave to text."""
        body = self.places.get(Role.BODY)
        if body is not None and not self.flexible:
            return body.inner
        frames = [p.inner for r, p in self.places.items() if r in _CONTENT]
        left, top = min(f.x for f in frames), min(f.y for f in frames)
        right, bottom = max(f.right for f in frames), max(f.bottom for f in frames)
        return Frame(left, top, right - left, bottom - top)

    def has(self, *roles: Role) -> bool:
        """Tell whether it has a place for each of some roles."""
        return all(role in self.places for role in roles)


@dataclass(frozen=True, slots=True)
class Master:
    """Hold the layouts that slides are made of, and the size of a slide in millimetres."""

    layouts: Mapping[str, Layout]
    width: float
    height: float
    table_style: str
    table_look: Look
