"""Matching: pairs to find; an entry without a left side is a distractor."""

from lembar.course.item import Match, Option
from lembar.course.tree import Element, Nodes, text_of
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
    """Make an item of `- left -> right` lines; a point for each pair."""
    pairs = one_list(writing, "pair-list", problems, "no-pairs")
    if pairs is None:
        return None
    rows: list[Option] = []
    targets: list[Option] = []
    distractors: list[Option] = []
    key: list[int] = []
    for entry in pairs.children:
        assert isinstance(entry, Element)
        left, right = child(entry, "left"), child(entry, "right")
        if not text_of(right).strip():
            problems.add("empty-pair", entry.place)
            return None
        if not text_of(left).strip():
            distractors.append(Option(right))
            continue
        if any(text_of(row.body) == text_of(left) for row in rows):
            problems.add("same-pair", entry.place, text=text_of(left).strip()[:40])
            return None
        rows.append(Option(left))
        key.append(_index(targets, right))
    # Distractors last, wherever they were written: see `draw` for why targets go by their rows.
    targets.extend(each for each in distractors if each not in targets)
    # With two pairs and nothing else, an order that is never the right one gives the answer away.
    if len(rows) < 2 or len(targets) < 3:
        problems.add("too-few-pairs", pairs.place)
        return None
    interaction = Match(tuple(rows), tuple(targets), tuple(key))
    body = with_slot(writing, "pair-list")
    return Made(body, (interaction,), len(rows), scoring=writing.scoring)


def _index(targets: list[Option], body: Nodes) -> int:
    """Return where a target stands; add it if it is new (two rows may share one)."""
    option = Option(body)
    if option not in targets:
        targets.append(option)
    return targets.index(option)


TYPE = QuestionType("matching", "pairs to find", item, pairs=True, fields={"scoring": SCORING})
