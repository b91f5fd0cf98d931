"""Write a sheet as a page that scrolls and reads well on a phone."""

from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.html.context import Context, word
from lembar.writers.html.document import document
from lembar.writers.html.elements import attributes, footnotes, render

# What belongs to every page of paper stands once on a page that scrolls.
_FRAME = ("page-mark", "page-head", "page-foot")


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as one scrolling page."""
    context = Context(sheet, theme, assets, Findings("html"))
    marks, heads, feet = (
        render([n for n in sheet.root.children if isinstance(n, Element) and n.tag == tag], context)
        for tag in _FRAME
    )
    rest = [n for n in sheet.root.children if not (isinstance(n, Element) and n.tag in _FRAME)]
    content = render(rest, context) + footnotes(context, word(sheet, "footnotes", ""))
    head = f"<header>{marks}{heads}</header>" if marks or heads else ""
    foot = f"<footer>{feet}</footer>" if feet else ""
    body = (
        f'<body class="page {sheet.document}">\n{head}<main><article{attributes(sheet.root)}>'
        f"{content}</article></main>{foot}\n</body>"
    )
    return Written(document(sheet, theme, assets, "page", body), None, context.findings.all())
