"""Parse what templates made into a sheet's tree: strictly, with a stack, repairing nothing."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lembar.course.tree import Element, Node
from lembar.errors import ContentError, Place, Problem, nearest, problem
from lembar.sheet.vocabulary import COMMON, ROLES, VOCABULARY, Holds, Spec

# A tag, a comment, or text up to the next "<".
_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<close>/)?(?P<tag>[a-zA-Z][\w-]*)(?P<attributes>(?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s*(?P<void>/)?>"
    r"|(?P<text>[^<]+)"
    r"|(?P<stray><)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w-]+)(?:=\"([^\"]*)\")?")
_SPACE = re.compile(r"[ \t\r\n]+")
_ASSET = re.compile(r"asset:[\w.-]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = ("https", "http", "mailto", "tel", "sms", "geo", "ftp")
_UNSEEN = re.compile("[\x00-\x20]")  # what browsers leave out of an address
TEMPLATE_PLACE = "data-at"  # stamped when a template is compiled
CONTENT_PLACE = "data-in"  # written with content that knows its file: a number among `places`


@dataclass(slots=True)
class _Open:
    """Hold an element that is not closed yet."""

    spec: Spec
    attributes: dict[str, str]
    place: Place
    children: list[Node] = field(default_factory=list)


def parse(source: str, origin: Place, places: Sequence[Place] = ()) -> Element:
    """Return the one root element of `source`.

    Raises ContentError with every problem found: unknown, unclosed or misplaced elements, unknown
    attributes and roles. `origin` is where problems outside any tag are said to be, `places` are
    those that the numbers in content stand for.
    """
    parser = _Parser(origin, places)
    for token in _TOKEN.finditer(source):
        parser.take(token)
    return parser.root()


class _Parser:
    """Hold the stack and the problems while a source is read."""

    def __init__(self, origin: Place, places: Sequence[Place]) -> None:
        self.place = origin
        self.places = places
        self.stack: list[_Open] = []
        self.done: list[Node] = []
        self.problems: list[Problem] = []

    def take(self, token: re.Match[str]) -> None:
        """Take one token."""
        if token["text"] is not None:
            self._text(html.unescape(token["text"]))
        elif token["stray"]:
            self._complain("stray-angle")
        elif token["tag"] is None:
            return
        elif token["close"]:
            self._close(token["tag"])
        else:
            self._open(token["tag"], token["attributes"])

    def root(self) -> Element:
        """Return the finished root, or raise what was found."""
        for each in reversed(self.stack):
            self.problems.append(problem("unclosed-element", each.place, tag=each.spec.tag))
        roots = [node for node in self.done if isinstance(node, Element)]
        if not self.problems and len(roots) != 1:
            self._complain("not-one-root", count=len(roots))
        if self.problems:
            raise ContentError(*self.problems)
        return roots[0]

    def _complain(self, code: str, hint: str | None = None, **values: object) -> None:
        self.problems.append(problem(code, self.place, hint, "error", **values))

    def _open(self, tag: str, raw: str) -> None:
        given = {m[1]: html.unescape(m[2] or "") for m in _ATTRIBUTE.finditer(raw)}
        template, content = given.pop(TEMPLATE_PLACE, None), given.pop(CONTENT_PLACE, None)
        place = self._content_place(content) or _place(template)
        self.place = place or self.place
        spec = VOCABULARY.get(tag)
        if spec is None:
            near = nearest(tag, VOCABULARY)
            self._complain(
                "unknown-element", "did-you-mean" if near else None, tag=tag, nearest=near
            )
            spec = Spec(tag, False, Holds.FLOW, "")
        else:
            self._check(spec, given)
        entry = _Open(spec, given, self.place)
        if spec.holds is Holds.NOTHING and tag in VOCABULARY:
            self._append(self._finish(entry))
        else:
            self.stack.append(entry)

    def _content_place(self, number: str | None) -> Place | None:
        if not number or not number.isdecimal() or int(number) >= len(self.places):
            return None
        return self.places[int(number)]

    def _check(self, spec: Spec, given: dict[str, str]) -> None:
        """Complain of unknown attributes and roles, and of an element in the wrong parent."""
        known = COMMON | spec.attributes
        for name in given:
            if name not in known:
                near = nearest(name, known)
                hint = "did-you-mean" if near else None
                self._complain("unknown-attribute", hint, tag=spec.tag, name=name, nearest=near)
        if "src" in given and not _ASSET.fullmatch(given["src"]):
            self._complain("picture-not-asset", "picture-not-asset", name=given["src"][:80])
        scheme = _SCHEME.match(_UNSEEN.sub("", given.get("href", "")))
        if scheme and scheme[1].lower() not in _SCHEMES:
            self._complain("unsafe-link", "known-words", name=scheme[1], known=", ".join(_SCHEMES))
        for role in given.get("class", "").split():
            if role not in ROLES:
                near = nearest(role, ROLES)
                self._complain(
                    "unknown-role", "did-you-mean" if near else None, role=role, nearest=near
                )
        parent = self.stack[-1].spec if self.stack else None
        if parent is None or parent.tag not in VOCABULARY:
            return
        if (parent.holds is Holds.ONLY and spec.tag not in parent.children) or (
            parent.holds is Holds.INLINE and not spec.inline
        ):
            self._complain("misplaced-element", tag=spec.tag, parent=parent.tag)

    def _close(self, tag: str) -> None:
        spec = VOCABULARY.get(tag)
        if spec is not None and spec.holds is Holds.NOTHING:
            return
        if not any(each.spec.tag == tag for each in self.stack):
            self._complain("closed-not-open", tag=tag)
            return
        while self.stack[-1].spec.tag != tag:
            open_ = self.stack.pop()
            self.problems.append(problem("unclosed-element", open_.place, tag=open_.spec.tag))
        self._append(self._finish(self.stack.pop()))

    def _append(self, finished: Element) -> None:
        (self.stack[-1].children if self.stack else self.done).append(finished)

    def _text(self, text: str) -> None:
        if self.stack:
            self.stack[-1].children.append(text)
        elif text.strip():
            self._complain("text-outside", text=text.strip()[:40])

    def _finish(self, entry: _Open) -> Element:
        """Close an element: tidy its white space and check that text may stand in it."""
        spec = entry.spec
        blocks = spec.holds in (Holds.BLOCKS, Holds.ONLY) or (
            spec.holds is Holds.FLOW and any(_is_block(child) for child in entry.children)
        )
        if spec.tag in ("pre", "math", "math-block"):
            children = entry.children
        elif blocks:
            children = self._blocks(entry)
        else:
            children = _tidy(entry.children, trim=not spec.inline)
        return Element(spec.tag, entry.attributes, tuple(children), entry.place)

    def _blocks(self, entry: _Open) -> list[Node]:
        kept: list[Node] = []
        for child in entry.children:
            if isinstance(child, str):
                if child.strip():
                    self.problems.append(
                        problem(
                            "text-between-blocks",
                            entry.place,
                            tag=entry.spec.tag,
                            text=child.strip()[:40],
                        )
                    )
                continue
            known = child.tag in VOCABULARY
            if known and entry.spec.holds is not Holds.ONLY and not _is_block(child):
                self.problems.append(
                    problem("misplaced-element", child.place, tag=child.tag, parent=entry.spec.tag)
                )
            kept.append(child)
        return kept


def _is_block(node: Node) -> bool:
    return isinstance(node, Element) and not VOCABULARY.get(node.tag, _UNKNOWN).inline


_UNKNOWN = Spec("", True, Holds.FLOW, "")


def _tidy(children: list[Node], trim: bool) -> list[Node]:
    """Join neighbouring strings and fold white space; trim the ends of a block."""
    joined: list[Node] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    folded = [_SPACE.sub(" ", each) if isinstance(each, str) else each for each in joined]
    if trim and folded and isinstance(folded[0], str):
        folded[0] = folded[0].lstrip(" ")
    if trim and folded and isinstance(folded[-1], str):
        folded[-1] = folded[-1].rstrip(" ")
    return [each for each in folded if each != ""]


def _place(text: str | None) -> Place | None:
    """Read a stamped place: file:line."""
    found = re.fullmatch(r"(.*):(\d+)", text or "")
    return Place(found[1], int(found[2])) if found else None
