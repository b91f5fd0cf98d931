"""Choice: one option is right."""

from lembar.course.item import Choice
from lembar.errors import Problems
from lembar.questions.options import options
from lembar.questions.writing import (
    Field,
    FieldKind,
    Made,
    QuestionType,
    Writing,
    one_list,
    with_slot,
)


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a stem and a list with one `[x]`."""
    marked = one_list(writing, "marked-list", problems, "no-choices")
    if marked is None:
        return None
    found = options(marked, problems)
    right = sum(option.correct for option in found)
    if len(found) < 2:
        problems.add("too-few-choices", marked.place)
        return None
    if right > 1:
        problems.add("several-right", marked.place, "several-right", count=right)
        return None
    fixed = writing.fields.get("shuffle") is False
    interaction = Choice(found, fixed=fixed, pinned=bool(writing.word("pin", "")))
    return Made(with_slot(writing, "marked-list"), (interaction,), 1, right == 1)


SHUFFLE = Field(FieldKind.TRUTH, "false keeps the choices in the order in which they are written")

PIN = Field(FieldKind.WORD, "last: the last choice stays last on every form", ("last",))

TYPE = QuestionType(
    "choice", "one choice is right", item, marks=True, fields={"shuffle": SHUFFLE, "pin": PIN}
)
