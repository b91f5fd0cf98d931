"""True or false: one statement to judge."""

from lembar.course.item import Choice, Option, Presentation
from lembar.course.tree import element
from lembar.errors import Problems
from lembar.questions.writing import Field, FieldKind, Made, QuestionType, Writing, slot


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a statement and `answer: true` or `answer: false`."""
    answer = writing.fields.get("answer")
    words = (
        Option((element("word", key="true"),), answer is True),
        Option((element("word", key="false"),), answer is False),
    )
    interaction = Choice(words, presentation=Presentation.INLINE, fixed=True)
    return Made((*writing.text, slot(0)), (interaction,), 1, answer is not None)


TYPE = QuestionType(
    "true-false",
    "one statement, true or false",
    item,
    fields={"answer": Field(FieldKind.TRUTH, "whether the statement is true")},
)
