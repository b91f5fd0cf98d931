"""Write a sheet as a Word document.

    sheet ── rules ──▶ paragraphs and tables ── model ──▶ document.xml ── package ──▶ bytes

1. `rules` walks the sheet; one rule per element (text, tables, questions, paper, bubbles, handout,
   runs) makes paragraphs and tables and gathers lists, pictures, notes and links in a `Build`.
2. `model` writes them as XML; it alone knows the order of properties that Word insists on.
3. `package` adds styles, theme, numbering, settings, and zips it all with fixed times.

Nothing is copied from a template file: every part is made here, so every part is ours.
"""

from lembar.course.theme import Theme
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.docx import (
    body,
    bubbles,
    contents,
    handout,
    manuscript,
    paper,
    questions,
    runs,
    tables,
    text,
)
from lembar.writers.docx.build import Build
from lembar.writers.docx.package import package

__all__ = ["write", "write_traced"]

# Importing these fills the tables of rules.
_RULES = (body, bubbles, contents, handout, manuscript, paper, questions, runs, tables, text)


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Return a sheet as DOCX; how many pages it has, only Word knows."""
    build = Build(sheet, theme, assets)
    content = package(build)
    return Written(content, None, build.findings.all())


def write_traced(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Return the same file, each paragraph with what it came from: to compare others with."""
    build = Build(sheet, theme, assets, traced=True)
    return Written(package(build), None, build.findings.all())
