"""Classification: entries to be sorted into classes."""

from lembar.course.item import Match, Option, Presentation
from lembar.errors import Problems
from lembar.questions.pairs import index_in, pairs
from lembar.questions.writing import (
    SCORING,
    Made,
    QuestionType,
    Writing,
    one_list,
    with_slot,
)


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of `- entry -> class` lines; a point for each entry.

    A line without an entry names a class that takes none.
    """
    listed = one_list(writing, "pair-list", problems, "no-entries")
    if listed is None:
        return None
    rows: list[Option] = []
    classes: list[Option] = []
    key: list[int] = []
    before = problems.failures
    for _, left, right in pairs(listed, problems):
        at = index_in(classes, right)
        if left:
            rows.append(Option(left))
            key.append(at)
    if problems.failures > before:
        return None
    if len(rows) < 3 or len(classes) < 2:
        problems.add("too-few-to-classify", listed.place, "too-few-to-classify")
        return None
    interaction = Match(
        tuple(rows),
        tuple(classes),
        tuple(key),
        Presentation.GRID,
        mixed=True,
        heading="match.entry",
    )
    body = with_slot(writing, "pair-list")
    return Made(body, (interaction,), len(rows), scoring=writing.scoring)


TYPE = QuestionType(
    "classification", "entries to be sorted", item, pairs=True, fields={"scoring": SCORING}
)
