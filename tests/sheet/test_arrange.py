"""Arranging a sheet as a profile asks: once, for every format."""

from lembar.course.profile import AS_IT_IS, Setting
from lembar.course.tree import Element, element
from lembar.sheet.arrange import arranged

ROOT = element(
    "article",
    element("columns", element("p", "one"), element("p", "two"), count="2"),
    element("choice-list", element("choice-option", "x", letter="A"), columns="4"),
    element("h2", "Heading"),
    element("margin-note", element("span", "term", class_="term"), " means"),
    element("p", element("em", "stress"), element("u", "line")),
    element("section", element("margin-note", element("p", "note")), element("ul")),
)


def tags(root: Element) -> list[str]:
    return [each.tag for each in root.children if isinstance(each, Element)]


def test_nothing_changes_without_a_profile():
    assert arranged(ROOT, AS_IT_IS) is ROOT
    assert arranged(ROOT, Setting(scale=2)) == ROOT


def test_columns_are_dissolved():
    made = arranged(ROOT, Setting(columns=False))
    assert tags(made) == ["p", "p", "choice-list", "h2", "margin-note", "p", "section"]
    assert made.children[2].get("columns") == "1"


def test_stress_is_told_by_weight():
    made = arranged(ROOT, Setting(italics=False))
    assert [each.tag for each in made.children[4].children] == ["strong", "u"]
    term = made.children[3].children[0]
    assert (term.get("class"), term.children[0].tag) == ("term", "strong")
    made = arranged(ROOT, Setting(underlines=False))
    assert [each.tag for each in made.children[4].children] == ["em", "strong"]


def test_notes_stand_behind_the_paragraph_beside_which_they_stood():
    made = arranged(ROOT, Setting(notes=False))
    assert tags(made) == ["columns", "choice-list", "h2", "p", "call-out", "section"]
    note = made.children[4]
    assert note.get("kind") == "note"
    assert [each.tag for each in note.children] == ["p"]
    assert tags(made.children[5]) == ["call-out", "ul"]


def test_running_heads_are_left_out_where_type_is_large():
    root = element("article", element("page-head", element("head-left", "Lesson")))
    assert tags(arranged(root, Setting(scale=1.6))) == []
    assert tags(arranged(root, Setting(scale=1.15))) == ["page-head"]
