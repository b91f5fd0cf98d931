"""Lists that answer: `- [x] choice`, `- [2] criterion`, `- left -> right`."""

import re

from lembar.content.markdown.even import even
from lembar.course.tree import Element, Node, Nodes
from lembar.errors import Place, Problems

MARK = re.compile(r"\[(?P<mark>[ xX]|\d+)\](?:\s+|$)")
_LOOKS_MARKED = re.compile(r"\[[^\]]{0,3}\]")
_ARROW = re.compile(r"(?:^|\s)→(?:\s|$)")
_BULLET = r"\s*(?:[-*+][^\S\n]*|[–—•·▪][^\S\n]*)"
_LOST_MARK = re.compile(_BULLET + r"\[(?:[ xX✓√vV]?|\d+)\]")
_LOST_PAIR = re.compile(_BULLET + r"\S[^\n]*(?:->|→)\s")
_LOST_FEEDBACK = re.compile(r"\s*:(?![:)(])")


def mark_sign(nodes: Nodes, place: Place) -> Nodes:
    """Return an entry's line with its mark as an element before the words."""
    first = nodes[0] if nodes else ""
    found = MARK.match(first) if isinstance(first, str) else None
    if found is None or not isinstance(first, str):
        return nodes
    sign = Element("mark-sign", {"mark": found["mark"]}, (), place)
    rest = first[found.end() :]
    return (sign, *((rest,) if rest else ()), *nodes[1:])


def lost_line(row: str, marks: bool, pairs: bool) -> str | None:
    """Name what a line was meant to be that stands in the text of a paragraph.

    The code of the problem is returned: a choice, a pair or a feedback that would be printed as
    a part of the text above it.
    """
    if marks and _LOST_MARK.match(row):
        return "bad-bullet"
    if pairs and _LOST_PAIR.match(row):
        return "bad-bullet"
    if marks and _LOST_FEEDBACK.match(row):
        return "bad-feedback"
    return None


def marked_list(listed: Element, problems: Problems) -> Element:
    """Return a list as a marked list if its entries carry marks; report one that lacks its own."""
    entries = [_marked(each) for each in listed.children if isinstance(each, Element)]
    if not any(entries):
        return listed
    found: list[Node] = []
    for each, made in zip(listed.children, entries):
        assert isinstance(each, Element)
        if made is None:
            looks = _LOOKS_MARKED.match(_first_text(each.children))
            code = "bad-mark" if looks else "no-mark"
            problems.add(code, each.place, code)
        else:
            found.append(made)
    return Element("marked-list", {}, tuple(found), listed.place)


def _first_text(nodes: Nodes) -> str:
    """Return the text that an entry begins with."""
    for node in nodes:
        if isinstance(node, str):
            return node
        return _first_text(node.children) if node.tag == "p" else ""
    return ""


def _marked(entry: Element) -> Element | None:
    """Return an entry with its mark taken off, or None if it has none."""
    first = entry.children[0] if entry.children else ""
    alone = isinstance(first, Element) and first.tag == "p"
    line = first.children if isinstance(first, Element) and alone else entry.children
    sign = line[0] if line else ""
    if not isinstance(sign, Element) or sign.tag != "mark-sign":
        return None
    rest = entry.children[1:] if alone else ()
    told = tuple(node for node in (*line, *rest) if _is(node, "feedback"))
    body = even(tuple(n for n in (*line[1:], *rest) if not _is(n, "feedback")), entry.place)
    mark = sign.get("mark")
    attributes = {
        "checked": "true" if mark in "xX" else "false",
        "points": mark if mark.isdigit() else "",
    }
    return Element("marked", attributes, (*body, *_one_feedback(told)), entry.place)


def _one_feedback(told: Nodes) -> Nodes:
    """Join the feedback of an entry to one."""
    if len(told) < 2:
        return told
    first = told[0]
    assert isinstance(first, Element)
    texts = (
        node if _is(node, "p") else Element("p", {}, (node,), first.place)
        for each in told
        if isinstance(each, Element)
        for node in each.children
    )
    return (first.with_children(texts),)


def _is(node: Node, tag: str) -> bool:
    return isinstance(node, Element) and node.tag == tag


def check_feedback(nodes: Nodes, problems: Problems) -> None:
    """Report feedback that belongs to no choice: in a list without marks, or in a quotation."""
    for node in nodes:
        if not isinstance(node, Element):
            continue
        for child in node.children:
            if _is(child, "feedback") and node.tag != "marked":
                assert isinstance(child, Element)
                problems.add("bad-feedback", child.place, "bad-feedback")
        check_feedback(node.children, problems)


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
    """Return an entry cut in two at its first arrow, or None if it has none."""
    line: Nodes = entry.children
    below: Nodes = ()
    first = line[0] if line else ""
    if isinstance(first, Element) and first.tag == "p":
        line, below = first.children, line[1:]
    for at, node in enumerate(line):
        if isinstance(node, Element) and node.tag == "arrow":
            return _cut(entry, line[:at], line[at + 1 :], below, node.place)
        arrow = _ARROW.search(node) if isinstance(node, str) else None
        if arrow is not None and isinstance(node, str):
            left = (*line[:at], node[: arrow.start()])
            right = (node[arrow.end() :], *line[at + 1 :])
            return _cut(entry, left, right, below, entry.place)
    return None


def _cut(entry: Element, left: Nodes, right: Nodes, below: Nodes, arrow: Place | None) -> Element:
    """Make a pair; an arrow further on, and blocks below, are a part of the right side."""
    later: list[Node] = []
    for node in right:
        plain = isinstance(node, Element) and node.tag == "arrow"
        later.extend(node.children if isinstance(node, Element) and plain else (node,))
    sides = (
        Element("left", {}, _trimmed(left), entry.place),
        Element("right", {}, even((*_trimmed(tuple(later)), *below), arrow), arrow),
    )
    return Element("pair", {}, sides, entry.place)


def _trimmed(nodes: Nodes) -> Nodes:
    """Return nodes, with neighbouring texts joined, without space at either end."""
    joined: list[Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, str) and isinstance(last, str):
            joined[-1] = last + node
        else:
            joined.append(node)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return tuple(node for node in joined if node != "")
