"""Let a space at the end of a line hang over the margin, as CSS Text 3, section 4.1.2, says.

WeasyPrint counts a space before an <em> or a link as ink. A line that fits but for that space is
then broken behind its first word, hyphenated or not, which gets a line of its own.

So is a line of letters and words set apart, whose end Pango counts without the room behind it, and
WeasyPrint with it: such a line is broken a little sooner.
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
        found = split(text, style, context, max_width, *rest)
        apart = _apart(style)
        if max_width and apart and _is_one_word(text, found[1]):
            for sooner in (apart, 2 * apart, 3 * apart):
                longer = split(text, style, context, max_width - sooner, *rest)
                if longer[1] > found[1]:
                    return longer
        return found

    split_first_line.hangs = True  # type: ignore[attr-defined]
    inline.split_first_line = split_first_line


def _apart(style: Any) -> float:
    """Return how far letters and words are set apart more than usual, in pixels."""
    letters = 0.0 if style["letter_spacing"] == "normal" else float(style["letter_spacing"])
    return max(0.0, letters + float(style["word_spacing"]))


def _is_one_word(text: str, length: int) -> bool:
    """Tell whether a line of so many bytes ends behind the first of several words."""
    line = text.encode()[:length].decode(errors="ignore").strip()
    return bool(line) and " " not in line and line != text.strip()
