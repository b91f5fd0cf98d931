"""Turn blocks into Markdown: one function for each, in one table."""

import re
from collections.abc import Iterable

from lembar.course.tree import Element, Node, text_of
from lembar.sheet.vocabulary import VOCABULARY
from lembar.writers.bubbles import as_text, bubbles
from lembar.writers.headings import with_number
from lembar.writers.markdown.context import Block, Context
from lembar.writers.markdown.inline import BLANKS, escape, image, inline, paragraph, tex
from lembar.writers.signs import SIGNS

_DASHES = re.compile(r"-{2,}")
_LIST = re.compile(r"(- |\d+\. )")
_SETTING = re.compile(r"[\w$-]+\\?:")


def blocks(nodes: Iterable[Node], context: Context) -> list[str]:
    """Return blocks as Markdown; loose inline nodes become a paragraph."""
    found: list[str] = []
    loose: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or VOCABULARY[node.tag].inline:
            loose.append(node)
            continue
        found += _text(loose, context)
        loose = []
        if node.get("id") in context.targets:
            found.append(f'<a id="{node.get("id")}"></a>')
        found += _BLOCKS[node.tag](node, context)
    return found + _text(loose, context)


def joined(found: Iterable[str]) -> str:
    """Return blocks as text, an empty line between them."""
    made: list[str] = []
    for block in (each for each in found if each):
        if made and _LIST.match(block) and _LIST.match(made[-1]):
            made.append("<!-- -->")  # else the two lists become one
        made.append(block)
    return "\n\n".join(made)


def _entry_text(found: list[str]) -> str:
    """Return the blocks of an entry; a list right below a line keeps its list tight."""
    text = joined(found)
    return text.replace("\n\n", "\n", 1) if len(found) == 2 and _LIST.match(found[1]) else text


def _text(nodes: list[Node], context: Context) -> list[str]:
    text = paragraph(nodes, context)
    return [text] if text else []


def _paragraph(node: Element, context: Context) -> list[str]:
    return _text(list(node.children), context)


def _heading(level: int) -> Block:
    def inner(node: Element, context: Context) -> list[str]:
        return [f"{'#' * level} {inline(with_number(node), context).replace('#', chr(92) + '#')}"]

    return inner


def _bold(node: Element, context: Context) -> list[str]:
    text = inline(node.children, context).strip()
    return [f"**{text}**"] if text else []


def _inside(node: Element, context: Context) -> list[str]:
    return blocks(node.children, context)


def _quoted(node: Element, context: Context) -> list[str]:
    text = joined(blocks(node.children, context))
    return ["\n".join(f"> {line}".rstrip() for line in text.split("\n"))]


def _pre(node: Element, context: Context) -> list[str]:
    text = text_of(node.children)
    fence = "```"
    while fence in text:
        fence += "`"
    return [f"{fence}\n{text.strip(chr(10))}\n{fence}"]


def _rule(node: Element, context: Context) -> list[str]:
    # "---" would begin a slide, and a heading below a line of text.
    return ["***"]


def _set_in(marker: str, text: str) -> str:
    """Return an entry of a list: what follows its first line is set in as far as the marker."""
    inset = " " * len(marker)
    return "\n".join(
        f"{marker if not n else inset if line else ''}{line}"
        for n, line in enumerate(text.split("\n"))
    )


def _list(node: Element, context: Context) -> list[str]:
    entries = [child for child in node.children if isinstance(child, Element)]
    start = int(node.get("start") or 1)
    made: list[str] = []
    for number, each in enumerate(entries, start):
        text = _entry_text(blocks(each.children, context)) or "&nbsp;"
        if node.tag == "ol" and node.get("type") in ("", "1"):
            made.append(_set_in(f"{number}. ", text))
        else:
            # Markdown itself counts in figures only: letters are text.
            sign = f"{SIGNS[node.get('type')](number)} " if node.tag == "ol" else ""
            made.append(_set_in("- ", f"{sign}{text}"))
    return ["\n".join(made)]


def _definitions(node: Element, context: Context) -> list[str]:
    """Return a list of terms as a plain list, since not every reader knows the other."""
    made: list[str] = []
    for child in (c for c in node.children if isinstance(c, Element)):
        if child.tag == "dt":
            made.append(f"- **{inline(child.children, context).strip()}**")
            continue
        explained = blocks(child.children, context)
        if made and explained and "\n" not in explained[0]:
            made[-1] += f": {explained[0]}"
            explained = explained[1:]
        made += ["  " + text.replace("\n", "\n  ") for text in explained]
    return ["\n".join(made)]


def _table(node: Element, context: Context) -> list[str]:
    """Return a table with pipes; its first row is its head."""
    parts = [child for child in node.children if isinstance(child, Element)]
    captions = [t for part in parts if part.tag == "caption" for t in _bold(part, context)]
    rows = [
        [cell for cell in row.children if isinstance(cell, Element)]
        for part in parts
        if part.tag != "caption"
        for row in part.children
        if isinstance(row, Element)
    ]
    if not rows:
        return captions
    cells, aligns = _grid(rows, context)
    width = max(len(row) for row in cells)
    full = [[*row, *[""] * (width - len(row))] for row in cells]
    if not any(part.tag == "thead" for part in parts):
        full.insert(0, [""] * width)
    signs = {"right": "---:", "center": ":---:"}
    ruled = [signs.get(aligns.get(n, ""), "---") for n in range(width)]
    lines = [f"| {' | '.join(row)} |" for row in (full[0], ruled, *full[1:])]
    return [*captions, "\n".join(lines)]


def _grid(rows: list[list[Element]], context: Context) -> tuple[list[list[str]], dict[int, str]]:
    """Return the cells by row and column; what a span covers stays empty, and is reported."""
    covered: set[tuple[int, int]] = set()
    aligns: dict[int, str] = {}
    made: list[list[str]] = []
    for y, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            while (y, len(line)) in covered:
                line.append("")
            x = len(line)
            wide, high = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            if wide > 1 or high > 1:
                context.findings.missing(cell)
            covered |= {(y + dy, x + dx) for dy in range(1, high) for dx in range(wide)}
            align = "right" if "numeric" in cell.get("class").split() else cell.get("align")
            aligns[x] = align or aligns.get(x, "")
            line += [_cell(cell, context), *[""] * (wide - 1)]
        made.append(line)
    return made, aligns


def _cell(node: Element, context: Context) -> str:
    """Return a cell on one line; its blocks stand one below the other."""
    made = blocks(node.children, context)
    if any("\n" in block for block in made):
        context.findings.missing(node)
    return "<br>".join(line.strip() for block in made for line in block.split("\n") if line)


def _figure(node: Element, context: Context) -> list[str]:
    made: list[str] = []
    for child in (c for c in node.children if isinstance(c, Element)):
        if child.tag == "img":
            made.append(image(child, context))
        else:
            text = inline(child.children, context).strip()
            made += [f"*{text}*"] if text else []
    return made


def _math_block(node: Element, context: Context) -> list[str]:
    return [f"$$\n{tex(node)}\n$$"]


def _question(node: Element, context: Context) -> list[str]:
    """Return a question: its number leads the first paragraph, its points end it."""
    number, points = escape(node.get("number")), escape(node.get("points"))
    lead, tail = f"**{number}.** " if number else "", f" ({points})" if points else ""
    first = node.children[0] if node.children else None
    if isinstance(first, Element) and first.tag == "p":
        stem = inline(first.children, context).strip()
        return [f"{lead}{stem}{tail}", *blocks(node.children[1:], context)]
    head = f"{lead}{tail.strip()}".strip()
    return [*([head] if head else []), *blocks(node.children, context)]


_OPENERS = ("- ", "> ", "|", "$$", "```", "#", "1. ")
_MARKS = {"": "", "box": "☐ ", "gap": "\\_\\_\\_\\_ "}


def _choices(node: Element, context: Context) -> list[str]:
    """Return choices as a list; Markdown counts no letters, so they stand in the text."""
    options = [child for child in node.children if isinstance(child, Element)]
    return ["\n".join(_option(option, context) for option in options)]


def _option(node: Element, context: Context) -> str:
    letter = f"{escape(node.get('letter'))}. " if node.get("letter") else ""
    lead = _MARKS[node.get("mark")] + letter
    made = blocks(node.children, context)
    inline_first = not made or not made[0].startswith(_OPENERS)
    if made and inline_first:
        return _set_in("- ", joined([lead + made[0], *made[1:]]))
    return _set_in("- ", joined([lead.strip(), *made]))


def _lines(node: Element, context: Context) -> list[str]:
    """Return lines to write on."""
    count = int(node.get("count") or node.get("lines") or 1)
    return ["<br>\n".join(["\\_" * 40] * count)]


def _box(node: Element, context: Context) -> list[str]:
    context.findings.missing(node)
    return []


def _bubble_grid(node: Element, context: Context) -> list[str]:
    """Return rows of bubbles, each on a line of its own; an empty row has nothing to keep."""
    rows = (_bubble_row(row) for row in node.children if isinstance(row, Element))
    return ["<br>\n".join(row for row in rows if row)]


def _bubble_row(row: Element) -> str:
    label = f"**{escape(row.get('label'))}**" if row.get("label") else ""
    blank = "\\_" * BLANKS[_WRITTEN[row.get("write")]] if row.get("write") else ""
    marks = " ".join(escape(as_text(each)) for each in bubbles(row))
    return " ".join(part for part in (label, blank, marks, escape(row.get("note"))) if part)


_WRITTEN = {"line": "large", "box": "small"}


def _bubbles(node: Element, context: Context) -> list[str]:
    return [_bubble_row(node) if node.tag == "bubble-row" else escape(as_text(node))]


def _ruler(node: Element, context: Context) -> list[str]:
    """Return the words of a ruler: a file of text has no size."""
    context.findings.missing(node)
    return _paragraph(node, context)


def _field(node: Element, context: Context) -> list[str]:
    blank = "\\_" * BLANKS.get(node.get("size"), BLANKS["medium"])
    return [f"{paragraph(node.children, context)}: {blank}"]


def _page_break(node: Element, context: Context) -> list[str]:
    """Return what makes a new page when the file is printed as a web page, or a new slide."""
    return ["---"] if context.marp else ['<div style="page-break-after: always"></div>']


def _columns(node: Element, context: Context) -> list[str]:
    context.findings.missing(node)
    return _inside(node, context)


def _contents(node: Element, context: Context) -> list[str]:
    """Write the headings as a list of links; what stands above it stays so."""
    above = [n for n in node.children if isinstance(n, Element) and n.tag != "contents-entry"]
    lines = "\n".join(
        f"{'  ' * (int(n.get('level')) - 2)}- [{inline(with_number(n), context)}]({n.get('href')})"
        for n in node.children
        if isinstance(n, Element) and n.tag == "contents-entry"
    )
    return [*blocks(above, context), *([lines] if lines else [])]


def _missing(node: Element, context: Context) -> list[str]:
    context.findings.missing(node)
    return []


def _notes(node: Element, context: Context) -> list[str]:
    return [comment(joined(blocks(node.children, context)))]


def comment(text: str) -> str:
    """Return text as a comment, which Marp shows to the speaker; nothing in it can end it."""
    # Marp takes a comment like "class: XI" for a setting; a list is none.
    lead = "- " if _SETTING.match(text) else ""
    safe = _DASHES.sub(lambda m: "-\u2060" * (len(m[0]) - 1) + "-", text)
    return f"<!--\n{lead}{safe}\n-->"


_FLAT = (
    "article section keep-together side-label block-body question-group li dd letter-head"
    " identity-block sign-off sign-here slide page-head page-foot answer-block"
)
_TEXT = "p caption figcaption head-left head-right foot-left foot-right score-box page-mark"
_BOLD = "call-title block-label dt"
_BLOCKS: dict[str, Block] = {
    **dict.fromkeys(_FLAT.split(), _inside),
    **dict.fromkeys(_TEXT.split(), _paragraph),
    **dict.fromkeys(_BOLD.split(), _bold),
    **{f"h{level}": _heading(level) for level in range(1, 5)},
    **dict.fromkeys(("blockquote", "call-out", "margin-note"), _quoted),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(("hr", "cut-line"), _rule),
    "pre": _pre,
    "dl": _definitions,
    "table": _table,
    "figure": _figure,
    "math-block": _math_block,
    "question-item": _question,
    "choice-list": _choices,
    "answer-lines": _lines,
    "bubble-grid": _bubble_grid,
    "bubble-row": _bubbles,
    "mark-bubble": _bubbles,
    "check-ruler": _ruler,
    "corner-marks": _box,
    "answer-box": _box,
    "identity-field": _field,
    "pupil-code": _missing,
    "page-break": _page_break,
    "columns": _columns,
    "contents": _contents,
    "contents-entry": _paragraph,
    "speaker-notes": _notes,
}
