"""Set the number of a heading before its words, where a format does not count by itself."""

from lembar.course.tree import Element, Nodes, element

SPACE = "\N{EN SPACE}"


def with_number(heading: Element) -> Nodes:
    """Return what stands in a heading, its number first if it has one."""
    number = heading.get("number")
    if not number:
        return heading.children
    return (element("span", number, class_="number"), SPACE, *heading.children)
