"""Count the words of a slide, and share blocks out over slides that hold as many as fit.

Blocks are parted between entries, rows, terms and sentences, never within: what is longer than a
slide stays whole, for its author to shorten.
"""

import re
from collections.abc import Iterable, Sequence

from lembar.course.tree import Element, Node, Nodes

_INLINE = frozenset(
    {"a", "span", "term-ref", "em", "strong", "code", "sub", "sup", "u", "mark", "kbd"}
    | {"word", "number", "points"}
)
_MATH = frozenset({"math", "math-block"})
_WORD = re.compile(r"\w")
# A full stop behind a short word with a capital letter is that of a title, as in “Dr. Sari”.
_STOP = re.compile(r"(?P<word>\S*?)(?P<stop>[.!?…؟۔]+[\"”’»)\]]*)\s+")
_TITLE = 4


def seen_words(nodes: Iterable[Node]) -> int:
    """Count the words that are read on a slide; a formula counts as one."""
    return sum(bool(_WORD.search(each)) for each in _text(nodes).split())


def _text(nodes: Iterable[Node]) -> str:
    """Return the text of nodes with blocks apart and a sign for each formula."""
    return "".join(node if isinstance(node, str) else _text_of(node) for node in nodes)


def _text_of(node: Element) -> str:
    if node.tag in _MATH:
        return " x "
    if node.tag == "word":  # as “Figure 1.”
        return "x x "
    inner = _text(node.children)
    return inner if node.tag in _INLINE else f" {inner} "


def pages(blocks: Nodes, limit: int) -> tuple[Nodes, ...]:
    """Share blocks out over as few slides as hold them, about evenly."""
    pieces = [piece for block in blocks for piece in _pieces(block, limit)]
    if not pieces:
        return ((),)
    shares = shared([seen_words((piece,)) for piece in pieces], limit)
    return tuple(_joined(pieces[start:end]) for start, end in shares)


def shared(weights: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Part a row into as few runs as have at most `limit` together, the heaviest of them light."""
    count = len(_runs(weights, limit))
    least = max(1, -(-sum(weights) // count))
    cap = next((c for c in range(least, limit) if len(_runs(weights, c)) == count), limit)
    return _runs(weights, cap)


def _runs(weights: Sequence[int], limit: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start, sum_ = 0, 0
    for at, weight in enumerate(weights):
        if at > start and sum_ + weight > limit:
            found.append((start, at))
            start, sum_ = at, 0
        sum_ += weight
    return [*found, (start, len(weights))]


def _pieces(block: Node, limit: int) -> list[Node]:
    """Return what a block falls into if it has too many words for a slide."""
    if isinstance(block, str) or seen_words((block,)) <= limit:
        return [block]
    if block.tag in ("ul", "ol"):
        return _list(block, limit)
    if block.tag == "table":
        return _table(block, limit)
    if block.tag == "dl":
        return _terms(block, limit)
    if block.tag == "p":
        parts = sentences(block.children)
        runs = shared([seen_words(part) for part in parts], limit)
        return [
            block.with_children(node for part in _spaced(parts[a:b]) for node in part)
            for a, b in runs
        ]
    return [block]


def _list(block: Element, limit: int) -> list[Node]:
    entries = [child for child in block.children if isinstance(child, Element)]
    first = int(block.get("start") or 1)
    made: list[Node] = []
    for start, end in shared([seen_words((entry,)) for entry in entries], limit):
        piece = block.with_children(entries[start:end])
        if start and block.tag == "ol":
            piece = piece.with_attributes(start=str(first + start))
        made.append(_unnamed(piece) if start else piece)
    return made


def _table(block: Element, limit: int) -> list[Node]:
    """Part a table between rows; its head stands over each part, its caption over the first."""
    children = [child for child in block.children if isinstance(child, Element)]
    caption = [child for child in children if child.tag == "caption"]
    head = [child for child in children if child.tag == "thead"]
    rows = [row for child in children if child.tag == "tbody" for row in child.children]
    room = max(1, limit - seen_words((*head, *caption)))
    made: list[Node] = []
    for start, end in shared([seen_words((row,)) for row in rows], room):
        body = Element("tbody", {}, tuple(rows[start:end]))
        piece = block.with_children([*(() if start else caption), *head, body])
        made.append(_unnamed(piece) if start else piece)
    return made


def _terms(block: Element, limit: int) -> list[Node]:
    groups: list[list[Element]] = []
    for child in block.children:
        if isinstance(child, Element):
            if child.tag == "dt" and not (groups and groups[-1][-1].tag == "dt"):
                groups.append([])
            groups[-1].append(child)
    runs = shared([seen_words(group) for group in groups], limit)
    pieces = [block.with_children(e for group in groups[a:b] for e in group) for a, b in runs]
    return [_unnamed(piece) if at else piece for at, piece in enumerate(pieces)]


def _unnamed(block: Element) -> Element:
    """Return a later part of a block without the id, which is that of the first."""
    kept = {name: value for name, value in block.attributes.items() if name != "id"}
    return Element(block.tag, kept, block.children, block.place)


def _joined(pieces: Sequence[Node]) -> Nodes:
    return tuple(pieces)


def sentences(nodes: Nodes) -> list[Nodes]:
    """Part a text in a line at the ends of its sentences."""
    found: list[list[Node]] = [[]]
    for node in nodes:
        if not isinstance(node, str):
            found[-1].append(node)
            continue
        begin = 0
        for stop in _STOP.finditer(node):
            if not _ends(stop, node[stop.end() : stop.end() + 1]):
                continue
            found[-1].append(node[begin : stop.end()].rstrip())
            found.append([])
            begin = stop.end()
        if node[begin:]:
            found[-1].append(node[begin:])
    return [tuple(part) for part in found if part]


def _ends(stop: re.Match[str], after: str) -> bool:
    word = stop["word"].lstrip('(“"‘«[')
    titled = stop["stop"] == "." and len(word) <= _TITLE and word[:1].isupper()
    return not titled and not after.islower()


def _spaced(parts: Sequence[Nodes]) -> list[Nodes]:
    """Return sentences with a space after each but the last."""
    return [(*part, " ") if at < len(parts) - 1 else part for at, part in enumerate(parts)]
