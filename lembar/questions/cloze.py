"""Cloze: a text with gaps."""

from lembar.course.item import Size
from lembar.errors import Problems
from lembar.questions.gaps import gaps, has_gap
from lembar.questions.writing import Field, FieldKind, Made, QuestionType, Writing


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a text with `[[gaps]]`; a point for each gap."""
    if not has_gap(writing.text):
        problems.add("no-gaps", writing.place, "no-gaps")
        return None
    body, found = gaps(writing.text, Size(writing.word("size", "medium")), problems)
    return Made(body, found, len(found))


SIZE = Field(FieldKind.SIZE, "how wide the gaps are: small, medium or large")

TYPE = QuestionType("cloze", "a text with gaps", item, gaps=True, fields={"size": SIZE})
