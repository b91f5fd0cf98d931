"""Choose material where a lesson asks for a number of slides."""

from collections import Counter
from collections.abc import Sequence

from lembar.course.slides import OWN, RANKS
from lembar.views.slides.material import Material


def chosen(found: Sequence[tuple[int, Material]], room: int | None) -> tuple[set[int], int]:
    """Return the indexes of what is shown on `room` slides, and how many slides are needed.

    `found` pairs each material with the number of its section. Slides of the author's own always
    stand. Then comes what is more important, and of the same importance the first of each section
    before the second of any; what is too long for the room that is left makes way.
    """
    needed = sum(len(each.pages) for _, each in found if each.kind == OWN)
    if room is None:
        return set(range(len(found))), needed
    met: Counter[tuple[int, int]] = Counter()
    order: list[tuple[int, int, int]] = []
    for at, (section, each) in enumerate(found):
        rank = RANKS[each.kind]
        order.append((rank, met[section, rank], at))
        met[section, rank] += 1
    left = room
    kept: set[int] = set()
    for rank, _, at in sorted(order):
        size = len(found[at][1].pages)
        if rank == RANKS[OWN] or size <= left:
            kept.add(at)
            left -= size
    return kept, needed
