"""Cut fenced blocks out of text: what an edition may not see."""

from lembar.course.tree import Element, Node, Nodes, rewrite

TEACHER = frozenset({"teacher"})
"""The kinds of fenced block that only a teacher may see."""


def without_fences(nodes: Nodes, kinds: frozenset[str]) -> Nodes:
    """Return the nodes less the fenced blocks of some kinds, at any depth."""

    def change(each: Element) -> Node | None:
        return None if each.tag == "fence" and each.get("kind") in kinds else each

    return rewrite(nodes, change)
