"""True or false, in a table: several statements to judge."""

from lembar.course.item import Match, Option, Presentation
from lembar.course.tree import element
from lembar.errors import Problems
from lembar.questions.options import options
from lembar.questions.writing import (
    SCORING,
    Field,
    FieldKind,
    Made,
    QuestionType,
    Writing,
    one_list,
    with_slot,
)


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a list of statements; `[x]` marks the true ones; a point for each."""
    marked = one_list(writing, "marked-list", problems, "no-statements")
    if marked is None:
        return None
    rows = options(marked, problems)
    labels = writing.fields.get("labels")
    if isinstance(labels, tuple) and len(labels) != 2:
        problems.add("two-labels", writing.place)
        return None
    targets = (
        tuple(Option((str(label),)) for label in labels)
        if isinstance(labels, tuple)
        else (Option((element("word", key="true"),)), Option((element("word", key="false"),)))
    )
    key = tuple(0 if row.correct else 1 for row in rows)
    interaction = Match(rows, targets, key, Presentation.GRID, fixed=True)
    body = with_slot(writing, "marked-list")
    return Made(body, (interaction,), len(rows), scoring=writing.scoring)


TYPE = QuestionType(
    "true-false-table",
    "a table of statements, each true or false",
    item,
    marks=True,
    fields={
        "labels": Field(FieldKind.WORDS, "the two words over the columns, for true and for false"),
        "scoring": SCORING,
    },
)
