"""Write slides as one web page: a deck to show, a scroll without scripts, a page each in print."""

import html
from importlib.resources import files

from lembar.course.theme import Theme
from lembar.course.tree import Element, Node, text_of
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets, Written
from lembar.writers.findings import Findings
from lembar.writers.html.context import Context, word
from lembar.writers.html.document import document
from lembar.writers.html.elements import attributes, footnotes, render

_LONG_TITLE = 48  # characters that two lines of the largest size hold


def write(sheet: Sheet, theme: Theme, assets: Assets) -> Written:
    """Write a deck; what stands outside its slides becomes a slide of its own."""
    parts = [n for n in sheet.root.children if isinstance(n, Element)]
    foot = next((p for p in parts if p.tag == "page-foot"), None)
    mark = next((p for p in parts if p.tag == "page-mark"), None)
    frame = ("page-head", "page-foot", "page-mark", "page-break")
    shown = [p for p in parts if p.tag not in frame]
    findings = Findings("html")
    for head in (p for p in parts if p.tag == "page-head"):
        findings.missing(head)
    made: list[str] = []
    for index, part in enumerate(shown, 1):
        context = Context(sheet, theme, assets, findings, str(index), str(len(shown)))
        made.append(_slide(part, foot, mark, context))
    notes = any('class="speaker-notes"' in slide for slide in made)
    body = (
        f'<body class="slides{" with-notes" if notes else ""}">\n<main id="deck">\n'
        + "\n".join(made)
        + f"\n</main>\n{_controls(sheet, notes)}</body>"
    )
    script = files(__package__).joinpath("slides.js").read_text("utf-8")
    content = document(sheet, theme, assets, "slides", body, script)
    return Written(content, len(shown), findings.all())


def _slide(part: Element, foot: Element | None, mark: Element | None, context: Context) -> str:
    """Render one slide with its foot and its notes."""
    is_slide = part.tag == "slide"
    children = part.children if is_slide else (part,)
    notes = [c for c in children if isinstance(c, Element) and c.tag == "speaker-notes"]
    shown = [c for c in children if c not in notes]
    kicker = html.escape(part.get("kicker"))
    head = f'<p class="kicker">{kicker}</p>' if kicker and is_slide else ""
    content = render(shown, context) + footnotes(context, "")
    own = ["slide", f"layout-{part.get('layout') or 'content'}"]
    if _title_length(shown) > _LONG_TITLE:
        own.append("long-title")
    given = attributes(part, *own, tabindex="-1")
    said = "".join(_notes(note, context) for note in notes)
    tail = render([mark] if mark else [], context) + _foot(foot, context)
    return (
        f'<section{given}><div class="stage" id="{context.page}">{head}'
        f'<div class="slide-body">{content}</div>{tail}</div>{said}</section>'
    )


def _notes(note: Element, context: Context) -> str:
    """Render what the speaker says; footnotes met there stay there."""
    met = len(context.footnotes)
    content = render(note.children, context)
    given = attributes(note, "speaker-notes")
    return f"<div{given}>{content}{footnotes(context, '', met)}</div>"


def _title_length(shown: list[Node]) -> int:
    """Return how many characters the title of a slide has."""
    titles = (c for c in shown if isinstance(c, Element) and c.tag in ("h1", "h2"))
    return max((len(text_of(title.children)) for title in titles), default=0)


def _foot(foot: Element | None, context: Context) -> str:
    """Render the foot; a slide without one still shows its number."""
    if foot is None:
        number = context.sheet.number(int(context.page))
        return f'<div class="page-foot"><div></div><div>{number}</div></div>'
    return render([foot], context)


def _controls(sheet: Sheet, notes: bool) -> str:
    """Return the buttons, which scripts show."""
    before, after = "→←" if sheet.direction == "rtl" else "←→"
    buttons = (("previous", before), ("next", after), *((("notes", "n"),) if notes else ()))
    made = "".join(
        f'<button type="button" data-do="{key}" title="{html.escape(word(sheet, key, sign))}" '
        f'aria-label="{html.escape(word(sheet, key, sign))}">{sign}</button>'
        for key, sign in buttons
    )
    return f'<nav class="controls" hidden>{made}</nav>\n'
