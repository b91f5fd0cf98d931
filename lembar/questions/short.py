"""Short answer: a word or phrase."""

from lembar.course.item import Size, Text
from lembar.errors import Problems
from lembar.questions.cloze import SIZE
from lembar.questions.gaps import gaps, has_gap
from lembar.questions.writing import MARKING, Made, QuestionType, Writing, slot


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a question and one `[[answer]]`; without it, a line is left to write on."""
    size = Size(writing.word("size", "large"))
    if not has_gap(writing.text):
        return Made((*writing.text, slot(0)), (Text((), size=size),), 1, answered=False)
    body, found = gaps(writing.text, size, problems)
    if len(found) > 1:
        problems.add("several-gaps", writing.place, "several-gaps")
        return None
    return Made(body, found, 1, marking=writing.marking)


TYPE = QuestionType(
    "short", "a word or phrase to write", item, gaps=True, fields={"size": SIZE, **MARKING}
)
