"""A word bank: the answers of all gaps, with words that fit none of them, to choose from."""

from collections.abc import Iterable

from lembar.course.item import Match, Option, Presentation, Text
from lembar.course.tree import Element, Node, Nodes, rewrite, walk
from lembar.errors import Problems
from lembar.questions.pairs import index_in
from lembar.questions.writing import Field, FieldKind, Made, Writing, slot

BANK = {
    "bank": Field(FieldKind.TRUTH, "true prints the answers above the text, in another order"),
    "distractors": Field(FieldKind.WORDS, "words of the bank that fit no gap"),
}


def with_bank(
    body: Nodes, gaps: Iterable[Text], writing: Writing, problems: Problems
) -> Made | None:
    """Make an item whose gaps are filled from a bank; `body` has a slot for each gap."""
    targets: list[Option] = []
    key = [index_in(targets, (gap.accepted[0],)) for gap in gaps]
    for word in writing.words("distractors"):
        if Option((word,)) in targets:
            problems.add("distractor-is-answer", writing.place, word=word)
            return None
        targets.append(Option((word,)))
    if len(targets) < 3:
        problems.add("too-few-in-bank", writing.place, "too-few-in-bank")
        return None
    rows = tuple(Option(()) for _ in key)
    interaction = Match(rows, tuple(targets), tuple(key), Presentation.BANK)
    return Made(_placed(body), (interaction,), len(key))


def _placed(body: Nodes) -> Nodes:
    """Turn a slot for each gap into rows of one interaction; its bank stands behind the task.

    A picture belongs to the task.
    """

    def change(each: Element) -> Node:
        return slot(0, int(each.get("ref"))) if each.tag == "slot" else each

    rows = rewrite(body, change)
    blocks = [at for at, node in enumerate(rows) if isinstance(node, Element)]
    # Between what is to be done and the text with the gaps, if these are two.
    task = rows[blocks[0]] if blocks else None
    apart = (
        len(blocks) > 1
        and isinstance(task, Element)
        and not any(each.tag == "slot" for each in walk((task,)))
    )
    at = blocks[0] + 1 if apart else len(rows)
    while apart and _is_figure(rows[at]):
        at += 1
    return (*rows[:at], slot(0), *rows[at:])


def _is_figure(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "figure"


def wants_bank(writing: Writing) -> bool:
    """Say whether an item asks for a bank."""
    return writing.fields.get("bank") is True or bool(writing.words("distractors"))
