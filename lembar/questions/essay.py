"""Essay: an answer of several sentences, with a model answer and a rubric."""

from lembar.course.item import Extended
from lembar.errors import Problems
from lembar.questions.rubrics import rubric
from lembar.questions.writing import (
    MARKING,
    Field,
    FieldKind,
    Made,
    QuestionType,
    Writing,
    slot,
)


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a task; its points are those of the rubric."""
    criteria = rubric(writing, problems)
    model = writing.nodes("answer")
    interaction = Extended(writing.count("lines", 5), model, criteria)
    points = sum(criterion.points for criterion in criteria) or 1
    body = (*writing.text, slot(0))
    answered = bool(model or criteria)
    return Made(body, (interaction,), points, answered, marking=writing.marking)


TYPE = QuestionType(
    "essay",
    "an answer of several sentences",
    item,
    fields={
        "lines": Field(FieldKind.COUNT, "how many lines are ruled to write on"),
        "answer": Field(FieldKind.TEXT, "a model answer"),
        "rubric": Field(
            FieldKind.MARKS, "what earns points: lines `- [2] criterion`, or a table with levels"
        ),
        **MARKING,
    },
)
