"""Fit what stands in columns to their width."""

from lembar.course.tree import Element, rewrite


def fitted(root: Element) -> Element:
    """Return a sheet whose lists of choices, where they stand in columns, have fewer of their own.

    How many a list has was reckoned for the whole width of a page.
    """

    def narrowed(each: Element, count: int) -> Element:
        own = int(each.get("columns") or 1)
        return each.with_attributes(columns=str(max(1, own // count)))

    def change(each: Element) -> Element:
        if each.tag != "columns":
            return each
        count = int(each.get("count") or 2)
        inside = rewrite(
            each.children,
            lambda child: narrowed(child, count) if child.tag == "choice-list" else child,
        )
        return each.with_children(inside)

    (fit,) = rewrite((root,), change)
    assert isinstance(fit, Element)
    return fit
