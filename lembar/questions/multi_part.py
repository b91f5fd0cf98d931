"""Multi-part: one question with parts a, b, c, each of a type and with points of its own."""

from lembar.course.item import PART, PARTS, Interaction, Item, Part
from lembar.course.tree import Element, Node, Nodes, element, rewrite
from lembar.errors import Problems
from lembar.questions.writing import Field, FieldKind, Made, QuestionType, Writing

_MOST = 26  # letters


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a text and a list of items; its points are those of the parts."""
    asked = writing.items("parts")
    if not 2 <= len(asked) <= _MOST:
        problems.add("too-few-parts", writing.place, "too-few-parts")
        return None
    interactions: list[Interaction] = []
    listed: list[Element] = []
    for each in asked:
        if each.parts:
            problems.add("parts-in-parts", each.place)
            return None
        points = element("points", n=str(each.points))
        body = _with_points(_moved(each.body, len(interactions)), points)
        listed.append(element("li", *body))
        interactions.extend(each.interactions)
    return Made(
        (*writing.text, element("ol", *listed, type=PARTS)),
        tuple(interactions),
        sum(each.points for each in asked),
        all(each.answered for each in asked),
        parts=tuple(
            Part(each.points, len(each.interactions), each.marking, each.support, each.extension)
            for each in asked
        ),
        explanation=_explanations(asked),
    )


def _moved(body: Nodes, by: int) -> Nodes:
    """Count slots on from those of the parts before."""

    def change(each: Element) -> Node:
        if each.tag != "slot":
            return each
        return each.with_attributes(ref=str(int(each.get("ref")) + by))

    return rewrite(body, change)


def _with_points(body: Nodes, points: Element) -> Nodes:
    """Put the points at the end of a part's first paragraph."""
    first, *rest = body
    if isinstance(first, Element) and first.tag == "p":
        return (first.with_children((*first.children, " ", points)), *rest)
    return (element("p", points), *body)


def _explanations(asked: tuple[Item, ...]) -> Nodes:
    """Return what the parts explain, each behind its letter."""
    found: list[Node] = []
    for index, each in enumerate(asked):
        head, *rest = each.explanation or (None,)
        if isinstance(head, Element) and head.tag == "p":
            named = element("strong", element(PART, ref=str(index)), ".")
            found += [head.with_children((named, " ", *head.children)), *rest]
        else:
            found += each.explanation
    return tuple(found)


TYPE = QuestionType(
    "multi-part",
    "a question with parts a, b, c",
    item,
    fields={"parts": Field(FieldKind.ITEMS, "the parts: items without an id")},
)
