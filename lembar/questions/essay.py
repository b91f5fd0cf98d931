"""Essay: an answer of several sentences, with a model answer and a rubric."""

from lembar.course.item import Criterion, Extended
from lembar.course.tree import Element
from lembar.errors import Problems
from lembar.questions.writing import (
    MARKING,
    Field,
    FieldKind,
    Made,
    QuestionType,
    Writing,
    slot,
    split_at,
    without,
)


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a task; its points are those of the rubric."""
    rubric = _rubric(writing, problems)
    model = writing.nodes("answer")
    interaction = Extended(writing.count("lines", 5), model, rubric)
    points = sum(criterion.points for criterion in rubric) or 1
    body = (*writing.text, slot(0))
    answered = bool(model or rubric)
    return Made(body, (interaction,), points, answered, marking=writing.marking)


def _rubric(writing: Writing, problems: Problems) -> tuple[Criterion, ...]:
    """Read `- [2] criterion` lines."""
    nodes = writing.nodes("rubric")
    if not nodes:
        return ()
    _, listed, _ = split_at(nodes, "marked-list")
    found: list[Criterion] = []
    for entry in listed.children if listed else ():
        assert isinstance(entry, Element)
        if not entry.get("points"):
            problems.add("criterion-without-points", entry.place, "criterion-without-points")
            continue
        found.append(Criterion(int(entry.get("points")), without(entry.children, "feedback")))
    if listed is None:
        problems.add("criterion-without-points", writing.place, "criterion-without-points")
    return tuple(found)


TYPE = QuestionType(
    "essay",
    "an answer of several sentences",
    item,
    fields={
        "lines": Field(FieldKind.COUNT, "how many lines are ruled to write on"),
        "answer": Field(FieldKind.TEXT, "a model answer"),
        "rubric": Field(FieldKind.MARKS, "what earns points, as lines `- [2] criterion`"),
        **MARKING,
    },
)
