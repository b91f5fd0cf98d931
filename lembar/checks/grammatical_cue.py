"""The stem gives the key away by its grammar, or by a word that only the key repeats."""

import re
from collections import Counter
from collections.abc import Iterator

from lembar.checks.language import tokens
from lembar.checks.scope import Asked, Scope
from lembar.errors import Problem, problem

_LONG = 5  # letters of a content word
_RARE = 2  # items of a unit that may hold a rare word


def grammatical_cue(scope: Scope) -> Iterator[Problem]:
    """Report stems that only some choices fit, and keys that alone repeat a word of the stem.

    Haladyna, Downing & Rodriguez (2002), guidelines 28b (clang associations) and 28c (grammatical
    inconsistencies).
    """
    found = Counter(word for item in scope.single() for word in _content(" ".join(_texts(item))))
    for each in scope.single():
        cue = _article(each) or _number(each) or _clang(each, found)
        if cue:
            place = each.item.place
            yield problem("grammatical-cue", place, "grammatical-cue", "warning", cue=cue)


def _texts(each: Asked) -> tuple[str, ...]:
    return (each.stem, *each.options)


def _bare_stem(each: Asked) -> str:
    return each.stem.casefold().rstrip(" .…:_?\N{NO-BREAK SPACE}")


def _article(each: Asked) -> str | None:
    """Return the article that ends an English stem, if the key fits it and a distractor doesn't."""
    found = re.search(r"(?<![/\w(])(an?)$", _bare_stem(each))
    if each.language != "en" or not found:
        return None
    vowel = found[1] == "an"
    fits = [_takes_an(text) == vowel for text in each.options]
    return found[1] if fits[0] and not all(fits) else None


def _takes_an(text: str) -> bool:
    """Say whether a phrase begins with the sound of a vowel."""
    word = text.casefold().lstrip("“‘\"'(")
    if re.match(r"hour|honest|honou?r|heir", word):
        return True
    return bool(re.match(r"[aeiou]", word)) and not re.match(r"uni(?!n|m)|us[ei]|eu|one\b", word)


def _number(each: Asked) -> str | None:
    """Return the verb that ends an English stem, if its number fits the key and no distractor."""
    found = re.search(r"\b(is|are|was|were)$", _bare_stem(each))
    if each.language != "en" or not found:
        return None
    fits = [_is_plural(text) == (found[1] in ("are", "were")) for text in each.options]
    return found[1] if fits[0] and not any(fits[1:]) else None


def _is_plural(text: str) -> bool:
    words = tokens(text)
    if not words or words[0] in ("a", "an", "one", "this", "that"):
        return False
    return any(word.endswith("s") and not word.endswith(("ss", "us", "is")) for word in words)


def _clang(each: Asked, found: Counter[str]) -> str | None:
    """Return a rare word of the stem that the key repeats, while no distractor repeats any."""
    stem = _content(each.stem)
    if any(stem & _content(text) for text in each.wrong):
        return None
    rare = sorted(word for word in stem & _content(each.right[0]) if found[word] <= _RARE)
    return rare[0] if rare else None


def _content(text: str) -> set[str]:
    """Return the longer words of a text without the commonest endings."""
    bare = (re.sub(r"(nya|s)$", "", word) for word in tokens(text) if word.isalpha())
    return {word for word in bare if len(word) >= _LONG}
