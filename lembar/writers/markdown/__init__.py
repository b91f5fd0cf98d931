"""Write sheets as Markdown: Marp slides for summaries, plain Markdown for other documents."""

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.markdown import marp, plain

__all__ = ["write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as Markdown; sheets that hold slides become a Marp deck."""
    has_slides = any(isinstance(n, Element) and n.tag == "slide" for n in sheet.root.children)
    if has_slides:
        return marp.write(sheet, theme, assets)
    return plain.write(sheet, theme, assets)
