"""Write the digits and marks of a sheet as its language does: as text, in every format the same."""

import re

from lembar.course.tree import Element, Node
from lembar.course.words import WESTERN_DIGITS, Words

# What is not the language's: formulas, what machines read.
_NOT_WORDS = frozenset({"math", "math-block", "code", "kbd", "pre"})
_PRINTED = ("number", "points", "letter", "kicker")  # attributes that stand on the page
# Between words of the language: a Latin word keeps its own mark behind it.
_MARK = re.compile(
    r"(?<![A-Za-z])(?<![A-Za-z]\d)(?<![A-Za-z]\d\d)[,;?](?=\s|$)|(?<![A-Za-z])(?<![A-Za-z] )→"
)
_ARABIC = {",": "،", ";": "؛", "?": "؟", "→": "←"}


def with_own_signs(root: Element, words: Words, script: str) -> Element:
    """Return a sheet with the digits of its language and, in Arabic letters, their marks."""
    if words.digits == WESTERN_DIGITS and script != "Arab":
        return root
    return _Signs(words, script == "Arab").element(root)


class _Signs:
    """Hold what a text is written with."""

    def __init__(self, words: Words, arabic: bool) -> None:
        self._words = words
        self._arabic = arabic
        self._language = words.language.partition("-")[0]

    def element(self, element: Element) -> Element:
        """Return an element with the signs of the language, unless it is in another."""
        language = element.get("lang")
        foreign = bool(language) and language.partition("-")[0] != self._language
        if element.tag in _NOT_WORDS or foreign or element.get("dir") == "ltr":
            return element
        shown = {name: self._text(element.get(name)) for name in _PRINTED if element.get(name)}
        children: tuple[Node, ...] = tuple(
            self._text(child) if isinstance(child, str) else self.element(child)
            for child in element.children
        )
        return element.with_attributes(**shown).with_children(children)

    def _text(self, text: str) -> str:
        written = self._words.in_digits(text)
        return _MARK.sub(lambda found: _ARABIC[found[0]], written) if self._arabic else written
