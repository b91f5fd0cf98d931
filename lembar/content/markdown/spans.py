"""Turn the inline tokens of a block into the tree."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from markdown_it.token import Token

from lembar.content.markdown.attributes import GIVEN, checked
from lembar.content.markdown.lines import Lines
from lembar.content.markdown.mathematics import check_math
from lembar.content.markdown.positions import offset
from lembar.content.markdown.source import Source
from lembar.course.tree import Element, Node, Nodes, text_of
from lembar.errors import Place, Problems

_TAG = re.compile(r"<(?P<close>/)?(?P<name>[A-Za-z][\w-]*)\s*(?P<void>/)?>")
_ALLOWED = ("sub", "sup", "br", "u", "mark", "kbd")
_TERM = re.compile(r"term:(.*)", re.DOTALL)
# What is left out stands on the line of the word before it.
_ELLIPSIS = "\N{NO-BREAK SPACE}…"
_LOST = (
    ("unknown-note", re.compile(r"\[\^[^\]\s]+\]")),
    ("raw-html", re.compile(r"<!--[^>]{0,20}")),
    ("gap-open", re.compile(r"\[\[|\]\]")),
    ("term-not-read", re.compile(r"\]\(term:[^)\n]*\)")),
)
"""Codes, and the signs of what was meant: a footnote, a comment, a gap that is cut, a term."""


@dataclass(slots=True)
class _Open:
    """Hold an element that is not closed yet; `close` names the token or tag that closes it."""

    tag: str
    attributes: Mapping[str, str]
    place: Place
    close: str
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spans:
    """Turn the inline tokens of one source into nodes; `notes` are its footnotes by number."""

    source: Source
    problems: Problems
    notes: Mapping[int, Nodes] = field(default_factory=dict)
    called: set[int] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)  # names of tags

    def nodes(self, inline: Token, arrows: bool = False) -> Nodes:
        """Return the nodes of an inline token; with `arrows`, its arrows are elements."""
        lines = Lines(self.source, inline)
        stack = [_Open("", {}, lines.place(0), "")]
        for token in inline.children or ():
            if token.type == "arrow" and (len(stack) > 1 or not arrows):
                stack[-1].children.append(token.content)
            elif token.type == "text":
                self._look(token.content, inline.content, lines)
                stack[-1].children.append(token.content.replace(" …", _ELLIPSIS))
            else:
                self._take(token, lines.place(offset(token)), stack)
        while len(stack) > 1:
            left = stack.pop()
            self.problems.add("html-open", left.place, tag=left.tag)
            stack[-1].children.extend(left.children)
        return _joined(stack[0].children)

    def _look(self, text: str, content: str, lines: Lines) -> None:
        """Report what stands in plain text only because it could not be read as what it is."""
        for code, pattern in _LOST:
            found = pattern.search(text)
            if found is None or (code == "gap-open" and not self.source.gaps):
                continue
            place = lines.place(max(0, content.find(found[0])))
            known = ", ".join(_ALLOWED)
            hint = None if code == "unknown-note" else code
            self.problems.add(code, place, hint, note=found[0], tag=found[0], known=known)

    def _take(self, token: Token, place: Place, stack: list[_Open]) -> None:
        leaf = _LEAVES.get(token.type)
        if leaf is not None:
            stack[-1].children.extend(leaf(self, token, place))
        elif token.type == "html_inline":
            self._html(token, place, stack)
        elif token.nesting == 1:
            tag, attributes = _opened(token)
            stack.append(_Open(tag, attributes, place, token.type.replace("_open", "_close")))
        elif token.nesting == -1:
            self._close(token.type, place, stack)
        else:
            raise AssertionError(f"no rule for {token.type}")

    def _close(self, name: str, place: Place, stack: list[_Open]) -> None:
        """Close the innermost element; what was opened as HTML inside it must be closed first."""
        while len(stack) > 1 and stack[-1].close != name:
            left = stack.pop()
            self.problems.add("html-open", left.place, tag=left.tag)
            stack[-1].children.extend(left.children)
        if len(stack) > 1:
            done = stack.pop()
            made = Element(done.tag, done.attributes, _joined(done.children), done.place)
            stack[-1].children.append(made)
            if done.tag == "a" and is_blank(made.children):
                self.problems.add("empty-link", made.place, "empty-link")

    def _html(self, token: Token, place: Place, stack: list[_Open]) -> None:
        found = _TAG.fullmatch(token.content)
        name = found["name"].lower() if found else ""
        if name not in _ALLOWED:
            allowed = ", ".join(_ALLOWED)
            said = token.content.split("\n")[0][:40]
            if not token.content.startswith("</") or name not in self.refused:
                # What closes a tag that was refused is no second mistake.
                self.problems.add("raw-html", place, "raw-html", tag=said, known=allowed)
            self.refused.add(name or token.content[2:-1].split(" ")[0].lower())
            return
        assert found is not None
        if name == "br":
            stack[-1].children.append(Element("br", {}, (), place))
        elif not found["close"]:
            stack.append(_Open(name, {}, place, f"</{name}>"))
        elif any(each.close == f"</{name}>" for each in stack):
            self._close(f"</{name}>", place, stack)
        else:
            self.problems.add("html-not-open", place, tag=name)

    # --- tokens without an end ----------------------------------------------------------------

    def plain(self, token: Token, place: Place) -> Nodes:
        """Return a sign that was escaped, or an entity."""
        return (token.content,)

    def arrow(self, token: Token, place: Place) -> Nodes:
        """Return an arrow, which `lists.pair_list` takes."""
        return (Element("arrow", {}, (token.content,), place),)

    def space(self, token: Token, place: Place) -> Nodes:
        """Return the space that a line's end in the source is."""
        return (" ",)

    def line_break(self, token: Token, place: Place) -> Nodes:
        """Return a line break."""
        return (Element("br", {}, (), place),)

    def code(self, token: Token, place: Place) -> Nodes:
        """Return code."""
        return (Element("code", {}, (token.content,), place),)

    def math(self, token: Token, place: Place) -> Nodes:
        """Return mathematics, after it was checked."""
        shift = len(token.markup) or 1
        check_math(token.content, False, place, self.problems, shift)
        return (Element("math", {}, (token.content.strip(),), place),)

    def gap(self, token: Token, place: Place) -> Nodes:
        """Return a gap with the words that fill it."""
        return (Element("gap", {}, (token.content.strip(),), place),)

    def image(self, token: Token, place: Place) -> Nodes:
        """Return a picture with its attributes and title still on it: see `blocks.figure`."""
        alt = _plain(token.children or ())
        if not alt.strip():
            self.problems.add("no-alt", place, "no-alt", src=str(token.attrs.get("src", "")))
        attributes = {"src": str(token.attrs.get("src", "")), "alt": " ".join(alt.split())}
        attributes |= checked(token.meta.get(GIVEN, {}), ("id", "width"), place, self.problems)
        title = str(token.attrs.get("title", ""))
        return (Element("img", attributes | ({"title": title} if title else {}), (), place),)

    def note(self, token: Token, place: Place) -> Nodes:
        """Return a footnote where it is called first, and its number where it is called again."""
        number = int(token.meta["id"]) + 1
        if number in self.called:
            return (Element("sup", {}, (str(number),), place),)
        self.called.add(number)
        body = self.notes.get(number, ())
        return (Element("foot-note", {"number": str(number)}, body, place),)


_LEAVES: Mapping[str, Callable[[Spans, Token, Place], Nodes]] = {
    "softbreak": Spans.space,
    "hardbreak": Spans.line_break,
    "code_inline": Spans.code,
    "math_inline": Spans.math,
    "math_inline_double": Spans.math,
    "gap": Spans.gap,
    "image": Spans.image,
    "footnote_ref": Spans.note,
    "text_special": Spans.plain,
    "arrow": Spans.arrow,
}


def _opened(token: Token) -> tuple[str, dict[str, str]]:
    """Return the element that a token opens: emphasis, or a link of one of three kinds."""
    if token.type != "link_open":
        return token.tag, {}
    href = str(token.attrs.get("href", ""))
    term = _TERM.fullmatch(href)
    if term:
        return "term-ref", {"term": " ".join(unquote(term[1]).split())}
    if href.startswith("#"):
        return "cross-ref", {"to": unquote(href[1:])}
    return "a", {"href": href}


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(
        _plain(token.children)
        if token.children
        else (" " if "break" in token.type else "") or token.content
        for token in tokens
    )


def _joined(nodes: Sequence[Node]) -> Nodes:
    """Join neighbouring strings."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and found and isinstance(found[-1], str):
            found[-1] += node
        elif node != "":
            found.append(node)
    return tuple(found)


def is_blank(nodes: Nodes) -> bool:
    """Say whether nodes show nothing."""
    return not text_of(nodes).strip() and not any(isinstance(n, Element) for n in nodes)
