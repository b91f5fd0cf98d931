"""Choices: several options are right."""

from lembar.course.item import Choice
from lembar.errors import Problems
from lembar.questions.choice import PIN, SHUFFLE
from lembar.questions.options import options
from lembar.questions.writing import SCORING, Made, QuestionType, Writing, one_list, with_slot

_POINTS = 2


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a stem and a list with one `[x]` or more.

    Two points whatever the key: points are printed, and must not tell how many choices are right.
    """
    marked = one_list(writing, "marked-list", problems, "no-choices")
    if marked is None:
        return None
    found = options(marked, problems)
    right = sum(option.correct for option in found)
    if len(found) < 3:
        problems.add("too-few-choices-for-several", marked.place)
        return None
    fixed = writing.fields.get("shuffle") is False
    pinned = bool(writing.word("pin", ""))
    interaction = Choice(found, multiple=True, fixed=fixed, pinned=pinned)
    body = with_slot(writing, "marked-list")
    return Made(body, (interaction,), _POINTS, right > 0, writing.scoring)


TYPE = QuestionType(
    "choices",
    "several choices are right",
    item,
    marks=True,
    fields={"shuffle": SHUFFLE, "pin": PIN, "scoring": SCORING},
)
