"""Let letters of drawings join: WeasyPrint draws the text of an SVG letter by letter."""

from collections.abc import Iterator
from typing import Any

from lembar.course.scripts import scripts_in


class _Whole(str):
    """Hold a text that is drawn in one piece."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),)) if self else iter(())


def join_letters() -> None:
    """Change how WeasyPrint draws texts of scripts whose letters join; twice is as good as once."""
    from weasyprint import svg

    if getattr(svg.text, "joins", False):
        return
    draw = svg.text

    def text(drawing: Any, node: Any, font_size: float) -> None:
        if node.text and scripts_in(node.text):
            node._etree_node.text = _Whole(node.text)
        draw(drawing, node, font_size)

    text.joins = True  # type: ignore[attr-defined]
    svg.TAGS.update({tag: text for tag, drawn in svg.TAGS.items() if drawn is draw})
    svg.text = text
