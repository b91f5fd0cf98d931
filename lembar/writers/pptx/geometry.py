"""Say where things stand on a slide: one frame for each placeholder, in millimetres."""

from dataclasses import dataclass, replace

from lembar.course.theme import Tokens

MM = 36000  # EMU
PT = 25.4 / 72  # millimetres
LINE = 1.22  # height of a line, as a multiple of the type size

# Placeholders, by the index that slides and layouts share.
TITLE, BODY, PICTURE, TABLE, BELOW = 0, 1, 2, 3, 5
KICKER, MARK, FOOT, NUMBER = 10, 13, 11, 12


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

    def at(self, y: float, height: float) -> "Frame":
        """Return the frame with another top and height."""
        return replace(self, y=y, height=height)


@dataclass(frozen=True, slots=True)
class Geometry:
    """Hold the frames and type sizes of all layouts."""

    width: float
    height: float
    title_size: float  # points
    opening_size: float
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


def geometry(tokens: Tokens, rtl: bool = False) -> Geometry:
    """Return the geometry that a theme's tokens ask for; frames are counted from the start."""
    slide = tokens.slide
    width, height, margin = slide["width"], slide["height"], slide["margin"]
    inner = width - 2 * margin
    body, note = slide["body"], slide["note"]
    title, opening = round(slide["title"] * 0.8), round(slide["title"] * 1.2)
    top = margin + 1
    line = title * LINE * PT
    foot_y = height - margin + 8
    body_y = top + line + 9
    opening_height = 2 * opening * LINE * PT
    return Geometry(
        width,
        height,
        title,
        opening,
        body,
        round(body * 1.25),
        note,
        kicker=Frame(margin, top - 9.5, inner - 90, 7),
        mark=Frame(width - margin - 88, top - 9.5, 88, 7),
        title=Frame(margin, top, inner, line),
        body=Frame(margin, body_y, inner, foot_y - 5 - body_y),
        opening=Frame(margin, top, inner * 0.9, opening_height),
        under_opening=Frame(
            margin, top + opening_height + 8, inner * 0.85, foot_y - 13 - top - opening_height
        ),
        foot=Frame(margin, foot_y, inner * 0.65, 7),
        number=Frame(margin + inner * 0.65, foot_y, inner * 0.35, 7),
        bar=Frame(0, 0, 8, height),
        rtl=rtl,
    )
