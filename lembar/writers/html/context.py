"""Hold what the rendering of one web page knows and collects."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.findings import Findings
from lembar.writers.html.fonts import with_fonts

MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(slots=True)
class Context:
    """Hold sheet, theme and assets, the number of the page, and the notes found so far."""

    sheet: Sheet
    theme: Theme
    assets: Assets
    findings: Findings
    page: str = "1"
    pages: str = "1"
    footnotes: list[tuple[str, str, str]] = field(default_factory=list)  # id, number, markup


Render: TypeAlias = Callable[[Element, Context], str]


def word(sheet: Sheet, key: str, otherwise: str) -> str:
    """Return the catalogue's word for a key, or the sign that needs no word."""
    return dict(sheet.labels).get(key, otherwise)


def data_uri(source: str, theme: Theme, assets: Assets) -> str:
    """Return an image of the asset store as a data URI; drawings take their letters along."""
    name = source.removeprefix("asset:")
    extension = name.rpartition(".")[2].lower()
    content = assets[name]
    if extension == "svg":
        content = with_fonts(content, theme, assets)
    return f"data:{MEDIA_TYPES[extension]};base64,{base64.b64encode(content).decode('ascii')}"
