"""Table completion: a table with gaps in its cells, to fill in freely or from a word bank."""

from dataclasses import replace

from lembar.course.item import Presentation, Size
from lembar.course.tree import Element, Node, rewrite, walk
from lembar.errors import Problems
from lembar.questions.bank import BANK, wants_bank, with_bank
from lembar.questions.cloze import SIZE
from lembar.questions.gaps import gaps
from lembar.questions.writing import MARKING, Made, QuestionType, Writing


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a table with `[[gaps]]`; a point for each gap."""
    tables = [each for each in walk(writing.text) if each.tag == "table"]
    if not any(each.tag == "gap" for each in walk(tables)):
        problems.add("no-gaps-in-table", writing.place, "no-gaps-in-table")
        return None
    body, found = gaps(writing.text, Size(writing.word("size", "medium")), problems)
    body = rewrite(body, _ruled)
    if wants_bank(writing):
        return with_bank(body, found, writing, problems)
    cells = tuple(replace(each, presentation=Presentation.GRID) for each in found)
    return Made(body, cells, len(cells), marking=writing.marking)


def _ruled(each: Element) -> Node:
    """Give a table lines on all sides of its cells, as something that is filled in has."""
    if each.tag != "table":
        return each
    return Element(each.tag, {**each.attributes, "class": "grid"}, each.children, each.place)


TYPE = QuestionType(
    "table-completion",
    "a table to fill in",
    item,
    gaps=True,
    fields={"size": SIZE, **BANK, **MARKING},
)
