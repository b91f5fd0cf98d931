"""How the named elements of papers and slides look: one vocabulary for every format."""

from collections.abc import Mapping
from dataclasses import dataclass

CHOICES: Mapping[str, tuple[str, ...]] = {
    "family": ("serif", "sans", "heading"),
    "weight": ("regular", "semibold", "bold"),
    "style": ("upright", "italic"),
    "color": ("text", "muted", "accent", "answer"),
    "case": ("none", "upper", "small-caps"),
    "rule": ("none", "above", "below", "both", "box", "bar"),
    "fill": ("none", "tint", "accent"),
    "align": ("start", "center", "end"),
}
"""What each property may say; `size` names one of the theme's sizes."""

MEASURES = ("rule-width", "before", "after")
"""Properties that are numbers: points, then millimetres of room above and below."""

OF_WORDS = ("family", "weight", "style", "color", "case")
OF_BLOCKS = (*OF_WORDS, "size", "align", "rule", "rule-width", "fill", "before", "after")
OF_PAGES = (*OF_WORDS, "rule", "rule-width")

ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "title": OF_BLOCKS,  # of a lesson
    "paper-title": OF_BLOCKS,  # of worksheets, tests, keys
    "heading2": OF_BLOCKS,
    "heading3": OF_BLOCKS,
    "heading4": OF_BLOCKS,
    "section": OF_BLOCKS,  # of a paper
    "chapter": OF_BLOCKS,  # the number of a lesson, large
    "kicker": OF_BLOCKS,
    "form-code": OF_BLOCKS,  # the box by which an invigilator tells forms apart
    "lead": OF_BLOCKS,
    "label": OF_BLOCKS,
    "caption": OF_BLOCKS,
    "call-title": OF_BLOCKS,
    "page-head": OF_PAGES,
    "page-foot": OF_PAGES,
    "table-head": OF_WORDS,
    "question-number": OF_WORDS,
    "choice-letter": OF_WORDS,
    "answer": OF_WORDS,
}
"""The elements, and which properties each has."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Say how an element looks; what an element has not is as if nothing were asked."""

    family: str = "sans"
    size: str = ""  # a name among the theme's sizes; "": as each format's own style has it
    weight: str = "regular"
    style: str = "upright"
    color: str = "text"  # a role
    case: str = "none"
    rule: str = "none"
    rule_width: float = 0.75  # points
    fill: str = "none"
    align: str = "start"
    before: float | None = None  # millimetres; None: as each format's own style has it
    after: float | None = None

    @property
    def italic(self) -> bool:
        """Tell whether letters are slanted."""
        return self.style == "italic"

    @property
    def heavy(self) -> bool:
        """Tell whether letters are bold where a format knows two weights."""
        return self.weight != "regular"

    @property
    def ink(self) -> str:
        """Return the role of the letters' colour: on a dark ground, that of the paper."""
        return "paper" if self.fill == "accent" else self.color

    @property
    def sides(self) -> tuple[str, ...]:
        """Return where it is ruled, as on a page from left to right."""
        return _SIDES[self.rule]


_SIDES: Mapping[str, tuple[str, ...]] = {
    "none": (),
    "above": ("top",),
    "below": ("bottom",),
    "both": ("top", "bottom"),
    "box": ("top", "left", "bottom", "right"),
    "bar": ("left",),
}
