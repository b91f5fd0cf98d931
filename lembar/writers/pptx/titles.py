"""Fit titles: two lines at their full size, else smaller, and never a word too many."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lembar.writers.pptx.cutting import cut
from lembar.writers.pptx.measure import Measure
from lembar.writers.pptx.model import Paragraph, Run
from lembar.writers.pptx.places import PT, Frame, Layout, Look, Role

OPENINGS = ("Title", "Section")
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_LINES = 2
_FIXED = (Role.KICKER, Role.MARK, Role.FOOT, Role.NUMBER)
_SHARE = 0.3  # of the slide that the longest title may take


@dataclass(frozen=True, slots=True)
class Title:
    """Hold a title as it is shown: how much smaller, how high, whether words had to go."""

    runs: tuple[Run, ...]
    scale: float
    height: float
    cut: bool = False


def fitted(
    runs: Sequence[Run], ending: tuple[Run, ...], layout: Layout, slide: float, measure: Measure
) -> Title:
    """Return a title that fits its place; what does not even fit when small is cut off."""
    place = layout.places[Role.TITLE]
    width, look = place.inner.width, place.look()
    whole = (*runs, *ending)
    most = place.inner.height
    if layout.grows and layout.name not in OPENINGS:
        most = max(most, _LINES * measure.line(look) + 0.1)
    # A place lower than one line is still a line's.
    most = max(most, measure.line(look) * _SCALES[-1])
    for scale in _SCALES:
        high = measure.height(whole, width, _sized(look, scale))
        if high <= most:
            return Title(whole, scale, high)
    small = _sized(look, _SCALES[-1])
    if layout.grows:
        free = _below(layout, slide) - place.inner.y - place.insets[3]
        most = max(most, min(slide * _SHARE, free))
        high = measure.height(whole, width, small)
        if high <= most:
            return Title(whole, _SCALES[-1], high)
    room = width - 3 * small.size * PT
    part, _ = cut(Paragraph(tuple(runs)), room, most, True, small, measure)
    shown = (*(part.runs if part else runs[:1]), Run(" …"), *ending)
    return Title(shown, _SCALES[-1], most, cut=True)


def _below(layout: Layout, slide: float) -> float:
    """Return where what does not move down with a title begins under it."""
    title = layout.places[Role.TITLE].frame
    fixed = [p.frame.y for r, p in layout.places.items() if r in _FIXED]
    return min((top for top in fixed if top >= title.bottom - 0.01), default=slide)


def _sized(look: Look, scale: float) -> Look:
    return replace(look, size=look.size * scale)


def shifted(layout: Layout, title: Title) -> float:
    """Return how far what stands under a title moves down, or up under a shorter one."""
    if not layout.grows:
        return 0.0
    more = title.height - layout.places[Role.TITLE].inner.height
    return more if layout.name in OPENINGS else max(0.0, more)


def title_frame(layout: Layout, title: Title) -> Frame | None:
    """Return the frame of a title that does not take what its layout gives it."""
    frame = layout.places[Role.TITLE].frame
    more = shifted(layout, title)
    return frame.at(frame.y, frame.height + more) if abs(more) > 0.01 else None
