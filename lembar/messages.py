"""Word what the program says to people: sentences from `locale/*.po`, in their language."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from lembar.course.words import Words
from lembar.errors import Problem

LANGUAGES = ("en", "id")
_HINT = "hint."


class Messages:
    """Hold the sentences of one language; English fills what another lacks."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = _catalogue(language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        return self._words(key, **values)

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def sentence(self, each: Problem) -> str:
        """Return the sentence of a problem."""
        return self._filled(each.code, each)

    def hint(self, each: Problem) -> str:
        """Return how to mend a problem, or nothing."""
        return self._filled(_HINT + each.hint, each) if each.hint else ""

    def line(self, each: Problem) -> str:
        """Return all that is said of a problem: file:line:column: error[code]: … (hint: …).

        Where the place is not the document's own, the document stands behind it.
        """
        place = f"{each.place}: " if each.place else ""
        hint = self.hint(each)
        tail = f" ({self._words('ui.hint')}: {hint})" if hint else ""
        kind = self._words(f"ui.{each.severity}")
        during = f" [{self._words('ui.during')} {each.during}]" if each.during else ""
        return f"{place}{kind}[{each.code}]: {self.sentence(each)}{tail}{during}"

    def _filled(self, key: str, each: Problem) -> str:
        return _fill(self._words.entries[key][0], dict(each.values))


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill `{names}`, leaving alone any other brace (TeX is full of them)."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def language(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak: asked for, LEMBAR_LANG, or the system's; else English."""
    for wanted in (
        asked,
        environment.get("LEMBAR_LANG"),
        environment.get("LC_ALL"),
        environment.get("LC_MESSAGES"),
        environment.get("LANG"),
    ):
        if wanted:
            short = wanted.replace("-", "_").partition("_")[0].partition(".")[0].lower()
            return short if short in LANGUAGES else "en"
    return "en"


@lru_cache(maxsize=4)
def _catalogue(wanted: str) -> Words:
    from lembar.content.catalogues import read_words

    folder = Path(__file__).parent / "locale"
    english = read_words("en", (folder / "en.po").read_text("utf-8"))
    if wanted == "en":
        return english
    return read_words(wanted, (folder / f"{wanted}.po").read_text("utf-8"), english)
