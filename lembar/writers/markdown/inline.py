"""Turn inline elements into Markdown: one function for each, in one table."""

import re
from collections.abc import Iterable

from lembar.course.tree import Element, Node
from lembar.writers.html.context import data_uri
from lembar.writers.markdown.context import Context, Inline

# What Markdown would read as marks anywhere in a line; ":" only where it makes an emoji's name.
_MARKS = re.compile(r"[\\`*_\[\]<>$|~^]|&(?=#?\w+;)|:(?=[\w+-]+:)|(?<=\w):(?=/)")
# What Markdown would read as a mark at the start of a line only.
_OPENING = re.compile(r"^(\s*)([-+#=:]|\d{1,9}(?=[.)]))")
_LINE = re.compile(r"^(\d{1,9})([.)])")
_EDGE = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
BLANKS = {"small": 6, "medium": 14, "large": 28}


def escape(text: str) -> str:
    """Return text so that Markdown reads no marks in it."""
    return _MARKS.sub(lambda m: f"\\{m[0]}", text)


def opening(line: str) -> str:
    """Return a line so that Markdown takes its beginning for no mark."""
    numbered = _LINE.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return _OPENING.sub(r"\1\\\2", line)


def inline(nodes: Iterable[Node], context: Context) -> str:
    """Return inline nodes as Markdown on one line."""
    return "".join(
        escape(node) if isinstance(node, str) else INLINE[node.tag](node, context) for node in nodes
    )


def paragraph(nodes: Iterable[Node], context: Context) -> str:
    """Return inline nodes as a paragraph of its own."""
    return opening(inline(nodes, context).strip())


def _within(mark: str) -> Inline:
    """Make a function that sets an element between marks, its outer spaces outside."""

    def inner(node: Element, context: Context) -> str:
        found = _EDGE.match(inline(node.children, context))
        assert found is not None
        return f"{found[1]}{mark}{found[2]}{mark}{found[3]}" if found[2] else found[0]

    return inner


def _tagged(tag: str) -> Inline:
    def inner(node: Element, context: Context) -> str:
        return f"<{tag}>{inline(node.children, context)}</{tag}>"

    return inner


def _span(node: Element, context: Context) -> str:
    """Return a span as its words, between marks where its role has a look."""
    roles = node.get("class").split()
    mark = "**" if "term" in roles else "*" if {"translation", "source"} & set(roles) else ""
    return _within(mark)(node, context) if mark else inline(node.children, context)


def _code(node: Element, context: Context) -> str:
    """Return code behind as many back-ticks as it needs."""
    if any(isinstance(child, Element) for child in node.children):
        return _tagged("code")(node, context)
    text = "".join(str(child) for child in node.children)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def tex(node: Element) -> str:
    """Return the TeX of a formula on one line."""
    return " ".join("".join(c for c in node.children if isinstance(c, str)).split())


def _math(node: Element, context: Context) -> str:
    return f"${tex(node)}$"


def image(node: Element, context: Context) -> str:
    """Return a picture whose bytes stand in the text, so that the file is whole."""
    alt = escape(" ".join(node.get("alt").split()))
    return f"![{alt}]({data_uri(node.get('src'), context.theme, context.assets)})"


def _link(node: Element, context: Context) -> str:
    address = node.get("href").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
    return f"[{inline(node.children, context)}](<{address}>)"


def _foot_note(node: Element, context: Context) -> str:
    number = node.get("number") or str(len(context.footnotes) + 1)
    at = len(context.footnotes)
    context.footnotes.append((number, ""))
    context.footnotes[at] = (number, inline(node.children, context))
    return f"<sup>{escape(number)}</sup>" if context.marp else f"[^{number}]"


def _fill_blank(node: Element, context: Context) -> str:
    if node.children:
        return f"<u>{inline(node.children, context)}</u>"
    return "\\_" * BLANKS.get(node.get("size"), BLANKS["medium"])


def _check_box(node: Element, context: Context) -> str:
    return "☑" if node.get("state") == "ticked" else "☐"


def _break(node: Element, context: Context) -> str:
    return "<br>"


def _missing(node: Element, context: Context) -> str:
    context.findings.missing(node)
    return ""


INLINE: dict[str, Inline] = {
    "em": _within("*"),
    "strong": _within("**"),
    "answer-text": _within("**"),
    "code": _code,
    "span": _span,
    "math": _math,
    "img": image,
    "a": _link,
    "br": _break,
    "foot-note": _foot_note,
    "fill-blank": _fill_blank,
    "check-box": _check_box,
    "page-section": _missing,
    "page-number": lambda node, context: context.page,
    "page-count": lambda node, context: context.pages,
    **{tag: _tagged(tag) for tag in ("sub", "sup", "u", "mark", "kbd")},
}
