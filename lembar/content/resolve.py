"""Resolve what text refers to: glossary terms, pictures, links; and number what is numbered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lembar.content.pictures import Pictures
from lembar.course.tree import Element, Node, Nodes, element, text_of
from lembar.errors import Place, Problems, nearest

_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_NUMBERED = {"figure": "figcaption", "table": "caption"}


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolve references of one unit; `terms` is None where the glossary could not be read."""

    pictures: Pictures
    terms: Mapping[str, str] | None = field(default_factory=dict)  # casefolded → as written

    def resolve(self, nodes: Nodes, problems: Problems) -> Nodes:
        """Return the nodes with terms and pictures found; report those that are not there.

        References to figures and tables work in lessons only: see `number`.
        """
        return self._references(nodes, {}, problems)

    def lesson(self, nodes: Nodes, problems: Problems) -> Nodes:
        """Return a lesson's nodes, numbered and resolved."""
        numbered, targets = number(nodes, problems)
        return self._references(numbered, targets, problems)

    def _references(
        self, nodes: Nodes, targets: Mapping[str, "Target"], problems: Problems
    ) -> Nodes:
        def visit(node: Node, secret: bool) -> Nodes:
            if isinstance(node, str):
                return (node,)
            inside = secret or (node.tag == "fence" and node.get("kind") == "teacher")
            each = node.with_children(
                made for child in node.children for made in visit(child, inside)
            )
            if each.tag == "term-ref":
                return self._term(each, problems)
            if each.tag == "cross-ref":
                return _cross(each, targets, inside, problems)
            if each.tag == "img":
                return (self._picture(each, problems),)
            if each.tag == "a":
                _check_address(each, problems)
            return (each,)

        return tuple(made for node in nodes for made in visit(node, False))

    def _term(self, each: Element, problems: Problems) -> Nodes:
        """Return a reference under the glossary's own spelling."""
        wanted = each.get("term") or text_of(each.children)
        if self.terms is None:
            return (each,)
        known = self.terms.get(" ".join(wanted.split()).casefold())
        if known is None:
            near = nearest(wanted, self.terms.values())
            hint = "did-you-mean" if near else "unknown-term"
            problems.add("unknown-term", each.place, hint, term=wanted, nearest=near)
            return each.children
        return (Element("term-ref", {"term": known}, each.children, each.place),)

    def _picture(self, each: Element, problems: Problems) -> Node:
        place = each.place or Place("")
        name = self.pictures.find(each.get("src"), place, problems)
        return each if name is None else each.with_attributes(src=f"asset:{name}")


@dataclass(frozen=True, slots=True)
class Target:
    """Hold what can be referred to: which words name it, and whether only a teacher sees it."""

    label: Nodes
    secret: bool


def number(nodes: Nodes, problems: Problems) -> tuple[Nodes, dict[str, Target]]:
    """Number the figures and tables of a lesson, teacher's blocks included, slides not.

    Numbers are given before any block is cut out, so that all editions agree.
    """
    counts = dict.fromkeys(_NUMBERED, 0)
    targets: dict[str, Target] = {}

    def visit(node: Node, secret: bool) -> Node:
        if isinstance(node, str):
            return node
        if node.tag == "fence" and node.get("kind") == "slide":
            return node
        inside = secret or (node.tag == "fence" and node.get("kind") == "teacher")
        made = node.with_children(visit(child, inside) for child in node.children)
        label: Nodes = made.children if made.tag in ("h2", "h3", "h4") else ()
        caption = _NUMBERED.get(made.tag)
        if caption and (any(_is(c, caption) for c in made.children) or made.get("id")):
            counts[made.tag] += 1
            at = str(counts[made.tag])
            made = _captioned(made, caption, at)
            label = (element("word", key=f"{made.tag}.ref", number=at),)
        if made.get("id"):
            if made.get("id") in targets:
                problems.add("same-anchor", made.place, id=made.get("id"))
            targets[made.get("id")] = Target(label, inside)
        return made

    return _sections(visit(node, False) for node in nodes), targets


def _sections(nodes: Iterable[Node]) -> Nodes:
    """Number the headings that divide a text: sections, and subsections within each."""
    section = subsection = 0
    result: list[Node] = []
    for node in nodes:
        if _is(node, "h2"):
            section, subsection = section + 1, 0
        elif _is(node, "h3"):
            subsection += 1
        if isinstance(node, Element) and node.tag in ("h2", "h3"):
            at = f"{section}" if node.tag == "h2" else f"{section}.{subsection}"
            node = node.with_attributes(number=at)
        result.append(node)
    return tuple(result)


def _is(node: Node, tag: str) -> bool:
    return isinstance(node, Element) and node.tag == tag


def _captioned(made: Element, caption: str, at: str) -> Element:
    """Set the number in front of a caption."""
    word = element("word", key=f"{made.tag}.caption", number=at)
    children: list[Node] = []
    for child in made.children:
        if isinstance(child, Element) and child.tag == caption:
            child = child.with_children((word, *child.children)).with_attributes(number=at)
        children.append(child)
    if not any(_is(child, caption) for child in children):
        children.insert(
            len(children) if made.tag == "figure" else 0, element(caption, word, number=at)
        )
    return made.with_children(children)


def _cross(each: Element, targets: Mapping[str, Target], secret: bool, problems: Problems) -> Nodes:
    """Return a link to a figure, table or heading of the same lesson."""
    wanted = each.get("to")
    target = targets.get(wanted)
    if target is None:
        near = nearest(wanted, targets)
        hint = "did-you-mean" if near else "unknown-anchor"
        problems.add("unknown-anchor", each.place, hint, id=wanted, nearest=near)
        return each.children
    if target.secret and not secret:
        problems.add("anchor-in-teacher-block", each.place, id=wanted)
    return (Element("a", {"href": f"#{wanted}"}, each.children or target.label, each.place),)


def _check_address(each: Element, problems: Problems) -> None:
    address = each.get("href")
    if not address.startswith("#") and not _ADDRESS.fullmatch(address):
        problems.add("link-to-file", each.place, "link-to-file", address=address)
