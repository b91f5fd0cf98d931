"""Matching: pairs to find; an entry without a left side is a distractor."""

from lembar.course.item import Match, Option
from lembar.course.tree import text_of
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
    """Make an item of `- left -> right` lines; a point for each pair."""
    listed = one_list(writing, "pair-list", problems, "no-pairs")
    if listed is None:
        return None
    before = problems.failures
    rows: list[Option] = []
    targets: list[Option] = []
    distractors: list[Option] = []
    key: list[int] = []
    for entry, left, right in pairs(listed, problems):
        if not left:
            distractors.append(Option(right))
            continue
        if any(text_of(row.body) == text_of(left) for row in rows):
            problems.add("same-pair", entry.place, text=text_of(left).strip()[:40])
            return None
        rows.append(Option(left))
        key.append(index_in(targets, right))
    if problems.failures > before:
        return None
    # Distractors last, wherever they were written: see `draw` for why targets go by their rows.
    targets.extend(each for each in distractors if each not in targets)
    # With two pairs and nothing else, an order that is never the right one gives the answer away.
    if len(rows) < 2 or len(targets) < 3:
        problems.add("too-few-pairs", listed.place)
        return None
    interaction = Match(tuple(rows), tuple(targets), tuple(key))
    body = with_slot(writing, "pair-list")
    return Made(body, (interaction,), len(rows), scoring=writing.scoring)


TYPE = QuestionType("matching", "pairs to find", item, pairs=True, fields={"scoring": SCORING})
