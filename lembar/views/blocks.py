"""Cut fenced blocks out of text: what an edition may not see."""

from lembar.course.tree import Element, Nodes, rewrite, walk

TEACHER = frozenset({"teacher"})
"""The kinds of fenced block that only a teacher may see."""


def without_fences(nodes: Nodes, kinds: frozenset[str]) -> Nodes:
    """Return the nodes less the fenced blocks of some kinds, at any depth."""

    return rewrite(nodes, lambda each: None if _is_fence(each, kinds) else each)


def only_fences(nodes: Nodes, kinds: frozenset[str]) -> Nodes:
    """Return the fenced blocks of some kinds, from any depth."""
    return tuple(each for each in walk(nodes) if _is_fence(each, kinds))


def _is_fence(each: Element, kinds: frozenset[str]) -> bool:
    return each.tag == "fence" and each.get("kind") in kinds
