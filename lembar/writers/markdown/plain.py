"""Write a document as Markdown to be read or edited."""

from lembar.course.theme import Theme
from lembar.course.tree import Element, walk
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.markdown.blocks import blocks, joined
from lembar.writers.markdown.context import Context


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a sheet as one Markdown file."""
    links = (node.get("href") for node in walk((sheet.root,)) if node.get("href"))
    targets = frozenset(href[1:] for href in links if href.startswith("#"))
    context = Context(sheet, theme, assets, Findings("md"), targets=targets)
    feet = [n for n in sheet.root.children if isinstance(n, Element) and n.tag == "page-foot"]
    made = blocks([n for n in sheet.root.children if n not in feet], context)
    made += blocks(feet, context)
    made += [f"[^{number}]: {text}" for number, text in context.footnotes]
    return Written(f"{joined(made)}\n".encode(), None, context.findings.all())
