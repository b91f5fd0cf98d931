"""Small units for the checks: items of a stem and choices, the key first."""

from collections.abc import Callable, Iterator
from itertools import count

from lembar.checks.scope import Scope
from lembar.course.assessment import Assessment, Inline, Kind, Section
from lembar.course.course import Course, Unit
from lembar.course.item import Choice, Entry, Item, Option
from lembar.course.tree import Nodes, element
from lembar.draw import draw
from lembar.errors import Place, Problem

PLACE = Place("c/u/questions/b.yaml")
_numbers = count(1)


def ask(stem: str | Nodes, key: str, *wrong: str, multiple: bool = False, **more: object) -> Item:
    """Make a choice of a stem; words between `*` are bold."""
    number = next(_numbers)
    options = (Option((key,), correct=True), *(Option((text,)) for text in wrong))
    body = marked(stem) if isinstance(stem, str) else stem
    return Item(
        key=f"b/#{number}",
        id=None,
        kind="choices" if multiple else "choice",
        body=(*body, element("slot", ref="0")),
        interactions=(Choice(options, multiple, fixed=bool(more.pop("fixed", False))),),
        points=1,
        place=Place(PLACE.file, number),
        **more,  # type: ignore[arg-type]
    )


def marked(text: str) -> Nodes:
    """Return a paragraph in which words between `*` are bold."""
    parts = text.split("*")
    inside = [element("strong", p) if i % 2 else p for i, p in enumerate(parts)]
    return (element("p", *inside),)


def unit(*items: Entry, language: str = "id", **more: object) -> Scope:
    """Make a scope of a unit whose bank holds the items."""
    made = Unit("u", "U", bank={"b": items}, **more)  # type: ignore[arg-type]
    return Scope(Course("c", "C", language, (made,), PLACE), made)


def paper(scope: Scope, *items: Item, kind: Kind = Kind.TEST, **more: object) -> Scope:
    """Add a drawn paper of some items."""
    requests = tuple(Inline(item, item.place) for item in items)
    section = Section("", (), requests, PLACE)
    made = Assessment("p", "seed", "P", kind, (section,), Place("p.yaml"), **more)  # type: ignore[arg-type]
    return Scope(scope.course, scope.unit, (draw(made, scope.unit),))


def codes(check: Callable[[Scope], Iterator[Problem]], *items: Entry, language: str = "id") -> int:
    """Return how many problems a check finds in some items."""
    return len(list(check(unit(*items, language=language))))
