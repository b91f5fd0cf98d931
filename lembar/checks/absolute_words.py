"""Words such as “always” and “never” tell which choice is wrong, or right."""

import re
from collections.abc import Iterator, Mapping

from lembar.checks.scope import Scope
from lembar.errors import Problem, problem

WORDS: Mapping[str, str] = {
    "en": r"always|never|all|none|every|only|completely|entirely|totally|absolutely|impossible"
    r"|everyone|nobody|no one",
    "id": r"selalu|tidak pernah|tak pernah|semua|seluruh|hanya|sama sekali|pasti|mustahil|mutlak"
    r"|sepenuhnya|satu-satunya",
}
_HEDGED: Mapping[str, str] = {
    "en": r"(?:almost|nearly|not|hardly) (?:all|always|every|only|never|none)",
    "id": r"(?:hampir|tidak|bukan|belum|tak) (?:semua|selalu|seluruh|hanya|pasti|tidak pernah)",
}


def absolute_words(scope: Scope) -> Iterator[Problem]:
    """Report absolute words that stand in the distractors only, or in the key only.

    Haladyna, Downing & Rodriguez (2002), guideline 28a: avoid specific determiners.
    """
    for each in scope.single():
        if each.language not in WORDS:
            continue
        key = _absolute(each.right[0], each.language)
        found = [word for text in each.wrong if (word := _absolute(text, each.language))]
        place = each.item.place
        if key and not found:
            yield problem("absolute-words", place, "absolute-words", "warning", word=key)
        elif found and not key and _most(len(found), len(each.wrong)):
            yield problem("absolute-words", place, "absolute-words", "warning", word=found[0])


def _most(count: int, of: int) -> bool:
    """Say whether so many distractors have such a word that it is a cue."""
    return count == of or (count > 1 and 2 * count >= of)


def _absolute(text: str, language: str) -> str | None:
    """Return the first absolute word of a text that nothing softens."""
    hard = re.sub(rf"\b(?:{_HEDGED[language]})\b", "", text.casefold())
    found = re.search(rf"\b(?:{WORDS[language]})\b", hard)
    return found[0] if found else None
