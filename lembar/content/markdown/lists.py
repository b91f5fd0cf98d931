"""Lists that answer: `- [x] choice`, `- [2] criterion`, `- left -> right`."""

import re

from lembar.content.markdown.even import even
from lembar.course.tree import Element, Node, Nodes, element
from lembar.errors import Problems

_MARK = re.compile(r"\[(?P<mark>[ xX]|\d+)\](?:\s+|$)")
_LOOKS_MARKED = re.compile(r"\[[^\]]{0,3}\]")
_ARROW = re.compile(r"(?:^|\s)(?:->|→)(?:\s|$)")


def marked_list(listed: Element, problems: Problems) -> Element:
    """Return a list as a marked list if its entries carry marks; report one that lacks its own."""
    entries = [_marked(each) for each in listed.children if isinstance(each, Element)]
    if not any(entries):
        return listed
    found: list[Node] = []
    for each, made in zip(listed.children, entries):
        assert isinstance(each, Element)
        if made is None:
            code = "bad-mark" if _LOOKS_MARKED.match(_first_text(each.children)) else "no-mark"
            problems.add(code, each.place, "no-mark")
        else:
            found.append(made)
    return Element("marked-list", {}, tuple(found), listed.place)


def _first_text(nodes: Nodes) -> str:
    """Return the text that an entry begins with."""
    for node in nodes:
        if isinstance(node, str):
            return node
        return _first_text(node.children) if node.tag in ("p", "dl", "dt") else ""
    return ""


def _marked(entry: Element) -> Element | None:
    """Return an entry with its mark taken off, or None if it has none."""
    line, rest, feedback = _parts(entry.children)
    if not line or not isinstance(line[0], str):
        return None
    found = _MARK.match(line[0])
    if found is None:
        return None
    begins = line[0][found.end() :]
    body = even(((begins,) if begins else ()) + line[1:] + rest)
    attributes = {
        "checked": "true" if found["mark"] in "xX" else "false",
        "points": found["mark"] if found["mark"].isdigit() else "",
    }
    children = (*body, element("feedback", *feedback)) if feedback else body
    return Element("marked", attributes, children, entry.place)


def _parts(children: Nodes) -> tuple[Nodes, Nodes, Nodes]:
    """Return an entry's first line, the blocks under it, and its feedback.

    A line `: why` below a choice has been read as a list of terms.
    """
    first = children[0] if children else ""
    if isinstance(first, str) or first.tag not in ("p", "dl"):
        return children, (), ()
    rest = tuple(node for node in children[1:] if not _is(node, "dl"))
    feedback = next((_feedback(node) for node in children if _is(node, "dl")), ())
    if first.tag == "p":
        return first.children, rest, feedback
    term = first.children[0] if first.children else ""
    return (term.children if isinstance(term, Element) else ()), rest, feedback


def _feedback(node: Node) -> Nodes:
    """Return what stands after the colon."""
    assert isinstance(node, Element)
    return tuple(
        inner
        for child in node.children
        if isinstance(child, Element) and child.tag == "dd"
        for inner in child.children
    )


def _is(node: Node, tag: str) -> bool:
    return isinstance(node, Element) and node.tag == tag


def pair_list(listed: Element, problems: Problems) -> Element:
    """Return a list as a list of pairs if its entries hold arrows; report one without."""
    entries = [_pair(each) for each in listed.children if isinstance(each, Element)]
    if not any(entries):
        return listed
    found: list[Node] = []
    for each, made in zip(listed.children, entries):
        if made is None:
            assert isinstance(each, Element)
            problems.add("no-arrow", each.place, "no-arrow")
        else:
            found.append(made)
    return Element("pair-list", {}, tuple(found), listed.place)


def _pair(entry: Element) -> Element | None:
    """Return an entry cut in two at its arrow, or None if it has none."""
    children = entry.children
    if len(children) == 1 and _is(children[0], "p"):
        paragraph = children[0]
        assert isinstance(paragraph, Element)
        children = paragraph.children
    for at, node in enumerate(children):
        arrow = _ARROW.search(node) if isinstance(node, str) else None
        if arrow is None:
            continue
        assert isinstance(node, str)
        left = (*children[:at], node[: arrow.start()].rstrip())
        right = (node[arrow.end() :].lstrip(), *children[at + 1 :])
        return Element(
            "pair",
            {},
            (
                element("left", *(n for n in left if n != "")),
                element("right", *(n for n in right if n != "")),
            ),
            entry.place,
        )
    return None
