"""Classification: entries to be sorted into classes."""

from lembar.course.item import Match, Option, Presentation
from lembar.course.tree import Element, text_of
from lembar.errors import Problems
from lembar.questions.writing import (
    SCORING,
    Made,
    QuestionType,
    Writing,
    child,
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
    for entry in listed.children:
        assert isinstance(entry, Element)
        left, right = child(entry, "left"), child(entry, "right")
        if not text_of(right).strip():
            problems.add("empty-pair", entry.place)
            return None
        named = Option(right)
        if named not in classes:
            classes.append(named)
        if text_of(left).strip():
            rows.append(Option(left))
            key.append(classes.index(named))
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
