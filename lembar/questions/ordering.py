"""Ordering: entries to be put in order, written in the right order."""

from lembar.course.item import Option, Order
from lembar.course.tree import Element, text_of
from lembar.errors import Problems
from lembar.questions.writing import SCORING, Made, QuestionType, Writing, one_list, with_slot


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a numbered list; a point for each entry."""
    listed = one_list(writing, "ol", problems, "no-steps")
    if listed is None:
        return None
    entries = tuple(Option(e.children) for e in listed.children if isinstance(e, Element))
    if len(entries) < 3:
        problems.add("too-few-steps", listed.place)
        return None
    texts = [text_of(entry.body).strip() for entry in entries]
    if len(set(texts)) < len(texts):
        problems.add("same-step", listed.place)
        return None
    body = with_slot(writing, "ol")
    return Made(body, (Order(entries),), len(entries), scoring=writing.scoring)


TYPE = QuestionType("ordering", "entries to be put in order", item, fields={"scoring": SCORING})
