"""Arrange a sheet as a profile asks: what every format would have to do is done once, here."""

from lembar.course.profile import AS_IT_IS, Setting
from lembar.course.tree import Element, Node, Nodes, rewrite
from lembar.sheet.vocabulary import VOCABULARY

_LARGE = 1.3  # times the theme's type: running heads would take lines, and the margin has no room
_SLANTED = ("term", "translation")  # roles that are told by their slope where type may have one


def arranged(root: Element, setting: Setting, label: str = "") -> Element:
    """Return a sheet in one column, or stressed by weight, where its profile asks for it.

    Where nothing may stand in a box, a note of the margin bears a `label`.
    """
    title = "" if setting.boxes else label
    if setting == AS_IT_IS:
        return root

    def change(each: Element) -> Node | Nodes | None:
        if not setting.notes:
            each = each.with_children(_notes_behind(each.children, title))
        if setting.scale > _LARGE and each.tag == "page-head":
            return None
        if not setting.columns and each.tag == "columns":
            return each.children
        if not setting.columns and each.tag == "choice-list":
            return each.with_attributes(columns="1")
        if not setting.italics and each.tag == "em":
            return _heavy(each)
        if not setting.italics and each.tag == "span" and each.get("class") in _SLANTED:
            return each.with_children((Element("strong", {}, each.children, each.place),))
        if not setting.underlines and each.tag == "u":
            return _heavy(each)
        return each

    within = root.with_children(rewrite(root.children, change))
    return within if setting.notes else within.with_children(_notes_behind(within.children, title))


def _notes_behind(nodes: Nodes, title: str) -> Nodes:
    """Set notes of the margin into the text, behind the paragraph beside which they would stand."""
    placed: list[Node] = []
    waiting: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag == "margin-note":
            waiting.append(_set_apart(node, title))
        elif isinstance(node, Element) and node.tag == "p":
            placed += [node, *waiting]
            waiting = []
        else:
            placed += [*waiting, node]
            waiting = []
    return (*placed, *waiting)


def _set_apart(note: Element, title: str) -> Element:
    in_line = all(isinstance(each, str) or VOCABULARY[each.tag].inline for each in note.children)
    inside = (Element("p", {}, note.children, note.place),) if in_line else note.children
    head = (Element("call-title", {}, (title,), note.place),) if title else ()
    return Element("call-out", {"kind": "note"}, (*head, *inside), note.place)


def _heavy(each: Element) -> Element:
    return Element("strong", each.attributes, each.children, each.place)
