"""Let a space at the end of a line hang over the margin, as CSS Text 3, section 4.1.2, says.

WeasyPrint counts a space before an <em> or a link as ink. A line that fits but for that space is
then broken behind its first word, hyphenated or not, which gets a line of its own.
"""

from typing import Any


def hang_spaces() -> None:
    """Change how WeasyPrint breaks a text that ends in a space; twice is as good as once."""
    from weasyprint.layout import inline

    if getattr(inline.split_first_line, "hangs", False):
        return
    split = inline.split_first_line

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        rest = (justification_spacing, is_line_start, minimum)
        if max_width and text[:-1].strip() and text[-1] == " ":
            _, _, resume, width, _, _ = split(text[:-1], style, context, max_width, *rest)
            if resume is None and width <= max_width:
                max_width += style["font_size"]
        return split(text, style, context, max_width, *rest)

    split_first_line.hangs = True  # type: ignore[attr-defined]
    inline.split_first_line = split_first_line
