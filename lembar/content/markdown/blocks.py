"""Turn the block tokens of Markdown into the course's tree."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from lembar.content.markdown.attributes import GIVEN, checked, split_anchor, split_braces
from lembar.content.markdown.dialect import parser
from lembar.content.markdown.even import even
from lembar.content.markdown.headings import check_headings
from lembar.content.markdown.lines import CELL, Lines, cells
from lembar.content.markdown.lists import (
    MARK,
    check_feedback,
    lost_line,
    mark_sign,
    marked_list,
    pair_list,
)
from lembar.content.markdown.mathematics import check_math
from lembar.content.markdown.notes import check_notes, note_texts, split_notes
from lembar.content.markdown.slidefence import ATTRIBUTES as SLIDE
from lembar.content.markdown.slidefence import check_slide
from lembar.content.markdown.source import Source
from lembar.content.markdown.spans import Spans, is_blank
from lembar.course.tree import Element, Node, Nodes, element
from lembar.errors import Place, Problems, nearest

FENCES: Mapping[str, tuple[str, ...]] = {
    "definition": ("id",),
    "example": ("id",),
    "note": ("id",),
    "activity": ("id", "minutes", "group"),
    "discussion": ("id", "minutes", "group"),
    "key-point": ("id",),
    "slide": SLIDE,
    "teacher": (),
    "columns": ("count",),
    "answer-space": ("lines",),
    "questions": (),
}
"""The kinds of fenced block, and the attributes of each."""

_COUNTS = frozenset({"minutes", "group", "count", "lines"})
_BRACED = frozenset(
    {"paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "dl_open"}
    | {"blockquote_open", "table_open"}
)
_ALIGN = re.compile(r"text-align:\s*(\w+)")


def blocks(source: Source, problems: Problems) -> Nodes:
    """Return the blocks of a source; report what can't be read, with its place."""
    env: dict[str, object] = {}
    tokens = parser(source.marks, source.pairs, source.gaps).parse("\n".join(source.rows), env)
    found = _Blocks(source, problems, tokens).all()
    check_headings(found, problems)
    check_notes(env, source, problems)
    if source.marks:
        check_feedback(found, problems)
    return found


def inlines(source: Source, problems: Problems) -> Nodes:
    """Return the nodes of a text that can hold no blocks: a caption, a title."""
    tokens = parser(source.marks, source.pairs, source.gaps).parseInline(source.text, {})
    spans = Spans(source, problems)
    return tuple(node for token in tokens for node in spans.nodes(token))


@dataclass(slots=True)
class _Blocks:
    """Walk through tokens."""

    source: Source
    problems: Problems
    tokens: list[Token]
    at: int = 0
    spans: Spans = field(init=False)
    lists: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tokens, below = split_notes(self.tokens)
        texts: dict[int, Nodes] = {}
        self.spans = Spans(self.source, self.problems, texts)
        texts.update(note_texts(below, self.spans.nodes, self._place, self.problems))

    def all(self) -> Nodes:
        """Return all blocks."""
        return tuple(self._until(""))

    def _place(self, token: Token) -> Place:
        """Return where a block begins: its first sign that is no space."""
        row = token.map[0] if token.map else 0
        line = self.source.line(row)
        return self.source.place(row, len(line) - len(line.lstrip()))

    def _above(self, token: Token) -> Place:
        """Return where the line of braces above a block stands."""
        row = token.map[0] if token.map else 0
        rows = range(min(row, len(self.source.rows) - 1), -1, -1)
        at = next((r for r in rows if self.source.line(r).rstrip().endswith("}")), row)
        line = self.source.line(at)
        return self.source.place(at, max(0, line.find("{")))

    def _until(self, close: str) -> Iterator[Node]:
        """Yield blocks up to a closing token."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == close:
                return
            if token.nesting < 0:  # a footnote within a footnote tears what is around it
                before = self.tokens[max(0, self.at - 2)]
                self.problems.add("note-too-rich", self._place(before), "note-too-rich")
                continue
            if GIVEN in token.meta and (token.type not in _BRACED or token.hidden):
                self.problems.add("braces-alone", self._above(token), "braces-alone")
            yield from _RULES[token.type](self, token)

    # --- rules: each takes the token that opens a block, and all up to its end ---------------

    def paragraph(self, token: Token) -> Nodes:
        """Return a paragraph, or a figure for a picture that stands alone."""
        inline = self.tokens[self.at]
        entry = self.tokens[self.at - 2].type == "list_item_open" if self.at > 1 else False
        self.at += 2
        bullet = entry and self.lists[-1:] == ["ul"]
        nodes = self.spans.nodes(inline, arrows=bullet and not self.source.marks)
        self._check_rows(inline, entry)
        only = _only(nodes)
        if only is not None and only.tag == "img" and not token.hidden:
            return (self._figure(only, self._attributes(token, ("id", "width"))),)
        nodes = self._in_line(nodes)
        if bullet and self.source.marks and MARK.match(inline.content):
            nodes = mark_sign(nodes, Lines(self.source, inline).place(0))
        if token.hidden:
            return nodes
        attributes = self._attributes(token, ("id",))
        return () if is_blank(nodes) else (Element("p", attributes, nodes, self._place(token)),)

    def _check_rows(self, inline: Token, entry: bool) -> None:
        """Report lines that were meant to be more than a part of this paragraph."""
        rows = inline.content.split("\n")
        for at, row in enumerate(rows):
            code = "fence-not-open" if row.lstrip().startswith(":::") else None
            if code is None and not (entry and at == 0):
                code = lost_line(row, self.source.marks, self.source.pairs)
            if code is not None:
                offset = sum(len(each) + 1 for each in rows[:at]) + len(row) - len(row.lstrip())
                place = Lines(self.source, inline).place(offset)
                self.problems.add(code, place, code)

    def _in_line(self, nodes: Nodes) -> Nodes:
        """Report what only a picture on its own can have."""
        for at, node in enumerate(nodes):
            if not isinstance(node, Element):
                continue
            if node.tag == "img" and node.get("title"):
                self.problems.add("caption-in-line", node.place, "caption-in-line")
            after = nodes[at + 1] if at + 1 < len(nodes) else ""
            if node.tag == "img" and isinstance(after, str) and after.startswith("{"):
                self.problems.add("bad-braces", node.place, "bad-braces")
            self._in_line(node.children)
        return nodes

    def _words(self, inline: Token) -> Nodes:
        """Return the nodes of a heading, a term or a cell."""
        return self._in_line(self.spans.nodes(inline))

    def _figure(self, picture: Element, above: dict[str, str]) -> Element:
        own = {k: picture.get(k) for k in ("id", "width") if picture.get(k)}
        attributes = above | own
        place = picture.place
        width = attributes.get("width", "100%")
        if not re.fullmatch(r"(?:[1-9]\d?|100)%", width):
            self.problems.add("bad-width", place, "bad-width", width=width)
        children: list[Node] = [
            Element("img", {k: picture.get(k) for k in ("src", "alt")}, (), place)
        ]
        if picture.get("title"):
            title = self._part(picture.get("title"), picture)
            children.append(element("figcaption", *inlines(title, self.problems), place=place))
        return Element("figure", attributes, tuple(children), place)

    def _part(self, text: str, element: Element, row: int | None = None) -> Source:
        """Return a text that stands in the line of an element, or in another, as a source."""
        place = element.place or Place(self.source.name)
        lines = (place.line, place.column)
        rows = range(len(self.source.rows)) if row is None else (row,)
        for at in rows:
            begins = self.source.place(at)
            column = self.source.line(at).find(text)
            if column >= 0 and (row is not None or begins.line == place.line):
                here = self.source.place(at, column)
                lines = (here.line, here.column)
                break
        return Source(text, self.source.name, (lines,))

    def heading(self, token: Token) -> Nodes:
        """Return a heading; `{#id}` at its end names it."""
        inline = self.tokens[self.at]
        self.at += 2
        nodes = list(self._words(inline))
        attributes = self._attributes(token, ("id",))
        last = nodes[-1] if nodes else ""
        if isinstance(last, str) and last.endswith("}"):
            nodes[-1], given = split_anchor(last)
            attributes |= checked(given, ("id",), self._place(token), self.problems)
        return (Element(token.tag, attributes, tuple(nodes), self._place(token)),)

    def bullets(self, token: Token) -> Nodes:
        """Return a list; with flags, one that answers."""
        listed = self._list(token, "ul", {})
        if self.source.marks:
            listed = marked_list(listed, self.problems)
        elif self.source.pairs:
            listed = pair_list(listed, self.problems)
        return (listed,)

    def numbers(self, token: Token) -> Nodes:
        """Return a numbered list."""
        start = str(token.attrs.get("start", ""))
        return (self._list(token, "ol", {"start": start} if start else {}),)

    def _list(self, token: Token, tag: str, attributes: dict[str, str]) -> Element:
        attributes |= self._attributes(token, ("id",))
        self.lists.append(tag)
        children = tuple(self._until(token.type.replace("open", "close")))
        self.lists.pop()
        return Element(tag, attributes, children, self._place(token))

    def entry(self, token: Token) -> Nodes:
        """Return an entry of a list: text in a line, or blocks."""
        children = tuple(self._until("list_item_close"))
        place = self._place(token)
        return (Element("li", {}, even(children, place), place),)

    def feedback(self, token: Token) -> Nodes:
        """Return what is told about a choice: text in a line, or blocks."""
        children = tuple(self._until("lembar_feedback_close"))
        first = children[0] if len(children) == 1 else None
        if isinstance(first, Element) and first.tag == "p":
            children = first.children
        return (Element("feedback", {}, children, self._place(token)),)

    def terms(self, token: Token) -> Nodes:
        """Return a list of terms."""
        attributes = self._attributes(token, ("id",))
        return (Element("dl", attributes, tuple(self._until("dl_close")), self._place(token)),)

    def term(self, token: Token) -> Nodes:
        """Return a term."""
        inline = self.tokens[self.at]
        self.at += 2
        return (Element("dt", {}, self._words(inline), self._place(token)),)

    def explanation(self, token: Token) -> Nodes:
        """Return what explains a term."""
        place = self._place(token)
        return (Element("dd", {}, even(tuple(self._until("dd_close")), place), place),)

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
            made = Element("caption", {}, (), self._above(token))
            source = self._part(given.pop("caption"), made)
            children.insert(0, made.with_children(inlines(source, self.problems)))
        return (Element("table", {"class": "data", **given}, tuple(children), place),)

    def table_part(self, token: Token) -> Nodes:
        """Return the head or the body of a table."""
        children = tuple(self._until(token.type.replace("open", "close")))
        return (Element(token.tag, {}, children, self._place(token)),)

    def row(self, token: Token) -> Nodes:
        """Return a row; report cells that the head has no column for, which would vanish."""
        row = token.map[0] if token.map else 0
        written = cells(self.source.line(row))
        made: list[Node] = []
        while self.tokens[self.at].type != "tr_close":
            token_of_cell, inline = self.tokens[self.at], self.tokens[self.at + 1]
            self.at += 3
            if len(made) < len(written):
                inline.meta[CELL] = written[len(made)]
            made.append(self._cell(token_of_cell, inline))
        self.at += 1
        if len(written) > len(made):
            place = self.source.place(row, written[len(made)].column)
            self.problems.add(
                "row-too-long", place, "row-too-long", cells=len(written), columns=len(made)
            )
        return (Element("tr", {}, tuple(made), self._place(token)),)

    def _cell(self, token: Token, inline: Token) -> Element:
        found = _ALIGN.search(str(token.attrs.get("style", "")))
        attributes = {"scope": "col"} if token.tag == "th" else {}
        if found:
            attributes["align"] = found[1]
        place = Lines(self.source, inline).place(0)
        return Element(token.tag, attributes, self._words(inline), place)

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
        if kind == "slide":
            check_slide(title, attributes, children, place, self.problems)
        row = token.map[0] if token.map else 0
        line = str(self.source.place(row + 1).line)
        head = {"kind": kind, "title": title} | ({"line": line} if kind == "questions" else {})
        return (Element("fence", head | attributes, children, place),)

    def _attributes(self, token: Token, known: tuple[str, ...]) -> dict[str, str]:
        """Return the attributes that a line of braces gave a block."""
        given = token.meta.get(GIVEN, {})
        return checked(given, known, self._place(token), self.problems) if given else {}


def _only(nodes: Nodes) -> Element | None:
    """Return the element that stands alone, or None."""
    shown = [node for node in nodes if not (isinstance(node, str) and not node.strip())]
    only = shown[0] if len(shown) == 1 else None
    return only if isinstance(only, Element) else None


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
    "tr_open": _Blocks.row,
    "lembar_feedback_open": _Blocks.feedback,
    "lembar_fence_open": _Blocks.fence,
    "lembar_braces": _Blocks.braces,
}
