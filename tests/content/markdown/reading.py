"""Read Markdown in tests: a line of text per line of the file, and the tree as one line."""

from lembar.content.markdown import Source, blocks
from lembar.course.tree import Element, Nodes
from lembar.errors import Problems


def source(text: str, *flags: str) -> Source:
    """Make a source whose lines stand at the beginning of those of a file `a.md`."""
    places = tuple((line, 1) for line in range(1, text.count("\n") + 2))
    given = dict.fromkeys(flags, True)
    return Source(text, "a.md", places, **given)


def read(text: str, *flags: str) -> tuple[Nodes, list[str]]:
    """Return the blocks of a text, and its problems as `line:column code`."""
    problems = Problems()
    found = blocks(source(text, *flags), problems)
    return found, [f"{p.place.line}:{p.place.column} {p.code}" for p in problems if p.place]


def tree(nodes: Nodes, places: bool = False) -> str:
    """Write nodes as one line: `p(words em(more))`, attributes in brackets, places behind @."""
    return "".join(_one(node, places) for node in nodes)


def _one(node: Element | str, places: bool) -> str:
    if isinstance(node, str):
        return node
    given = ",".join(f"{k}={v}" for k, v in sorted(node.attributes.items()) if v)
    place = f"@{node.place.line}:{node.place.column}" if places and node.place else ""
    return f"{node.tag}{f'[{given}]' if given else ''}{place}({tree(node.children, places)})"


def shown(text: str, *flags: str) -> str:
    """Return the tree of a text without problems."""
    nodes, problems = read(text, *flags)
    assert problems == []
    return tree(nodes)


def told(text: str, *flags: str) -> list[str]:
    """Return the problems of a text."""
    return read(text, *flags)[1]
