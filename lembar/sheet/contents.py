"""List the contents of a long document, where its template asks for them."""

from collections.abc import Iterator

from lembar.course.tree import Element, Nodes, rewrite, text_of, walk

LONG = 15_000
"""Signs of a document of about six pages: what is shorter is looked through faster."""
_FEWEST = 4  # headings that are worth a list
_MOST = 40  # entries, or the list is of sections alone
_LEVELS = {"h2": "2", "h3": "3"}
_DROPPED = ("foot-note", "br")


def listed(root: Element) -> Element:
    """Return a sheet whose `contents` lead to its headings; where it is short, without them."""
    if not any(each.tag == "contents" for each in walk((root,))):
        return root
    headings = [each for each in walk((root,)) if each.tag in _LEVELS]
    long = len(text_of((root,))) > LONG and len(headings) >= _FEWEST
    if not long:
        (short,) = rewrite((root,), lambda each: None if each.tag == "contents" else each)
        assert isinstance(short, Element)
        return short
    named = iter(_names(root, headings))
    (whole,) = rewrite((root,), lambda each: _named(each, named))
    assert isinstance(whole, Element)
    entries = list(_entries(whole))
    (full,) = rewrite(
        (whole,),
        lambda each: (
            each.with_children((*each.children, *entries)) if each.tag == "contents" else each
        ),
    )
    assert isinstance(full, Element)
    return full


def _names(root: Element, headings: list[Element]) -> Iterator[str]:
    """Yield an id for each heading: its own, or one that nothing else has."""
    taken = {each.get("id") for each in walk((root,))}
    number = 0
    for each in headings:
        if each.get("id"):
            yield each.get("id")
            continue
        number += 1
        while f"heading-{number}" in taken:
            number += 1
        yield f"heading-{number}"


def _named(each: Element, names: Iterator[str]) -> Element:
    return each.with_attributes(id=next(names)) if each.tag in _LEVELS else each


def _entries(root: Element) -> Iterator[Element]:
    headings = [each for each in walk((root,)) if each.tag in _LEVELS]
    if len(headings) > _MOST:
        headings = [each for each in headings if each.tag == "h2"]
    for each in headings:
        given = {"level": _LEVELS[each.tag], "href": f"#{each.get('id')}"}
        given |= {"number": each.get("number")} if each.get("number") else {}
        yield Element("contents-entry", given, _plain(each.children), each.place)


def _plain(nodes: Nodes) -> Nodes:
    """Return the words of a heading without its notes; an entry is one link itself."""

    def change(each: Element) -> Element | Nodes | None:
        if each.tag in _DROPPED:
            return None
        return each.children if each.tag == "a" or each.get("id") else each

    return rewrite(nodes, change)
