"""Say where things stand on a slide that is made from tokens: one frame for each placeholder."""

from dataclasses import dataclass, replace

from lembar.course.theme import Tokens
from lembar.writers.pptx.families import family
from lembar.writers.pptx.places import PT, Frame

STEP = 9.0  # millimetres that a level of a list is set in
SPACE = 12.0  # points before a paragraph
BAR = 1.6  # millimetres, the rule beside a definition
COLUMN_GAP = 10.0
_SMALL = 7.0  # millimetres, the least height of a line of small print


@dataclass(frozen=True, slots=True)
class Geometry:
    """Hold the frames and type sizes of all layouts."""

    width: float
    height: float
    title_size: float  # points
    opening_size: float
    lead_size: float
    body_size: float
    definition_size: float
    note_size: float
    kicker: Frame
    mark: Frame
    title: Frame
    body: Frame
    opening: Frame
    under_opening: Frame
    foot: Frame
    number: Frame
    bar: Frame
    rtl: bool = False

    def placed(self, frame: Frame) -> Frame:
        """Return where a frame stands on the slide: turned round for text from right to left."""
        return replace(frame, x=self.width - frame.x - frame.width) if self.rtl else frame

    @property
    def small(self) -> float:
        """Return how high two lines of small print are."""
        return 2 * self.note_size * 1.25 * PT


def geometry(tokens: Tokens, rtl: bool = False) -> Geometry:
    """Return the geometry that a theme's tokens ask for; frames are counted from the start."""
    slide = tokens.slide
    width, height, margin = slide["width"], slide["height"], slide["margin"]
    inner = width - 2 * margin
    body, note = slide["body"], slide["note"]
    title, opening = round(slide["title"] * 0.8), round(slide["title"] * 1.2)
    top = margin + 1
    line = family(tokens.office_sans).line * PT
    foot_y = height - margin + 8
    body_y = top + title * line + 9
    opening_height = 2 * opening * line
    mark = min(88.0, inner * 0.35)
    small = max(_SMALL, note * 1.45 * PT)  # a line of small print
    above = top - 2.5 - small
    below = min(small, height - foot_y - 0.5)
    return Geometry(
        width,
        height,
        title,
        opening,
        round(body * 1.15),
        body,
        round(body * 1.25),
        note,
        kicker=Frame(margin, above, inner - mark - 2, small),
        mark=Frame(width - margin - mark, above, mark, small),
        title=Frame(margin, top, inner, title * line),
        body=Frame(margin, body_y, inner, foot_y - 5 - body_y),
        opening=Frame(margin, top, inner * 0.9, opening_height),
        under_opening=Frame(
            margin, top + opening_height + 8, inner * 0.85, foot_y - 13 - top - opening_height
        ),
        foot=Frame(margin, foot_y, inner * 0.65, below),
        number=Frame(margin + inner * 0.65, foot_y, inner * 0.35, below),
        bar=Frame(0, 0, 8, height),
        rtl=rtl,
    )
