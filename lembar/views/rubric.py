"""What a sheet of rubrics may know: criteria by levels of performance, and a table for a class."""

from dataclasses import dataclass

from lembar.course.form import Drawn
from lembar.course.item import Criterion
from lembar.course.tree import Element, Nodes, rewrite
from lembar.views.paper import Cover, KeyView
from lembar.views.teacher import KeyExtended


@dataclass(frozen=True, slots=True)
class Rubric:
    """Hold the rubric of an item, or of a part of one, with its number on each form, or None.

    `maximum` is what the criteria add up to, `points` what the item (or its part) counts.
    """

    numbers: tuple[int | None, ...]
    part: str
    task: Nodes
    criteria: tuple[Criterion, ...]
    maximum: int
    points: int


@dataclass(frozen=True, slots=True)
class RubricView:
    """Hold all rubrics of an assessment that describe levels."""

    cover: Cover
    forms: tuple[str, ...]
    rubrics: tuple[Rubric, ...]


def rubric_view(key: KeyView, drawn: Drawn) -> RubricView:
    """Return the rubrics of an assessment whose key is given; those that are lists are left out."""
    found = tuple(
        Rubric(
            numbers=entry.numbers,
            part=part.letter,
            task=_task(entry.item.body),
            criteria=interaction.rubric,
            maximum=sum(each.points for each in interaction.rubric),
            points=part.points if part.letter else entry.item.points,
        )
        for entry in key.guide
        for part, interaction in zip(entry.item.parts, entry.item.interactions, strict=True)
        if isinstance(interaction, KeyExtended) and interaction.rubric
        if interaction.rubric[0].descriptors
    )
    return RubricView(key.cover, tuple(form.code for form in drawn.forms), found)


def _task(body: Nodes) -> Nodes:
    """Return the first paragraph of an item, without its slots; () where it begins otherwise."""
    first = body[0] if body else None
    if not isinstance(first, Element) or first.tag != "p":
        return ()
    return rewrite(first.children, lambda each: None if each.tag == "slot" else each)
