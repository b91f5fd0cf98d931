"""Write sheets as PDF/UA-1: own elements become standard HTML, WeasyPrint sets the pages."""

from lembar.course.theme import Theme
from lembar.sheet.sheet import Sheet
from lembar.writers.bubbles import measure
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.pdf.engine import available, typeset
from lembar.writers.pdf.glyphs import missing_glyphs
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_styles

__all__ = ["available", "write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as PDF.

    Raises LembarError (no-pdf-engine) where WeasyPrint or Pango is missing, ContentError if a
    picture can't be drawn or asks for a file of its own.
    """
    findings = Findings("pdf")
    tokens = theme.tokens
    html = page_html(
        sheet,
        findings,
        measure=measure(sheet, tokens),
        side=tokens.outer_side,
        scale=tokens.setting.scale,
    )
    content, pages = typeset(html, page_styles(sheet, theme, html), theme, assets)
    missing = missing_glyphs(sheet.root, theme, assets)
    return Written(content, pages, (*missing, *findings.all()))
