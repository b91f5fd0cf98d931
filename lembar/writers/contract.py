"""What every writer is: a function from a sheet, a theme and assets to bytes and findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lembar.course.theme import Theme
from lembar.course.words import Words
from lembar.errors import Problem
from lembar.sheet.sheet import Sheet
from lembar.views.copies import Copy
from lembar.views.frame import Frame

Assets: TypeAlias = Mapping[str, bytes]
"""The asset store as stages see it: "<sha256>.<ext>" → bytes. `img src` is "asset:<name>"."""


@dataclass(frozen=True, slots=True)
class Written:
    """Hold a finished file; `pages` counts pages or slides, `findings` tell what is not in it.

    `thumbnail` is a small PNG of the first page, where one was drawn.
    """

    content: bytes
    pages: int | None = None
    findings: tuple[Problem, ...] = field(default=())
    thumbnail: bytes | None = None


Writer: TypeAlias = Callable[[Sheet, Theme, Assets], Written]

WorkbookWriter: TypeAlias = Callable[[Any, Frame, str, Theme, Words], Written]
"""What writes a workbook: a function from its view, frame, paper, theme and words."""

Copying: TypeAlias = Callable[[str, Sequence[Copy]], Written]
"""Put the copies of a class into one file with a title."""

Looks: TypeAlias = Mapping[str, tuple[Sheet, Theme]]
"""The sheets that are copied, each with the theme that its profile made."""

Copier: TypeAlias = Callable[[Looks, Assets], Copying]
"""Make sheets ready, once, to be copied."""
