"""Turn the block tokens of Markdown into the course's tree."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from lembar.content.markdown.attributes import GIVEN, checked, split_braces
from lembar.content.markdown.dialect import parser
from lembar.content.markdown.even import even
from lembar.content.markdown.lists import marked_list, pair_list
from lembar.content.markdown.mathematics import check_math
from lembar.content.markdown.source import Source
from lembar.content.markdown.spans import Spans, is_blank
from lembar.course.tree import Element, Node, Nodes, element, text_of
from lembar.errors import Place, Problems, nearest

FENCES: Mapping[str, tuple[str, ...]] = {
    "definition": ("id",),
    "example": ("id",),
    "note": ("id",),
    "activity": ("id", "minutes", "group"),
    "discussion": ("id", "minutes", "group"),
    "key-point": ("id",),
    "slide": (),
    "teacher": (),
    "columns": ("count",),
    "answer-space": ("lines",),
    "questions": (),
}
"""The kinds of fenced block, and the attributes of each."""

_COUNTS = frozenset({"minutes", "group", "count", "lines"})
_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}$")
_ALIGN = re.compile(r"text-align:\s*(\w+)")


def blocks(source: Source, problems: Problems) -> Nodes:
    """Return the blocks of a source; report what can't be read, with its place."""
    env: dict[str, object] = {}
    tokens = parser(source.gaps).parse(source.text, env)
    reader = _Blocks(source, problems, tokens)
    found = reader.all()
    _check_headings(found, problems)
    reader.check_notes(env)
    return found


def inlines(source: Source, problems: Problems) -> Nodes:
    """Return the nodes of a text of one line."""
    found = blocks(source, problems)
    if len(found) == 1 and isinstance(found[0], Element) and found[0].tag == "p":
        return found[0].children
    return found


def _check_headings(nodes: Nodes, problems: Problems) -> None:
    """Report a title in the text, and a level that is left out."""
    before = 1
    for each in nodes:
        if not isinstance(each, Element) or not re.fullmatch(r"h[1-6]", each.tag):
            continue
        level = int(each.tag[1])
        if level == 1 or level > 4:
            problems.add("heading-level", each.place, "heading-level")
        elif level > before + 1:
            problems.add("heading-skips", each.place, "heading-skips", to="#" * (before + 1))
        before = max(level, 2)


@dataclass(slots=True)
class _Blocks:
    """Walk through tokens."""

    source: Source
    problems: Problems
    tokens: list[Token]
    at: int = 0
    spans: Spans = field(init=False)

    def __post_init__(self) -> None:
        notes: dict[int, Nodes] = {}
        self.spans = Spans(self.source, self.problems, notes)
        notes.update(self._notes())

    def all(self) -> Nodes:
        """Return all blocks."""
        return tuple(self._until(""))

    def check_notes(self, env: Mapping[str, object]) -> None:
        """Report footnotes that are never called."""
        notes = env.get("footnotes")
        refs = notes.get("refs", {}) if isinstance(notes, dict) else {}
        for label, number in refs.items():
            if number < 0:
                name = label.removeprefix(":")
                lines = self.source.text.split("\n")
                mark = f"[^{name}]:"
                row = next((i for i, line in enumerate(lines) if mark in line), 0)
                self.problems.add("unused-note", self.source.place(row), note=f"[^{name}]")

    def _notes(self) -> dict[int, Nodes]:
        """Take the footnotes off the end of the tokens and return their texts by number."""
        start = next(
            (i for i, t in enumerate(self.tokens) if t.type == "footnote_block_open"), None
        )
        if start is None:
            return {}
        block, self.tokens = self.tokens[start:], self.tokens[:start]
        found: dict[int, Nodes] = {}
        number = 0
        for token in block:
            if token.type == "footnote_open":
                number = int(token.meta["id"]) + 1
                found[number] = ()
            elif token.type == "inline":
                gap: Nodes = (" ",) if found[number] else ()
                found[number] += gap + self.spans.nodes(token)
            elif token.nesting == 1 and token.type not in ("footnote_block_open", "paragraph_open"):
                self.problems.add("note-too-rich", self._place(token), "note-too-rich")
        return found

    def _place(self, token: Token) -> Place:
        """Return where a block begins: its first sign that is no space."""
        row = token.map[0] if token.map else 0
        line = self.source.line(row)
        return self.source.place(row, len(line) - len(line.lstrip()))

    def _until(self, close: str) -> Iterator[Node]:
        """Yield blocks up to a closing token."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == close:
                return
            yield from _RULES[token.type](self, token)

    # --- rules: each takes the token that opens a block, and all up to its end ---------------

    def paragraph(self, token: Token) -> Nodes:
        """Return a paragraph, or a figure for a picture that stands alone."""
        inline = self.tokens[self.at]
        self.at += 2
        nodes = self.spans.nodes(inline)
        alone = [node for node in nodes if not (isinstance(node, str) and not node.strip())]
        only = alone[0] if len(alone) == 1 and not token.hidden else None
        if isinstance(only, Element) and only.tag == "img":
            return (self._figure(only, self._attributes(token, ("id", "width"))),)
        nodes = tuple(self._in_line(node) for node in nodes)
        if token.hidden:
            return nodes
        if text_of(nodes).lstrip().startswith(":::"):
            self.problems.add("fence-not-open", self._place(token), "fence-not-open")
        attributes = self._attributes(token, ("id",))
        return () if is_blank(nodes) else (Element("p", attributes, nodes, self._place(token)),)

    def _in_line(self, node: Node) -> Node:
        """Report what only a picture on its own can have."""
        if isinstance(node, Element) and node.tag == "img" and node.get("title"):
            self.problems.add("caption-in-line", node.place, "caption-in-line")
        return node

    def _figure(self, picture: Element, above: dict[str, str]) -> Element:
        own = {k: picture.get(k) for k in ("id", "width") if picture.get(k)}
        attributes = above | own
        place = picture.place or Place(self.source.name)
        width = attributes.get("width", "100%")
        if not re.fullmatch(r"(?:[1-9]\d?|100)%", width):
            self.problems.add("bad-width", place, "bad-width", width=width)
        children: list[Node] = [
            Element("img", {k: picture.get(k) for k in ("src", "alt")}, (), place)
        ]
        if picture.get("title"):
            title = Source(picture.get("title"), place.file, ((place.line, place.column),))
            children.append(element("figcaption", *inlines(title, self.problems), place=place))
        return Element("figure", attributes, tuple(children), place)

    def heading(self, token: Token) -> Nodes:
        """Return a heading; `{#id}` at its end names it."""
        inline = self.tokens[self.at]
        self.at += 2
        nodes = list(self.spans.nodes(inline))
        attributes = self._attributes(token, ("id",))
        last = nodes[-1] if nodes else ""
        found = _ANCHOR.search(last) if isinstance(last, str) else None
        if found and isinstance(last, str):
            attributes["id"] = found[1]
            nodes[-1] = last[: found.start()]
        return (Element(token.tag, attributes, tuple(nodes), self._place(token)),)

    def bullets(self, token: Token) -> Nodes:
        """Return a list; with flags, one that answers."""
        listed = self._list(token, "ul", {})
        if self.source.marks:
            listed = marked_list(listed, self.problems)
        if self.source.pairs and listed.tag == "ul":
            listed = pair_list(listed, self.problems)
        return (listed,)

    def numbers(self, token: Token) -> Nodes:
        """Return a numbered list."""
        start = str(token.attrs.get("start", ""))
        return (self._list(token, "ol", {"start": start} if start else {}),)

    def _list(self, token: Token, tag: str, attributes: dict[str, str]) -> Element:
        attributes |= self._attributes(token, ("id",))
        children = tuple(self._until(token.type.replace("open", "close")))
        return Element(tag, attributes, children, self._place(token))

    def entry(self, token: Token) -> Nodes:
        """Return an entry of a list: text in a line, or blocks."""
        children = tuple(self._until("list_item_close"))
        return (Element("li", {}, even(children), self._place(token)),)

    def terms(self, token: Token) -> Nodes:
        """Return a list of terms."""
        attributes = self._attributes(token, ("id",))
        return (Element("dl", attributes, tuple(self._until("dl_close")), self._place(token)),)

    def term(self, token: Token) -> Nodes:
        """Return a term."""
        inline = self.tokens[self.at]
        self.at += 2
        return (Element("dt", {}, self.spans.nodes(inline), self._place(token)),)

    def explanation(self, token: Token) -> Nodes:
        """Return what explains a term."""
        return (Element("dd", {}, even(tuple(self._until("dd_close"))), self._place(token)),)

    def quotation(self, token: Token) -> Nodes:
        """Return a quotation."""
        attributes = self._attributes(token, ("id",))
        children = tuple(self._until("blockquote_close"))
        return (Element("blockquote", attributes, children, self._place(token)),)

    def code(self, token: Token) -> Nodes:
        """Return text as it was typed."""
        return (Element("pre", {}, (token.content.rstrip("\n"),), self._place(token)),)

    def rule(self, token: Token) -> Nodes:
        """Return a rule."""
        return (Element("hr", {}, (), self._place(token)),)

    def math(self, token: Token) -> Nodes:
        """Return mathematics on a line of its own, after it was checked."""
        place = self._place(token)
        check_math(token.content, True, place, self.problems)
        return (Element("math-block", {}, (token.content.strip(),), place),)

    def table(self, token: Token) -> Nodes:
        """Return a table; a line `{#id caption="…"}` above it names it."""
        place = self._place(token)
        given = self._attributes(token, ("id", "caption"))
        children = list(self._until("table_close"))
        if given.get("caption"):
            source = Source(given.pop("caption"), place.file, ((place.line, 1),))
            caption = element("caption", *inlines(source, self.problems), place=place)
            children.insert(0, caption)
        return (Element("table", {"class": "data", **given}, tuple(children), place),)

    def table_part(self, token: Token) -> Nodes:
        """Return the head, the body or a row of a table."""
        children = tuple(self._until(token.type.replace("open", "close")))
        return (Element(token.tag, {}, children, self._place(token)),)

    def cell(self, token: Token) -> Nodes:
        """Return a cell."""
        inline = self.tokens[self.at]
        self.at += 2
        found = _ALIGN.search(str(token.attrs.get("style", "")))
        attributes = {"scope": "col"} if token.tag == "th" else {}
        if found:
            attributes["align"] = found[1]
        return (Element(token.tag, attributes, self.spans.nodes(inline), self._place(token)),)

    def braces(self, token: Token) -> Nodes:
        """Report a line of braces that no block follows."""
        self.problems.add("braces-alone", self._place(token), "braces-alone")
        return ()

    def fence(self, token: Token) -> Nodes:
        """Return a fenced block."""
        place = self._place(token)
        kind = str(token.meta["kind"])
        children: Nodes
        if token.content or kind == "questions":
            children = (token.content,)
            self.at += 1
        else:
            children = tuple(self._until("lembar_fence_close"))
        if kind not in FENCES:
            near = nearest(kind, FENCES)
            known = ", ".join(FENCES)
            hint = "did-you-mean" if near else "known-words"
            self.problems.add("unknown-block", place, hint, kind=kind, nearest=near, known=known)
            return ()
        if not token.meta["closed"]:
            self.problems.add("fence-not-closed", place, "fence-not-closed", kind=kind)
        title, given = split_braces(token.info)
        if given is None:
            self.problems.add("bad-braces", place, "bad-braces")
            given = {}
        attributes = checked(given, FENCES[kind], place, self.problems)
        for name in _COUNTS & set(attributes):
            if not re.fullmatch(r"[1-9]\d?\d?", attributes[name]):
                self.problems.add("not-a-number", place, "not-a-number", given=attributes[name])
        row = token.map[0] if token.map else 0
        line = str(self.source.place(row + 1).line)
        head = {"kind": kind, "title": title} | ({"line": line} if kind == "questions" else {})
        return (Element("fence", head | attributes, children, place),)

    def _attributes(self, token: Token, known: tuple[str, ...]) -> dict[str, str]:
        """Return the attributes that a line of braces gave a block."""
        given = token.meta.get(GIVEN, {})
        return checked(given, known, self._place(token), self.problems) if given else {}


_RULES: Mapping[str, Callable[[_Blocks, Token], Nodes]] = {
    "paragraph_open": _Blocks.paragraph,
    "heading_open": _Blocks.heading,
    "bullet_list_open": _Blocks.bullets,
    "ordered_list_open": _Blocks.numbers,
    "list_item_open": _Blocks.entry,
    "dl_open": _Blocks.terms,
    "dt_open": _Blocks.term,
    "dd_open": _Blocks.explanation,
    "blockquote_open": _Blocks.quotation,
    "fence": _Blocks.code,
    "code_block": _Blocks.code,
    "hr": _Blocks.rule,
    "math_block": _Blocks.math,
    "math_block_label": _Blocks.math,
    "table_open": _Blocks.table,
    "thead_open": _Blocks.table_part,
    "tbody_open": _Blocks.table_part,
    "tr_open": _Blocks.table_part,
    "th_open": _Blocks.cell,
    "td_open": _Blocks.cell,
    "lembar_fence_open": _Blocks.fence,
    "lembar_braces": _Blocks.braces,
}
