"""Check what a `slide` block says of itself: its layout, what it stands for or leaves out."""

from collections.abc import Mapping

from lembar.course.slides import LAYOUTS, REPLACED
from lembar.course.tree import Nodes
from lembar.errors import Place, Problems

ATTRIBUTES = ("layout", "replaces", "omits")
"""What may stand in the braces of a slide block; the last two take one word or several."""


def check_slide(
    title: str, given: Mapping[str, str], children: Nodes, place: Place, problems: Problems
) -> None:
    """Report words that a slide block can't use, one that holds nothing, one that may not."""
    if "layout" in given and given["layout"] not in LAYOUTS:
        problems.unknown_word(given["layout"], place, LAYOUTS)
    for name in ("replaces", "omits"):
        for word in given.get(name, "").split():
            if word not in REPLACED:
                problems.unknown_word(word, place, REPLACED)
    if "omits" in given and (children or title or "replaces" in given):
        problems.add("slide-omits", place, "slide-omits")
    if "omits" not in given and not children and not title:
        problems.add("slide-empty", place, "slide-empty")
