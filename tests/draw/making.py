"""Make small banks and papers to be drawn."""

from lembar.course.assessment import Assessment, Kind, Request, Section
from lembar.course.course import Unit
from lembar.course.item import Choice, Entry, Item, Option
from lembar.course.tree import element
from lembar.draw import draw
from lembar.errors import ContentError, Place

HERE = Place("a.yaml", 3, 5)


def item(name: str, options: int = 4, points: int = 1, **more: object) -> Item:
    """Make a choice whose first option is right."""
    choice = Choice(tuple(Option((f"{name} {n}",), n == 0) for n in range(options)))
    body = (element("p", name), element("slot", ref="0"))
    more = {"kind": "choice", **more}
    kind = str(more.pop("kind"))
    return Item(f"bank/{name}", name, kind, body, (choice,), points, HERE, **more)  # type: ignore[arg-type]


def unit(*entries: Entry) -> Unit:
    """Make a unit with a bank."""
    return Unit("unit", "Unit", bank={"bank": entries})


def part(*requests: Request, **more: object) -> Section:
    """Make a part of a paper."""
    return Section("", (), requests, HERE, **more)  # type: ignore[arg-type]


def paper(*asked: Request | Section, **more: object) -> Assessment:
    """Make a paper of parts, or of requests."""
    sections = tuple(each for each in asked if isinstance(each, Section))
    requests = tuple(each for each in asked if not isinstance(each, Section))
    more = {"seed": "course/unit/w", "kind": Kind.WORKSHEET, **more}
    return Assessment(
        slug="w",
        title="W",
        sections=sections or (part(*requests),),
        place=HERE,
        **more,  # type: ignore[arg-type]
    )


def told(asked: Assessment, bank: Unit) -> list[tuple[str, dict[str, str]]]:
    """Return codes and values of what is told instead of a draw."""
    try:
        draw(asked, bank)
    except ContentError as error:
        return [(each.code, dict(each.values)) for each in error.problems]
    return []
