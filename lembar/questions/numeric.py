"""Numeric: a number to find, right within a tolerance."""

from decimal import Decimal

from lembar.course.item import Interaction, Number, Size, Text
from lembar.course.tree import Element, Node, rewrite, text_of
from lembar.errors import Problems
from lembar.questions.cloze import SIZE
from lembar.questions.gaps import has_gap
from lembar.questions.numbers import around, number, to_figures
from lembar.questions.writing import MARKING, Field, FieldKind, Made, QuestionType, Writing, slot


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a text with `[[numbers]]`; a point for each.

    `[[9.8]] m/s²` prints the unit, `[[9.8 m/s²]]` asks for it.
    """
    size = Size(writing.word("size", "medium"))
    if not has_gap(writing.text):
        return Made((*writing.text, slot(0)), (Text((), size=size),), 1, answered=False)
    found: list[Interaction] = []
    before = problems.failures

    def change(each: Element) -> Node:
        if each.tag != "gap":
            return each
        made = _number(each, writing, size, problems)
        if made is not None:
            found.append(made)
        return slot(len(found) - 1)

    body = rewrite(writing.text, change)
    if problems.failures > before:
        return None
    return Made(body, tuple(found), len(found), marking=writing.marking)


def _number(gap: Element, writing: Writing, size: Size, problems: Problems) -> Number | None:
    read = number(text_of(gap.children), gap.place or writing.place, problems)
    if read is None:
        return None
    value, unit = read
    accepted = _accepted(value, writing, problems)
    return Number(value, *accepted, unit, size=size) if accepted else None


def _accepted(
    value: Decimal, writing: Writing, problems: Problems
) -> tuple[Decimal, Decimal] | None:
    """Return the least and the greatest right number: the very value, if nothing is said."""
    tolerance = writing.word("tolerance", "")
    figures = writing.count("figures", 0)
    if tolerance and figures:
        problems.add("two-tolerances", writing.place, "two-tolerances")
        return None
    if figures:
        return to_figures(value, figures)
    found = around(value, tolerance or "0")
    if found is None:
        problems.add("bad-tolerance", writing.place, "bad-tolerance", given=tolerance)
    return found


TYPE = QuestionType(
    "numeric",
    "a number to find",
    item,
    gaps=True,
    fields={
        "tolerance": Field(FieldKind.PLAIN, "how far an answer may be off: 0.1, or 2%"),
        "figures": Field(FieldKind.COUNT, "how many significant figures must be right"),
        "size": SIZE,
        **MARKING,
    },
)
