"""Tell which templates each one asks for: read from its syntax, without running it."""

from collections.abc import Mapping

from jinja2 import TemplateSyntaxError

from lembar.course.theme import in_layer
from lembar.sheet.outline import outline


def references(texts: Mapping[str, str], index: int) -> dict[str, list[str] | None]:
    """Return the names by which texts of a layer ask for others; None: chosen while it runs."""
    return {path: _asked(text, in_layer(index, path)) for path, text in texts.items()}


def _asked(text: str, name: str) -> list[str] | None:
    try:
        leads = outline(text, name).leads
    except (TemplateSyntaxError, RecursionError):
        return None  # what is wrong is told elsewhere; as far as is known, it asks for anything
    return None if None in leads else sorted(map(str, leads))
