"""Write slides as Markdown for Marp: a front matter, slides between rules, notes in comments."""

import json

from lembar.course.theme import Theme
from lembar.course.tree import Element, text_of
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.markdown.blocks import blocks, comment, joined
from lembar.writers.markdown.context import Context
from lembar.writers.markdown.inline import escape

# `lead` is Marp's own class, for opening slides; the others are styled in the front matter.
_CLASSES = {"title": "lead", "section": "lead", "columns": "columns", "quote": "quote"}
_STYLES = {
    "columns": "section.columns { display: block; columns: 2 } "
    "section.columns :is(h1, h2) { column-span: all }",
    "quote": "section.quote blockquote { font-size: 1.3em; font-style: italic }",
}


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write slides as one Marp file."""
    findings = Findings("md")
    parts = [n for n in sheet.root.children if isinstance(n, Element)]
    frame = ("page-head", "page-foot", "page-mark", "page-break")
    shown = [p for p in parts if p.tag not in frame]
    for head in (p for p in parts if p.tag == "page-head"):
        findings.missing(head)
    made: list[str] = []
    for number, part in enumerate(shown, 1):
        context = Context(
            sheet, theme, assets, findings, page=str(number), pages=str(len(shown)), marp=True
        )
        made.append(_slide(part, context))
    content = _front(sheet, parts) + "\n\n---\n\n".join(made) + "\n"
    return Written(content.encode(), len(shown), findings.all())


def _front(sheet: Sheet, parts: list[Element]) -> str:
    """Return the front matter: the settings of the whole deck."""
    settings = {
        "marp": "true",
        "lang": _quoted(sheet.language),
        "size": '"16:9"',  # unquoted, some readers take it for 16 × 60 + 9,
        "math": "mathjax",
        "paginate": "true",
        "title": _quoted(sheet.title),
    }
    if sheet.author:
        settings["author"] = _quoted(sheet.author)
    used = {p.get("layout") for p in parts if p.tag == "slide"}
    style = " ".join(css for layout, css in _STYLES.items() if layout in used)
    if style:
        settings["style"] = _quoted(style)
    for setting, tag in (("header", "page-mark"), ("footer", "page-foot")):
        found = [p for p in parts if p.tag == tag]
        text = _running(found[0]) if found else ""
        if text:
            settings[setting] = _quoted(escape(text))
    lines = "\n".join(f"{key}: {value}" for key, value in settings.items())
    return f"---\n{lines}\n---\n\n"


def _running(part: Element) -> str:
    """Return what stands at the head or foot of every slide; Marp prints the number itself."""
    sides = [c for c in part.children if isinstance(c, Element) and c.tag.startswith("foot-")]
    texts = [text_of(side.children) for side in sides] or [text_of(part.children)]
    return " · ".join(text.strip() for text in texts if text.strip())


def _quoted(text: str) -> str:
    """Return a YAML string: JSON's strings are YAML's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _slide(part: Element, context: Context) -> str:
    if part.tag != "slide":
        return joined(blocks((part,), context))
    notes = [c for c in part.children if isinstance(c, Element) and c.tag == "speaker-notes"]
    rest = [c for c in part.children if c not in notes]
    name = _CLASSES.get(part.get("layout"))
    made = [f"<!-- _class: {name} -->"] if name else []
    if part.get("kicker"):
        made.append(f"**{escape(part.get('kicker'))}**")
    made += blocks(rest, context)
    made += _footnotes(context)
    for each in notes:
        said = blocks(each.children, context)
        made.append(comment(joined([*said, *_footnotes(context)])))
    return joined(made)


def _footnotes(context: Context) -> list[str]:
    """Return the footnotes met since the last time, as small print."""
    found, context.footnotes = context.footnotes, []
    return [f"<sup>{escape(number)}</sup> {text}" for number, text in found]
