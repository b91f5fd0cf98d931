"""Turn the elements of a sheet into HTML: one function for each, in one table."""

import html
import re
from collections.abc import Iterable

from lembar.course.tree import Element, Node
from lembar.writers.bubbles import REPLACED, ruler
from lembar.writers.headings import with_number
from lembar.writers.html.context import Context, Render, data_uri
from lembar.writers.mathml import mathml

_WIDTH = re.compile(r"\d+(\.\d+)?(%|mm)")


def render(nodes: Iterable[Node], context: Context) -> str:
    """Return the markup of nodes."""
    return "".join(
        html.escape(node, quote=False)
        if isinstance(node, str)
        else ELEMENTS[node.tag](node, context)
        for node in nodes
    )


def attributes(node: Element, *own: str, **more: str) -> str:
    """Return the common attributes of an element, with further classes and attributes."""
    classes = " ".join([*own, *node.get("class").split()])
    pairs = {"id": node.get("id"), "class": classes, "lang": node.get("lang")}
    pairs |= {"dir": node.get("dir")} | {
        k.rstrip("_").replace("_", "-"): v for k, v in more.items()
    }
    return "".join(f' {k}="{html.escape(v)}"' for k, v in pairs.items() if v)


def same(tag: str, *own: str, **fixed: str) -> Render:
    """Make a function that renders an element as `tag` with classes of its own."""

    def inner(node: Element, context: Context) -> str:
        content = render(node.children, context)
        return f"<{tag}{attributes(node, *own, **fixed)}>{content}</{tag}>"

    return inner


def kept(tag: str, *names: str) -> Render:
    """Make a function that renders an element as it is, with some of its attributes."""

    def inner(node: Element, context: Context) -> str:
        own = {name: node.get(name) for name in names}
        return f"<{tag}{attributes(node, **own)}>{render(node.children, context)}</{tag}>"

    return inner


def void(text: str) -> Render:
    """Make a function that renders an element as fixed markup."""
    return lambda node, context: text


def _ordered(node: Element, context: Context) -> str:
    """Render a list in order; HTML's own types are Latin, others are counted by the style sheet."""
    type_ = node.get("type")
    own = {"type": type_} if type_.isascii() else {"style": "list-style-type:arabic-letters"}
    given = attributes(node, start=node.get("start"), **own)
    return f"<ol{given}>{render(node.children, context)}</ol>"


def _cell(tag: str) -> Render:
    def inner(node: Element, context: Context) -> str:
        align = node.get("align")
        own = {name: node.get(name) for name in ("colspan", "rowspan", "scope")}
        given = attributes(node, *([f"align-{align}"] if align else []), **own)
        return f"<{tag}{given}>{render(node.children, context)}</{tag}>"

    return inner


def _table(node: Element, context: Context) -> str:
    """Render a table in a box of its own that scrolls where a screen is narrow."""
    widths = re.findall(r"\d+(?:\.\d+)?", node.get("widths"))
    total = sum(map(float, widths))
    columns = "".join(f'<col style="width:{float(w) / total:.2%}">' for w in widths)
    group = f"<colgroup>{columns}</colgroup>" if columns else ""
    parts = [c for c in node.children if isinstance(c, Element)]
    captions = render([p for p in parts if p.tag == "caption"], context)
    rows = render([p for p in parts if p.tag != "caption"], context)
    table = f"<table{attributes(node)}>{captions}{group}{rows}</table>"
    return f'<div class="table-box" tabindex="0">{table}</div>'


def _figure(node: Element, context: Context) -> str:
    width = node.get("width")
    style = f"--width:{width}" if _WIDTH.fullmatch(width) else ""
    return f"<figure{attributes(node, style=style)}>{render(node.children, context)}</figure>"


def _img(node: Element, context: Context) -> str:
    source = data_uri(node.get("src"), context.theme, context.assets)
    width = node.get("width")
    style = f"width:{width}" if _WIDTH.fullmatch(width) else ""
    alt = html.escape(node.get("alt"))
    return f'<img src="{source}" alt="{alt}"{attributes(node, style=style)}>'


def _math(display: bool) -> Render:
    def inner(node: Element, context: Context) -> str:
        markup = mathml("".join(c for c in node.children if isinstance(c, str)), display)
        # A formula runs from left to right in any text.
        own = {"dir": "ltr"} if context.sheet.direction == "rtl" else {}
        if not display:
            return f"<span{attributes(node, 'math', **own)}>{markup}</span>"
        return f'<div tabindex="0"{attributes(node, "math-block", **own)}>{markup}</div>'

    return inner


def _foot_note(node: Element, context: Context) -> str:
    number = node.get("number") or context.sheet.number(len(context.footnotes) + 1)
    at = len(context.footnotes)
    # Every slide counts anew; an address is needed once in the file.
    name = f"{context.page}-{at + 1}"
    context.footnotes.append((name, number, ""))
    content = render(node.children, context)
    context.footnotes[at] = (name, number, content)
    return f'<sup class="foot-note"><a id="ref-{name}" href="#note-{name}">{number}</a></sup>'


def footnotes(context: Context, title: str, first: int = 0) -> str:
    """Return the list of the footnotes met so far, or since the first, or nothing."""
    found = context.footnotes[first:]
    if not found:
        return ""
    entries = "".join(
        f'<p id="note-{name}"><sup><a href="#ref-{name}">{number}</a></sup> {content}</p>'
        for name, number, content in found
    )
    head = f"<h2>{html.escape(title)}</h2>" if title else ""
    return f'<section class="foot-notes">{head}{entries}</section>'


def _columns(node: Element, context: Context) -> str:
    role = "columns ruled" if node.get("rule") else "columns"
    given = attributes(node, role, style=f"--columns:{node.get('count', '2')}")
    return f"<div{given}>{render(node.children, context)}</div>"


def _margin_note(node: Element, context: Context) -> str:
    given = attributes(node, "margin-note", node.get("kind", "note"), role="note")
    return f"<div{given}>{render(node.children, context)}</div>"


def _call_out(node: Element, context: Context) -> str:
    given = attributes(node, "call-out", node.get("kind", "note"))
    return f"<div{given}>{render(node.children, context)}</div>"


def _identity_field(node: Element, context: Context) -> str:
    given = attributes(node, "identity-field", node.get("size", "medium"))
    content = render(node.children, context)
    return f'<div{given}><span>{content}</span><span class="rule"></span></div>'


def _missing(node: Element, context: Context) -> str:
    context.findings.missing(node)
    return ""


def _question(node: Element, context: Context) -> str:
    number, points = html.escape(node.get("number")), html.escape(node.get("points"))
    head = f'<span class="question-number">{number}.</span> ' if number else ""
    tail = f'<span class="points">{points}</span>' if points else ""
    marks = f'<div class="question-head">{head}{tail}</div>' if head or tail else ""
    content = render(node.children, context)
    given = attributes(node, "question-item")
    return f'<div{given}>{marks}<div class="question-body">{content}</div></div>'


def _choice_list(node: Element, context: Context) -> str:
    given = attributes(node, "choice-list", style=f"--columns:{node.get('columns', '1')}")
    return f"<ol{given}>{render(node.children, context)}</ol>"


_MARKS = {"": "", "box": '<span class="box">☐</span> ', "gap": '<span class="gap">___</span> '}


def _choice_option(node: Element, context: Context) -> str:
    letter, mark = html.escape(node.get("letter")), _MARKS[node.get("mark")]
    content = render(node.children, context)
    label = f'<span class="letter">{mark}{letter}.</span> ' if letter else mark
    return f'<li{attributes(node, "choice-option")}>{label}<div class="option">{content}</div></li>'


def _answer_lines(node: Element, context: Context) -> str:
    lines = "<span></span>" * int(node.get("count", "1"))
    return f"<div{attributes(node, 'answer-lines')}>{lines}</div>"


def _answer_box(node: Element, context: Context) -> str:
    given = attributes(node, "answer-box", style=f"--lines:{node.get('lines', '4')}")
    return f"<div{given}></div>"


def _bubble_row(node: Element, context: Context) -> str:
    """Render the bubbles of a number; what is written there has a rule or a box."""
    write = node.get("write")
    parts = (
        ("bubble-label", html.escape(node.get("label"))),
        (f"bubble-write {write}", "&nbsp;" if write else ""),
        ("bubbles", render(node.children, context)),
        ("bubble-note", html.escape(node.get("note"))),
    )
    made = " ".join(f'<span class="{name}">{inside}</span>' for name, inside in parts if inside)
    return f"<p{attributes(node, 'bubble-row')}>{made or '&nbsp;'}</p>"


def _mark_bubble(node: Element, context: Context) -> str:
    sign = REPLACED.get(node.get("state"))
    inside = sign or render(node.children, context)
    return f"<span{attributes(node, 'mark-bubble', node.get('state'))}>{inside}</span>"


def _check_ruler(node: Element, context: Context) -> str:
    length = f"{ruler(node):g}"
    drawn = f'<span class="ruler" style="width:{length}mm">{length} mm</span>'
    return f"<p{attributes(node, 'check-ruler')}>{drawn} {render(node.children, context)}</p>"


def _fill_blank(node: Element, context: Context) -> str:
    content = render(node.children, context) or "&nbsp;"
    return f"<span{attributes(node, 'fill-blank', node.get('size', 'medium'))}>{content}</span>"


def _check_box(node: Element, context: Context) -> str:
    sign = "☑" if node.get("state") == "ticked" else "☐"
    return f"<span{attributes(node, 'check-box')}>{sign}</span>"


def _pre(node: Element, context: Context) -> str:
    # A region that may scroll must be reachable by keyboard.
    return f'<pre tabindex="0"{attributes(node)}>{render(node.children, context)}</pre>'


def _section_heading(node: Element, context: Context) -> str:
    inside = render(with_number(node), context)
    return f"<{node.tag}{attributes(node)}>{inside}</{node.tag}>"


def _contents(node: Element, context: Context) -> str:
    return f"<nav{attributes(node, 'contents')}>{render(node.children, context)}</nav>"


def _contents_entry(node: Element, context: Context) -> str:
    link = f'<a href="{html.escape(node.get("href"))}">{render(with_number(node), context)}</a>'
    level = f"level-{node.get('level')}"
    return f"<p{attributes(node, 'contents-entry', level)}>{link}</p>"


_SAME = "section h1 h4 p blockquote ul dl dt dd thead tbody tr figcaption li caption"
_INLINE = "em strong code sub sup u mark kbd span"
_BOXES = (
    "article page-head head-left head-right page-foot foot-left foot-right keep-together"
    " side-label block-body letter-head identity-block score-box question-group answer-block"
    " sign-off sign-here speaker-notes slide"
)

ELEMENTS: dict[str, Render] = {
    **{tag: kept(tag) for tag in f"{_SAME} {_INLINE}".split()},
    **{tag: same("div", tag) for tag in _BOXES.split()},
    **dict.fromkeys(("h2", "h3"), _section_heading),
    "page-mark": same("p", "page-mark"),
    "page-section": void('<span class="page-section"></span>'),  # a page that scrolls is in all
    "page-number": lambda node, context: context.sheet.number(int(context.page)),
    "page-count": lambda node, context: context.sheet.number(int(context.pages)),
    "page-break": void('<div class="page-break"></div>'),
    "columns": _columns,
    "contents": _contents,
    "contents-entry": _contents_entry,
    "pre": _pre,
    "hr": void("<hr>"),
    "ol": _ordered,
    "table": _table,
    "th": _cell("th"),
    "td": _cell("td"),
    "figure": _figure,
    "img": _img,
    "math": _math(display=False),
    "math-block": _math(display=True),
    "a": kept("a", "href"),
    "br": void("<br>"),
    "foot-note": _foot_note,
    "block-label": same("p", "block-label"),
    "margin-note": _margin_note,
    "call-out": _call_out,
    "call-title": same("p", "call-title"),
    "identity-field": _identity_field,
    "pupil-code": _missing,
    "question-item": _question,
    "choice-list": _choice_list,
    "choice-option": _choice_option,
    "answer-lines": _answer_lines,
    "answer-box": _answer_box,
    "fill-blank": _fill_blank,
    "check-box": _check_box,
    "answer-text": same("strong", "answer-text"),
    "bubble-grid": same("div", "bubble-grid"),
    "bubble-row": _bubble_row,
    "mark-bubble": _mark_bubble,
    "check-ruler": _check_ruler,
    "corner-marks": _missing,
    "cut-line": void('<hr class="cut-line">'),
}
