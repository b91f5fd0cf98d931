"""Hold what the writing of one Markdown file knows and collects."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.findings import Findings


@dataclass(slots=True)
class Context:
    """Hold sheet, theme and assets, what stands for page numbers, and the notes found so far."""

    sheet: Sheet
    theme: Theme
    assets: Assets
    findings: Findings
    page: str = "1"
    pages: str = "1"
    marp: bool = False
    targets: frozenset[str] = frozenset()  # the ids that links lead to
    footnotes: list[tuple[str, str]] = field(default_factory=list)  # number, Markdown


Inline: TypeAlias = Callable[[Element, Context], str]
Block: TypeAlias = Callable[[Element, Context], list[str]]
"""Blocks of Markdown, each of one or more lines, to be set apart by empty lines."""
