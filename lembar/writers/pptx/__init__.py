"""Write sheets as PowerPoint presentations on a master made from the theme's tokens.

base        a master with its layouts, made from the tokens
master      what its layouts hold, where, and how text is set there
drafts      the sheet's slides, or a slide for each section of a document to be read
flow        their blocks → paragraphs, tables, pictures
paginate    what does not fit on a slide goes on to the next
deck        a layout for each slide
fill        its placeholders filled, in the order in which they are read
"""

import io

from lembar.course.theme import Theme
from lembar.sheet.sheet import Sheet
from lembar.writers import zips
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.scripts import script_beside_latin

__all__ = ["write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as a presentation."""
    from pptx import Presentation

    from lembar.writers.pptx.base import base
    from lembar.writers.pptx.deck import Deck
    from lembar.writers.pptx.drafts import drafts
    from lembar.writers.pptx.geometry import geometry
    from lembar.writers.pptx.inline import Context
    from lembar.writers.pptx.master import read_master
    from lembar.writers.pptx.text import office_language

    context = Context(sheet, theme, assets, Findings("pptx"))
    shape = geometry(theme.tokens, sheet.direction == "rtl")
    language, script = office_language(sheet.language), script_beside_latin(sheet, theme)
    presentation = Presentation(io.BytesIO(base(theme.tokens, shape, language, script)))
    deck = Deck(presentation, context, read_master(presentation), language)
    for draft in drafts(context):
        deck.add(draft)
    pages = deck.finish()
    properties = presentation.core_properties
    properties.title, properties.language = sheet.title, language
    properties.subject, properties.author = sheet.subject, sheet.author
    target = io.BytesIO()
    presentation.save(target)
    return Written(zips.repack(target.getvalue()), pages, context.findings.all())
