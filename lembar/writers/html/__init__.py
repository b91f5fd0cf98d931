"""Write sheets as one self-contained web page: slides, or a page to read."""

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.html import page, slides

__all__ = ["write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as HTML; sheets that hold slides become a deck."""
    has_slides = any(isinstance(n, Element) and n.tag == "slide" for n in sheet.root.children)
    if has_slides:
        return slides.write(sheet, theme, assets)
    return page.write(sheet, theme, assets)
