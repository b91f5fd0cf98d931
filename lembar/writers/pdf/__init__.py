"""Write sheets as PDF/UA-1: own elements become standard HTML, WeasyPrint sets the pages."""

from lembar.course.theme import Theme
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.pdf.engine import available, typeset
from lembar.writers.pdf.glyphs import missing_glyphs
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_css

__all__ = ["available", "write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as PDF.

    Raises LembarError (no-pdf-engine) where WeasyPrint or Pango is missing.
    """
    html = page_html(sheet)
    content, pages = typeset(html, page_css(sheet, theme), theme, assets)
    return Written(content, pages, missing_glyphs(sheet.root, theme, assets))
