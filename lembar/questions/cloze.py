"""Cloze: a text with gaps, to fill in freely or from a word bank."""

from lembar.course.item import Size
from lembar.errors import Problems
from lembar.questions.bank import BANK, wants_bank, with_bank
from lembar.questions.gaps import gaps, has_gap
from lembar.questions.writing import MARKING, Field, FieldKind, Made, QuestionType, Writing


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a text with `[[gaps]]`; a point for each gap."""
    if not has_gap(writing.text):
        problems.add("no-gaps", writing.place, "no-gaps")
        return None
    body, found = gaps(writing.text, Size(writing.word("size", "medium")), problems)
    if wants_bank(writing):
        return with_bank(body, found, writing, problems)
    return Made(body, found, len(found), marking=writing.marking)


SIZE = Field(FieldKind.WORD, "how wide the gaps are: small, medium or large", tuple(Size))

TYPE = QuestionType(
    "cloze", "a text with gaps", item, gaps=True, fields={"size": SIZE, **BANK, **MARKING}
)
