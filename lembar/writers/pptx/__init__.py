"""Write sheets as PowerPoint presentations on a master made from the theme's tokens.

ground      the presentation that slides are added to: a publisher's, or one made from the tokens
master      what its layouts hold, where, and how text is set there
drafts      the sheet's slides, or a slide for each section of a document to be read
flow        their blocks → paragraphs, tables, pictures
paginate    what does not fit on a slide goes on to the next
deck        a layout for each slide
fill        its placeholders filled, in the order in which they are read
"""

import io
from dataclasses import replace

from lembar.course.theme import Theme
from lembar.sheet.sheet import Sheet
from lembar.writers import zips
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings

__all__ = ["write"]


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as a presentation."""
    from lembar.writers.pptx.deck import Deck
    from lembar.writers.pptx.drafts import drafts
    from lembar.writers.pptx.ground import ground
    from lembar.writers.pptx.inline import Context
    from lembar.writers.pptx.places import Role
    from lembar.writers.pptx.text import office_language

    presentation, master = ground(sheet, theme, assets)
    body = master.layouts["Content"].places[Role.BODY].look()
    size = {"width": master.width, "height": master.height, "body": body.size}
    tokens = replace(theme.tokens, slide={**theme.tokens.slide, **size})
    context = Context(sheet, replace(theme, tokens=tokens), assets, Findings("pptx"))
    language = office_language(sheet.language)
    deck = Deck(presentation, context, master, language)
    for draft in drafts(context):
        deck.add(draft)
    pages = deck.finish()
    properties = presentation.core_properties
    properties.title, properties.language = sheet.title, language
    properties.subject, properties.author = sheet.subject, sheet.author
    target = io.BytesIO()
    presentation.save(target)
    return Written(zips.repack(target.getvalue()), pages, context.findings.all())
